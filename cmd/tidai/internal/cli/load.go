package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	codePolicy   = "TD-CLI-001" // the dossier names a policy the tool does not carry
	codeNotForce = "TD-CLI-002" // the policy is not in force on the date of law
	codeUnset    = "TD-CLI-003" // a parameter of the policy is not configured
)

// loaded is what a command on a dossier works with.
type loaded struct {
	dossier  *dossier.Dossier
	book     *factors.Book
	policy   factors.Policy
	on, asOf calc.Date
	findings []calc.Finding // of the dossier and of the user's factor files
	readings *readings      // shared by versions of one dossier; nil: nothing to share
	waiting  *progress      // shows how far monitoring files are read; nil: nothing is shown
}

// open reads the dossier, the factors and the policy. The failure is for what
// could not be read at all; what is wrong with the dossier is in findings.
func open(o *options, dir string) (loaded, error) { return openVariant(o, dir, dossier.Variant{}) }

// openVariant is open for a dossier with changes.
func openVariant(o *options, dir string, v dossier.Variant) (loaded, error) {
	var l loaded
	d, findings := dossier.OpenShown(dir, o.shown, v)
	if d == nil {
		return l, unreadable(findings)
	}
	l.dossier, l.findings = d, findings
	if err := o.mayWrite(inputs(d, o.factors)); err != nil {
		return l, err
	}
	book, found, err := openBook(o)
	if err != nil {
		return l, err
	}
	l.book = book
	l.findings = append(l.findings, found...)
	l.on, l.asOf = o.on.Date, o.asOf.Date
	if l.on.IsZero() {
		l.on = d.Date
	}
	if l.asOf.IsZero() {
		l.asOf = d.Date
	}
	return l, l.choosePolicy(o)
}

// openBook reads the built-in factors and the user's own.
func openBook(o *options) (*factors.Book, []calc.Finding, error) {
	book, err := factors.Builtin()
	if err != nil {
		return nil, nil, err
	}
	if o.factors == "" {
		return book, nil, nil
	}
	if err := isFolder(o.factors); err != nil {
		return nil, nil, err
	}
	book, findings := book.With(os.DirFS(o.factors), o.factors)
	return book, findings, nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return failed("%s 不是可读取的文件夹", "%s is not a folder that can be read", dir)
	}
	return nil
}

// choosePolicy takes the policy of --policy, else the dossier's.
func (l *loaded) choosePolicy(o *options) error {
	var ids []string
	for _, p := range l.book.Policies() {
		ids = append(ids, p.ID)
	}
	known := calc.Textf("可用：%s", "one of: %s", strings.Join(ids, ", "))
	id := l.dossier.Policy
	if o.policy != "" {
		id = o.policy
	}
	p, ok := l.book.Policy(id)
	switch {
	case !ok && o.policy != "":
		return usage("没有政策 %q；%s", "there is no policy %q; %s", id, known)
	case !ok && id != "": // without an id the dossier's own finding says so
		l.findings = append(l.findings, calc.Finding{Code: codePolicy, Severity: calc.Error, At: l.dossier.At,
			Subject: "dossier",
			Message: calc.Textf("没有政策 %q", "there is no policy %q", id), Remedy: known})
	case ok && l.on.Before(p.Since) && !l.on.IsZero():
		l.findings = append(l.findings, calc.Finding{Code: codeNotForce, Severity: calc.Warning, At: l.dossier.At,
			Subject: "dossier",
			Message: calc.Textf("法规日期 %s 早于 %s 的施行日期 %s",
				"the date of law, %s, lies before %s is in force (%s)", l.on.String(), p.Instrument, p.Since.String()),
			Remedy: calc.Text{ZH: "核对 date 或 --on", EN: "check date or --on"}})
	}
	l.policy = p
	if ok {
		l.findings = append(l.findings, l.unconfigured()...)
	}
	l.findings = calc.SortFindings(l.findings)
	return nil
}

// usable returns a failure where errors of the input prevent a result.
func (l loaded) usable() error {
	if !calc.HasErrors(l.findings) {
		return nil
	}
	return unreadable(l.findings)
}

// plan computes everything. What is doubtful in the input, and what the
// classification of the lines found, goes in with it: it can stand against the
// plan.
func (l loaded) plan() (substitution.Plan, error) {
	in, err := l.planInput()
	if err != nil {
		return substitution.Plan{}, err
	}
	p := substitution.Make(in)
	p.Findings = slices.DeleteFunc(p.Findings, saidByScope)
	return p, nil
}

func (l loaded) planInput() (substitution.Input, error) {
	r, err := l.scope()
	if err != nil {
		return substitution.Input{}, err
	}
	return substitution.Input{Dossier: l.dossier, Book: l.book, Policy: l.policy, On: l.on, AsOf: l.asOf,
		Monitored: l.monitored(),
		Findings:  append(slices.Clone(l.findings), r.Findings...)}, nil
}

// saidByScope: the classification knows more than the list of classes by which
// reduction warns of an unusual one, so that warning goes.
func saidByScope(f calc.Finding) bool {
	return f.Code == reduction.CodeIndustry && f.Severity == calc.Warning
}

// inputs lists the files a command reads, so that none is overwritten.
func inputs(d *dossier.Dossier, factorsDir string) []string {
	var out []string
	if d != nil {
		for _, name := range d.Files {
			out = append(out, filepath.Join(d.Dir, filepath.FromSlash(name)))
		}
		for _, m := range d.Monitoring {
			for _, name := range m.Files {
				out = append(out, filepath.Join(d.Dir, filepath.FromSlash(name)))
			}
		}
	}
	if factorsDir != "" {
		more, _ := filepath.Glob(filepath.Join(factorsDir, "*.toml"))
		deep, _ := filepath.Glob(filepath.Join(factorsDir, "*", "*.toml"))
		out = append(append(out, more...), deep...)
	}
	return out
}
