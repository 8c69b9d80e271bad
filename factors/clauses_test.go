package factors

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every rule of the notice has its entry, and no entry is of another rule.
func TestClauseMapHasEveryRule(t *testing.T) {
	data, err := clauseFiles.ReadFile("clauses/jilin-2022-12.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, list, findings := parseClauses("jilin", data)
	for _, f := range findings {
		t.Error(f)
	}
	var got []string
	for _, a := range list {
		got = append(got, a.Rule)
	}
	if !slices.Equal(got, noticeRules) {
		t.Errorf("rules %v, want %v", got, noticeRules)
	}
}

// What is to come is marked, with its reason, and never counts as covered.
func TestPlannedIsNotCovered(t *testing.T) {
	all, err := Applications("jilin-2022-12")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range noticeRules {
		a := all[rule]
		planned := slices.Contains([]string{"JL-4.2", "JL-6.1"}, rule)
		if a.Planned != planned || a.Covered() == planned {
			t.Errorf("%s: planned %v, covered %v", rule, a.Planned, a.Covered())
		}
		if planned && (a.Reason.ZH == "" || a.Reason.EN == "") {
			t.Errorf("%s is planned without a reason", rule)
		}
	}
	if none, err := Applications("elsewhere"); err != nil || len(none) != 0 {
		t.Errorf("a policy without a map: %v, %v", none, err)
	}
}

// The packages, findings, obligations and tests that the map names exist. The
// positive and the negative test are two.
func TestClauseMapNamesWhatExists(t *testing.T) {
	all, err := Applications("jilin-2022-12")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range noticeRules {
		a := all[rule]
		var text strings.Builder
		for _, pkg := range a.Packages {
			text.WriteString(sourceOf(t, pkg))
		}
		for _, code := range append(slices.Clone(a.Findings), a.Obligations...) {
			if !strings.Contains(text.String(), strconv.Quote(code)) {
				t.Errorf("%s: none of %v reports %s", rule, a.Packages, code)
			}
		}
		if a.Planned {
			continue
		}
		if a.Positive == a.Negative {
			t.Errorf("%s: %s cannot be both tests", rule, a.Positive)
		}
		for _, name := range []string{a.Positive, a.Negative} {
			if !testExists(t, name) {
				t.Errorf("%s: there is no test %q", rule, name)
			}
		}
	}
}

// And the check finds what does not exist.
func TestMissingTestsAreFound(t *testing.T) {
	for _, name := range []string{"calc/scope TestNothing", "calc/nowhere TestClassify",
		"calc/scope TestClassify/no such case", "calc/scope Classify", ""} {
		if testExists(t, name) {
			t.Errorf("%q is said to exist", name)
		}
	}
	if !testExists(t, "calc/scope TestClassify/a bakery") {
		t.Error("an existing subtest is not found")
	}
}

func sourceOf(t *testing.T, pkg string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("there is no package %s", pkg)
	}
	var out strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	return out.String()
}

// testExists looks for "package TestFunction/subtest" in the test files: a
// function of that name and, for a subtest, its name as a literal in the same
// package.
func testExists(t *testing.T, name string) bool {
	t.Helper()
	pkg, test, _ := strings.Cut(name, " ")
	function, sub, _ := strings.Cut(test, "/")
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	found, literal := false, sub == ""
	for _, file := range files {
		parsed, err := parser.ParseFile(gotoken.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				found = found || (n.Recv == nil && n.Name.Name == function && strings.HasPrefix(function, "Test"))
			case *ast.BasicLit:
				s, err := strconv.Unquote(n.Value)
				literal = literal || (n.Kind == gotoken.STRING && err == nil && s == sub)
			}
			return true
		})
	}
	return found && literal
}
