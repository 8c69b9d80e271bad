package calc_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The doors between the rooms, as docs and design state them: what each room
// may import of ours. A package inside a room belongs to it.
var (
	words    = []string{"calc/quantity", "calc"}
	records  = append(slices.Clone(words), "calc/document")
	sources  = append(slices.Clone(records), "calc/dossier", "factors", "calc/sheet")
	methods  = append(slices.Clone(sources), "calc/monitoring", "calc/intensity", "calc/permit")
	accounts = append(slices.Clone(methods), "calc/reduction")
	plans    = append(slices.Clone(accounts), "calc/substitution")
	every    = append(slices.Clone(plans), "calc/scope", "calc/scenario", "calc/report", "calc/review",
		"calc/explain", "calc/plausibility", "calc/substitution/certificate")

	doors = map[string][]string{
		"calc/quantity":     nil,
		"calc":              {"calc/quantity"},
		"calc/document":     words,
		"calc/sheet":        words,
		"calc/dossier":      records,
		"factors":           records,
		"calc/monitoring":   append(slices.Clone(sources), "calc/monitoring/hj212"),
		"calc/intensity":    sources,
		"calc/permit":       sources,
		"calc/scope":        sources,
		"calc/reduction":    methods,
		"calc/plausibility": accounts,
		"calc/substitution": append(slices.Clone(accounts), "calc/substitution/flow", "calc/substitution/certificate",
			"calc/substitution/choice"),
		"calc/scenario": plans,
		"calc/report":   accounts,
		"calc/review":   plans,
		"calc/explain":  plans,
		"calc/register": plans,

		"calc/application": every, // one case with all that is computed of it

		"calc/monitoring/hj212":         words, // frames know no outlets
		"calc/substitution/choice":      nil,   // amounts, no metals
		"calc/substitution/flow":        nil,   // whole numbers, no metals
		"calc/substitution/certificate": words, // judges without the solver
	}
)

// What amounts may not depend on, below cmd: the clock, the environment, the
// network, chance.
var (
	forbiddenImports = []string{"net", "math/rand", "crypto/rand", "os/exec",
		"github.com/spf13", "github.com/olekukonko", "github.com/xuri"} // the last three belong to cmd
	forbiddenCalls = []string{"time.Now", "time.Since", "time.Until", "time.Local", "os.Getenv", "os.LookupEnv",
		"os.Environ", "os.ExpandEnv", "os.Getwd"}
)

// Where floating point may stand in calc and factors: it describes, or it is
// recognised in order to be refused.
var floatAllowed = []string{"calc/monitoring/", "calc/document/document.go"}

// Words of the glossary that say too little alone to name a type.
var reservedNames = []string{"Source", "Limit", "Amount", "Standard", "Total"}

// What the top of the repository holds, besides dot files and a program just
// built there.
var topLevel = []string{"calc", "factors", "cmd", "testdata", "docs", "go.mod", "go.sum", "README.md", "LICENSE",
	"tidai", "tidai.exe"}

func TestArchitecture(t *testing.T) {
	faults, files := inspect(t, "..")
	for _, fault := range faults {
		t.Error(fault)
	}
	if files < 10 {
		t.Errorf("only %d files inspected: is this the repository?", files)
	}
}

// Every rule is seen to fail: one small repository for each.
func TestArchitectureFindsFaults(t *testing.T) {
	for name, c := range map[string]struct{ file, text, fault string }{
		"quantity imports calc": {"calc/quantity/x.go", `import _ "tidai/calc"`,
			"calc/quantity may not import tidai/calc"},
		"calc imports dossier":    {"calc/x.go", `import _ "tidai/calc/dossier"`, "calc may not import"},
		"calc imports factors":    {"calc/x.go", `import _ "tidai/factors"`, "calc may not import"},
		"dossier imports factors": {"calc/dossier/x.go", `import _ "tidai/factors"`, "calc/dossier may not import"},
		"sheet imports document":  {"calc/sheet/x.go", `import _ "tidai/calc/document"`, "calc/sheet may not import"},
		"dossier imports sheet": {"calc/dossier/x.go", `import _ "tidai/calc/sheet"`,
			"calc/dossier may not import"},
		"factors imports dossier": {"factors/x.go", `import _ "tidai/calc/dossier"`, "factors may not import"},
		"permit imports intensity": {"calc/permit/x.go", `import _ "tidai/calc/intensity"`,
			"calc/permit may not import"},
		"intensity uses monitoring": {"calc/intensity/x.go", `import _ "tidai/calc/monitoring"`,
			"calc/intensity may not import"},
		"scope imports permit": {"calc/scope/x.go", `import _ "tidai/calc/permit"`, "calc/scope may not import"},
		"permit imports scope": {"calc/permit/x.go", `import _ "tidai/calc/scope"`, "calc/permit may not import"},
		"plan imports scope": {"calc/substitution/x.go", `import _ "tidai/calc/scope"`,
			"calc/substitution may not import"},
		"a room inside a room": {"calc/permit/inner/x.go", `import _ "tidai/calc/reduction"`,
			"calc/permit/inner may not import"},
		"frames know no outlets": {"calc/monitoring/hj212/x.go", `import _ "tidai/calc/dossier"`,
			"calc/monitoring/hj212 may not import"},
		"frames know no readings": {"calc/monitoring/hj212/x.go", `import _ "tidai/calc/monitoring"`,
			"calc/monitoring/hj212 may not import"},
		"reduction reads frames": {"calc/reduction/x.go", `import _ "tidai/calc/monitoring/hj212"`,
			"calc/reduction may not import"},
		"reduction imports plan": {"calc/reduction/x.go", `import _ "tidai/calc/substitution"`,
			"calc/reduction may not import"},
		"plan imports what explains it": {"calc/substitution/x.go", `import _ "tidai/calc/explain"`,
			"calc/substitution may not import"},
		"plan imports scenario": {"calc/substitution/x.go", `import _ "tidai/calc/scenario"`,
			"calc/substitution may not import"},
		"report imports plan": {"calc/report/x.go", `import _ "tidai/calc/substitution"`,
			"calc/report may not import"},
		"scenario imports scope": {"calc/scenario/x.go", `import _ "tidai/calc/scope"`,
			"calc/scenario may not import"},
		"review opens applications": {"calc/review/x.go", `import _ "tidai/calc/application"`,
			"calc/review may not import"},
		"an application knows no command": {"calc/application/x.go", `import _ "tidai/cmd/tidai/internal/view"`,
			"calc/application may not import"},
		"review imports register": {"calc/review/x.go", `import _ "tidai/calc/register"`,
			"calc/review may not import"},
		"calc imports cmd": {"calc/substitution/x.go", `import _ "tidai/cmd/tidai/internal/view"`,
			"calc/substitution may not import"},
		"flow knows no metals": {"calc/substitution/flow/x.go", `import _ "tidai/calc"`,
			"calc/substitution/flow may not import"},
		"the judge has no solver": {"calc/substitution/certificate/x.go", `import _ "tidai/calc/substitution/flow"`,
			"calc/substitution/certificate may not import"},
		"a room nobody knows": {"calc/extra/x.go", ``, "no room is called calc/extra"},
		"a choice knows no metals": {"calc/substitution/choice/x.go", `import _ "tidai/calc"`,
			"calc/substitution/choice may not import"},
		"cobra below cmd": {"factors/x.go", `import _ "github.com/spf13/cobra"`,
			"github.com/spf13/cobra below cmd"},
		"tablewriter below cmd": {"calc/review/x.go", `import _ "github.com/olekukonko/tablewriter/tw"`,
			"below cmd"},
		"workbooks are written in cmd": {"calc/review/x.go", `import _ "github.com/xuri/excelize/v2"`,
			"github.com/xuri/excelize/v2 below cmd"},
		"network": {"factors/x.go", `import _ "net/http"`, "net/http below cmd"},
		"chance":  {"calc/x.go", `import _ "math/rand/v2"`, "math/rand/v2 below cmd"},
		"clock":   {"calc/permit/x.go", "import \"time\"\nvar T = time.Now()", "time.Now below cmd"},
		"clock under another name": {"calc/permit/x.go", "import clock \"time\"\nvar f = clock.Now",
			"time.Now below cmd"},
		"clock without a name": {"calc/permit/x.go", "import . \"time\"\nvar f = Now", "dot import"},
		"environment": {"factors/x.go", "import \"os\"\nvar s = os.Getenv(\"LANG\")",
			"os.Getenv below cmd"},
		"directory": {"calc/dossier/x.go", "import \"os\"\nfunc f() { os.Getwd() }",
			"os.Getwd below cmd"},
		"float64":           {"calc/permit/x.go", "func f(x float64) {}", "floating point"},
		"float32":           {"factors/x.go", "var x []float32", "floating point"},
		"a reserved name":   {"calc/permit/x.go", "type Limit struct{}", "a type is called Limit alone"},
		"a decimal literal": {"calc/intensity/x.go", "var x = 0.95", "floating point"},
		"third-party result": {"calc/document/x.go",
			"import \"github.com/BurntSushi/toml\"\nfunc F() toml.MetaData { panic(0) }", "toml.MetaData"},
		"third-party parameter": {"calc/document/x.go",
			"import t \"github.com/BurntSushi/toml\"\nfunc F(m map[string][]*t.Key) {}", "t.Key"},
		"third-party method": {"calc/document/x.go",
			"import \"github.com/BurntSushi/toml\"\ntype T struct{}\nfunc (*T) F(toml.Key) {}", "toml.Key"},
		"third-party field": {"calc/document/x.go",
			"import \"github.com/BurntSushi/toml\"\ntype T struct{ Key toml.Key }", "toml.Key"},
		"third-party embedded": {"calc/document/x.go",
			"import \"github.com/BurntSushi/toml\"\ntype T struct{ toml.MetaData }", "toml.MetaData"},
		"third-party interface": {"calc/document/x.go",
			"import \"github.com/BurntSushi/toml\"\ntype T interface{ F() toml.Key }", "toml.Key"},
		"third-party alias": {"calc/document/x.go", "import \"github.com/BurntSushi/toml\"\ntype T = toml.Key",
			"toml.Key"},
		"third-party variable": {"calc/document/x.go", "import \"github.com/BurntSushi/toml\"\nvar V toml.Key",
			"toml.Key"},
		"a stray file":   {"notes.txt", "", "notes.txt"},
		"a stray folder": {"internal/x.go", "", "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := inspectOne(t, c.file, c.text)
			if len(faults) != 1 || !strings.Contains(faults[0], c.fault) {
				t.Errorf("faults %q, want one with %q", faults, c.fault)
			}
		})
	}
}

// And what is allowed passes.
func TestArchitectureAllows(t *testing.T) {
	for name, c := range map[string]struct{ file, text string }{
		"own inner package":       {"calc/monitoring/x.go", `import _ "tidai/calc/monitoring/csv"`},
		"monitoring reads sheets": {"calc/monitoring/x.go", `import _ "tidai/calc/sheet"`},
		"intake reads frames":     {"calc/monitoring/intake/x.go", `import _ "tidai/calc/monitoring/hj212"`},
		"regions use flows": {"calc/substitution/region/x.go",
			"import (\n_ \"tidai/calc/substitution/flow\"\n_ \"tidai/calc/substitution/certificate\"\n_ " +
				"\"tidai/calc/substitution\"\n)"},
		"reduction calls methods": {"calc/reduction/x.go",
			"import (\n_ \"tidai/calc/permit\"\n_ \"tidai/calc/intensity\"\n_ \"tidai/calc/monitoring\"\n_ " +
				"\"tidai/factors\"\n)"},
		"review reads plans": {"calc/review/x.go", `import _ "tidai/calc/substitution"`},
		"an application opens every room": {"calc/application/x.go",
			"import (\n_ \"tidai/calc/scope\"\n_ \"tidai/calc/scenario\"\n_ \"tidai/calc/report\"\n_ " +
				"\"tidai/calc/review\"\n_ \"tidai/calc/monitoring/integrity\"\n)"},
		"cmd uses the clock": {"cmd/tidai/internal/cli/x.go",
			"import (\n\"time\"\n_ \"github.com/spf13/cobra\"\n)\nvar f = time.Now"},
		"tests use the clock": {"calc/x_test.go",
			"import (\n\"time\"\n_ \"tidai/calc/substitution\"\n)\nvar f, x = time.Now, 0.5"},
		"dates":      {"calc/x.go", "import \"time\"\nvar f = time.Parse"},
		"statistics": {"calc/monitoring/stat.go", "func f(x float64) float64 { return 0.5 * x }"},
		"third-party inside": {"calc/document/x.go", "import \"github.com/BurntSushi/toml\"\ntype T struct{ md " +
			"toml.MetaData }\nfunc f(toml.Key) {}\nfunc F() { f(toml.Key{}) }"},
		"dot file": {".gitignore", ""},
	} {
		if faults := inspectOne(t, c.file, c.text); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
	}
}

func inspectOne(t *testing.T, file, text string) []string {
	t.Helper()
	root := t.TempDir()
	full := filepath.Join(root, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte("package x\n"+text+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	faults, _ := inspect(t, root)
	return faults
}

// inspect reads every Go file that is not a test below root and returns what
// breaks a rule, and how many files it read.
func inspect(t *testing.T, root string) (faults []string, files int) {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			faults = append(faults, fmt.Sprintf("%s: does not belong at the top of the repository", e.Name()))
		}
	}
	set := token.NewFileSet()
	for _, x := range programFiles(t, os.DirFS(root), set, "calc", "factors") {
		files++
		faults = append(faults, inspectFile(x, set)...)
	}
	return faults, files
}

// source is one file under inspection.
type source struct {
	name    string
	fset    *token.FileSet
	imports map[string]string // name in the file -> path
	faults  []string
}

func inspectFile(x programFile, set *token.FileSet) []string {
	s := &source{name: x.name, fset: set, imports: map[string]string{}}
	s.checkImports(x.file, x.folder)
	s.checkUses(x.file)
	for _, d := range x.file.Decls {
		s.checkExported(d)
	}
	return s.faults
}

func (s *source) fault(at token.Pos, format string, args ...any) {
	s.faults = append(s.faults, fmt.Sprintf("%s:%d: %s", s.name, s.fset.Position(at).Line,
		fmt.Sprintf(format, args...)))
}

// roomOf is the room a package belongs to: the longest known path above it.
// calc is a room of files, not of folders.
func roomOf(pkg string) string {
	for room := pkg; room != "."; room = path.Dir(room) {
		if _, known := doors[room]; known && (room != "calc" || pkg == "calc") {
			return room
		}
	}
	return ""
}

func (s *source) checkImports(file *ast.File, pkg string) {
	room := roomOf(pkg)
	if room == "" {
		s.fault(file.Package, "no room is called %s", pkg)
	}
	for _, spec := range file.Imports {
		full, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			s.fault(spec.Pos(), "import %s", spec.Path.Value)
			continue
		}
		name := path.Base(full)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		s.imports[name] = full
		if name == "." {
			s.fault(spec.Pos(), "dot import of %s hides what is used", full)
		}
		if ours, ok := strings.CutPrefix(full, "tidai/"); ok && room != "" {
			if target := roomOf(ours); target == "" || (target != room && !slices.Contains(doors[room], target)) {
				s.fault(spec.Pos(), "%s may not import %s", pkg, full)
			}
		}
		for _, bad := range forbiddenImports {
			if full == bad || strings.HasPrefix(full, bad+"/") {
				s.fault(spec.Pos(), "%s below cmd", full)
			}
		}
	}
}

func (s *source) checkUses(file *ast.File) {
	floats := slices.ContainsFunc(floatAllowed, func(p string) bool { return strings.HasPrefix(s.name, p) })
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				if use := s.imports[x.Name] + "." + n.Sel.Name; slices.Contains(forbiddenCalls, use) {
					s.fault(n.Pos(), "%s below cmd", use)
				}
			}
		case *ast.TypeSpec:
			if slices.Contains(reservedNames, n.Name.Name) {
				s.fault(n.Pos(), "a type is called %s alone", n.Name.Name)
			}
		case *ast.Ident:
			if !floats && (n.Name == "float64" || n.Name == "float32") {
				s.fault(n.Pos(), "floating point (%s): amounts are exact", n.Name)
			}
		case *ast.BasicLit:
			if !floats && n.Kind == token.FLOAT {
				s.fault(n.Pos(), "floating point (%s): amounts are exact", n.Value)
			}
		}
		return true
	})
}

// checkExported finds third-party types in what a declaration shows outside.
func (s *source) checkExported(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() {
			s.checkType(d.Type)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					s.checkType(spec.Type)
				}
			case *ast.ValueSpec:
				if spec.Type != nil && slices.ContainsFunc(spec.Names, (*ast.Ident).IsExported) {
					s.checkType(spec.Type)
				}
			}
		}
	}
}

func (s *source) checkType(typ ast.Node) {
	ast.Inspect(typ, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && len(f.Names) > 0 && !slices.ContainsFunc(f.Names, (*ast.Ident).IsExported) {
			_, inStruct := typ.(*ast.StructType)
			return !inStruct // a field of a struct that nobody outside sees; parameters are seen
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok {
			if first, _, _ := strings.Cut(s.imports[x.Name], "/"); strings.Contains(first, ".") {
				s.fault(sel.Pos(), "%s.%s of %s in an exported signature", x.Name, sel.Sel.Name, s.imports[x.Name])
			}
		}
		return true
	})
}

// Workbooks are written in one room: no other knows the library that does it.
func TestOneRoomWritesWorkbooks(t *testing.T) {
	const room = "../cmd/tidai/internal/page/book"
	found := 0
	err := filepath.WalkDir("../cmd", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			if !strings.Contains(spec.Path.Value, "excelize") {
				continue
			}
			found++
			if filepath.ToSlash(filepath.Dir(name)) != room {
				t.Errorf("%s imports %s", name, spec.Path.Value)
			}
		}
		return nil
	})
	if err != nil || found == 0 {
		t.Errorf("%v: %d imports", err, found)
	}
}

// Every room named as a target has doors of its own.
func TestDoorsAreKnown(t *testing.T) {
	for _, room := range slices.Sorted(maps.Keys(doors)) {
		for _, target := range doors[room] {
			if _, known := doors[target]; !known {
				t.Errorf("%s may import %s, which is no room", room, target)
			}
			if slices.Contains(doors[target], room) {
				t.Errorf("%s and %s may import each other", room, target)
			}
		}
	}
}
