package calc_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every enumeration has one list of words, called by the plural of its type,
// in which each of its values stands once with a name in both languages. An
// enumeration is a type of texts or letters with constants; an empty constant
// says that none of the values is meant.
func TestEnumerations(t *testing.T) {
	faults, found := enumerations(t, os.DirFS(".."))
	for _, fault := range faults {
		t.Error(fault)
	}
	if found < 40 {
		t.Errorf("only %d enumerations found: is this the repository?", found)
	}
}

// Every rule is seen to fail.
func TestEnumerationsFindsFaults(t *testing.T) {
	const fine = `package x
		type Size string
		const (
			Small Size = "small"
			Large Size = "large"
			None  Size = ""
		)
		var Sizes = calc.Words[Size]{
			{Key: Small, Name: calc.Text{ZH: "小", EN: "small"}},
			{Key: Large, Name: calc.Text{ZH: "大", EN: "large"}},
		}`
	change := func(old, new string) string {
		if !strings.Contains(fine, old) {
			t.Fatalf("the example has no %s", old)
		}
		return strings.Replace(fine, old, new, 1)
	}
	for name, c := range map[string]struct{ text, fault string }{
		"as it should be": {fine, ""},
		"no list":         {change("var Sizes", "var Dimensions"), "calc/x: Size has no list Sizes"},
		"a value left out": {change(`{Key: Large, Name: calc.Text{ZH: "大", EN: "large"}},`, ""),
			"calc/x: Sizes has Large 0 times"},
		"a value twice": {change("Key: Large", "Key: Small"), "calc/x: Sizes has Small 2 times"},
		"no name": {change(`ZH: "大", EN: "large"`, `ZH: "大"`),
			"calc/x: Sizes: Large has no name in two languages"},
		"a second list": {fine + "\nvar Others = calc.Words[Size]{}", "calc/x: Size has 2 lists"},
		"a value that is none": {change("Key: Large", `Key: "medium"`),
			`calc/x: Sizes has "medium", which is no value of Size`},
		"a value of another room": {fine + "\nconst Huge calc.Size = \"huge\"",
			"calc/x: Huge is declared beside the type calc.Size"},
		"names in a switch": {fine + `
			func (s Size) Name() calc.Text {
				switch s {
				case Small:
					return calc.Text{ZH: "小", EN: "small"}
				}
				return calc.Text{}
			}`, "calc/x: the name of Size is not read from Sizes"},
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "calc/x"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "calc/x/x.go"), []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		faults, _ := enumerations(t, os.DirFS(dir))
		if (c.fault == "" && len(faults) > 0) || (c.fault != "" && !slices.Contains(faults, c.fault)) {
			t.Errorf("%s: %q", name, faults)
		}
	}
}

// enumerations inspects calc and factors.
func enumerations(t *testing.T, repository fs.FS) (faults []string, found int) {
	t.Helper()
	folders := map[string][]*ast.File{}
	for _, x := range programFiles(t, repository, token.NewFileSet(), "calc", "factors") {
		folders[x.folder] = append(folders[x.folder], x.file)
	}
	for folder, files := range folders {
		p := readEnumerations(files)
		for _, fault := range p.strange {
			faults = append(faults, folder+": "+fault)
		}
		for typ := range p.types {
			if len(p.constants[typ]) > 0 {
				found++
				for _, fault := range p.faults(typ) {
					faults = append(faults, folder+": "+fault)
				}
			}
		}
	}
	slices.Sort(faults)
	return faults, found
}

// enumerationsOf is what the source of a package says about enumerations.
type enumerationsOf struct {
	types     map[string]bool             // declared as string or byte
	constants map[string][]string         // of a type, empty ones left out
	lists     map[string][]*ast.ValueSpec // of a type
	direct    map[string]bool             // types whose Name does not read a list
	strange   []string                    // values declared away from their type
}

func readEnumerations(files []*ast.File) *enumerationsOf {
	p := &enumerationsOf{types: map[string]bool{}, constants: map[string][]string{},
		lists: map[string][]*ast.ValueSpec{}, direct: map[string]bool{}}
	for _, f := range files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, s := range d.Specs {
					p.spec(s, d.Tok)
				}
			case *ast.FuncDecl:
				if d.Name.Name == "Name" && d.Recv != nil && len(d.Recv.List) == 1 {
					typ := exprName(d.Recv.List[0].Type)
					p.direct[typ] = !callsName(d.Body, plural(typ))
				}
			}
		}
	}
	return p
}

func (p *enumerationsOf) spec(s ast.Spec, tok token.Token) {
	switch s := s.(type) {
	case *ast.TypeSpec:
		under := exprName(s.Type)
		p.types[s.Name.Name] = s.Assign == 0 && (under == "string" || under == "byte")
	case *ast.ValueSpec:
		if typ := exprName(s.Type); tok == token.CONST && typ != "" && len(s.Values) == 1 && !emptyText(s.Values[0]) {
			p.constants[typ] = append(p.constants[typ], s.Names[0].Name)
			if strings.Contains(typ, ".") {
				p.strange = append(p.strange, s.Names[0].Name+" is declared beside the type "+typ)
			}
		}
		if tok != token.VAR || len(s.Values) != 1 {
			return
		}
		list, ok := s.Values[0].(*ast.CompositeLit)
		if !ok {
			return
		}
		if of, ok := list.Type.(*ast.IndexExpr); ok && strings.TrimPrefix(exprName(of.X), "calc.") == "Words" {
			p.lists[exprName(of.Index)] = append(p.lists[exprName(of.Index)], s)
		}
	}
}

func (p *enumerationsOf) faults(typ string) []string {
	if !p.types[typ] {
		return nil
	}
	name := plural(typ)
	var list *ast.CompositeLit
	for _, s := range p.lists[typ] {
		if s.Names[0].Name == name {
			list = s.Values[0].(*ast.CompositeLit)
		}
	}
	switch {
	case list == nil:
		return []string{typ + " has no list " + name}
	case len(p.lists[typ]) > 1:
		return []string{typ + " has " + strconv.Itoa(len(p.lists[typ])) + " lists"}
	}
	var faults []string
	if p.direct[typ] {
		faults = append(faults, "the name of "+typ+" is not read from "+name)
	}
	times := map[string]int{}
	for _, e := range list.Elts {
		key, named := word(e)
		if times[key]++; !slices.Contains(p.constants[typ], key) {
			faults = append(faults, name+" has "+key+", which is no value of "+typ)
		}
		if !named {
			faults = append(faults, name+": "+key+" has no name in two languages")
		}
	}
	for _, c := range p.constants[typ] {
		if times[c] != 1 {
			faults = append(faults, name+" has "+c+" "+strconv.Itoa(times[c])+" times")
		}
	}
	return faults
}

// word reads {Key: K, Name: Text{ZH: "…", EN: "…"}}.
func word(e ast.Expr) (key string, named bool) {
	list, ok := e.(*ast.CompositeLit)
	if !ok {
		return "", false
	}
	for _, x := range list.Elts {
		field, ok := x.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch exprName(field.Key) {
		case "Key":
			key = exprName(field.Value)
		case "Name":
			text, ok := field.Value.(*ast.CompositeLit)
			named = ok && len(text.Elts) == 2
		}
	}
	return key, named
}

// callsName reports whether a method reads a list.
func callsName(body *ast.BlockStmt, list string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		found = found || (ok && exprName(s) == list+".Name")
		return true
	})
	return found
}

func emptyText(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Value == `""`
}

// exprName writes a name, calc.Name or a literal.
func exprName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.BasicLit:
		return e.Value
	case *ast.SelectorExpr:
		return exprName(e.X) + "." + e.Sel.Name
	case *ast.StarExpr:
		return exprName(e.X)
	}
	return ""
}

// plural is the plural of an English word at the end of a name.
func plural(name string) string {
	switch {
	case name == "Medium":
		return "Media"
	case strings.HasSuffix(name, "is"):
		return strings.TrimSuffix(name, "is") + "es"
	case strings.HasSuffix(name, "y") && !strings.HasSuffix(name, "ay") && name != "By":
		return strings.TrimSuffix(name, "y") + "ies"
	case strings.HasSuffix(name, "s"):
		return name + "es"
	}
	return name + "s"
}
