package word

import (
	"fmt"
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// runs writes a text with its footnotes. Where a note is led to for the first time
// it is a footnote of Word, which numbers it; from then on its mark refers to that
// one, since a footnote has one place.
func (w *wordWriter) runs(s page.Spans, properties string) string {
	var out, words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out.WriteString(wordRun(xmlText(words.String()), properties))
			words.Reset()
		}
	}
	for _, x := range s {
		words.WriteString(x.Text)
		if len(w.notes.Numbers(x)) > 0 {
			flush()
			out.WriteString(w.marks(x))
		}
	}
	flush()
	if out.Len() == 0 {
		return wordRun("", properties)
	}
	return out.String()
}

// marks writes the marks of one number, such as ¹⁻⁴.
func (w *wordWriter) marks(x page.Span) string {
	if !w.foot {
		return wordHigh(w.notes.LowMarks(x)) // a page without footnotes
	}
	list := w.notes.Numbers(x)
	var out strings.Builder
	for i := 0; i < len(list); i++ {
		if i > 0 {
			out.WriteString(wordHigh(","))
		}
		n, last := list[i], i
		if k := slices.Index(w.led, n); k < 0 {
			out.WriteString(w.newNote(n))
			continue
		}
		for last+1 < len(list) && w.follows(list[last], list[last+1]) {
			last++
		}
		out.WriteString(w.noteRef(n))
		if last-i > 1 {
			out.WriteString(wordHigh("-") + w.noteRef(list[last]))
			i = last
		}
	}
	return out.String()
}

// follows reports whether two marks are footnotes with numbers one after the other.
func (w *wordWriter) follows(a, b int) bool {
	i, j := slices.Index(w.led, a), slices.Index(w.led, b)
	return i >= 0 && j == i+1
}

// newNote is the place of a footnote, with a name by which others refer to it.
func (w *wordWriter) newNote(n int) string {
	w.led = append(w.led, n)
	id := w.firstNote + len(w.led) - 1
	return fmt.Sprintf(
		`<w:bookmarkStart w:id="%d" w:name="%s"/><w:r><w:rPr><w:rStyle w:val="%s"/></w:rPr><w:footnoteReference w:id="%d"/></w:r><w:bookmarkEnd w:id="%[1]d"/>`,
		w.bookmark+noteMarks+id, noteName(n), w.style("FootnoteReference"), id)
}

// noteMarks keeps the numbers of footnotes' bookmarks apart from those of headings.
const noteMarks = 100_000

func noteName(n int) string { return fmt.Sprintf("_TidaiNote%d", n) }

// noteRef refers to a footnote that stands before.
func (w *wordWriter) noteRef(n int) string {
	return `<w:fldSimple w:instr=" NOTEREF ` + noteName(n) + ` \f \h ">` +
		wordHigh(fmt.Sprint(w.firstNote+slices.Index(w.led, n))) + `</w:fldSimple>`
}

// wordHigh is a run set high.
func wordHigh(s string) string { return wordRun(xmlText(s), `<w:vertAlign w:val="superscript"/>`) }

// footnotesOf are the footnotes that the text has led to, from the first one's number on.
func (w *wordWriter) footnotesOf() string {
	var out strings.Builder
	for i, n := range w.led {
		fmt.Fprintf(&out, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, w.firstNote+i,
			w.style("FootnoteText"))
		fmt.Fprintf(&out, `<w:r><w:rPr><w:rStyle w:val="%s"/></w:rPr><w:footnoteRef/></w:r>`,
			w.style("FootnoteReference"))
		out.WriteString(wordRun(" "+xmlText(w.notes.Notes[n-1].Text), "") + `</w:p></w:footnote>`)
	}
	return out.String()
}

// footnoteSeparators are the lines above footnotes, which Word wants to be there.
const footnoteSeparators = `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`
