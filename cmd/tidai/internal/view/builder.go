package view

import (
	"fmt"
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// digits are the significant digits of figures of monitoring data; amounts in
// kg/a are written by ShownAmount.
const digits = 3

// none stands where there is no number: absent is not zero.
const none = "—"

// builder makes a page in one language.
type builder struct {
	lang    calc.Lang
	sheetOf map[calc.Step]string // amounts that have a calculation sheet on the page
}

// ref is the sheet that derives an amount; "" where the page has none.
func (b *builder) ref(s calc.Step) string {
	if !s.OK() {
		return ""
	}
	return b.sheetOf[s]
}

func newBuilder(lang calc.Lang) *builder { return &builder{lang: lang} }

func (b *builder) zh() bool { return b.lang == calc.ZH }

// t is a text in the page's language.
func (b *builder) t(zh, en string) string {
	if b.zh() {
		return zh
	}
	return en
}

func (b *builder) in(t calc.Text) string { return t.In(b.lang) }

// f formats into the page's language.
func (b *builder) f(zh, en string, args ...any) string { return calc.Textf(zh, en, args...).In(b.lang) }

// s is running text in the page's language; its arguments may be numbers.
func (b *builder) s(zh, en string, args ...any) page.Spans {
	in := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(calc.Text); ok {
			a = b.in(t)
		}
		in[i] = a
	}
	return page.Spanf(b.t(zh, en), in...)
}

// paren puts a text in the brackets of the language.
func (b *builder) paren(s string) string { return b.t("（"+s+"）", " ("+s+")") }

// spans joins running texts with the comma of lists.
func (b *builder) spans(parts []page.Spans) page.Spans { return page.Join(parts, b.t("、", ", ")) }

// list joins with the comma of lists.
func (b *builder) list(parts []string) string { return strings.Join(parts, b.t("、", ", ")) }

// shown is an amount in kg/a as tables print it.
func shown(s calc.Step) string {
	if !s.OK() {
		return none
	}
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil {
		return none
	}
	return q.ShownAmount()
}

// amount is shown with its footnotes, and leads to its sheet.
func (b *builder) amount(s calc.Step) page.Span { return b.number(shown(s), s) }

// number is the printed form of a step with what it carries.
func (b *builder) number(text string, s calc.Step) page.Span {
	x := page.Number{Notes: b.notes(s), Sheet: b.ref(s)}
	if x.Notes == nil && x.Sheet == "" {
		return page.Span{Text: text}
	}
	return page.Span{Text: text, Number: &x}
}

func doubtful(f calc.Step) bool {
	o := f.Origin()
	return o.Status != calc.StatusText || o.Local
}

// notes are the footnotes of every factor below s that was not read in the text:
// doubt travels with the answer.
func (b *builder) notes(s calc.Step) []page.Note {
	var out []page.Note
	for _, f := range s.Factors() {
		if doubtful(f) {
			out = append(out, b.note(f))
		}
	}
	return out
}

func (b *builder) note(f calc.Step) page.Note {
	o := f.Origin()
	return page.Note{Key: o.Factor, Text: fmt.Sprintf("%s = %s  %s [%s]  %s", f.Symbol(), plain(f.Value()), o.Factor,
		f.Clause(), b.status(o.Status, o.Local))}
}

// status says how surely a factor is known.
func (b *builder) status(status calc.Status, local bool) string {
	if local {
		return b.t("本地数值", "local value") + b.t("，", ", ") + b.in(status.Name())
	}
	return b.in(status.Name())
}

// footnotes is the block that lists the footnotes of sections, where they have any.
func footnotes(sections ...page.Section) []page.Block {
	if !page.HasNotes(sections...) {
		return nil
	}
	return []page.Block{{Doubts: true}}
}

// plain is a quantity as it stands, exact where that is short.
func plain(q quantity.Quantity) string {
	number, unit := q.Exact(), q.Unit().String()
	if strings.Contains(number, "/") || len(number) > 12 {
		number = "≈" + q.Shown(6)
	}
	if unit == "" || unit == "1" {
		return number
	}
	return number + " " + unit
}

// pollutant is the name with the symbol.
func (b *builder) pollutant(p calc.Pollutant) string {
	if b.zh() {
		return p.Name().ZH + " " + string(p)
	}
	return string(p)
}

// clause is a rule with the place of its text, without the instrument's name
// where the page is all about it.
func clause(rule string, c calc.Clause) string {
	switch {
	case rule == "":
		return c.String()
	case c.Locator == "":
		return rule
	}
	return rule + " [" + c.Locator + "]"
}

// addsUp reports whether printed parts add up to a printed total. It looks at
// the text a reader adds up, not at amounts: each was rounded by itself.
func addsUp(total string, parts ...string) bool {
	want, ok := new(big.Rat).SetString(total)
	if !ok {
		return true
	}
	sum := new(big.Rat)
	for _, p := range parts {
		x, ok := new(big.Rat).SetString(p)
		if !ok {
			continue // absent
		}
		sum.Add(sum, x)
	}
	return sum.Cmp(want) == 0
}

// numerals number the sections of a Chinese page.
var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
	"十五", "十六", "十七", "十八", "十九"}

func (b *builder) numbered(sections []page.Section) []page.Section {
	for i := range sections {
		if b.zh() && i < len(numerals) {
			sections[i].Title = numerals[i] + "、" + sections[i].Title
		} else {
			sections[i].Title = fmt.Sprintf("%d  %s", i+1, sections[i].Title)
		}
	}
	return sections
}

// InBoth is a page that carries itself in the other language too, made by the
// same constructor when a form asks for it.
func InBoth(lang calc.Lang, make func(calc.Lang) page.Page) page.Page {
	p := make(lang)
	p.Lang = lang
	p.Other = func() page.Doc { return make(page.OtherLang(lang)).Doc }
	return p
}
