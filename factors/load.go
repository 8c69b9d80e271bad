package factors

import (
	"io/fs"
	"path"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// origin says where the files of a load come from and how much is kept of it.
type origin struct {
	name  string // put before file names, the user's directory
	local bool   // a user's own files
	lines bool   // keep line numbers: costs time, so not for the built-in files
}

// content is what one file holds.
type content struct {
	instrument Instrument
	values     []Value
	rules      []Rule
	policy     *Policy
	gaps       []Gap
	methods    []Method
	orders     []Order
	actual     []MonitoringRule
	provisions []Provision
	wordings   []Wording
	checks     []Check
	bases      []Base
	scope      ScopeTable // entries on classes, of a user's own file
	names      []codeName // of codes, of a user's own file
	findings   []calc.Finding
}

// readAll parses every .toml file of fsys, in the order of their paths. Files
// are parsed side by side; the result does not depend on which ends first.
func readAll(fsys fs.FS, from origin) ([]content, []calc.Finding) {
	names, findings := tomlFiles(fsys, from)
	if from.local {
		defineBases(fsys, names)
	}
	out := make([]content, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() { out[i] = readFile(fsys, name, from) })
	}
	wg.Wait()
	for _, c := range out {
		findings = append(findings, c.findings...)
	}
	return out, findings
}

func tomlFiles(fsys fs.FS, from origin) ([]string, []calc.Finding) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".toml" {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	if err != nil {
		return names, []calc.Finding{unreadable(from.name, err)}
	}
	return names, nil
}

func unreadable(name string, err error) calc.Finding {
	return calc.Finding{Stage: calc.StageFactors, Code: CodeFile, Severity: calc.Error, At: calc.Position{File: name},
		Message: calc.Textf("无法读取：%s", "cannot be read: %s", err.Error()),
		Remedy:  calc.Text{ZH: "核对路径和权限", EN: "check the path and its permissions"}}
}

func readFile(fsys fs.FS, name string, from origin) content {
	shown := path.Join(from.name, name)
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return content{findings: []calc.Finding{unreadable(shown, err)}}
	}
	return parse(shown, data, from)
}

// parse turns the text of a file into its content.
func parse(shown string, data []byte, from origin) content {
	r := &reader{origin: from, file: shown, units: map[string]quantity.Unit{}}
	root := document.Parse(shown, data)
	c := r.content(root)
	c.findings = root.Findings()
	syntax := func(f calc.Finding) bool { return f.Code == document.CodeSyntax }
	if slices.ContainsFunc(c.findings, syntax) { // what else seems to be missing is only not read
		c.findings = slices.DeleteFunc(c.findings, func(f calc.Finding) bool { return !syntax(f) })
	}
	return c
}

// reader turns one document into content.
type reader struct {
	origin
	file       string
	instrument Instrument
	units      map[string]quantity.Unit
}

func (r *reader) at(t *document.Table) calc.Position {
	if r.lines {
		return t.At()
	}
	return calc.Position{File: r.file}
}

func (r *reader) content(root *document.Table) content {
	r.instrument = r.readInstrument(root.Table("instrument", true))
	c := content{instrument: r.instrument}
	for _, t := range root.Tables("base") {
		c.bases = append(c.bases, r.base(t))
	}
	if r.local {
		c.scope, c.names = scopeOf(root), codeNames(root)
	}
	for _, v := range root.Tables("value") {
		c.values = append(c.values, r.value(entry{own: v})...)
	}
	for _, t := range root.Tables("table") {
		for _, v := range t.Tables("value") {
			c.values = append(c.values, r.value(entry{own: v, table: t})...)
		}
		entry{own: t}.touch(inherited)
	}
	for _, t := range root.Tables("gap") {
		c.gaps = append(c.gaps, r.gap(t))
	}
	for _, t := range root.Tables("method") {
		c.methods = append(c.methods, r.method(t))
	}
	for _, t := range root.Tables("check") {
		c.checks = append(c.checks, r.check(t))
	}
	for _, t := range root.Tables("order") {
		c.orders = append(c.orders, r.order(t))
	}
	for _, t := range root.Tables("provision") {
		c.provisions = append(c.provisions, r.provision(t))
	}
	for _, t := range root.Tables("wording") {
		c.wordings = append(c.wordings, r.wording(t))
	}
	if r.instrument.Kind == PolicyNotice {
		c.policy = r.policy(root)
		return c
	}
	for _, t := range root.Tables("rule") {
		c.rules = append(c.rules, r.rule(t))
	}
	for _, t := range root.Tables("actual") {
		c.actual = append(c.actual, r.actual(t))
	}
	return c
}

func (r *reader) readInstrument(t *document.Table) Instrument {
	return Instrument{
		ID:         t.String("id", true),
		Title:      calc.Text{ZH: t.String("title", !r.local), EN: t.String("title_en", !r.local)},
		Kind:       document.Choice(t, "kind", !r.local, InstrumentKinds),
		Issuer:     calc.Text{ZH: t.String("issuer", false), EN: t.String("issuer_en", false)},
		Number:     t.String("number", false),
		Issued:     t.Date("issued", false),
		Since:      t.Date("since", false),
		Until:      t.Date("until", false),
		ReplacedBy: t.String("replaced_by", false),
		General:    t.Bool("basis", false),
		Status:     document.Choice(t, "status", false, calc.Statuses),
		Source:     t.String("source", false),
		Prefix:     t.String("prefix", false),
		Note:       t.String("note", false),
		Local:      r.local,
		At:         r.at(t),
	}
}
