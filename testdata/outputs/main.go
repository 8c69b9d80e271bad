// Outputs runs every command of a built tidai on the bundled examples, in every
// format and both languages, and keeps what each run printed; with -against it
// lists what differs from outputs kept before. It proves that a change of the
// code changed no output:
//
//	go run ./testdata/outputs -tidai OLD -to /tmp/before
//	go run ./testdata/outputs -tidai NEW -to /tmp/after -against /tmp/before
//
// Both runs start in the root of the repository.
package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

func main() {
	log.SetFlags(0)
	tidai := flag.String("tidai", "", "the built program")
	to := flag.String("to", "", "folder for the outputs; is emptied")
	against := flag.String("against", "", "folder of outputs kept before")
	only := flag.String("only", "", "only calls whose label matches this pattern")
	but := flag.String("but", "", "leave out calls whose label matches this pattern")
	diff := flag.Int("diff", 0, "show up to so many lines of each difference")
	flag.Parse()
	if *tidai == "" || *to == "" {
		log.Fatal("outputs: -tidai and -to are needed")
	}
	program, err := filepath.Abs(*tidai)
	if err != nil {
		log.Fatal(err)
	}
	if err := keep(program, *to, pick(calls(), *only, *but)); err != nil {
		log.Fatal("outputs: ", err)
	}
	if *against == "" {
		return
	}
	if n := compare(*against, *to, *only, *but, *diff); n > 0 {
		log.Fatalf("outputs: %d differ", n)
	}
	fmt.Println("all equal")
}

func pick(all []call, only, but string) []call {
	return slices.DeleteFunc(all, func(c call) bool { return !chosen(c.label(), only, but) })
}

func chosen(label, only, but string) bool {
	if only != "" && !regexp.MustCompile(only).MatchString(label) {
		return false
	}
	return but == "" || !regexp.MustCompile(but).MatchString(label)
}

// keep runs the calls, two at a time, and keeps a folder for each: what it
// wrote to its streams, how it ended, and the files it made.
func keep(program, to string, list []call) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	// The inputs lie in one place whatever the folder of outputs, since their
	// paths stand in what is printed.
	inputs := filepath.Join(os.TempDir(), "tidai-outputs")
	if err := os.RemoveAll(inputs); err != nil {
		return err
	}
	if err := prepare(inputs); err != nil {
		return err
	}
	certificate := exec.Command(program, "plan", "--region", "testdata/regions/example", "--certificate",
		filepath.Join(inputs, "certificate.json"))
	certificate.Stdout, certificate.Stderr = io.Discard, io.Discard
	certificate.Run() // a region may be short

	work := make(chan call)
	var wait sync.WaitGroup
	for range 2 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for c := range work {
				if err := run(program, filepath.Join(to, c.label()), inputs, c); err != nil {
					log.Print(c.label(), ": ", err)
				}
			}
		}()
	}
	for _, c := range list {
		work <- c
	}
	close(work)
	wait.Wait()
	return nil
}

func run(program, to, inputs string, c call) error {
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	words := slices.Clone(c)
	for i, w := range words {
		words[i] = strings.NewReplacer("@inputs", inputs, "@out", filepath.Join(to, "out")).Replace(w)
	}
	if err := os.Mkdir(filepath.Join(to, "out"), 0o777); err != nil {
		return err
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(program, words...)
	cmd.Env = []string{"LANG=C.UTF-8"}
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Run() // the code is kept below
	said := strings.ReplaceAll(errs.String(), to, "@to")
	said += fmt.Sprintf("exit %d\n", cmd.ProcessState.ExitCode())
	if err := os.WriteFile(filepath.Join(to, "stderr"), []byte(said), 0o666); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "stdout"), bytes.ReplaceAll(out.Bytes(), []byte(to), []byte("@to")), 0o666)
}

// compare lists the files that differ or stand on one side only.
func compare(before, after, only, but string, lines int) int {
	names := map[string]bool{}
	for _, dir := range []string{before, after} {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				name, _ := filepath.Rel(dir, path)
				label, _, _ := strings.Cut(filepath.ToSlash(name), "/")
				if chosen(label, only, but) {
					names[name] = true
				}
			}
			return nil
		})
	}
	different := 0
	for _, name := range slices.Sorted(mapsKeys(names)) {
		a, errA := os.ReadFile(filepath.Join(before, name))
		b, errB := os.ReadFile(filepath.Join(after, name))
		if errA == nil && errB == nil && bytes.Equal(a, b) {
			continue
		}
		different++
		fmt.Println(name, missing(errA, errB))
		if lines > 0 {
			show(a, b, lines)
		}
	}
	return different
}

func mapsKeys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func missing(before, after error) string {
	switch {
	case before != nil:
		return "(new)"
	case after != nil:
		return "(gone)"
	}
	return ""
}

// show prints the first lines that differ; of a zip, those of its parts.
func show(a, b []byte, lines int) {
	partsA, partsB := parts(a), parts(b)
	for _, name := range slices.Sorted(mapsKeys(keysOf(partsA, partsB))) {
		if bytes.Equal(partsA[name], partsB[name]) {
			continue
		}
		if name != "" {
			fmt.Println("  part", name)
		}
		linesA, linesB := split(partsA[name]), split(partsB[name])
		left := lines
		for i := 0; i < max(len(linesA), len(linesB)) && left > 0; i++ {
			x, y := at(linesA, i), at(linesB, i)
			if x != y {
				fmt.Printf("  %d- %.300s\n  %d+ %.300s\n", i+1, x, i+1, y)
				left--
			}
		}
	}
}

func split(data []byte) []string {
	text := string(data)
	if strings.HasPrefix(text, "<?xml") {
		text = strings.ReplaceAll(text, "><", ">\n<")
	}
	return strings.Split(text, "\n")
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func keysOf(maps ...map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for _, m := range maps {
		for k := range m {
			out[k] = true
		}
	}
	return out
}

func parts(data []byte) map[string][]byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return map[string][]byte{"": data}
	}
	out := map[string][]byte{}
	for _, f := range r.File {
		if in, err := f.Open(); err == nil {
			out[f.Name], _ = io.ReadAll(in)
			in.Close()
		}
	}
	return out
}
