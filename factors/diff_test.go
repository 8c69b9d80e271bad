package factors

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"tidai/calc"
)

// ownBook is the built-in book with one file of a user.
func ownBook(t testing.TB, text string) *Book {
	t.Helper()
	n, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(text)}}, "mine")
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	return n
}

// told writes changes as "how sort id key: before → after".
func told(list []Change) []string {
	var out []string
	for _, c := range list {
		for _, f := range c.Fields {
			out = append(out, fmt.Sprintf("%s %s %s %s: %s → %s", c.How, c.Sort, c.ID, f.Key, f.Before, f.After))
		}
	}
	return out
}

const halved = `[instrument]
id = "GB 21900-2008"

[[value]]
id = "gb21900.t2.water.cr"
kind = "limit"
medium = "water"
outlet = "workshop"
class = "new"
pollutant = "Cr"
describe = "总铬"
value = "0.5"
unit = "mg/L"
since = 2008-08-02
clause = "表2（4.1.2、4.1.3）"
status = "transcript"
source = "copy of GB 21900-2008 read in full"
note = "new plants from 2008-08-01; existing plants are bound by this table from 2010-07-01"
`

// The built-in value is 1.0 mg/L since 2008-08-01, text: what differs is what
// the file above states otherwise, and nothing else.
func TestDiffChanged(t *testing.T) {
	base, own := builtinBook(t), ownBook(t, halved)
	got := strings.Join(told(Diff(base, own)), "\n")
	want := strings.Join([]string{
		"changed value gb21900.t2.water.cr value: 1 → 0.5",
		"changed value gb21900.t2.water.cr since: 2008-08-01 → 2008-08-02",
		"changed value gb21900.t2.water.cr status: text → transcript"}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if c := Diff(base, own)[0]; c.At.String() != "mine/own.toml:4" || c.Instrument != "GB 21900-2008" {
		t.Errorf("%+v", c)
	}
	if list := Diff(base, base); len(list) != 0 {
		t.Errorf("a book differs from itself: %v", told(list))
	}
}

// A key that is left out is a change to nothing, a unit changes with its value,
// and a limit in words has neither.
func TestDiffFields(t *testing.T) {
	file := func(lines string) string {
		return `[instrument]
id = "EX 1-2026"
title = "示例标准"
title_en = "an example standard"
kind = "standard"

[[value]]
id = "ex1.a"
kind = "benchmark-volume"
clause = "表1"
status = "text"
source = "made up"
` + lines
	}
	a := ownBook(t, file("value = \"2\"\nunit = \"m3/t 产品\"\nnote = \"old\"\n"))
	b := ownBook(t, file("text = \"per GB 21900\"\nunit = \"m3/t 产品\"\nuntil = 2030-01-01\n"))
	got := strings.Join(told(Diff(a, b)), "\n")
	want := strings.Join([]string{
		"changed value ex1.a value: 2 → ",
		"changed value ex1.a unit: m3/t 产品 → ",
		"changed value ex1.a note: old → ",
		"changed value ex1.a text:  → per GB 21900",
		"changed value ex1.a text_unit:  → m3/t 产品",
		"changed value ex1.a until:  → 2030-01-01"}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An instrument of a user's own is added with its entries; the other way round
// it is removed, with the same texts on the other side.
func TestDiffAddedAndRemoved(t *testing.T) {
	base := builtinBook(t)
	own := ownBook(t, `[instrument]
id = "EX 1-2026"
title = "示例标准"
title_en = "an example standard"
kind = "standard"

[[value]]
id = "ex1.a"
kind = "limit"
medium = "water"
pollutant = "Pb"
value = "0.2"
unit = "mg/L"
clause = "表1"
status = "text"
source = "made up"
`)
	added, removed := Diff(base, own), Diff(own, base)
	if len(added) != 2 || len(removed) != 2 {
		t.Fatalf("%v %v", told(added), told(removed))
	}
	for i := range added {
		if added[i].How != Added || removed[i].How != Removed || added[i].ID != removed[i].ID {
			t.Errorf("%+v %+v", added[i], removed[i])
		}
		for j, f := range added[i].Fields {
			if g := removed[i].Fields[j]; f.After != g.Before || f.Before != "" || g.After != "" {
				t.Errorf("%+v %+v", f, g)
			}
		}
	}
}

// A parameter of a policy is an entry of its own, and so are the rules of its
// clause map and what else it lists.
func TestDiffPolicy(t *testing.T) {
	own := ownBook(t, `[instrument]
id = "吉环固体字〔2022〕12号"
kind = "policy"

[policy]
id = "jilin-2022-12"

[[parameter]]
id = "ratio"
rule = "JL-2.0"
symbol = "r"
term = "substitution-ratio"
value = "1.1"
unit = "1"
clause = "二"
status = "text"
source = "text of the notice"
note = "equal substitution"
`)
	got := strings.Join(told(Diff(builtinBook(t), own)), "\n")
	if got != "changed parameter jilin-2022-12.ratio value: 1 → 1.1" {
		t.Error(got)
	}
	var rules, industries int
	for _, x := range builtinBook(t).items() {
		rules += strings.Count(x.key(), "policy-part jilin-2022-12.")
		industries += strings.Count(x.key(), "policy-part jilin-2022-12.electroplating")
	}
	if rules < 20 || industries != 1 {
		t.Errorf("%d rules, %d industries", rules, industries)
	}
}

// No two entries of the built-in book are known by one key: one of them would
// be compared with nothing.
func TestDiffKeysAreApart(t *testing.T) {
	list := builtinBook(t).items()
	if n := len(indexed(list)); n != len(list) {
		t.Errorf("%d entries have %d keys", len(list), n)
	}
}

// What a file may hold is compared: a list added to content needs its line in
// items, and then its name here.
func TestDiffComparesAllContent(t *testing.T) {
	compared := []string{"instrument", "values", "rules", "policy", "gaps", "methods", "orders", "actual", "provisions",
		"wordings", "checks", "bases", "scope", "names"}
	of := reflect.TypeFor[content]()
	for i := range of.NumField() {
		if name := of.Field(i).Name; name != "findings" && !slices.Contains(compared, name) {
			t.Errorf("%s of a file is not compared", name)
		}
	}
}

// Whatever two files state of a value, the difference there is that of the
// texts: as many fields as differ, and mirrored when the books change places.
func TestDiffMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var books [2]*Book
		var stated [2][3]string
		for i := range books {
			value := rapid.SampledFrom([]string{"1", "2", "0.5"}).Draw(t, "value")
			status := rapid.SampledFrom([]string{"text", "transcript", "recalled"}).Draw(t, "status")
			note := rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "note")
			stated[i] = [3]string{value, status, note}
			n, findings := newBook().With(fstest.MapFS{"x.toml": {Data: fmt.Appendf(nil, `[instrument]
id = "EX"
title = "示例"
title_en = "example"
kind = "standard"

[[value]]
id = "ex.a"
kind = "limit"
medium = "water"
value = %q
unit = "mg/L"
clause = "1"
status = %q
source = "made up"
note = %q
`, value, status, note)}}, "mine")
			if calc.HasErrors(findings) {
				t.Fatal(findings)
			}
			books[i] = n
		}
		want := 0
		for k := range stated[0] {
			if stated[0][k] != stated[1][k] {
				want++
			}
		}
		there, back := Diff(books[0], books[1]), Diff(books[1], books[0])
		if len(told(there)) != want || len(told(back)) != want {
			t.Fatalf("%v, %v, want %d", told(there), told(back), want)
		}
		for i, c := range there {
			for _, f := range c.Fields {
				found := false
				for _, g := range back[i].Fields {
					found = found || (g.Key == f.Key && g.Before == f.After && g.After == f.Before)
				}
				if !found {
					t.Fatalf("%+v has no mirror in %+v", f, back[i].Fields)
				}
			}
		}
	})
}
