package cli

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	xhtml "golang.org/x/net/html"
)

func attrs(n *xhtml.Node) map[string]string {
	out := map[string]string{}
	for _, a := range n.Attr {
		out[a.Key] = a.Val
	}
	return out
}

func parsedHTML(t *testing.T, file string) *xhtml.Node {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := xhtml.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// Every document carries both languages, whichever it was asked in: the page of
// one language is the same in both files. Identifiers are unique, what refers to
// one finds it on its own page, and English headings are English.
func TestDocumentsCarryBothLanguages(t *testing.T) {
	for _, name := range some() {
		pages := map[string]map[string]string{} // file -> language asked + page -> its text
		for _, lang := range []string{"zh", "en"} {
			dir := t.TempDir()
			say(t, "report", filepath.Join(repository, "testdata", "dossiers", name), "-o", dir, "--lang", lang)
			files, err := filepath.Glob(filepath.Join(dir, "*.html"))
			if err != nil || len(files) < 2 {
				t.Fatalf("%s: %v %v", name, files, err)
			}
			for _, file := range files {
				base := filepath.Base(file)
				if pages[base] == nil {
					pages[base] = map[string]string{}
				}
				root := parsedHTML(t, file)
				ids, checked := map[string]int{}, ""
				for n := range root.Descendants() {
					if a := attrs(n); n.Type == xhtml.ElementNode {
						if a["id"] != "" {
							ids[a["id"]]++
						}
						if _, on := a["checked"]; on && n.Data == "input" && a["type"] == "radio" {
							checked = a["value"]
						}
					}
				}
				for id, n := range ids {
					if n > 1 {
						t.Errorf("%s %s: id %s %d times", name, base, id, n)
					}
				}
				if checked != lang {
					t.Errorf("%s %s: asked for in %s, shown in %s", name, base, lang, checked)
				}
				for n := range root.Descendants() {
					if a := attrs(n); a["class"] == "page" {
						if want := map[string]string{"zh": "zh-CN", "en": "en"}[a["id"]]; a["lang"] != want {
							t.Errorf("%s %s: page %s is marked as %s", name, base, a["id"], a["lang"])
						}
						var b strings.Builder
						if err := xhtml.Render(&b, n); err != nil {
							t.Fatal(err)
						}
						pages[base][lang+" "+a["id"]] = b.String()
						referring(t, name+" "+base, n, a["id"], ids)
					}
				}
			}
		}
		for base, p := range pages {
			if len(p) != 4 || p["zh zh"] != p["en zh"] || p["zh en"] != p["en en"] || p["zh zh"] == p["zh en"] {
				t.Errorf("%s %s: the languages are not the same in both files", name, base)
			}
		}
	}
}

// referring checks what one page refers to, and its headings.
func referring(t *testing.T, where string, page *xhtml.Node, lang string, ids map[string]int) {
	t.Helper()
	for n := range page.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		a := attrs(n)
		for _, key := range []string{"href", "fill", "for", "aria-labelledby", "aria-controls"} {
			for id := range strings.FieldsSeq(strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(a[key], "url("),
				"#"), ")")) {
				if ids[id] != 1 || !strings.HasPrefix(id, lang+"-") {
					t.Errorf("%s: <%s %s=%q> on the page in %s", where, n.Data, key, a[key], lang)
				}
			}
		}
		if n.Data == "h2" && lang == "en" && strings.ContainsFunc(n.FirstChild.Data,
			func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: heading %q", where, n.FirstChild.Data)
		}
	}
}

// By ORIGIN.md of plating: of the 119.57 kg/a of chromium 75.0 come from S1 and
// 44.57 from S2; a demand is 64 px high, so the bands are 40.14 and 23.86.
func TestFlowOfPlating(t *testing.T) {
	file := filepath.Join(t.TempDir(), "chapter.html")
	say(t, "report", filepath.Join(repository, "testdata", "dossiers", "plating"), "-o", file)
	want := map[string]float64{"S1 → 铬 Cr：75.0 kg/a": 64 * 75 / 119.57, "S2 → 铬 Cr：44.57 kg/a": 64 * 44.57 / 119.57,
		"S1 → 镉 Cd：0.300 kg/a": 48, "S2 → 镉 Cd：0.100 kg/a": 16}
	for n := range parsedHTML(t, file).Descendants() {
		if n.Type != xhtml.ElementNode || n.Data != "path" || n.FirstChild == nil {
			continue
		}
		tip := n.FirstChild.FirstChild.Data
		height, known := want[tip]
		if !known {
			continue
		}
		delete(want, tip)
		w := strings.Fields(attrs(n)["d"])
		upper, err1 := strconv.ParseFloat(w[9], 64)
		lower, err2 := strconv.ParseFloat(w[12], 64)
		if err1 != nil || err2 != nil || math.Abs(lower-upper-height) > 0.02 {
			t.Errorf("%s is %g px, want %g", tip, lower-upper, height)
		}
	}
	if len(want) > 0 {
		t.Errorf("no band %v", want)
	}
}

// The months of plating hold what its file says, by an adding machine of its
// own: mg/L × m3/h of the hours marked N is 4.11514 kg in July, of which 52 hours
// are marked otherwise.
func TestMonthsOfPlating(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repository, "testdata", "dossiers", "plating", "data", "B-DW001-2025.csv"))
	if err != nil {
		t.Fatal(err)
	}
	grams := map[string]float64{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if len(cells) == 4 && cells[3] == "N" {
			c, err1 := strconv.ParseFloat(cells[1], 64)
			q, err2 := strconv.ParseFloat(cells[2], 64)
			if err1 != nil || err2 != nil {
				t.Fatal(line)
			}
			grams[cells[0][:7]] += c * q
		}
	}
	file := filepath.Join(t.TempDir(), "actual.html")
	say(t, "actual", filepath.Join(repository, "testdata", "dossiers", "plating"), "--lang", "en", "--format", "html",
		"-o", file)
	months := 0
	for n := range parsedHTML(t, file).Descendants() {
		if n.Type != xhtml.ElementNode || n.Data != "tr" {
			continue
		}
		var row []string
		for c := range n.ChildNodes() {
			if c.Data == "td" && c.FirstChild != nil {
				row = append(row, c.FirstChild.Data)
			}
		}
		if len(row) != 6 || grams[row[0]] == 0 {
			continue
		}
		months++
		if got := numberIn(t, row[1]); math.Abs(got-grams[row[0]]/1000) > 0.005 {
			t.Errorf("%s: measured %s kg, want %.5f", row[0], row[1], grams[row[0]]/1000)
		}
		if row[0] == "2025-07" && row[4] != "52" {
			t.Errorf("July: %s hours filled in", row[4])
		}
	}
	if months != 12 {
		t.Errorf("%d months", months)
	}
}
