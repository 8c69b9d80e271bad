package factors

import (
	"embed"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
)

//go:embed words
var wordFiles embed.FS

const noteFile = "words/notes.toml"

// builtinNotes is the Chinese of the statements that the built-in files make in
// English. A test lints the file, so what is wrong in it is a broken build.
var builtinNotes = sync.OnceValue(func() map[string]string {
	data, err := wordFiles.ReadFile(noteFile)
	if err != nil {
		return nil
	}
	zh, _ := parseNotes(noteFile, data)
	return zh
})

// parseNotes reads a dictionary of statements: English to Chinese.
func parseNotes(name string, data []byte) (map[string]string, []calc.Finding) {
	root := document.Parse(name, data)
	zh := map[string]string{}
	for _, t := range root.Tables("note") {
		en := t.String("en", true)
		if _, twice := zh[en]; twice {
			t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeTwoValues,
				Message: calc.Textf("%q 出现两次", "%q is there twice", en),
				Remedy:  calc.Text{ZH: "删除其一", EN: "remove one"}}, "en")
		}
		zh[en] = t.String("zh", true)
	}
	return zh, root.Findings()
}

// statements separates the statements of a note.
const statements = "; "

// Note is a note, a source or where a gap was looked for, as a factor file says
// it, in both languages. A text with a statement that the built-in files do not
// make is a user's own: it says the same in both.
func Note(text string) calc.Text {
	own := calc.Text{ZH: text, EN: text}
	if text == "" {
		return own
	}
	dictionary := builtinNotes()
	var zh []string
	for statement := range strings.SplitSeq(text, statements) {
		known, ok := dictionary[statement]
		if !ok {
			return own
		}
		zh = append(zh, known)
	}
	return calc.Text{ZH: strings.Join(zh, "；"), EN: text}
}
