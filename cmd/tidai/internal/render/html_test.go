package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"tidai/calc"
)

// hostile is text that would be markup, leave an attribute or turn the reading
// direction if it were written as it is.
const hostile = "\"'><script>alert(1)</script><img src=x onerror=y>&lt;\u202e\x01 ]]> {{.}} https://example.com"

// every block a page can have, each text of it hostile.
func hostilePage() Page {
	table := &Table{Columns: []Column{{Head: hostile}, {Head: "n", Right: true}, {Head: "w", Wrap: true}}, Rows: [][]string{{hostile, "1.20", hostile}}, Refs: [][]string{{"", "once", "no such sheet"}}}
	return Page{Lang: calc.ZH, Doc: Doc{Title: hostile, Verdict: hostile, Facts: []Field{{hostile, hostile}}, Cards: []Card{{Name: hostile, State: hostile, Short: true, Fields: []Field{{hostile, hostile}}}}, Lead: []Section{{Title: "text"}, {Title: hostile, Blocks: []Block{{Text: hostile}}}},
		Sections: []Section{{Title: hostile, Blocks: []Block{{Table: table, Narrow: table, Records: []Record{{Head: "the same again"}}, Notes: []string{hostile}},
			{Records: []Record{{Head: hostile, Fields: []Field{{hostile, hostile}}}}, List: []string{hostile}}, {Tree: []TreeLine{{"", "", hostile}, {"└─ ", "", hostile}}}, {Records: []Record{{Head: "once"}}}, {Tree: []TreeLine{{"", "", "1.20 = 1.20"}}, Sheet: "once"},
			{Chart: &Chart{Bars: []Bar{{hostile, big.NewRat(3, 1), hostile}, {"short", big.NewRat(-1, 1), "-1"}, {"not known", nil, "—"}}}}}}, {Blocks: []Block{{Text: "untitled"}}}}}}
}

// parsed is what a page is made of, as a browser reads it.
type parsed struct {
	elements map[string]int
	ids      map[string]int
	nodes    []*xhtml.Node
	text     strings.Builder
}

func parse(t *testing.T, data []byte) *parsed {
	t.Helper()
	root, err := xhtml.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p := &parsed{elements: map[string]int{}, ids: map[string]int{}}
	for n := range root.Descendants() {
		switch n.Type {
		case xhtml.TextNode:
			p.text.WriteString(n.Data)
		case xhtml.ElementNode:
			p.elements[n.Data]++
			p.nodes = append(p.nodes, n)
			for _, a := range n.Attr {
				if a.Key == "id" {
					p.ids[a.Val]++
				}
			}
		}
	}
	return p
}

// What is written in a dossier stays text: no element, attribute or address
// comes of it, and all of it can be read.
func TestHTMLEscapes(t *testing.T) {
	data, err := hostilePage().Write(HTML, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, data)
	if p.elements["script"]+p.elements["img"]+p.elements["link"]+p.elements["iframe"] > 0 {
		t.Errorf("elements %v", p.elements)
	}
	for _, n := range p.nodes {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	shown := strings.NewReplacer("\u202e", "", "\x01", "").Replace(hostile)
	// title, h1, verdict, fact 2, card 4, lead: nav, h3, p; section: nav, h2, caption,
	// head, cells 2, note, record 3, list, captions of nothing else, tree 2, bar 2
	if n := strings.Count(p.text.String(), shown); n != 27 {
		t.Errorf("the text stands %d times, want 27", n)
	}
	if strings.Contains(string(data), "\u202e") || strings.Contains(p.text.String(), "the same again") {
		t.Error("a mark of direction is left, or records stand beside their table")
	}
}

// One file, no network: the policy names the style sheet by its hash and
// nothing else, the sheet asks for nothing, and every jump has its place.
func TestHTMLStandsAlone(t *testing.T) {
	data, err := hostilePage().Write(HTML, 0)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := hostilePage().Write(HTML, 0)
	if !bytes.Equal(data, again) {
		t.Error("written twice, it differs")
	}
	p := parse(t, data)
	var style, policy, lang string
	for _, n := range p.nodes {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		switch n.Data {
		case "style":
			style = n.FirstChild.Data
		case "meta":
			if attr["http-equiv"] == "Content-Security-Policy" {
				policy = attr["content"]
			}
		case "html":
			lang = attr["lang"]
		case "a":
			if p.ids[strings.TrimPrefix(attr["href"], "#")] != 1 {
				t.Errorf("%s leads nowhere", attr["href"])
			}
		case "th":
			if attr["scope"] != "col" {
				t.Error("a head of a column without scope")
			}
		}
	}
	hash := sha256.Sum256([]byte(style))
	if want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"; policy != want {
		t.Errorf("policy %q, want %q", policy, want)
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") || lang != "zh-CN" {
		t.Errorf("language %q, or the style sheet asks for a file", lang)
	}
	for id, n := range p.ids {
		if n > 1 {
			t.Errorf("id %s %d times", id, n)
		}
	}
	if p.elements["table"] != 1 || p.elements["caption"] != 1 || p.elements["h1"] != 1 || p.elements["main"] != 1 {
		t.Errorf("elements %v", p.elements)
	}
}

// By hand: −1 … 3 on a hundred cells: 25 for one, zero at 25.
func TestHTMLBars(t *testing.T) {
	got := htmlBars(&Chart{Bars: []Bar{{"a", big.NewRat(3, 1), "3"}, {"b", big.NewRat(-1, 1), "-1"}, {"c", nil, "—"}}})
	want := []htmlBar{{Name: "a", Text: "3", X: 25, Width: 75, Zero: 25}, {Name: "b", Text: "-1", X: 0, Width: 25, Zero: 25, Missing: true}, {Name: "c", Text: "—", X: 25, Zero: 25}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}
