package dossier

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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
	doc := readText(t, "../../docs/dossier.md")
	for _, code := range regexp.MustCompile(`TD-DOS-\d+`).FindAllString(readText(t, "codes.go"), -1) {
		if !strings.Contains(doc, "`"+code+"`") {
			t.Errorf("%s is not in the reference", code)
		}
	}
	files, err := filepath.Glob("parse_*.go")
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(`(?:\w\.(?:String|Strings|Date|Bool|Choice|Choices|Table|Tables)\(|each\(|\((?:t|s|c|sub), )"(\w+)"`)
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
	for _, key := range WasteConditions {
		if !strings.Contains(doc, "`"+key+"`") {
			t.Errorf("%q is not in the reference", key)
		}
	}
	if keys < 80 {
		t.Errorf("only %d keys found in the source: the search no longer fits it", keys)
	}
}
