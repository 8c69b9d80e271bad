package factors

import (
	"bytes"
	"embed"
	"strings"
	"sync"

	"tidai/calc"
)

//go:embed words
var wordFiles embed.FS

const noteFile = "words/notes.toml"

// builtinNotes is the Chinese of the statements that the built-in files make in
// English.
var builtinNotes = sync.OnceValue(func() map[string]string {
	data, err := wordFiles.ReadFile(noteFile)
	if err != nil {
		return nil // a test reads the file, so this is a broken build
	}
	return readNotes(data)
})

// readNotes reads the dictionary from its lines: as a whole document it would take
// longer than the command that asks for one of its 360 entries. A test compares it
// with what parsing says.
func readNotes(data []byte) map[string]string {
	zh, en := map[string]string{}, ""
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		key, value, _ := strings.Cut(string(line), " = ")
		switch value = strings.Trim(value, `"`); key {
		case "en":
			en = value
		case "zh":
			zh[en] = value
		}
	}
	return zh
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
