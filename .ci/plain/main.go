// Command plain reads what go test -json writes, and prints what go test
// prints without it: a line for each package, and all that a failing test or
// build says. Every test that was skipped is added, with what it said, to the
// file that is its argument.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is a line of go test -json.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of a build
}

// place is a test, or with no name its package.
type place struct{ pkg, test string }

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ... | plain FILE")
		os.Exit(2)
	}
	skips, err := os.OpenFile(os.Args[1], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		err = errors.Join(read(os.Stdin, os.Stdout, skips), skips.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "plain:", err)
		os.Exit(1)
	}
}

func read(in io.Reader, out, skips io.Writer) error {
	said := map[place]*strings.Builder{} // of tests that have not ended
	events := json.NewDecoder(in)
	for {
		var e event
		if err := events.Decode(&e); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		at := place{e.Package, e.Test}
		switch {
		case e.Action == "build-output", e.Action == "output" && e.Test == "" && isResult(e.Output):
			fmt.Fprint(out, e.Output)
		case e.Action == "output":
			if said[at] == nil {
				said[at] = &strings.Builder{}
			}
			said[at].WriteString(e.Output)
		case e.Action == "fail" && said[at] != nil:
			fmt.Fprint(out, said[at])
			delete(said, at)
		case e.Action == "skip" && e.Test != "":
			fmt.Fprintf(skips, "%s %s: %s\n", e.Package, e.Test, reason(said[at]))
			delete(said, at)
		case e.Action == "pass":
			delete(said, at)
		}
	}
	for at, text := range said { // what was running when its package ended
		if at.test != "" {
			fmt.Fprint(out, text)
		}
	}
	return nil
}

// isResult reports whether a line of a package is one that go test prints of
// packages that pass, too.
func isResult(line string) bool {
	for _, start := range []string{"ok  \t", "FAIL\t", "---", "?   \t", "\t"} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// reason is what a skipped test said: its lines without those of go test.
func reason(said *strings.Builder) string {
	if said == nil {
		return "no reason"
	}
	var lines []string
	for line := range strings.Lines(said.String()) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "===") && !strings.HasPrefix(line, "---") {
			lines = append(lines, line)
		}
	}
	if lines == nil {
		return "no reason"
	}
	return strings.Join(lines, " ")
}
