package cli

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// leading is the first number of a text, without the marks of footnotes.
var leading = regexp.MustCompile(`-?[0-9]+(\.[0-9]+)?`)

func numberIn(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(leading.FindString(text), 64)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return x
}

// An amount of a chapter leads to the sheet that derives it: the first line of
// the sheet comes to the amount.
func TestAmountsLeadToTheirSheets(t *testing.T) {
	for _, name := range bundled {
		file := filepath.Join(t.TempDir(), "chapter.html")
		say(t, "report", filepath.Join(repository, "testdata", "dossiers", name), "-o", file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		root, err := xhtml.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		sheets, links := map[string]string{}, [][2]string{}
		for n := range root.Descendants() {
			if n.Type != xhtml.ElementNode || n.FirstChild == nil {
				continue
			}
			attr := map[string]string{}
			for _, a := range n.Attr {
				attr[a.Key] = a.Val
			}
			switch {
			case n.Data == "pre" && attr["id"] != "":
				sheets[attr["id"]], _, _ = strings.Cut(n.FirstChild.Data, "\n")
				if n.Parent.Data != "details" {
					t.Errorf("%s: sheet %s does not open", name, attr["id"])
				}
			case n.Data == "a" && n.Parent.Data == "td":
				links = append(links, [2]string{n.FirstChild.Data, strings.TrimPrefix(attr["href"], "#")})
			}
		}
		if len(links) < 5 {
			t.Errorf("%s: %d amounts lead to a sheet", name, len(links))
		}
		for _, l := range links {
			line, found := sheets[l[1]]
			if !found {
				t.Errorf("%s: %s leads to %s, which is not there", name, l[0], l[1])
				continue
			}
			_, value, _ := strings.Cut(line, " = ")
			a, b := numberIn(t, l[0]), numberIn(t, value)
			// amounts are shown in kg/a
			if unit, _, _ := strings.Cut(strings.TrimLeft(value, "≈0123456789. "), " "); unit == "t/a" {
				b *= 1000
			}
			if math.Abs(a-b) > 0.005*math.Abs(b) {
				t.Errorf("%s: %s leads to %q", name, l[0], line)
			}
		}
	}
}

// Where the dossier lies on this machine reaches no document.
func TestDocumentsHideTheMachine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dossier")
	if err := os.CopyFS(dir, os.DirFS("../../../../testdata/dossiers/plating")); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "out")
	if _, code := say(t, "report", dir, "-o", to+"/"); code != exitDone {
		t.Fatal(code)
	}
	files, _ := filepath.Glob(filepath.Join(to, "*.[hm]*")) // HTML and Markdown
	if len(files) < 4 {
		t.Fatalf("%q", files)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		places := !strings.HasPrefix(filepath.Base(name), "opinion.") // which is handed in
		if strings.Contains(string(data), filepath.Dir(dir)) ||
			strings.Contains(string(data), "sources.toml:") != places {
			t.Errorf("%s names the folder of this machine, or no place, or is an opinion with places", filepath.Base(name))
		}
	}
}
