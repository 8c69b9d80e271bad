package main

import (
	"fmt"
	"slices"
	"strings"
)

// report counts how figures were caught.
type report struct {
	imported int // by the comparison with the tables alone
	used     int // by a test that computes with the figure or states it
	survived int
}

// isImport reports whether a test compares the files with the tables that they
// were made from. It notices any change; whether a figure also matters to a
// result only the other tests can say.
func isImport(test string) bool { return strings.HasPrefix(test, "TestImport") }

// add counts a mutant and prints it where it was missed, or all where asked.
func (r *report) add(m mutant, failed []string, verbose bool) {
	how := "caught: " + strings.Join(failed, " ")
	switch {
	case len(failed) == 0:
		r.survived++
		how = "SURVIVED"
	case slices.ContainsFunc(failed, func(s string) bool { return !isImport(s) }):
		r.used++
	default:
		r.imported++
	}
	if verbose || len(failed) == 0 {
		fmt.Printf("%s:%d: %s -> %s  %s\n", m.file, m.line, m.from, m.to, how)
	}
}

func (r *report) print(all int) {
	fmt.Printf("%d of %d figures changed\n", r.imported+r.used+r.survived, all)
	fmt.Printf("%5d caught by a test of values\n", r.used)
	fmt.Printf("%5d caught by the comparison with the tables alone\n", r.imported)
	fmt.Printf("%5d survived\n", r.survived)
}
