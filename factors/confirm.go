package factors

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Confirmation says that a person read a value in a copy of its instrument.
type Confirmation struct {
	By   string // who read it
	Copy string // which copy was read: edition, page, where it is kept
	On   calc.Date
}

// Confirmed is the value as read in a copy of the instrument. The status of the
// value it was made from stays: a built-in one rises by nobody's word.
func (v Value) Confirmed(c Confirmation) Value {
	v.Status, v.Source, v.Checked, v.By = calc.StatusText, c.Copy, c.On, c.By
	v.Suspect = false // who read the figure in print decides the doubt of a transcription
	return v
}

// Value is what a gap looks for, as a value that is still without its figure.
func (g Gap) Value() Value {
	return Value{ID: g.ID, Kind: g.Kind, Instrument: g.Instrument, Title: g.Title, Pollutant: g.Pollutant,
		Substance: g.Substance, Medium: g.Medium, Outlet: g.Outlet, Class: g.Class, Describe: g.Describe,
		Clause: g.Clause, Note: g.Note}
}

// Stating is the value with another figure.
func (v Value) Stating(q quantity.Quantity) Value {
	v.Amount, v.Text, v.TextUnit, v.Use, v.Absent = q, "", "", "", false
	return v
}

// SaysSame reports whether two values say the same: the same figure, or the
// same in place of one.
func (v Value) SaysSame(w Value) bool {
	if v.Text != w.Text || v.TextUnit != w.TextUnit || v.Use != w.Use || v.Absent != w.Absent {
		return false
	}
	if _, words := v.Words(); words {
		return true
	}
	c, err := v.Amount.Cmp(w.Amount)
	return err == nil && c == 0
}

// InWords is what a value says in one line, in the unit it is stated in.
func (v Value) InWords() calc.Text {
	if words, ok := v.Words(); ok {
		if v.TextUnit == "" {
			return words
		}
		return calc.Textf("%s %s", "%s %s", words, v.TextUnit)
	}
	text := v.Amount.String()
	return calc.Text{ZH: text, EN: text}
}

// TOML writes a value as an entry of a factor file, which reads back the same.
func (v Value) TOML() string {
	var b strings.Builder
	b.WriteString("[[value]]\n")
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, tomlText(value))
		}
	}
	for _, x := range [][2]string{{"id", v.ID}, {"kind", string(v.Kind)}, {"medium", string(v.Medium)},
		{"outlet", v.Outlet}, {"grade", v.Grade}, {"class", v.Class}, {"pollutant", string(v.Pollutant)},
		{"substance", v.Substance}, {"industry", v.Industry}, {"process", v.Process}, {"product", v.Product},
		{"scale", v.Scale}, {"treatment", v.Treatment}, {"stack", v.Stack}, {"zone", v.Zone},
		{"variant", v.Variant}, {"describe", v.Describe}} {
		line(x[0], x[1])
	}
	switch {
	case v.Absent:
		b.WriteString("absent = true\n")
	case v.Use != "":
		line("use", v.Use)
	case v.Text != "":
		line("text", v.Text)
		line("unit", v.TextUnit)
	default:
		line("value", v.Amount.Exact())
		line("unit", firstOf(v.Amount.Unit().String(), "1"))
	}
	if v.Suspect {
		b.WriteString("suspect = true\n")
	}
	for _, x := range []struct {
		key string
		day calc.Date
	}{{"since", v.Since}, {"until", v.Until}, {"checked", v.Checked}} {
		if !x.day.IsZero() {
			fmt.Fprintf(&b, "%s = %s\n", x.key, x.day)
		}
	}
	for _, x := range [][2]string{{"clause", v.Clause.Locator}, {"status", string(v.Status)}, {"source", v.Source},
		{"confirmed_by", v.By}, {"note", v.Note}} {
		line(x[0], x[1])
	}
	return b.String()
}

// tomlText quotes a text for TOML, which knows fewer escapes than Go.
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// InstrumentTOML is the head of a user's file on an instrument that is known.
func InstrumentTOML(id string) string { return "[instrument]\nid = " + tomlText(id) + "\n" }

// checkConfirmed notes where a figure that a person read differs from the one
// the program carries: one of the two is to be mended.
func (b *Book) checkConfirmed(contents []content) []calc.Finding {
	var out []calc.Finding
	for _, c := range contents {
		for _, v := range c.values {
			was, ok := b.Value(v.ID)
			if v.By == "" || !ok || v.SaysSame(was) {
				continue
			}
			out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeConfirmedOther, Severity: calc.Note,
				At: v.At, Clause: v.Clause,
				Message: calc.Textf("%s：%s 核对原文为 %s，内置数值为 %s", "%s: %s read %s in the text, built in is %s",
					v.ID, v.By, v.InWords(), was.InWords()),
				Remedy: calc.Text{ZH: "计算用核对的数值；请把差异告知工具的维护者",
					EN: "the figure that was read is used; tell those who maintain the tool"}})
		}
	}
	return out
}

// checkConfirmation reports a confirmation that does not say what was read, and
// when, or that claims another status than text.
func (r *reader) checkConfirmation(e entry, v *Value) {
	if v.By == "" || (!v.Checked.IsZero() && v.Status == calc.StatusText) {
		return
	}
	e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeConfirmation,
		Message: calc.Textf("%s 写了核对人 %s，但没有核对日期，或状态不是 text",
			"%s names %s, who confirmed it, but no day, or a status other than text", v.ID, v.By),
		Remedy: calc.Text{ZH: "补写 checked 和 status = \"text\"，或删去 confirmed_by",
			EN: "state checked and status = \"text\", or remove confirmed_by"}}, "confirmed_by")
	v.broken = true
}
