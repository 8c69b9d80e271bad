package calc_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// One code, one meaning, one declaration; and a code that is declared is reported
// somewhere.
func TestCodesAreDeclaredOnce(t *testing.T) {
	faults, found := declaredCodes(t, os.DirFS(".."))
	for _, fault := range faults {
		t.Error(fault)
	}
	if found < 250 {
		t.Errorf("only %d codes: is this the repository?", found)
	}
}

// Both rules are seen to fail.
func TestCodesFindsFaults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"calc/x/x.go": "package x\nconst CodeA = \"TD-PER-001\"\nvar V = CodeA\nconst CodeIdle = \"TD-PER-003\"\n",
		"calc/y/y.go": "package y\nimport \"tidai/calc/x\"\nconst CodeB = \"TD-PER-001\"\nvar V = []string{CodeB, x.CodeA}\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, path.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	faults, found := declaredCodes(t, os.DirFS(dir))
	want := []string{"TD-PER-001 is declared as calc/x CodeA, calc/y CodeB", "calc/x CodeIdle (TD-PER-003) is never reported"}
	if !slices.Equal(faults, want) || found != 2 {
		t.Errorf("%d codes, faults %q, want %q", found, faults, want)
	}
}

var wholeCode = regexp.MustCompile(`^"TD-[A-Z]{3}-[0-9]{3}"$`)

// declaredCodes reads the sources: constants that are codes, and where their names
// stand otherwise.
func declaredCodes(t *testing.T, root fs.FS) (faults []string, found int) {
	t.Helper()
	declared, used := map[string][]string{}, map[string]bool{}
	for _, x := range programFiles(t, root, token.NewFileSet(), "calc", "cmd", "factors") {
		room := path.Base(x.folder)
		ast.Inspect(x.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, value := range n.Values {
					if lit, ok := value.(*ast.BasicLit); ok && wholeCode.MatchString(lit.Value) {
						code := strings.Trim(lit.Value, `"`)
						declared[code] = append(declared[code], x.folder+" "+n.Names[i].Name)
						return false
					}
				}
			case *ast.SelectorExpr:
				if of, ok := n.X.(*ast.Ident); ok {
					used[of.Name+"."+n.Sel.Name] = true
				}
			case *ast.Ident:
				used[room+"."+n.Name] = true
			}
			return true
		})
	}
	for code, at := range declared {
		slices.Sort(at)
		if len(at) > 1 {
			faults = append(faults, fmt.Sprintf("%s is declared as %s", code, strings.Join(at, ", ")))
		}
		for _, one := range at {
			room, name, _ := strings.Cut(one, " ")
			if !used[path.Base(room)+"."+name] {
				faults = append(faults, fmt.Sprintf("%s (%s) is never reported", one, code))
			}
		}
	}
	slices.Sort(faults)
	return faults, len(declared)
}
