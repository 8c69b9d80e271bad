package cli

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// sets are the changes of --set, in the order given.
type sets struct {
	list  []dossier.Change
	names []string // of the versions that the changes belong to, one for each; "": none
}

// String writes nothing: there is no default.
func (s *sets) String() string { return "" }

// Type names the value in help texts.
func (s *sets) Type() string { return "PATH=VALUE" }

// named are the versions that the changes make, in the order in which they are first
// named; changes without a name are one version.
func (s *sets) named() []dossier.Variant {
	var out []dossier.Variant
	for i, c := range s.list {
		at := slices.IndexFunc(out, func(v dossier.Variant) bool { return v.Name == s.names[i] })
		if at < 0 {
			at, out = len(out), append(out, dossier.Variant{Name: s.names[i]})
		}
		out[at].Set = append(out[at].Set, c)
	}
	return out
}

// Set reads PATH=VALUE or NAME:PATH=VALUE. A path has neither sign. What is wrong with the value
// is said of --set:1 for the first, and so on.
func (s *sets) Set(text string) error {
	path, value, ok := strings.Cut(text, "=")
	name, bare, isNamed := strings.Cut(strings.Replace(path, "：", ":", 1), ":")
	if isNamed {
		path = bare
	} else {
		name = ""
	}
	name, path, value = strings.TrimSpace(name), strings.TrimSpace(path), strings.TrimSpace(value)
	if !ok || path == "" || value == "" || isNamed && name == "" {
		return &badValue{calc.Text{ZH: "写成 路径=数值，例如 source.S1.keep=\"10 %\"",
			EN: "write PATH=VALUE, such as source.S1.keep=\"10 %\""}}
	}
	for i, c := range s.list {
		if c.Path == path && s.names[i] == name {
			return &badValue{calc.Textf("%s 给了两次", "%s is given twice", path)}
		}
	}
	s.names = append(s.names, name)
	s.list = append(s.list, dossier.Change{At: calc.Position{File: "--set", Line: len(s.list) + 1}, Path: path,
		Value: strings.Trim(value, `"`)})
	return nil
}

// problems are failures gathered, so that all versions are complained about in
// one run.
type problems struct {
	findings []calc.Finding
	code     int
}

// add keeps the findings of a failure under the name of what failed; false
// where it is no failure of the input and must be returned as it is.
func (p *problems) add(err error) bool {
	var f *failure
	if !errors.As(err, &f) || len(f.findings) == 0 {
		return false
	}
	p.code = max(p.code, f.code)
	p.findings = append(p.findings, f.findings...)
	return true
}

func (p *problems) err() error {
	if len(p.findings) == 0 {
		return nil
	}
	return &failure{code: p.code, findings: calc.SortFindings(p.findings)}
}
