package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/pagetest"
)

const hostile = pagetest.Hostile

func hostileHTML() page.Page { return pagetest.Page(hostileFigures()...) }

// hostileFigures are the figures, each with its table.
func hostileFigures() []page.Block {
	words := page.Caption{Text: hostile, Desc: hostile, Legend: []page.Sign{{Class: "shown", Text: hostile}}}
	one := big.NewRat(1, 1)
	day := calc.MustDate("2026-05-01")
	var out []page.Block
	for _, f := range []page.Picture{
		&page.MethodPicture{Caption: words, Rows: []page.MethodBar{{Name: hostile, Class: "shown", Value: one,
			Text: hostile, Mark: hostile}}},
		&page.MonthPicture{Caption: words, Months: []page.MonthBar{{Name: hostile, Text: hostile, Hours: hostile,
			Measured: one, Filled: one}}},
		&page.FlowPicture{Caption: words, Sources: []string{hostile},
			Metals: []page.FlowMetal{{Name: hostile, Text: hostile, Demand: big.NewRat(2, 1),
				From: []page.FlowPart{{Source: 0, Amount: one, Text: hostile}}, Missing: one, Lack: hostile}},
			Rest: hostile},
		&page.TimePicture{Caption: words, Rows: []page.TimeRow{{Name: hostile, Class: "open", State: hostile,
			Due: calc.Date{}, DueText: hostile}, {Name: hostile, Class: "done", State: hostile, Due: day,
			DueText: hostile}}, Days: []page.TimeDay{{Class: "today", Name: hostile, Day: day}}},
	} {
		out = append(out, page.Block{Table: &page.Grid{Columns: []page.Head{{Head: "n"}},
			Rows: [][]page.Spans{page.Row("1")}},
			Picture: f})
	}
	return out
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
	data, err := Write(hostileHTML())
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, data)
	if p.elements["script"] > 1 || p.elements["img"]+p.elements["link"]+p.elements["iframe"] > 0 {
		t.Errorf("elements %v", p.elements)
	}
	for _, n := range p.nodes {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" || a.Key == "href" &&
				!strings.HasPrefix(a.Val, "#") || strings.Contains(a.Val, "url(") && !strings.HasPrefix(a.Val,
				"url(#") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	shown := strings.NewReplacer("\u202e", "", "\x01", "").Replace(hostile)
	// once: title. In each language: h1, verdict, fact 2, card 4, lead: nav, h3, p;
	// section: nav, h2, caption, head, cells 2, note, record 3, list, tree 2, bar 2;
	// each of four figures: caption, title, desc, legend. Names that do not fit stand
	// in tips: methods: name, amount and mark; months: name and the tips of two
	// parts, amount, hours; flow: source 2, metal 2, its amounts, band, missing 3;
	// time: names 2, undated day and state, state, day that stands out.
	const each = 26 + 4*4 + 3 + 5 + 9 + 6
	if n := strings.Count(p.text.String(), shown); n != 1+2*each {
		t.Errorf("the text stands %d times, want %d", n, 1+2*each)
	}
	if strings.Contains(string(data), "\u202e") || strings.Contains(p.text.String(), "the same again") {
		t.Error("a mark of direction is left, or records stand beside their table")
	}
}

// One file, no network: the policy names the style sheet and the script by
// their hashes and nothing else, neither asks for anything, and every jump has
// its place.
func TestHTMLStandsAlone(t *testing.T) {
	data, err := Write(hostileHTML())
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Write(hostileHTML())
	if !bytes.Equal(data, again) {
		t.Error("written twice, it differs")
	}
	p := parse(t, data)
	var style, script, policy, lang string
	for _, n := range p.nodes {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			for id := range strings.FieldsSeq(references(n.Data, a)) {
				if p.ids[id] != 1 {
					t.Errorf("<%s %s=%q> leads nowhere", n.Data, a.Key, a.Val)
				}
			}
		}
		switch n.Data {
		case "style":
			style = n.FirstChild.Data
		case "script":
			script = n.FirstChild.Data
		case "meta":
			if attr["http-equiv"] == "Content-Security-Policy" {
				policy = attr["content"]
			}
		case "html":
			lang = attr["lang"]
		case "th":
			if attr["scope"] != "col" {
				t.Error("a head of a column without scope")
			}
		case "svg":
			if attr["aria-hidden"] == "true" { // a bar between its name and its amount
				continue
			}
			if attr["role"] != "img" || len(strings.Fields(attr["aria-labelledby"])) != 2 {
				t.Errorf("a picture without words: %v", attr)
			}
			if f := n.Parent.Parent; f.Data != "figure" || f.NextSibling.NextSibling.FirstChild.NextSibling.Data !=
				"table" {
				t.Error("a figure without its table behind it")
			}
		}
	}
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	if want := "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) +
		"; base-uri 'none'; form-action 'none'"; policy != want {
		t.Errorf("policy %q, want %q", policy, want)
	}
	if script != pageScript || strings.Contains(style, "url(") || strings.Contains(style, "@import") ||
		lang != "zh-CN" {
		t.Errorf("language %q, or the style sheet asks for a file, or a script of another's", lang)
	}
	for _, word := range []string{"fetch", "XMLHttp", "import", "eval", "innerHTML", "://", "src"} {
		if strings.Contains(script, word) {
			t.Errorf("the script has %s", word)
		}
	}
	for id, n := range p.ids {
		if n > 1 {
			t.Errorf("id %s %d times", id, n)
		}
	}
	if p.elements["table"] != 10 || p.elements["caption"] != 10 || p.elements["h1"] != 2 || p.elements["main"] != 1 ||
		p.elements["figure"] != 8 {
		t.Errorf("elements %v", p.elements)
	}
}

// references are the identifiers an attribute points to.
func references(element string, a xhtml.Attribute) string {
	switch {
	case a.Key == "href":
		return strings.TrimPrefix(a.Val, "#")
	case a.Key == "fill" && strings.HasPrefix(a.Val, "url("):
		return strings.TrimSuffix(strings.TrimPrefix(a.Val, "url(#"), ")")
	case a.Key == "for", strings.HasPrefix(a.Key, "aria-labelledby"), a.Key == "aria-controls":
		return a.Val
	}
	return ""
}

// A page in one language that lists nothing has no script and allows none.
func TestHTMLWithoutScript(t *testing.T) {
	data, err := Write(page.Page{Lang: calc.EN,
		Doc: page.Doc{Title: "x",
			Sections: []page.Section{
				{Findings: true, Blocks: []page.Block{{List: page.Texts([]string{"one", "two"})}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if p := parse(t, data); p.elements["script"] > 0 || bytes.Contains(data, []byte("script-src")) ||
		p.elements["input"] > 0 {
		t.Errorf("elements %v", p.elements)
	}
}

// By hand: −1 … 3 on a hundred cells: 25 for one, zero at 25.
func TestHTMLBars(t *testing.T) {
	got := htmlBars(&page.Chart{Bars: []page.Bar{{Name: "a", Value: big.NewRat(3, 1), Text: "3"},
		{Name: "b", Value: big.NewRat(-1, 1), Text: "-1"}, {Name: "c", Value: nil, Text: "—"}}})
	want := []htmlBar{{Name: "a", Text: "3", X: 25, Width: 75, Zero: 25}, {Name: "b", Text: "-1", X: 0, Width: 25,
		Zero: 25, Missing: true}, {Name: "c", Text: "—", X: 25, Zero: 25}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}
