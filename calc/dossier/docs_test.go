package dossier

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The dossier that the reference prints has no fault.
func TestDocumentedDossier(t *testing.T) {
	_, rest, found := strings.Cut(readText(t, "../../docs/dossier.md"), "```toml\n")
	example, _, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatal("docs/dossier.md prints no dossier")
	}
	d, fs := parseText(example)
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	if d == nil || len(d.Sources) != 1 {
		t.Error("the documented dossier has no source")
	}
}

// The reference lists every key the parser reads and every code it reports.
func TestReferenceIsComplete(t *testing.T) {
	doc := readText(t, "../../docs/dossier.md") + readText(t, "../../docs/region.md")
	for _, code := range regexp.MustCompile(`TD-DOS-\d+`).FindAllString(readText(t, "codes.go"), -1) {
		if !strings.Contains(doc, "`"+code+"`") {
			t.Errorf("%s is not in the reference", code)
		}
	}
	files, err := filepath.Glob("parse_*.go")
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(
		`(?:\w\.(?:String|Strings|Date|Bool|Choice|Choices|Table|Tables)\(|each\(|\((?:t|s|c|sub), )"(\w+)"`)
	keys := 0
	for _, name := range append(files, "reader.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range read.FindAllStringSubmatch(readText(t, name), -1) {
			keys++
			if !regexp.MustCompile(`[\x60.\[]` + m[1] + `[\x60\]]`).MatchString(doc) {
				t.Errorf("%s reads %q, which is not in the reference", name, m[1])
			}
		}
	}
	for _, key := range WasteConditions.Keys() {
		if !strings.Contains(doc, "`"+key+"`") {
			t.Errorf("%q is not in the reference", key)
		}
	}
	if keys < 80 {
		t.Errorf("only %d keys found in the source: the search no longer fits it", keys)
	}
}

// The example of monitoring data is read without a fault beside the documented
// dossier.
func TestDocumentedMonitoring(t *testing.T) {
	doc := readText(t, "../../docs/dossier.md")
	_, rest, _ := strings.Cut(doc, "```toml\n")
	example, rest, _ := strings.Cut(rest, "```\n")
	_, rest, _ = strings.Cut(rest, "```toml\n[[monitoring]]")
	more, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("docs/dossier.md prints no monitoring data")
	}
	d, fs := Parse(fstest.MapFS{MainFile: {Data: []byte(example + "[[monitoring]]" + more)}, "data/2025-1.csv": {},
		"data/2025-2.csv": {}})
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	if d == nil || len(d.Monitoring) != 1 || len(d.Bases) != 1 || d.Monitoring[0].FlagMeanings[0].Is != "F" {
		t.Errorf("%+v", d)
	}
}
