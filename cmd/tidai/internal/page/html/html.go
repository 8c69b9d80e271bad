package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

//go:embed html.css
var pageStyle string

//go:embed html.js
var pageScript string

//go:embed html.tmpl
var pageTemplate string

var filled = template.Must(template.New("file").Funcs(template.FuncMap{"c": page.Clean}).
	Parse(pageTemplate))

// htmlFile is what the template of a file is filled with: one page, or the same
// page in both languages. Everything in it but style and script is escaped by
// the template.
type htmlFile struct {
	Policy string
	Style  template.CSS
	Script template.JS // "" where nothing on the page needs it
	Pages  []htmlPage  // the first is shown
}

type htmlPage struct {
	ID, Lang, Name                                             string // "zh", "zh-CN", 中文
	Title, Verdict                                             string
	Contents, Wide, Skip, Overview, Filter, Search, Shown, Fig string // fixed words
	Facts                                                      []htmlField
	Cards                                                      []htmlCard
	Titled                                                     bool // some section has a title
	Sections                                                   []htmlSection
}

type htmlCard struct {
	Name, State string
	Short       bool
	Fields      []htmlField
}

type htmlSection struct {
	ID, Title string
	Lower     bool // a part of the section before it
	Search    bool
	Kinds     []htmlKind
	Blocks    []htmlBlock
}

// htmlBlock is a block whose texts are finished.
type htmlBlock struct {
	Table   *htmlTable
	Records []htmlRecord
	Text    string
	List    []string
	Tree    string
	Notes   []string
	Caption string // of the table, for readers who hear it
	Bars    []htmlBar
	Picture *htmlPicture
	Sheet   string // the number that Tree derives,
	SheetID string // and the identifier of its sheet
}

type htmlTable struct {
	Columns []page.Head
	Rows    [][]htmlCell
}

// htmlCell is a cell; Sheet is the identifier of the sheet it leads to.
type htmlCell struct{ Text, Sheet string }

type htmlRecord struct {
	Head   string
	Fields []htmlField
	Kind   *page.Kind
}

type htmlField struct{ Name, Text string }

// layer puts what is to be looked up on a page beside its language: numbers of
// footnotes, identifiers of sheets.
type layer struct {
	notes *page.Footnotes
	ids   map[string]string // sheet -> identifier
}

func (l layer) texts(list []page.Spans) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = l.notes.Text(s)
	}
	return out
}

func (l layer) fields(list []page.Field) []htmlField {
	out := make([]htmlField, len(list))
	for i, f := range list {
		out[i] = htmlField{f.Name, l.notes.Text(f.Text)}
	}
	return out
}

func (l layer) table(g *page.Grid) *htmlTable {
	if g == nil {
		return nil
	}
	t := &htmlTable{Columns: g.Columns}
	for _, row := range g.Rows {
		cells := make([]htmlCell, len(row))
		for i, s := range row {
			cells[i] = htmlCell{l.notes.Text(s), l.ids[s.Sheet()]}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (l layer) block(b page.Block) htmlBlock {
	x := htmlBlock{Table: l.table(b.Table), Text: l.notes.Text(b.Text), List: l.texts(b.List), Tree: l.tree(b.Tree),
		Notes: l.texts(b.Notes), Bars: htmlBars(b.Chart), Sheet: b.Sheet, SheetID: l.ids[b.Sheet]}
	for _, r := range b.Records {
		x.Records = append(x.Records, htmlRecord{l.notes.Text(r.Head), l.fields(r.Fields), r.Kind})
	}
	if b.Doubts {
		x.Notes = append(x.Notes, l.texts(l.notes.List())...)
	}
	return x
}

func (l layer) tree(tree []page.TreeLine) string {
	var b strings.Builder
	for _, n := range tree {
		b.WriteString(n.Lead + page.Clean(l.notes.Text(n.Text)) + "\n")
	}
	return b.String()
}

// htmlPicture is a drawn figure under its identifier.
type htmlPicture struct {
	ID         string
	Caption    page.Caption
	Wide, High string
	Shapes     []shape
}

func drawnPicture(f page.Picture, id string) *htmlPicture {
	if f == nil {
		return nil
	}
	c, words := draw(f), f.Words()
	c.legend(words.Legend)
	out := &htmlPicture{ID: id, Caption: words, Wide: px(c.wide), High: px(c.high), Shapes: c.shapes}
	for i, s := range out.Shapes {
		if s.Class == "hatched" || s.Class == "shown" {
			out.Shapes[i].Fill = "url(#" + id + "-h)"
		}
	}
	return out
}

// sheetIDs numbers the calculation sheets of a page.
func sheetIDs(sections []page.Section, page string) map[string]string {
	ids := map[string]string{}
	for _, s := range sections {
		for _, b := range s.Blocks {
			if b.Sheet != "" && ids[b.Sheet] == "" {
				ids[b.Sheet] = fmt.Sprintf("%s-d%d", page, len(ids)+1)
			}
		}
	}
	return ids
}

// htmlKind is a kind of findings of a section, with how many there are.
type htmlKind struct {
	page.Kind
	Count int
}

// kindsOf lists the kinds of a section in their order of appearance; one kind
// alone needs no filter.
func kindsOf(s page.Section) []htmlKind {
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

// searchFrom is the least number of findings for which a search is offered.
const searchFrom = 3

// Write writes the page as one file that asks nothing of a network: no picture,
// one style sheet and at most one script, both named by their hashes. The script
// searches findings; all else works without it.
func Write(p page.Page) ([]byte, error) {
	f := htmlFile{Style: template.CSS(pageStyle), Pages: []htmlPage{pageIn(p.Doc, p.Lang)}}
	if p.Other != nil {
		f.Pages = append(f.Pages, pageIn(p.Other(), page.OtherLang(p.Lang)))
	}
	f.Policy = "default-src 'none'; style-src " + hashOf(pageStyle)
	if len(f.Pages) > 1 || slices.ContainsFunc(f.Pages[0].Sections, func(s htmlSection) bool { return s.Search }) {
		f.Script = template.JS(pageScript)
		f.Policy += "; script-src " + hashOf(pageScript)
	}
	f.Policy += "; base-uri 'none'; form-action 'none'"
	var out strings.Builder
	err := filled.Execute(&out, f)
	return []byte(out.String()), err
}

func hashOf(s string) string {
	hash := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

// pageIn lays out a page in one language; its identifiers begin with the
// language, so that both can stand in one file.
func pageIn(d page.Doc, lang calc.Lang) htmlPage {
	in := func(zh, en string) string { return calc.Text{ZH: zh, EN: en}.In(lang) }
	p := htmlPage{ID: in("zh", "en"), Lang: in("zh-CN", "en"), Name: in("中文", "English"), Title: page.Clean(d.Title),
		Verdict:  page.Clean(d.Verdict),
		Overview: in("各重金属概览", "The metals at a glance"), Filter: in("显示", "Show"),
		Contents: in("目录", "Contents"), Wide: in("表格，可左右滚动", "table, scrolls sideways"),
		Skip: in("跳到正文", "skip to the text"), Search: in("查找", "Search"), Shown: in("显示 %n 条，共 %a 条",
			"%n of %a shown"), Fig: in("图，可左右滚动", "figure, scrolls sideways")}
	sections := slices.Concat(d.Lead, d.Sections)
	l := layer{notes: page.FootnotesOf(sections...), ids: sheetIDs(sections, p.ID)}
	p.Facts = l.fields(d.Facts)
	for _, c := range d.Cards {
		p.Cards = append(p.Cards, htmlCard{c.Name, c.State, c.Short, l.fields(c.Fields)})
	}
	figures := 0
	for i, s := range sections {
		x := htmlSection{ID: fmt.Sprintf("%s-s%d", p.ID, i+1), Title: page.Clean(s.Title), Lower: i > 0 &&
			i < len(d.Lead),
			Kinds: kindsOf(s), Search: s.Findings && items(s) >= searchFrom}
		drawn := slices.ContainsFunc(s.Blocks, func(b page.Block) bool { return b.Picture != nil })
		for j, b := range s.Blocks {
			if j+1 < len(s.Blocks) && s.Blocks[j+1].Sheet != "" {
				continue // the head of a sheet: the sheet has it as its summary
			}
			if b.Chart != nil && drawn {
				continue
			}
			if b.Picture != nil {
				figures++
			}
			block := l.block(b)
			block.Caption, block.Picture = x.Title, drawnPicture(b.Picture, fmt.Sprintf("%s-f%d", p.ID, figures))
			x.Blocks = append(x.Blocks, block)
		}
		p.Titled = p.Titled || x.Title != ""
		p.Sections = append(p.Sections, x)
	}
	return p
}

// items counts what a search of a section looks through.
func items(s page.Section) (n int) {
	for _, b := range s.Blocks {
		n += len(b.Records) + len(b.List)
	}
	return n
}

// htmlBars lays the bars of a chart on a line of a hundred cells.
func htmlBars(c *page.Chart) []htmlBar {
	if c == nil {
		return nil
	}
	low, high := page.Ends(c.Bars)
	at := page.Scale(low, high, 100)
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
