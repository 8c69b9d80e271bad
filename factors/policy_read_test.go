package factors

import (
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
)

// No policy states a parameter that no code reads.
func TestEveryParameterIsRead(t *testing.T) {
	var code strings.Builder
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile("../" + name)
		code.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	book, findings := builtinBook(t).With(os.DirFS("../testdata/policies/shili"), "shili")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, p := range book.Policies() {
		for _, x := range p.Parameters {
			if !strings.Contains(code.String(), strconv.Quote(x.ID)) {
				t.Errorf("no code reads %s of %s", x.ID, p.ID)
			}
		}
	}
}
