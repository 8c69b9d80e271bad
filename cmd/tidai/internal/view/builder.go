package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// digits are the significant digits of figures of monitoring data; amounts in
// kg/a are written by ShownAmount.
const digits = 3

// none stands where there is no number: absent is not zero.
const none = "—"

// builder makes a page in one language.
type builder struct{ page.Voice }

func newBuilder(lang calc.Lang) *builder { return &builder{page.Voice{Lang: lang}} }

// say makes a builder for what is written in the voice of a page.
func say(v page.Voice) *builder { return &builder{v} }

func (b *builder) zh() bool { return b.Lang == calc.ZH }

// t is a text in the page's language.
func (b *builder) t(zh, en string) string { return b.T(zh, en) }

func (b *builder) in(t calc.Text) string { return b.In(t) }

// said is a note or a source of a factor file in the page's language.
func (b *builder) said(text string) string { return b.in(factors.Note(text)) }

// f formats into the page's language.
func (b *builder) f(zh, en string, args ...any) string { return calc.Textf(zh, en, args...).In(b.Lang) }

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
func shown(s calc.Step) string { return page.Shown(s) }

// amount is shown with its footnotes, and leads to its sheet.
func (b *builder) amount(s calc.Step) page.Span { return page.Amount(b.Voice, s) }

// number is the printed form of a step with what it carries.
func (b *builder) number(text string, s calc.Step) page.Span { return page.NumberOf(b.Voice, text, s) }

func doubtful(f calc.Step) bool { return page.Doubtful(f) }

func (b *builder) note(f calc.Step) page.Note { return page.NoteOf(b.Voice, f) }

// status says how surely a factor is known.
func (b *builder) status(status calc.Status, local bool) string {
	return page.StatusOf(b.Voice, status, local)
}

// footnotes is the block that lists the footnotes of sections, where they have any.
func footnotes(sections ...page.Section) []page.Block {
	if !page.HasNotes(sections...) {
		return nil
	}
	return []page.Block{{Doubts: true}}
}

// plain is a quantity as it stands, exact where that is short.
func plain(q quantity.Quantity) string { return page.Plain(q) }

// pollutant is the name with the symbol.
func (b *builder) pollutant(p calc.Pollutant) string { return page.Pollutant(b.Voice, p) }

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
