package calc_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A finding carries its stage from where it is made, so nobody has to cut its
// code; it is made whole, so nobody changes the last one of a list; and codes
// with the same letters are of one stage.
func TestFindings(t *testing.T) {
	faults, found := madeFindings(t, os.DirFS(".."))
	for _, fault := range faults {
		t.Error(fault)
	}
	if found < 100 {
		t.Errorf("only %d places make findings: is this the repository?", found)
	}
}

// Every rule is seen to fail.
func TestFindingsFindsFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, fault string }{
		"as it should be": {`var x = calc.Finding{Stage: calc.StagePermit, Code: "TD-PER-001"}`, ""},
		"no stage":        {`var x = calc.Finding{Code: "TD-PER-001"}`, "calc/x/x.go:2: a finding without its stage"},
		"two stages": {`const (
				CodeA = "TD-PER-001"
				CodeB = "TD-PER-002"
			)
			var x = calc.Finding{Stage: calc.StagePermit, Code: CodeA}
			var y = calc.Finding{Stage: calc.StageScope, Code: CodeB}`,
			"calc/x/x.go:7: a PER code of calc.StageScope, elsewhere of calc.StagePermit"},
		"a code cut": {`func f(g calc.Finding) bool { return strings.HasPrefix(g.Code, "TD-PER-") }`,
			"calc/x/x.go:2: strings.HasPrefix looks into a code"},
		"the last one patched": {`func (r *reader) f() { r.findings[len(r.findings)-1].Rule = "x" }`,
			"calc/x/x.go:2: the last finding is changed"},
		"the last one taken": {`func (r *reader) f() { f := &r.acc.Findings[len(r.acc.Findings)-1]; f.Rule = "x" }`,
			"calc/x/x.go:2: the last finding is changed"},
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "calc/x"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "calc/x/x.go"), []byte("package x\n"+c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		faults, _ := madeFindings(t, os.DirFS(dir))
		if (c.fault == "" && len(faults) > 0) || (c.fault != "" && !slices.Contains(faults, c.fault)) {
			t.Errorf("%s: %q", name, faults)
		}
	}
}

// madeFindings inspects how the sources make findings.
func madeFindings(t *testing.T, repository fs.FS) (faults []string, found int) {
	t.Helper()
	x := &findingInspector{fset: token.NewFileSet(), codes: map[string]string{}, stages: map[string]string{}}
	files := programFiles(t, repository, x.fset, "calc", "factors", "cmd")
	for _, f := range files { // constants first: other files name them
		ast.Inspect(f.file, func(n ast.Node) bool { return x.constant(n) })
	}
	for _, f := range files {
		ast.Inspect(f.file, func(n ast.Node) bool { return x.look(n) })
	}
	return x.faults, x.found
}

type findingInspector struct {
	fset   *token.FileSet
	codes  map[string]string // folder and name of a constant, such as "permit.CodeHigher" -> its code
	stages map[string]string // letters of codes -> stage
	faults []string
	found  int
}

func (x *findingInspector) folder(n ast.Node) string {
	return path.Base(path.Dir(x.fset.Position(n.Pos()).Filename))
}

func (x *findingInspector) fault(n ast.Node, text string) {
	at := x.fset.Position(n.Pos())
	x.faults = append(x.faults, at.Filename+":"+strconv.Itoa(at.Line)+": "+text)
}

func (x *findingInspector) constant(n ast.Node) bool {
	if s, ok := n.(*ast.ValueSpec); ok && len(s.Values) == 1 {
		if lit, ok := s.Values[0].(*ast.BasicLit); ok && strings.HasPrefix(lit.Value, `"TD-`) {
			x.codes[x.folder(n)+"."+s.Names[0].Name] = lit.Value
		}
	}
	return true
}

func (x *findingInspector) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if exprName(n.Type) == "calc.Finding" && len(n.Elts) > 0 {
			x.made(n)
		}
	case *ast.CallExpr:
		if f := exprName(n.Fun); slices.Contains(cutting, f) && slices.ContainsFunc(n.Args, findingsCode) {
			x.fault(n, f+" looks into a code")
		}
	case *ast.AssignStmt:
		for _, side := range slices.Concat(n.Lhs, n.Rhs) {
			if lastFinding(side) {
				x.fault(n, "the last finding is changed")
			}
		}
	}
	return true
}

// made looks at the stage and the code of a finding where it is made.
func (x *findingInspector) made(n *ast.CompositeLit) {
	x.found++
	var stage, code string
	for _, e := range n.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch exprName(field.Key) {
		case "Stage":
			stage = exprName(field.Value)
		case "Code":
			if code = exprName(field.Value); !strings.HasPrefix(code, `"`) {
				if !strings.Contains(code, ".") {
					code = x.folder(n) + "." + code
				}
				code = x.codes[code]
			}
		}
	}
	if stage == "" {
		x.fault(n, "a finding without its stage")
		return
	}
	if len(code) < 7 || !strings.HasPrefix(stage, "calc.") {
		return
	}
	letters := code[4:7]
	if other := x.stages[letters]; other != "" && other != stage {
		x.fault(n, "a "+letters+" code of "+stage+", elsewhere of "+other)
		return
	}
	x.stages[letters] = stage
}

// cutting are the functions that look at a part of a text.
var cutting = []string{"strings.HasPrefix", "strings.HasSuffix", "strings.TrimPrefix", "strings.Cut",
	"strings.CutPrefix", "strings.Split", "strings.SplitN", "strings.Contains", "strings.Index"}

// findingsCode recognises f.Code of a finding: one called f, g, x or finding.
func findingsCode(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Code" && slices.Contains([]string{"f", "g", "x", "finding"}, exprName(s.X))
}

// lastFinding recognises findings[len(findings)-1], also below.
func lastFinding(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		i, ok := n.(*ast.IndexExpr)
		if !ok {
			return true
		}
		list := exprName(i.X)
		minus, last := i.Index.(*ast.BinaryExpr)
		found = found || last && minus.Op == token.SUB && strings.HasSuffix(strings.ToLower(list), "findings")
		return true
	})
	return found
}
