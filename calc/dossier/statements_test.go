package dossier

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// statementsOf are those of the plating example, with texts replaced.
func statementsOf(t *testing.T, replace ...string) []Statement {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"dossier.toml", "documents.toml", "sources.toml", "data/B-DW001-2025.csv"} {
		data, err := os.ReadFile("../../testdata/dossiers/plating/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(replace); i += 3 {
			if replace[i] == name {
				fresh := strings.Replace(string(data), replace[i+1], replace[i+2], 1)
				if fresh == string(data) {
					t.Fatalf("%s has no %q", name, replace[i+1])
				}
				data = []byte(fresh)
			}
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	d, _ := Parse(files)
	list, err := statements(files, d)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestStatements(t *testing.T) {
	before := statementsOf(t)
	if d := DiffStatements(before, statementsOf(t)); len(d) != 0 {
		t.Errorf("one version against itself: %v", d)
	}
	paths := map[string]bool{}
	for _, s := range before {
		if paths[s.Path] {
			t.Errorf("%s twice", s.Path)
		}
		paths[s.Path] = true
	}
	for _, c := range []struct{ file, old, fresh, path, was, is string }{
		{"dossier.toml", `"200000 m2/a"`, `"150000 m2/a"`, "line.A-L2.product.deco.capacity", "200000 m2/a",
			"150000 m2/a"},
		{"dossier.toml", `commissioning = 2027-10-01`, `commissioning = 2027-11-01`, "project.commissioning",
			"2027-10-01", "2027-11-01"},
		{"sources.toml", `measure_note    = "拆除 1 号手工镀铬线"`, ``, "source.S0.measure_note", "拆除 1 号手工镀铬线",
			""},
		{"sources.toml", `measure_note    = "拆除 1 号手工镀铬线"`,
			"measure_note    = \"拆除 1 号手工镀铬线\"\nlot = \"1 kg/a\"", "source.S0.lot", "", "1 kg/a"},
	} {
		d := DiffStatements(before, statementsOf(t, c.file, c.old, c.fresh))
		if len(d) != 1 || d[0].Path != c.path || d[0].Before.Value != c.was || d[0].After.Value != c.is {
			t.Errorf("%s: %+v", c.path, d)
		}
	}
	d := DiffStatements(before, statementsOf(t, "data/B-DW001-2025.csv", "0.807", "0.808"))
	if len(d) != 1 || d[0].Path != "file:data/B-DW001-2025.csv" || len(d[0].After.Value) != 64 {
		t.Errorf("data: %+v", d)
	}
}
