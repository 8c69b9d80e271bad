package word

import (
	"fmt"
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// runs writes a text with the marks of footnotes in it. Where a mark stands for the
// first time it is a footnote of Word, which numbers it; from then on it refers to
// that one, since a footnote has one place.
func (w *wordWriter) runs(s, properties string) string {
	before, rest, found := strings.Cut(s, page.MarkBegin)
	if !found {
		return wordRun(xmlText(s), properties)
	}
	var out strings.Builder
	for {
		if before != "" {
			out.WriteString(wordRun(xmlText(before), properties))
		}
		if !found {
			return out.String()
		}
		n := 0
		for _, r := range rest {
			if !strings.ContainsRune(page.MarkSigns, r) {
				break
			}
			n += len(string(r))
		}
		out.WriteString(w.marks(rest[:n]))
		before, rest, found = strings.Cut(rest[n:], page.MarkBegin)
	}
}

// marks writes one group of marks, such as ¹⁻⁴.
func (w *wordWriter) marks(group string) string {
	list := markNumbers(group)
	if slices.ContainsFunc(list, func(n int) bool { return n < 1 || n > len(w.doubts) }) {
		return wordHigh(plainMarks(group)) // a page without footnotes
	}
	var out strings.Builder
	for i := 0; i < len(list); i++ {
		if i > 0 {
			out.WriteString(wordHigh(","))
		}
		n, last := list[i], i
		if k := slices.Index(w.notes, n); k < 0 {
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
	i, j := slices.Index(w.notes, a), slices.Index(w.notes, b)
	return i >= 0 && j == i+1
}

// newNote is the place of a footnote, with a name by which others refer to it.
func (w *wordWriter) newNote(n int) string {
	w.notes = append(w.notes, n)
	id := w.firstNote + len(w.notes) - 1
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
		wordHigh(fmt.Sprint(w.firstNote+slices.Index(w.notes, n))) + `</w:fldSimple>`
}

// wordHigh is a run set high.
func wordHigh(s string) string { return wordRun(xmlText(s), `<w:vertAlign w:val="superscript"/>`) }

// markNumbers reads ¹⁻⁴ and ¹˙³: the numbers, ranges written out.
func markNumbers(group string) []int {
	var out []int
	for part := range strings.SplitSeq(plainMarks(group), ",") {
		var from, to int
		switch n, _ := fmt.Sscanf(part, "%d-%d", &from, &to); {
		case n == 2 && from <= to && to-from < 1000:
			for i := from; i <= to; i++ {
				out = append(out, i)
			}
		case n >= 1:
			out = append(out, from)
		}
	}
	return out
}

// plainMarks are marks in figures of common height.
func plainMarks(group string) string {
	return strings.Map(func(r rune) rune {
		switch i := slices.Index([]rune(page.MarkSigns), r); {
		case i < 0:
			return -1
		case i < 10:
			return rune('0' + i)
		case r == '⁻':
			return '-'
		}
		return ','
	}, group)
}

// footnotesOf are the footnotes that the text has led to, from the first one's number on.
func (w *wordWriter) footnotesOf() string {
	var out strings.Builder
	for i, n := range w.notes {
		fmt.Fprintf(&out, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, w.firstNote+i,
			w.style("FootnoteText"))
		fmt.Fprintf(&out, `<w:r><w:rPr><w:rStyle w:val="%s"/></w:rPr><w:footnoteRef/></w:r>`,
			w.style("FootnoteReference"))
		out.WriteString(wordRun(" "+xmlText(w.doubts[n-1]), "") + `</w:p></w:footnote>`)
	}
	return out.String()
}

// footnoteSeparators are the lines above footnotes, which Word wants to be there.
const footnoteSeparators = `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`
