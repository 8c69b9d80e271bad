package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/view"
)

type batchOptions struct {
	*options
	dirs []string
	list string
}

func newBatch(e *env, o *options) *cobra.Command {
	opts := batchOptions{options: o}
	cmd := &cobra.Command{
		Use:   "batch [DIR…]",
		Short: e.t("一次复核多份申请材料，并给出汇总", "review many dossiers at once, with a summary"),
		Example: strings.Join([]string{
			"  tidai batch DIR1 DIR2",
			"  tidai batch FOLDER",
			"  tidai batch --list dossiers.txt --format json -o summary.json"}, "\n"),
		Args: arguments(argument{name: "DIR", optional: true, many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dirs = args
			return runBatch(e, opts)
		},
	}
	cmd.Flags().StringVar(&opts.list, "list", "", e.t("文本文件 FILE，每行一份申请材料的文件夹；# 起为注释",
		"text FILE with the folder of one dossier a line; # begins a comment"))
	readingFlag(cmd, e, o)
	return cmd
}

// muchGarbage spends memory for time: dossiers are small.
const muchGarbage = 800

// batchMemory is where memory is saved after all, in bytes.
const batchMemory = 512 << 20

func runBatch(e *env, o batchOptions) error {
	dirs, err := o.find()
	if err != nil {
		return err
	}
	if len(dirs) == 0 {
		return usage("没有给出申请材料：写 DIR 或 --list FILE", "no dossier is given: name a DIR, or --list FILE")
	}
	if _, stated := e.lookup("GOGC"); !stated {
		defer debug.SetGCPercent(debug.SetGCPercent(muchGarbage))
		if _, limited := e.lookup("GOMEMLIMIT"); !limited {
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(batchMemory))
		}
	}
	done := make([]view.BatchItem, len(dirs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(dirs)) {
		wg.Go(func() {
			for i := range next {
				done[i] = o.one(dirs[i])
			}
		})
	}
	for i := range dirs {
		next <- i
	}
	close(next)
	wg.Wait()
	if !slices.ContainsFunc(done, func(x view.BatchItem) bool { return x.Computed }) {
		f := &failure{code: exitFailed, message: calc.Text{ZH: "没有一份申请材料可以计算",
			EN: "no dossier could be computed"}}
		for _, x := range done {
			f.findings = append(f.findings, x.Findings...)
		}
		return f
	}
	if err := e.write(o.options, view.Batch(done, e.lang)); err != nil {
		return err
	}
	if slices.ContainsFunc(done, func(x view.BatchItem) bool { return !x.Computed || calc.HasErrors(x.Findings) }) {
		return standing(calc.Text{ZH: "有申请材料存在错误级别的问题或无法计算",
			EN: "a dossier has findings of severity error, or could not be computed"})
	}
	return nil
}

// one reviews one dossier. What keeps it from being computed is its result.
func (o batchOptions) one(dir string) view.BatchItem {
	x := view.BatchItem{Dir: dir}
	c, err := openUsable(o.options, dir)
	if err != nil {
		return notComputed(x, err)
	}
	x.Computed, x.Review, x.Findings = true, c.Summary(), c.Found()
	return x
}

// notComputed keeps why a dossier could not be computed.
func notComputed(x view.BatchItem, err error) view.BatchItem {
	var f *failure
	x.Why = calc.Text{ZH: err.Error(), EN: err.Error()}
	if errors.As(err, &f) {
		x.Why = f.message
		x.Findings = f.findings
	}
	if x.Why == (calc.Text{}) && len(x.Findings) > 0 {
		x.Why = x.Findings[0].Message
	}
	return x
}

// find lists the dossiers: a folder with a dossier, or with dossiers below it,
// in the order of their names; each once.
func (o batchOptions) find() ([]string, error) {
	given := slices.Clone(o.dirs)
	if o.list != "" {
		more, err := readList(o.list)
		if err != nil {
			return nil, err
		}
		given = append(given, more...)
	}
	var out []string
	for _, dir := range given {
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() || isDossier(dir) {
			out = append(out, dir) // what is not there is said where it is opened
			continue
		}
		below, err := dossiersBelow(dir)
		if err != nil {
			return nil, failed("无法读取 %s：%s", "cannot read %s: %s", dir, reasonOf(err))
		}
		if len(below) == 0 {
			below = []string{dir}
		}
		out = append(out, below...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(dir string) bool {
		name := filepath.Clean(dir)
		again := seen[name]
		seen[name] = true
		return again
	}), nil
}

func isDossier(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, dossier.MainFile))
	return err == nil && info.Mode().IsRegular()
}

func dossiersBelow(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && isDossier(path) {
			out = append(out, path)
			return fs.SkipDir
		}
		return nil
	})
	return out, err
}

// maxList bounds a list of dossiers, in bytes.
const maxList = 16 << 20

func readList(name string) ([]string, error) {
	data, err := readSmall(name, maxList)
	if err != nil {
		return nil, err
	}
	var out []string
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	if lines.Err() != nil {
		return nil, failed("%s：有一行过长", "%s: a line is too long", name)
	}
	return out, nil
}
