package factors

import (
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
)

// No code is without its parameter: what is listed is read somewhere, and no
// policy states another, for which lint would ask. key_industries is the
// confirmation of a list: unset, it holds up the policy as any parameter does.
func TestEveryParameterIsRead(t *testing.T) {
	var code strings.Builder
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") ||
			name == "factors/parameters.go" {
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
	for _, k := range ParameterKinds {
		if k.ID != "key_industries" && !strings.Contains(code.String(), strconv.Quote(k.ID)) {
			t.Errorf("no code reads %s", k.ID)
		}
	}
	for _, p := range book.Policies() {
		for _, x := range p.Parameters {
			if _, ok := KindOf(x.ID); !ok {
				t.Errorf("%s states %s, which is not listed", p.ID, x.ID)
			}
		}
	}
}
