package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"tidai/calc"
)

//go:embed html.css
var pageStyle string

//go:embed html.tmpl
var pageTemplate string

var filled = template.Must(template.New("page").Funcs(template.FuncMap{"c": clean, "link": link}).Parse(pageTemplate))

// htmlPage is what the template of a page is filled with. Everything in it but
// the style is escaped by the template.
type htmlPage struct {
	Lang, Title, Verdict, Policy string
	Contents, Wide, Skip         string // fixed words
	Style                        template.CSS
	Facts                        []Field
	Cards                        []Card
	Overview, Filter             string
	Titled                       bool // some section has a title
	Sections                     []htmlSection
}

type htmlSection struct {
	ID, Title string
	Lower     bool // a part of the section before it
	Kinds     []htmlKind
	Blocks    []htmlBlock
}

type htmlBlock struct {
	Block
	Caption string // of the table, for readers who hear it
	Tree    string
	Bars    []htmlBar
	Links   [][]string // beside the rows of the table: ids of sheets
	SheetID string
}

// link is the id of the sheet that a cell leads to.
func link(links [][]string, row, column int) string {
	if row < len(links) && column < len(links[row]) {
		return links[row][column]
	}
	return ""
}

// linked puts the ids of sheets in the place of their names.
func linked(t *Table, ids map[string]string) [][]string {
	if t == nil || len(ids) == 0 {
		return nil
	}
	var out [][]string
	for _, row := range t.Refs {
		cells := make([]string, len(row))
		for i, name := range row {
			cells[i] = ids[name]
		}
		out = append(out, cells)
	}
	return out
}

// sheetIDs numbers the calculation sheets of a page.
func sheetIDs(sections []Section) map[string]string {
	ids := map[string]string{}
	for _, s := range sections {
		for _, b := range s.Blocks {
			if b.Sheet != "" && ids[b.Sheet] == "" {
				ids[b.Sheet] = fmt.Sprintf("d%d", len(ids)+1)
			}
		}
	}
	return ids
}

// htmlKind is a kind of findings of a section, with how many there are.
type htmlKind struct {
	Kind
	Count int
}

// kindsOf lists the kinds of a section in their order of appearance; one kind
// alone needs no filter.
func kindsOf(s Section) []htmlKind {
	var out []htmlKind
	for _, b := range s.Blocks {
		for _, r := range b.Records {
			if r.Kind == nil {
				continue
			}
			i := slices.IndexFunc(out, func(k htmlKind) bool { return k.ID == r.Kind.ID })
			if i < 0 {
				i = len(out)
				out = append(out, htmlKind{Kind: *r.Kind})
			}
			out[i].Count++
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// htmlBar is a bar in cells of a hundred.
type htmlBar struct {
	Name, Text     string
	X, Width, Zero int
	Missing        bool
}

// html writes the page as one file that asks nothing of a network: no script,
// no picture, and one style sheet, which is named by its hash.
func html(d Doc, lang calc.Lang) ([]byte, error) {
	hash := sha256.Sum256([]byte(pageStyle))
	in := func(zh, en string) string { return calc.Text{ZH: zh, EN: en}.In(lang) }
	p := htmlPage{Lang: "en", Title: clean(d.Title), Verdict: clean(d.Verdict), Facts: d.Facts, Cards: d.Cards, Overview: in("各重金属概览", "The metals at a glance"), Filter: in("显示", "Show"), Style: template.CSS(pageStyle), Contents: in("目录", "Contents"),
		Wide: in("表格，可左右滚动", "table, scrolls sideways"), Skip: in("跳到正文", "skip to the text"),
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"}
	if lang == calc.ZH {
		p.Lang = "zh-CN"
	}
	sections := slices.Concat(d.Lead, d.Sections)
	ids := sheetIDs(sections)
	for i, s := range sections {
		x := htmlSection{ID: fmt.Sprintf("s%d", i+1), Title: clean(s.Title), Lower: i > 0 && i < len(d.Lead), Kinds: kindsOf(s)}
		for j, b := range s.Blocks {
			if j+1 < len(s.Blocks) && s.Blocks[j+1].Sheet != "" {
				continue // the head of a sheet: the sheet has it as its summary
			}
			x.Blocks = append(x.Blocks, htmlBlock{Block: b, Caption: x.Title, Tree: treeText(b.Tree), Bars: htmlBars(b.Chart), Links: linked(b.Table, ids), SheetID: ids[b.Sheet]})
		}
		p.Titled = p.Titled || x.Title != ""
		p.Sections = append(p.Sections, x)
	}
	var out strings.Builder
	err := filled.Execute(&out, p)
	return []byte(out.String()), err
}

func treeText(tree []TreeLine) string {
	var b strings.Builder
	for _, n := range tree {
		b.WriteString(n.Lead + clean(n.Text) + "\n")
	}
	return b.String()
}

// htmlBars lays the bars of a chart on a line of a hundred cells.
func htmlBars(c *Chart) []htmlBar {
	if c == nil {
		return nil
	}
	low, high := ends(c.Bars)
	at := scale(low, high, 100)
	if at == nil {
		return nil
	}
	var out []htmlBar
	for _, b := range c.Bars {
		zero := at(nil)
		x := htmlBar{Name: b.Name, Text: b.Text, X: zero, Zero: zero}
		if b.Value != nil {
			end := at(b.Value)
			x.X, x.Width, x.Missing = min(zero, end), max(zero, end)-min(zero, end), b.Value.Sign() < 0
		}
		out = append(out, x)
	}
	return out
}
