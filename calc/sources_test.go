package calc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// programFile is one file of the program's own code.
type programFile struct {
	name   string // "calc/permit/assess.go"
	folder string // "calc/permit"
	file   *ast.File
}

// programFiles reads what the program consists of in some rooms ("calc", "cmd",
// "factors") of a repository, tests apart, in the order of their names.
func programFiles(t *testing.T, repository fs.FS, set *token.FileSet, rooms ...string) []programFile {
	t.Helper()
	var out []programFile
	err := fs.WalkDir(repository, ".", func(name string, d fs.DirEntry, err error) error {
		room, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil:
			return err
		case d.Name() == "testdata":
			return fs.SkipDir
		case d.IsDir() || !slices.Contains(rooms, room) || !strings.HasSuffix(name, ".go") ||
			strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		out = append(out, programFile{name, path.Dir(name), f})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
