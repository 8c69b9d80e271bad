package factors

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
)

func scopeTable(t *testing.T) ScopeTable {
	t.Helper()
	s, err := Scope()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The table has no fault, not even a warning.
func TestScopeLints(t *testing.T) {
	data, err := scopeFiles.ReadFile(scopeFile)
	if err != nil {
		t.Fatal(err)
	}
	_, findings := parseScope(scopeFile, data)
	for _, f := range findings {
		t.Error(f)
	}
}

// Whatever the facts are, of each list at most one entry holds, of segments
// exactly one: no class is decided twice, and none silently not at all.
func TestScopeIsAFunction(t *testing.T) {
	s := scopeTable(t)
	for _, class := range classes(s) {
		for name, list := range map[string][]ScopeEntry{"segment": s.Segments, "specification": s.Specifications,
			"management": s.Managements} {
			entries := s.For(list, class)
			for _, facts := range combinations(s, entries) {
				holds := 0
				for _, e := range entries {
					if fits(e, facts) {
						holds++
					}
				}
				if holds > 1 || (holds == 0 && name == "segment") {
					t.Errorf("%s of %s with %v: %d entries hold", name, class, facts, holds)
				}
			}
		}
	}
}

// combinations are all answers to the facts that the entries look at.
func combinations(s ScopeTable, entries []ScopeEntry) []map[string]string {
	asked := map[string]bool{}
	for _, e := range entries {
		for key := range e.When {
			asked[key] = true
		}
	}
	out := []map[string]string{{}}
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		f, _ := s.Fact(key)
		var next []map[string]string
		for _, m := range out {
			for _, v := range f.Values {
				n := maps.Clone(m)
				n[key] = v
				next = append(next, n)
			}
		}
		out = next
	}
	return out
}

func fits(e ScopeEntry, facts map[string]string) bool {
	for key, values := range e.When {
		if !slices.Contains(values, facts[key]) {
			return false
		}
	}
	return true
}

// The classes of each key industry are those of the policy, and 3849 and in-house
// plating, which the policy's list cannot hold.
func TestScopeAgreesWithThePolicy(t *testing.T) {
	s, p := scopeTable(t), jilin(t)
	got := map[string][]string{}
	for _, e := range s.Segments {
		if e.Value == "none" || e.Belongs != "" {
			continue
		}
		for _, c := range e.Classes {
			if !slices.Contains(got[e.Value], c) && c != "3xxx" {
				got[e.Value] = append(got[e.Value], c)
			}
		}
	}
	for _, i := range p.Industries {
		want := slices.Sorted(slices.Values(i.Codes))
		if slices.Sort(got[i.ID]); !slices.Equal(got[i.ID], want) {
			t.Errorf("%s: classes %v, want %v", i.ID, got[i.ID], want)
		}
		delete(got, i.ID)
	}
	if len(got) > 0 {
		t.Errorf("industries the notice does not have: %v", got)
	}
}

// Rows of the catalogue of 2019: 6 mining, 29 leather, 45 basic chemicals, 49
// synthetic materials, 75 smelting, 81 surface treatment, 88 batteries, 111 and
// 112 general processes.
func TestScopeRows(t *testing.T) {
	s := scopeTable(t)
	for class, rows := range map[string]string{"0911": "6 111 112", "0919": "6 111 112", "3211": "75", "3219": "75",
		"3843": "88", "3849": "88",
		"3360": "81", "3670": "111", "2651": "49", "2613": "45", "2619": "45", "1910": "29", "1931": "29", "2643": "",
		"5610": ""} {
		var got []string
		for _, e := range s.For(s.Managements, class) {
			if e.Row != "" && !slices.Contains(got, e.Row) {
				got = append(got, e.Row)
			}
		}
		slices.Sort(got)
		want := strings.Fields(rows)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%s: rows %v, want %v", class, got, want)
		}
	}
}

// Mistakes in the table are found, all at once.
func TestScopeFaults(t *testing.T) {
	_, findings := parseScope("x.toml", []byte(`
[scope]
catalogue = "名录"
[[fact]]
key = "recycled"
values = ["true", "false"]
question_zh = "?"
question_en = "?"
[[segment]]
classes = ["3211"]
when = { recyceld = "true" }
industry = "none"
[[segment]]
classes = ["3211"]
when = { recycled = "maybe" }
industry = "nonferrous-smelting"
[[management]]
classes = ["3211"]
class = "important"
row = "75"
`))
	want := []string{CodeReference, CodeReference, "TD-DOC-003", "TD-DOC-003", "TD-DOC-003", "TD-DOC-003", "TD-DOC-009"}
	var got []string
	for _, f := range findings {
		got = append(got, f.Code)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("findings %v, want %v: %v", got, want, calc.SortFindings(findings))
	}
}

// classes lists the classes that entries name.
func classes(t ScopeTable) []string {
	var out []string
	for _, list := range [][]ScopeEntry{t.Segments, t.Specifications, t.Managements} {
		for _, e := range list {
			out = append(out, e.Classes...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
