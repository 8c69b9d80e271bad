package factors

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"tidai/calc"
)

// Every code of the built-in tables has a name in both languages, and every name is
// that of a code there is.
func TestEveryCodeIsNamed(t *testing.T) {
	b := builtinBook(t)
	used := map[CodeKind]map[string]bool{ProcessCodes: {}, StackCodes: {}}
	for _, v := range b.Values(Query{}) {
		used[ProcessCodes][v.Process], used[StackCodes][v.Stack] = true, true
	}
	for _, r := range b.Rules("") {
		for _, p := range r.Processes {
			used[ProcessCodes][p] = true
		}
		for _, s := range r.Stacks {
			used[StackCodes][s] = true
		}
	}
	named := map[CodeKind]map[string]bool{ProcessCodes: {}, StackCodes: {}}
	for _, n := range builtinNames() {
		named[n.Kind][n.Code] = true
		if !used[n.Kind][n.Code] {
			t.Errorf("%s %s: no table has this code", n.Kind, n.Code)
		}
		if strings.ContainsFunc(n.Name.EN, func(r rune) bool { return unicode.Is(unicode.Han, r) }) ||
			!strings.ContainsFunc(n.Name.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s %s is called %s, %s", n.Kind, n.Code, n.Name.ZH, n.Name.EN)
		}
	}
	for kind, codes := range used {
		for code := range codes {
			if code != "" && !named[kind][code] {
				t.Errorf("%s %s has no name", kind, code)
			}
		}
	}
}

// No two codes of a kind are called the same, however it is typed: a dossier that
// writes the name means one of them.
func TestNamesTellCodesApart(t *testing.T) {
	seen := map[string]string{}
	for _, n := range builtinNames() {
		for _, w := range append([]string{n.Name.ZH, n.Name.EN, n.Code}, n.Also...) {
			key := string(n.Kind) + " " + foldWord(w)
			if old, twice := seen[key]; twice && old != n.Code {
				t.Errorf("%s is %s and %s", w, old, n.Code)
			}
			seen[key] = n.Code
		}
	}
}

func TestNamesAndCodes(t *testing.T) {
	b := builtinBook(t)
	for written, want := range map[string]string{"多层镀": "multilayer", "极板制造＋组装": "plates+assembly",
		"Multilayer  plating": "multilayer", "镀铬(挂镀)": "chrome-rack", "multilayer": "multilayer", "无此工艺": ""} {
		got, known := b.CodeOf(ProcessCodes, written)
		if known != (want != "") || known && got != want || !known && got != written {
			t.Errorf("%s: %s, %v", written, got, known)
		}
	}
	for _, c := range []struct{ code, instrument, want string }{
		{"chromium", "GB 21900-2008", "镀铬"}, {"chromium", "GB 31573-2015", "涉铬重金属无机化合物"},
		{"secondary-copper.unheard", "", "再生铜"}, {"unheard", "", "unheard"}, {"", "", ""},
	} {
		if got := b.NameOf(ProcessCodes, c.code, c.instrument); got.ZH != c.want {
			t.Errorf("%s in %s: %s", c.code, c.instrument, got.ZH)
		}
	}
}

// A user's own file names codes of its own, and others anew.
func TestOwnNames(t *testing.T) {
	text := "[instrument]\nid = \"示例标准\"\n[process]\ncrystal = [\"水晶镀\", \"crystal plating\"]\n" +
		"single-layer = [\"单镀层\", \"one layer\"]\nhalf = [\"半\"]\n"
	b, found := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(text)}}, "own")
	if got, known := b.CodeOf(ProcessCodes, "水晶镀"); got != "crystal" || !known {
		t.Errorf("水晶镀: %s", got)
	}
	if got := b.NameOf(ProcessCodes, "single-layer", ""); got.ZH != "单镀层" {
		t.Errorf("single-layer: %s", got.ZH)
	}
	at := slices.IndexFunc(found, func(f calc.Finding) bool { return strings.Contains(f.Message.ZH, "half") })
	if at < 0 || found[at].At.Line != 6 {
		t.Errorf("%v", found)
	}
}

func TestIndustryOf(t *testing.T) {
	p, _ := builtinBook(t).Policy("jilin-2022-12")
	for written, want := range map[string]string{"电镀行业": "electroplating", "电镀": "electroplating",
		"铅蓄电池制造业": "lead-battery", "铅蓄电池": "lead-battery", "leather": "leather", "皮革鞣制": "leather"} {
		if got, known := p.IndustryOf(written); got != want || !known {
			t.Errorf("%s: %s, %v", written, got, known)
		}
	}
	if _, known := p.IndustryOf("造纸"); known {
		t.Error("造纸 is no key industry")
	}
}
