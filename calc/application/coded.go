package application

import (
	"slices"
	"strings"

	"tidai/calc/dossier"
	"tidai/factors"
)

// coded is the dossier with the codes that the tables have for what it wrote in words:
// key industries, permit specifications, processes and stacks. Which those are only the
// factors and the policy know, so the dossier is read without knowing them. What is not
// understood stays as it was written, for the message that misses it; a dossier that
// writes codes stays the same.
func coded(d *dossier.Dossier, b *factors.Book, p factors.Policy) *dossier.Dossier {
	c := coder{b: b, p: p}
	out := *d
	out.Lines, out.Outlets = slices.Clone(d.Lines), slices.Clone(d.Outlets)
	for i := range out.Lines {
		c.line(&out.Lines[i])
	}
	for i := range out.Outlets {
		o := &out.Outlets[i]
		o.Stacks = slices.Clone(o.Stacks)
		for j := range o.Stacks {
			o.Stacks[j] = c.code(factors.StackCodes, o.Stacks[j])
		}
	}
	if !c.changed {
		return d
	}
	return &out
}

type coder struct {
	b       *factors.Book
	p       factors.Policy
	changed bool
}

func (c *coder) line(l *dossier.Line) {
	if l.Industry != "" && l.Industry != dossier.NotKey {
		id, _ := c.p.IndustryOf(l.Industry)
		l.Industry = c.take(l.Industry, id)
	}
	l.Specification = c.take(l.Specification, instrumentOf(l.Specification))
	l.Products = slices.Clone(l.Products)
	for i := range l.Products {
		l.Products[i].Process = c.code(factors.ProcessCodes, l.Products[i].Process)
	}
}

func (c *coder) code(kind factors.CodeKind, written string) string {
	if written == "" || plainCode(written) { // what is written as a code is one, or misses
		return written
	}
	code, _ := c.b.CodeOf(kind, written)
	return c.take(written, code)
}

func (c *coder) take(written, meant string) string {
	c.changed = c.changed || written != meant
	return meant
}

// plainCode reports whether a text looks like a code: small letters of ASCII, digits and
// marks.
func plainCode(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("-.+_", r)
	}) < 0
}

// instrumentOf writes the number of a standard as the tables have it: HJ855—2017 is
// HJ 855-2017.
func instrumentOf(written string) string {
	s := dashes.Replace(strings.ToUpper(strings.Join(strings.Fields(written), " ")))
	if rest, ok := strings.CutPrefix(s, "HJ"); ok && !strings.HasPrefix(rest, "/") {
		return "HJ " + strings.TrimSpace(rest)
	}
	return written
}

var dashes = strings.NewReplacer("—", "-", "–", "-", "－", "-", " - ", "-")
