package page

import (
	"fmt"
	"slices"
	"strings"
)

// Spans is running text: words, and numbers among them with what they carry.
type Spans []Span

// Span is a piece of running text. Number is nil for words.
type Span struct {
	Text   string
	Number *Number
}

// Number is what a printed number carries besides its digits.
type Number struct {
	Notes []Note // footnotes: doubt travels with the answer
	Sheet string // the derivation it leads to; "" where the page has none
}

// Note is a footnote. Notes of one key are one footnote.
type Note struct{ Key, Text string }

// T is a text without numbers.
func T(text string) Spans {
	if text == "" {
		return nil
	}
	return Spans{{Text: text}}
}

// Texts are texts without numbers.
func Texts(list []string) []Spans {
	if list == nil {
		return nil
	}
	out := make([]Spans, len(list))
	for i, s := range list {
		out[i] = T(s)
	}
	return out
}

// Cat puts texts one behind the other: each a string, a Span or Spans.
func Cat(parts ...any) Spans {
	var out Spans
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, T(p)...)
		case Span:
			out = append(out, p)
		case Spans:
			out = append(out, p...)
		default:
			panic(fmt.Sprintf("page.Cat takes no %T", p))
		}
	}
	return out
}

// Join puts a separator between texts.
func Join(list []Spans, separator string) Spans {
	var out Spans
	for i, s := range list {
		if i > 0 {
			out = append(out, T(separator)...)
		}
		out = append(out, s...)
	}
	return out
}

// hole stands for a span while the words around it are formatted; no text of
// a dossier has it, since Spanf takes it out of every argument.
const hole = '\ufdd0'

// Spanf is fmt.Sprintf whose arguments may be a Span or Spans.
func Spanf(format string, args ...any) Spans {
	plain := slices.Clone(args)
	var spans []Spans
	for i, a := range args {
		switch a := a.(type) {
		case Span:
			spans, plain[i] = append(spans, Spans{a}), string(hole)+string(rune(len(spans)))+string(hole)
		case Spans:
			spans, plain[i] = append(spans, a), string(hole)+string(rune(len(spans)))+string(hole)
		case string:
			plain[i] = strings.ReplaceAll(a, string(hole), "")
		}
	}
	var out Spans
	for i, piece := range strings.Split(fmt.Sprintf(format, plain...), string(hole)) {
		if i%2 == 0 {
			out = append(out, T(piece)...)
			continue
		}
		out = append(out, spans[[]rune(piece)[0]]...)
	}
	return out
}

// String is the text without the marks of its footnotes.
func (s Spans) String() string {
	switch len(s) {
	case 0:
		return ""
	case 1:
		return s[0].Text
	}
	var out strings.Builder
	for _, x := range s {
		out.WriteString(x.Text)
	}
	return out.String()
}

// Sheet is the derivation that a text which is one number leads to.
func (s Spans) Sheet() string {
	if len(s) == 1 && s[0].Number != nil {
		return s[0].Number.Sheet
	}
	return ""
}

// Footnotes numbers the notes of a page in the order in which a reader meets
// them.
type Footnotes struct {
	Notes []Note
	at    map[string]int // key -> number
}

// FootnotesOf numbers the notes of sections.
func FootnotesOf(sections ...Section) *Footnotes {
	f := &Footnotes{at: map[string]int{}}
	for _, s := range sections {
		for _, b := range s.Blocks {
			f.block(b)
		}
	}
	return f
}

func (f *Footnotes) block(b Block) {
	if b.Table != nil {
		f.grid(*b.Table)
	}
	if b.Narrow != nil {
		f.grid(*b.Narrow)
	}
	for _, r := range b.Records {
		f.spans(r.Head)
		for _, x := range r.Fields {
			f.spans(x.Text)
		}
	}
	f.spans(b.Text)
	for _, x := range b.List {
		f.spans(x)
	}
	for _, x := range b.Tree {
		f.spans(x.Text)
	}
	for _, x := range b.Notes {
		f.spans(x)
	}
}

func (f *Footnotes) grid(g Grid) {
	for _, row := range g.Rows {
		for _, cell := range row {
			f.spans(cell)
		}
	}
}

func (f *Footnotes) spans(s Spans) {
	for _, x := range s {
		if x.Number == nil {
			continue
		}
		for _, n := range x.Number.Notes {
			if f.at[n.Key] == 0 {
				f.Notes = append(f.Notes, n)
				f.at[n.Key] = len(f.Notes)
			}
		}
	}
}

// Numbers are the numbers of a span's notes, from the first on.
func (f *Footnotes) Numbers(x Span) []int {
	if x.Number == nil || len(x.Number.Notes) == 0 {
		return nil
	}
	out := make([]int, 0, len(x.Number.Notes))
	for _, n := range x.Number.Notes {
		out = append(out, f.at[n.Key])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Marks are the numbers of a span's notes as they stand behind it; three and
// more in a row are written as a range: ¹⁻⁴, ¹˙³.
func (f *Footnotes) Marks(x Span) string { return f.marks(x, superscript, "˙", "⁻") }

// LowMarks are the marks in figures of common height: 1-4, 1,3.
func (f *Footnotes) LowMarks(x Span) string {
	return f.marks(x, func(n int) string { return fmt.Sprint(n) }, ",", "-")
}

func (f *Footnotes) marks(x Span, write func(int) string, between, to string) string {
	ns := f.Numbers(x)
	var out []string
	for i := 0; i < len(ns); {
		j := i
		for j+1 < len(ns) && ns[j+1] == ns[j]+1 {
			j++
		}
		if j-i < 2 {
			j = i
			out = append(out, write(ns[i]))
		} else {
			out = append(out, write(ns[i])+to+write(ns[j]))
		}
		i = j + 1
	}
	return strings.Join(out, between)
}

// Text is a text with the marks of its footnotes.
func (f *Footnotes) Text(s Spans) string {
	if len(s) == 1 && s[0].Number == nil {
		return s[0].Text
	}
	var out strings.Builder
	for _, x := range s {
		out.WriteString(x.Text)
		out.WriteString(f.Marks(x))
	}
	return out.String()
}

// List is the list of all notes, each behind its mark.
func (f *Footnotes) List() []Spans {
	var out []Spans
	for _, n := range f.Notes {
		out = append(out, Spans{{Number: &Number{Notes: []Note{n}}}, {Text: " " + n.Text}})
	}
	return out
}

// superscript writes a number as marks of footnotes are.
func superscript(n int) string {
	var out strings.Builder
	for _, d := range fmt.Sprint(n) {
		out.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[d-'0'])
	}
	return out.String()
}
