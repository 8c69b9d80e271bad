package cli

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// sets are the changes of --set, in the order given.
type sets struct{ list []dossier.Change }

// String writes nothing: there is no default.
func (s *sets) String() string { return "" }

// Type names the value in help texts.
func (s *sets) Type() string { return "PATH=VALUE" }

// Set reads PATH=VALUE. A path has no equals sign. What is wrong with the value
// is said of --set:1 for the first, and so on.
func (s *sets) Set(text string) error {
	path, value, ok := strings.Cut(text, "=")
	path, value = strings.TrimSpace(path), strings.TrimSpace(value)
	if !ok || path == "" || value == "" {
		return &badValue{calc.Text{ZH: "写成 路径=数值，例如 source.S1.keep=\"10 %\"",
			EN: "write PATH=VALUE, such as source.S1.keep=\"10 %\""}}
	}
	if slices.ContainsFunc(s.list, func(c dossier.Change) bool { return c.Path == path }) {
		return &badValue{calc.Textf("%s 给了两次", "%s is given twice", path)}
	}
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
