// Command duckdb compares the sums of package totals with those of DuckDB, and
// its reading of a workbook with that of excelize, in one run: wall time, two
// threads on both sides, types of columns declared, processes started before.
// It needs Node.js and npm. docs/performance.md says what came out.
package main

import (
	"bufio"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
	"tidai/calc/monitoring/totals"
)

//go:embed package.json package-lock.json query.mjs
var node embed.FS

func main() {
	rows := flag.Int("rows", 1_000_000, "rows of each set of files")
	times := flag.Int("times", 3, "how often each is measured; the least counts")
	dir := flag.String("dir", "", "folder for data and modules, kept; a temporary one without it")
	flag.Parse()
	runtime.GOMAXPROCS(2)
	debug.SetGCPercent(40) // as tidai monitor does
	if err := compare(*dir, *rows, *times); err != nil {
		fmt.Fprintln(os.Stderr, "duckdb:", err)
		if errors.As(err, &noModules{}) {
			os.Exit(3)
		}
		os.Exit(1)
	}
}

func compare(dir string, rows, times int) error {
	if dir == "" {
		temporary, err := os.MkdirTemp("", "tidai-duckdb-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	q, err := start(dir)
	if err != nil {
		return err
	}
	defer q.stop()
	fmt.Printf("%d rows; the least of %d times; ratio of what DuckDB takes\n", rows, times)
	for _, set := range []struct {
		name  string
		flags []string
		files string
	}{
		{"one CSV", nil, "one.csv"},
		{"13 files", []string{"-files", "13"}, "13/*.csv"},
		{"365 files", []string{"-files", "365"}, "365/*.csv"},
	} {
		at := filepath.Join(dir, strings.TrimSuffix(set.files, "/*.csv"))
		if err := makeData(at, rows, set.flags...); err != nil {
			return err
		}
		if err := q.compare(set.name, filepath.Join(dir, set.files), times); err != nil {
			return err
		}
	}
	if rows < 1<<20 {
		if err := workbook(filepath.Join(dir, "one.xlsx"), rows, times); err != nil {
			return err
		}
	}
	fmt.Printf("%-12s %s of this process, with all of tidai's sums\n", "peak memory", peak())
	return nil
}

// makeData writes files by bigcsv where they are not there.
func makeData(at string, rows int, flags ...string) error {
	if _, err := os.Stat(at); err == nil {
		return nil
	}
	args := append([]string{"run", "./testdata/bigcsv", "-rows", fmt.Sprint(rows), "-o", at}, flags...)
	out, err := exec.Command("go", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("bigcsv: %w\n%s", err, out)
	}
	return nil
}

// query is DuckDB in a process of its own.
type query struct {
	*exec.Cmd
	in  *bufio.Writer
	out *bufio.Scanner
}

// noModules says that DuckDB could not be installed; the exit code is 3 then.
type noModules struct{ error }

func start(dir string) (*query, error) {
	modules := filepath.Join(dir, "node")
	if err := os.MkdirAll(modules, 0o755); err != nil {
		return nil, err
	}
	for _, name := range []string{"package.json", "package-lock.json", "query.mjs"} {
		text, err := fs.ReadFile(node, name)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(modules, name), text, 0o600); err != nil {
			return nil, err
		}
	}
	install := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	install.Dir = modules
	if out, err := install.CombinedOutput(); err != nil {
		return nil, noModules{fmt.Errorf("npm ci: %w\n%s", err, out)}
	}
	q := &query{Cmd: exec.Command("node", "query.mjs")}
	q.Dir, q.Stderr = modules, os.Stderr
	in, err := q.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := q.StdoutPipe()
	if err != nil {
		return nil, err
	}
	q.in, q.out = bufio.NewWriter(in), bufio.NewScanner(out)
	return q, q.Start()
}

func (q *query) stop() {
	_ = q.Process.Kill() // nothing of it is needed
	_ = q.Wait()
}

// answer is what one side says of a set of files.
type answer struct {
	seconds float64
	groups  int
	sum     string // Σ c·q × 10^8
}

func (q *query) ask(kind, files string) (a answer, err error) {
	fmt.Fprintln(q.in, kind, files)
	if err := q.in.Flush(); err != nil {
		return a, err
	}
	if !q.out.Scan() {
		return a, fmt.Errorf("DuckDB gave no answer: %v", q.out.Err())
	}
	_, err = fmt.Sscan(q.out.Text(), &a.seconds, &a.groups, &a.sum)
	return a, err
}

// compare measures both sides in turn, and holds their sums against each
// other.
func (q *query) compare(name, files string, times int) error {
	var least [3]float64
	for i := range times {
		mine, err := add(files)
		if err != nil {
			return err
		}
		all := []answer{mine}
		for _, kind := range []string{"sums", "same"} {
			a, err := q.ask(kind, files)
			if err != nil {
				return err
			}
			if a.groups != mine.groups || a.sum != mine.sum {
				return fmt.Errorf("%s: %d groups and a sum of %s, DuckDB (%s) has %d and %s", name, mine.groups,
					mine.sum, kind, a.groups, a.sum)
			}
			all = append(all, a)
		}
		for k, a := range all {
			if i == 0 || a.seconds < least[k] {
				least[k] = a.seconds
			}
		}
	}
	fmt.Printf("%-12s tidai %6.2f s; DuckDB sums alone %6.2f s (%.1f ×), the same work %6.2f s (%.1f ×)\n", name,
		least[0], least[1], least[1]/least[0], least[2], least[2]/least[0])
	return nil
}

type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

func open(name string) (intake.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return file{f, info.Size()}, nil
}

// add is the whole of tidai monitor but its start and its output.
func add(pattern string) (answer, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return answer{}, err
	}
	began := time.Now()
	o := totals.Options{By: []totals.By{totals.ByOutlet, totals.ByMonth}}
	m, err := totals.Of(totals.Asked{Options: o, Files: files, Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning"}, Open: open})
	if err != nil {
		return answer{}, err
	}
	a := answer{seconds: time.Since(began).Seconds(), groups: len(m.Result.Groups)}
	sum := new(big.Rat)
	for _, g := range m.Result.Groups {
		sum.Add(sum, g.Amounts.Limit.Rat())
	}
	sum.Mul(sum, big.NewRat(1e11, 1)) // mg/L × m3/h × 1 h is g; kg × 10^3 × 10^8
	a.sum = sum.Num().String()
	if !sum.IsInt() {
		return a, fmt.Errorf("the sum %s has more decimals than the rows", sum)
	}
	return a, nil
}

// workbook compares with excelize's faster way of reading only.
func workbook(name string, rows, times int) error {
	if err := makeData(name, rows, "-xlsx"); err != nil {
		return err
	}
	var mine, theirs float64
	for i := range times {
		a, err := add(name)
		if err != nil {
			return err
		}
		seconds, n, err := excelizeRows(name)
		if err != nil {
			return err
		}
		if n != rows+1 {
			return fmt.Errorf("excelize has %d rows", n)
		}
		if i == 0 || a.seconds < mine {
			mine = a.seconds
		}
		if i == 0 || seconds < theirs {
			theirs = seconds
		}
	}
	fmt.Printf("%-12s tidai %6.2f s; excelize, rows alone %6.2f s (%.1f ×)\n", "a workbook", mine, theirs, theirs/mine)
	return nil
}

func excelizeRows(name string) (seconds float64, n int, err error) {
	began := time.Now()
	f, err := excelize.OpenFile(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	rows, err := f.Rows("data")
	if err != nil {
		return 0, 0, err
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			return 0, 0, err
		}
		n++
	}
	return time.Since(began).Seconds(), n, rows.Close()
}

// peak is the most memory this process had, where the system says so.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not known"
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "not known"
}
