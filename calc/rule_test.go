package calc_test

import (
	"go/ast"
	"go/token"
	"os"
	"strings"
	"testing"
)

// Rule ids belong to a policy's file: no string of the program names one.
func TestNoRuleOfAPolicyInCode(t *testing.T) {
	set := token.NewFileSet()
	files := programFiles(t, os.DirFS(".."), set, "calc", "cmd", "factors")
	for _, x := range files {
		ast.Inspect(x.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "JL-") {
				t.Errorf("%s: %s names a rule of one province's policy", set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
	if len(files) < 100 {
		t.Fatalf("only %d files: is this the repository?", len(files))
	}
}
