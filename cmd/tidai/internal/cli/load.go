package cli

import (
	"os"
	"path/filepath"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/factors"
)

// open reads the dossier and the factors and opens the application. The failure
// is for what could not be read at all; what is wrong with the dossier is in
// the findings of the case.
func open(o *options, dir string) (*application.Case, error) {
	return openVariant(o, dir, dossier.Variant{})
}

// openVariant is open for a dossier with changes.
func openVariant(o *options, dir string, v dossier.Variant) (*application.Case, error) {
	return openUnder(o, dir, v, func() (*factors.Book, []calc.Finding, error) { return openBook(o) })
}

// openUnder is openVariant under the factors of a book.
func openUnder(o *options, dir string, v dossier.Variant,
	law func() (*factors.Book, []calc.Finding, error)) (*application.Case, error) {
	book, found, err := law() // first: it may define the bases that the dossier counts in
	if err != nil {
		return nil, err
	}
	text := func(v dossier.Variant) (*dossier.Dossier, []calc.Finding) {
		d, found := dossier.OpenShown(dir, o.shown, v)
		if o.amounts {
			found = dossier.ForAmounts(found)
		}
		return d, found
	}
	d, findings := text(v)
	if d == nil {
		return nil, unreadable(findings)
	}
	if err := o.mayWrite(inputs(d, o.factors)); err != nil {
		return nil, err
	}
	if err := knownPolicy(o, book); err != nil {
		return nil, err
	}
	return application.Open(application.Input{Dossier: d, Book: book, Policy: o.policy, On: o.on.Date,
		AsOf: o.asOf.Date, Set: o.readings.policy, Judging: o.readings.to,
		Files: filesIn(d.Dir, o.waiting), Text: text, Findings: findings,
		OfBook: found})
}

// openUsable is open where a dossier with errors is of no use.
func openUsable(o *options, dir string) (*application.Case, error) {
	c, err := open(o, dir)
	if err != nil {
		return nil, err
	}
	return c, usable(c)
}

// misnumbered says which credit codes are wrong, where amounts are shown all the same.
func (e *env) misnumbered(c *application.Case) {
	e.findings(pick(c.Findings(), func(f calc.Finding) bool { return f.Code == dossier.CodeCreditCode }))
}

// usable returns a failure where errors of the input prevent a result.
func usable(c *application.Case) error {
	if found := c.Findings(); calc.HasErrors(found) {
		return unreadable(found)
	}
	return nil
}

// vary is the case with changes, to be planned. Without a case that could be
// read the dossier is read for itself.
func vary(o *options, c *application.Case, dir string, v dossier.Variant) (*application.Case, error) {
	var err error
	if c == nil {
		c, err = openVariant(o, dir, v)
	} else {
		var found []calc.Finding
		if c, found = c.Vary(v); c == nil {
			return nil, unreadable(found)
		}
		err = o.mayWrite(inputs(c.Dossier(), o.factors))
	}
	if err != nil {
		return nil, err
	}
	return c, usable(c)
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

// knownPolicy refuses a --policy there is not.
func knownPolicy(o *options, book *factors.Book) error {
	if _, known := book.Policy(o.policy); o.policy != "" && !known {
		return usage("没有政策 %q；%s", "there is no policy %q; %s", o.policy, application.KnownPolicies(book))
	}
	return nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return failed("%s 不是可读取的文件夹", "%s is not a folder that can be read", dir)
	}
	return nil
}

// filesIn opens the monitoring files of a dossier below its folder.
func filesIn(dir string, waiting *progress) func(string) (application.File, error) {
	open := application.FilesIn(dir)
	return func(name string) (application.File, error) {
		f, err := open(name)
		if err != nil {
			return nil, err
		}
		return waiting.watch(name, f), nil
	}
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
