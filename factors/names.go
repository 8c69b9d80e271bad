package factors

import (
	_ "embed" // the names are a file of their own
	"fmt"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
)

// CodeKinds lists the kinds of codes that have names.
var CodeKinds = calc.Words[CodeKind]{
	{Key: ProcessCodes, Name: calc.Text{ZH: "工艺", EN: "process"}},
	{Key: StackCodes, Name: calc.Text{ZH: "排气筒", EN: "stack"}},
}

// CodeKind is a kind of the codes by which a dossier selects rows of tables.
type CodeKind string

// The kinds of codes that have names.
const (
	ProcessCodes CodeKind = "process" // of a product
	StackCodes   CodeKind = "stack"   // of an outlet
)

// codeName is what people call a code.
type codeName struct {
	Kind       CodeKind
	Code       string
	Instrument string // where the code has this name; "": everywhere else
	Name       calc.Text
	Also       []string // other words a dossier may write
	At         calc.Position
}

//go:embed words/codes.toml
var namesText []byte

// builtinNames reads the names once, when one is asked for: most dossiers write codes.
var builtinNames = sync.OnceValue(func() []codeName {
	root := document.Parse("words/codes.toml", namesText)
	names := codeNames(root)
	if found := root.Findings(); len(found) > 0 {
		panic(fmt.Sprint("the built-in names cannot be read: ", found)) // a test reads them
	}
	return names
})

// codeNames reads the tables [process] and [stack] of a file: a code, or a code @ an
// instrument, its name in Chinese and in English, and other words for it.
func codeNames(root *document.Table) []codeName {
	var out []codeName
	for _, kind := range CodeKinds.Values() {
		t := root.Table(string(kind), false)
		for _, key := range t.Keys() {
			words := t.Strings(key, true)
			if len(words) < 2 {
				t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeName,
					Message: calc.Textf("%s 应有中文名和英文名", "%s needs a name in Chinese and one in English", key),
					Remedy: calc.Text{ZH: "写成 代码 = [\"中文名\", \"English name\"]",
						EN: "write code = [\"中文名\", \"English name\"]"}}, key)
				continue
			}
			code, instrument, _ := strings.Cut(key, " @ ")
			out = append(out, codeName{Kind: kind, Code: code, Instrument: instrument,
				Name: calc.Text{ZH: words[0], EN: words[1]}, Also: words[2:], At: t.Pos(key)})
		}
	}
	return out
}

// NameOf is what people call a code in an instrument; a case without a name of its own
// ("a.b") is called like the whole ("a"), and a code nobody named by itself.
func (b *Book) NameOf(kind CodeKind, code, instrument string) calc.Text {
	for asked := code; asked != ""; {
		var found *codeName
		for _, list := range [][]codeName{builtinNames(), b.names} { // the user's own have the last word
			for i, n := range list {
				of := n.Kind == kind && n.Code == asked
				if of && (n.Instrument == instrument || n.Instrument == "" &&
					(found == nil || found.Instrument == "")) {
					found = &list[i]
				}
			}
		}
		if found != nil {
			return found.Name
		}
		i := strings.LastIndex(asked, ".")
		asked = asked[:max(i, 0)]
	}
	return calc.Text{ZH: code, EN: code}
}

// ProcessName is what people call the process of the row, by the names that are part of
// the program.
func (v Value) ProcessName() calc.Text {
	return new(Book).NameOf(ProcessCodes, v.Process, v.Instrument)
}

// StackName is what people call the stack of the row, as ProcessName.
func (v Value) StackName() calc.Text { return new(Book).NameOf(StackCodes, v.Stack, v.Instrument) }

// CodeOf is the code that a dossier means by what it wrote: the code itself, its name in
// either language, or another word for it.
func (b *Book) CodeOf(kind CodeKind, written string) (code string, known bool) {
	folded := foldWord(written)
	for _, list := range [][]codeName{b.names, builtinNames()} {
		for _, n := range list {
			if n.Kind != kind {
				continue
			}
			for _, w := range append([]string{n.Code, n.Name.ZH, n.Name.EN}, n.Also...) {
				if foldWord(w) == folded {
					return n.Code, true
				}
			}
		}
	}
	return written, false
}

// foldWord takes a word apart from how it was typed: brackets, dashes, blanks and
// capitals.
func foldWord(s string) string {
	return wordFolder.Replace(strings.ToLower(s))
}

var wordFolder = strings.NewReplacer("（", "(", "）", ")", "—", "-", "–", "-", "－", "-", "＋", "+", "，", ",",
	"、", ",", "：", ":", " ", "", "\u3000", "")

// IndustryOf is the key industry that a dossier means by what it wrote: its id, or its
// name with or without the word for industry at its end.
func (p Policy) IndustryOf(written string) (id string, known bool) {
	folded := bareIndustry(written)
	for _, x := range p.Industries {
		if written == x.ID || bareIndustry(x.Name.ZH) == folded || bareIndustry(x.Name.EN) == folded {
			return x.ID, true
		}
	}
	return written, false
}

func bareIndustry(s string) string {
	s = foldWord(s)
	for _, end := range []string{"制造业", "加工业", "行业", "工业", "业"} {
		if cut, found := strings.CutSuffix(s, end); found && cut != "" {
			return cut
		}
	}
	return s
}

// CodesOf lists codes with their names, for a message that misses one.
func (b *Book) CodesOf(kind CodeKind, codes []string, instrument string) calc.Text {
	var zh, en []string
	for _, c := range codes {
		name := b.NameOf(kind, c, instrument)
		if name.ZH == c {
			zh, en = append(zh, c), append(en, c)
			continue
		}
		zh = append(zh, c+"（"+name.ZH+"）")
		en = append(en, c+" ("+name.EN+")")
	}
	return calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}
