package application_test

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/factors"
)

// inWords writes the codes of a dossier as Chinese words, each in its line.
type inWords struct {
	book  *factors.Book
	names map[string]string // of keys whose values the dossier knows by itself
	n     int
}

var codeLine = regexp.MustCompile(`(?m)^(\s*(` +
	`industry|process|stacks|kind|medium|position|grade|management|basis|limit_class) *= )(.*)$`)

var quoted = regexp.MustCompile(`"([^"]*)"`)

func (w *inWords) rewrite(text string) string {
	return codeLine.ReplaceAllStringFunc(text, func(line string) string {
		m := codeLine.FindStringSubmatch(line)
		return m[1] + quoted.ReplaceAllStringFunc(m[3], func(q string) string {
			code := strings.Trim(q, `"`)
			if word := w.word(m[2], code); word != "" && word != code {
				w.n++
				return `"` + word + `"`
			}
			return q
		})
	})
}

func (w *inWords) word(key, code string) string {
	switch key {
	case "industry":
		p, _ := w.book.Policy("jilin-2022-12")
		i, _ := p.Industry(code)
		return i.Name.ZH
	case "process":
		return w.book.NameOf(factors.ProcessCodes, code, "").ZH
	case "stacks":
		return w.book.NameOf(factors.StackCodes, code, "").ZH
	}
	return w.names[key+" "+code]
}

// A dossier whose choices and codes are written in Chinese is the same dossier, to the
// last line: the six examples.
func TestDossiersInWords(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := &inWords{book: book, names: map[string]string{}}
	note(w, "kind", dossier.ProjectKinds)
	note(w, "kind", dossier.MonitoringKinds)
	note(w, "medium", calc.Media)
	note(w, "position", calc.OutletPositions)
	note(w, "grade", calc.OutletGrades)
	note(w, "management", calc.Managements)
	note(w, "basis", dossier.Bases)
	note(w, "limit_class", calc.LimitClasses)
	for _, name := range []string{"plating", "leather", "lead-battery", "smelting", "mining", "pvc"} {
		dir := "../../testdata/dossiers/" + name
		plain, words := fstest.MapFS{}, fstest.MapFS{}
		before := w.n
		for _, file := range tomlOf(t, dir) {
			data, err := os.ReadFile(dir + "/" + file)
			if err != nil {
				t.Fatal(err)
			}
			plain[file] = &fstest.MapFile{Data: data}
			words[file] = &fstest.MapFile{Data: []byte(w.rewrite(string(data)))}
		}
		if w.n < before+10 {
			t.Errorf("%s: %d words only", name, w.n-before)
		}
		got, want := opened(t, book, words), opened(t, book, plain)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: in words it is another dossier", name)
		}
	}
}

func note[K ~string](w *inWords, key string, words calc.Words[K]) {
	for _, x := range words {
		w.names[key+" "+string(x.Key)] = x.Name.ZH
	}
}

func tomlOf(t *testing.T, dir string) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %d files", dir, err, len(names))
	}
	return names
}

func opened(t *testing.T, book *factors.Book, files fstest.MapFS) *dossier.Dossier {
	t.Helper()
	d, found := dossier.Parse(files)
	for _, f := range found {
		if f.Severity == calc.Error && f.Code != dossier.CodeRead { // the data files are left out
			t.Fatal(f)
		}
	}
	c, err := application.Open(application.Input{Dossier: d, Book: book, Findings: found})
	if err != nil {
		t.Fatal(err)
	}
	return c.Dossier()
}
