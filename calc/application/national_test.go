package application_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

var placeCode = regexp.MustCompile(`(?m)^((?:city|county) *= *")22`)

// nationally is the example tannery in a province whose own notice is not carried, under
// the national opinions; change changes its text.
func nationally(t *testing.T, change func(string) string) *application.Case {
	t.Helper()
	dir := "../../testdata/dossiers/leather"
	files := fstest.MapFS{}
	for _, name := range tomlOf(t, dir) {
		data, err := os.ReadFile(dir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: []byte(change(placeCode.ReplaceAllString(string(data), "${1}21")))}
	}
	d, _ := dossier.Parse(files) // the data files are left out
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c, err := application.Open(application.Input{Dossier: d, Book: book, Policy: "mee-2022-17",
		Files: application.FilesIn(dir)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func demandOf(c *application.Case) string {
	for _, n := range c.Planned().Needs {
		return n.Demand.Value().String()
	}
	return ""
}

// 0.5 mg/L × 12 m3/t × 10000 t/a = 60 kg/a: substituted 1 : 1, and in a key region at
// 1.2 : 1, 72 kg/a (环固体〔2022〕17号).
func TestNationalRatios(t *testing.T) {
	same := func(s string) string { return s }
	if got := demandOf(nationally(t, same)); got != "60 kg/a" {
		t.Errorf("elsewhere: %s", got)
	}
	region := func(s string) string {
		return strings.Replace(s, "[project]\n", "[project]\nkey_region = true\nkey_region_basis = \"示例文件\"\n", 1)
	}
	if got := demandOf(nationally(t, region)); got != "72 kg/a" {
		t.Errorf("in a key region: %s", got)
	}
}

// The province is the project's: nothing is outside it there, and a project of another
// province than its sources finds them all outside.
func TestNationalWithinProvince(t *testing.T) {
	outside := func(c *application.Case) (n int) {
		for _, f := range c.Planned().Findings {
			if f.Code == reduction.CodePlace {
				n++
			}
		}
		return n
	}
	if n := outside(nationally(t, func(s string) string { return s })); n != 0 {
		t.Errorf("%d places outside the province", n)
	}
	moved := nationally(t, func(s string) string {
		before, project, found := strings.Cut(s, "[project]\n")
		if !found {
			return s
		}
		project, rest, _ := strings.Cut(project, "[[")
		return before + "[project]\n" + strings.ReplaceAll(project, `"21`, `"23`) + "[[" + rest
	})
	if outside(moved) == 0 {
		t.Error("sources of another province pass")
	}
	for _, f := range moved.Planned().Findings {
		if strings.Contains(f.Message.ZH, "吉林") || f.Severity == calc.Error &&
			f.Clause.Instrument == "吉环固体字〔2022〕12号" {
			t.Errorf("%v", f)
		}
	}
}
