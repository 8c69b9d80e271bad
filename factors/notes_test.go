package factors

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"

	"tidai/calc"
)

// noteKeys are the keys whose texts the files say in English alone.
var noteKeys = []string{"note", "source", "looked", "provenance"}

// notesOf collects the texts under noteKeys, at any depth of a file.
func notesOf(v any, found map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			if text, ok := x.(string); ok && slices.Contains(noteKeys, key) {
				found[text] = true
			}
			notesOf(x, found)
		}
	case []map[string]any:
		for _, x := range v {
			notesOf(x, found)
		}
	case []any:
		for _, x := range v {
			notesOf(x, found)
		}
	}
}

// Every statement of the built-in files has its Chinese, and the dictionary
// holds nothing else.
func TestNotesAreInBothLanguages(t *testing.T) {
	var stored struct {
		Note []struct{ EN, ZH string }
	}
	if _, err := toml.DecodeFile(noteFile, &stored); err != nil {
		t.Fatal(err)
	}
	dictionary := map[string]string{}
	for _, n := range stored.Note {
		if _, twice := dictionary[n.EN]; twice || n.EN == "" || n.ZH == "" {
			t.Errorf("%s: %q is there twice, or lacks a language", noteFile, n.EN)
		}
		dictionary[n.EN] = n.ZH
	}
	if !maps.Equal(builtinNotes(), dictionary) {
		t.Errorf("%s: its lines say something else than the document", noteFile)
	}
	files, err := fs.Glob(os.DirFS("."), "*/*.toml")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	missing, used := map[string]string{}, map[string]bool{}
	for _, file := range files {
		var content map[string]any
		if _, err := toml.DecodeFile(file, &content); err != nil {
			t.Fatal(err)
		}
		texts := map[string]bool{}
		if file != noteFile {
			notesOf(content, texts)
		}
		for text := range texts {
			for s := range strings.SplitSeq(text, statements) {
				if used[s] = true; dictionary[s] == "" {
					missing[s] = file
				}
			}
		}
	}
	for _, s := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("%s: no Chinese for %q: add it to %s", missing[s], s, noteFile)
	}
	for _, s := range slices.Sorted(maps.Keys(dictionary)) {
		if !used[s] {
			t.Errorf("%s: no file says %q", noteFile, s)
		}
	}
}

var (
	latin   = regexp.MustCompile(`[A-Za-z]{3,}`)
	chinese = regexp.MustCompile(`[\p{Han}，。；：（）]`)

	// What stands for itself in a Chinese sentence: units, a formula, a name of a
	// parameter or key of the tool, and names of foreign checks.
	inChinese = regexp.MustCompile(`\bkVAh\b|\bCrO3\b|\bCOD\b|\b[a-z]+(_[a-z]+)+\b|\bcompound\b|\bshare\b|` +
		`\bEPATADA\b|\bCAERS\b|\bAnnualControlValidator\b|\bNPRI\b|\beprtr-lcp\b`)
	// What stands for itself in an English one: a row as printed, a unit, the
	// number of a document.
	inEnglish = regexp.MustCompile(`“[^”]*”|万kVAh|公告2[0-9]{3}年第[0-9]+号|环函〔[0-9]{4}〕[0-9]+号`)
)

// No word of one language stands inside a sentence of the other.
func TestNotesAreOfOneLanguage(t *testing.T) {
	for en, zh := range builtinNotes() {
		if words := latin.FindAllString(inChinese.ReplaceAllString(zh, ""), -1); len(words) > 0 {
			t.Errorf("%q says %q", zh, words)
		}
		if words := chinese.FindAllString(inEnglish.ReplaceAllString(en, ""), -1); len(words) > 0 {
			t.Errorf("%q says %q", en, words)
		}
	}
}

func TestNote(t *testing.T) {
	for _, c := range []struct{ text, zh string }{
		{"gas volume at standard state", "标准状态下的气量"},
		{"mines; flow automatically", "矿山；流量自动监测"},
		{"as our own laboratory measured", "as our own laboratory measured"},
		// half of it is not the files': a sentence of two languages helps nobody
		{"mines; as our own laboratory measured", "mines; as our own laboratory measured"},
		{"按本厂试验室测定", "按本厂试验室测定"},
		{"", ""},
	} {
		if got, want := Note(c.text), (calc.Text{ZH: c.zh, EN: c.text}); got != want {
			t.Errorf("%q: got %q, want %q", c.text, got, want)
		}
	}
}

// The English is the text itself, whatever it is, and Chinese is never lost.
func TestNoteOfAnyText(t *testing.T) {
	known := slices.Sorted(maps.Keys(builtinNotes()))
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(known), rapid.String())).Draw(t, "parts")
		text := strings.Join(parts, statements)
		if got := Note(text); got.EN != text || (got.ZH == "") != (text == "") {
			t.Errorf("%q: %q", text, got)
		}
	})
}
