package factors

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

const badFiles = "../testdata/factors-bad"

var wantedCode = regexp.MustCompile(`TD-(POL|FAC|DOC|LAW)-[0-9]{3}`)

// wanted reads the codes that the lines of bad files name themselves.
func wanted(t *testing.T, fsys fs.FS) []string {
	t.Helper()
	var out []string
	names, _ := tomlFiles(fsys, origin{})
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			_, comment, _ := strings.Cut(line, "#")
			for _, code := range wantedCode.FindAllString(comment, -1) {
				out = append(out, fmt.Sprintf("bad/%s:%d %s", name, i+1, code))
			}
		}
	}
	return out
}

func reported(findings []calc.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.At.String()+" "+f.Code)
	}
	return out
}

// Every mistake of a bad file is reported at its line, in one run, and
// nothing else is.
func TestBadFiles(t *testing.T) {
	entries, err := os.ReadDir(badFiles)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, e := range entries {
		fsys := fstest.MapFS{}
		if e.IsDir() {
			sub, err := os.ReadDir(badFiles + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range sub {
				fsys[f.Name()] = readBad(t, e.Name()+"/"+f.Name())
			}
		} else {
			fsys[e.Name()] = readBad(t, e.Name())
		}
		findings := Lint(fsys, "bad")
		want, got := wanted(t, fsys), reported(findings)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s:\nwant %s\ngot  %s", e.Name(), strings.Join(want, "\n     "), strings.Join(got, "\n     "))
		}
		for _, f := range findings {
			codes[f.Code] = true
			if f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" || f.Remedy.EN == "" {
				t.Errorf("%s: no message or remedy in one language: %+v", f.Code, f)
			}
		}
	}
	for i := 1; i <= 20; i++ {
		if code := fmt.Sprintf("TD-FAC-%03d", i); !codes[code] && code != CodeFile {
			t.Errorf("no bad file is reported with %s", code)
		}
	}
}

func readBad(t *testing.T, name string) *fstest.MapFile {
	t.Helper()
	data, err := os.ReadFile(badFiles + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: data}
}

func TestUnreadableDirectory(t *testing.T) {
	findings := Lint(os.DirFS("no-such-directory"), "no-such-directory")
	if len(findings) != 1 || findings[0].Code != CodeFile || findings[0].Severity != calc.Error {
		t.Errorf("got %v", findings)
	}
}

// The built-in files have nothing wrong with them. They are read anew as if
// they were a user's own, so that nothing is taken on trust.
func TestBuiltinFilesLint(t *testing.T) {
	merged := 0
	for _, f := range Lint(builtinFiles, "factors") {
		if f.Code == CodeTwoValues { // each variant is known by its note, as a test of the imported rows asks
			merged++
			continue
		}
		if f.Severity != calc.Note || f.Code != CodeStart {
			t.Errorf("%s: %s %s", f.At, f.Code, f.Message.EN)
		}
	}
	if merged != 11 { // counted in the sources: rows merged under one name, with two values
		t.Errorf("%d items have two values, there are 11", merged)
	}
	contents, _ := readAll(builtinFiles, origin{})
	for _, f := range checkDuplicates(contents) {
		t.Errorf("%s: %s", f.At, f.Message.EN)
	}
	for _, in := range builtinBook(t).Instruments() {
		if in.Title.ZH == "" || in.Title.EN == "" || in.Kind == "" {
			t.Errorf("%s has no title or kind", in.ID)
		}
	}
}

// Sources name what was read, never where a copy of it lay.
func TestSourcesNameInstruments(t *testing.T) {
	for _, v := range builtinBook(t).All() {
		for _, s := range []string{"://", "github", "@", "blob", ".pdf", ".xml"} {
			if strings.Contains(strings.ToLower(v.Source+v.Note), s) {
				t.Errorf("%s: source %q, note %q", v.ID, v.Source, v.Note)
			}
		}
	}
}

// Two runs over the same files give the same findings in the same order.
func TestLintIsDeterministic(t *testing.T) {
	first := fmt.Sprint(Lint(os.DirFS(badFiles), "bad"))
	for range 5 {
		if again := fmt.Sprint(Lint(os.DirFS(badFiles), "bad")); again != first {
			t.Fatal("the findings differ between two runs")
		}
	}
}

var tomlBlock = regexp.MustCompile("(?s)```toml\n(.*?)```")

// The examples of docs/factors.md are factor files without a mistake.
func TestDocumentedExamples(t *testing.T) {
	text, err := os.ReadFile("../docs/factors.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := tomlBlock.FindAllSubmatch(text, -1)
	if len(blocks) < 2 {
		t.Fatalf("docs/factors.md has %d examples", len(blocks))
	}
	for i, block := range blocks {
		n, findings := builtinBook(t).With(fstest.MapFS{"example.toml": {Data: block[1]}}, "docs")
		v, _ := n.Value("gb21900.t2.water.cr")
		if calc.HasErrors(findings) || v.Local != strings.Contains(string(block[1]), v.ID) {
			t.Errorf("example %d: %v", i+1, findings)
		}
	}
}
