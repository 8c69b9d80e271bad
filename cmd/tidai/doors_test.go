package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const inner = "tidai/cmd/tidai/internal/"

// doors says which of our rooms each room of cmd may import: writers know the page and
// nothing of what stands on it, results know no writer but that of workbooks, the
// command line opens an application and shows what it gives. A room that is not
// listed, and an import that is not, is a fault.
var doors = map[string][]string{
	"":     {inner + "cli"},
	"page": {"tidai/calc", "tidai/calc/quantity", inner + "ical"},
	"ical": {"tidai/calc"},
	"view": {"tidai/calc/...", "tidai/factors", inner + "page", inner + "page/book", inner + "page/data", inner +
		"ical"},
	"cli": append(slices.Clone(commandNeeds), "tidai/calc", "tidai/calc/application", "tidai/calc/dossier",
		"tidai/factors", inner+"view", inner+"page", inner+"page/forms", inner+"page/word", inner+"bundle",
		inner+"files", inner+"printed", "tidai/calc/review"), // review: what a printed number that differs is called
	"printed": {"tidai/calc/sheet"},
	"files":   {"tidai/calc", "tidai/calc/application", "tidai/calc/sheet"}, // sheet: what is wrong with packed files
	"bundle":  {"tidai/calc"},
	"page/forms": {"tidai/calc", inner + "page", inner + "page/data", inner + "page/html", inner + "page/markdown",
		inner + "page/term", inner + "page/word"},
	"page/term":     {inner + "page"},
	"page/markdown": {inner + "page"},
	"page/html":     {"tidai/calc", inner + "page"},
	"page/word":     {"tidai/calc", inner + "page"},
	"page/book":     {"tidai/calc/quantity", inner + "page"},
	"page/data":     {inner + "page"},
	"page/pagetest": {"tidai/calc", inner + "page"},
}

// commandNeeds are the rooms of calc whose words are flags or arguments: quantities and
// limits of monitor, which totals files without a dossier, how non-detects count, seeds.
var commandNeeds = []string{"tidai/calc/quantity", "tidai/calc/monitoring", "tidai/calc/monitoring/estimate",
	"tidai/calc/monitoring/totals"}

// Every room of cmd imports what its door lets in.
func TestDoorsOfCommand(t *testing.T) {
	seen, needed := map[string]bool{}, map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		room := strings.TrimPrefix(strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "internal/"), ".")
		may, known := doors[room]
		if !known {
			t.Errorf("%s: a room without a door", name)
		}
		seen[room] = true
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			to, _ := strconv.Unquote(spec.Path.Value)
			needed[to] = needed[to] || room == "cli"
			if strings.HasPrefix(to, "tidai/") && !slices.ContainsFunc(may,
				func(m string) bool { return lets(m, to) }) {
				t.Errorf("%s may not import %s", name, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range commandNeeds {
		if !needed[to] {
			t.Errorf("the command line no longer needs %s", to)
		}
	}
	for room := range doors {
		if !seen[room] {
			t.Errorf("there is no room %q", room)
		}
	}
}

// lets reports whether a door lets an import in; "x/..." is x and all below it.
func lets(door, to string) bool {
	if all, ok := strings.CutSuffix(door, "/..."); ok {
		return to == all || strings.HasPrefix(to, all+"/")
	}
	return door == to
}

// The test sees what is wrong.
func TestDoorsAreShut(t *testing.T) {
	for _, x := range []struct {
		door, to string
		want     bool
	}{{"tidai/calc/...", "tidai/calc/permit", true}, {"tidai/calc/...", "tidai/calculus", false},
		{"tidai/calc", "tidai/calc/permit", false}, {"tidai/calc", "tidai/calc", true}} {
		if lets(x.door, x.to) != x.want {
			t.Errorf("%s lets %s in: %v", x.door, x.to, !x.want)
		}
	}
}
