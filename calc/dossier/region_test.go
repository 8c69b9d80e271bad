package dossier

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// The region that docs/region.md prints has no fault beside the sources of the
// example.
func TestDocumentedRegion(t *testing.T) {
	_, rest, _ := strings.Cut(readText(t, "../../docs/region.md"), "```toml\n")
	text, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("docs/region.md prints no region")
	}
	shared := readText(t, "../../testdata/regions/example/sources.toml")
	r, fs := parseRegion(fstest.MapFS{RegionFile: {Data: []byte(text)}, "sources.toml": {Data: []byte(shared)}}, "here")
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	if r == nil || r.Name != "示例省 2026 年第一批" || len(r.Shared.Sources) != 3 ||
		r.Shared.Policy != "jilin-2022-12" {
		t.Fatalf("%+v", r)
	}
	want := []string{"plating", "lead-battery"}
	for i, p := range r.Projects {
		if p.ID != want[i] || p.Dir != filepath.Join("here", "..", "..", "dossiers", want[i]) {
			t.Errorf("%+v", p)
		}
	}
}

// The example is opened by its folder and by its file.
func TestOpenRegion(t *testing.T) {
	for _, name := range []string{"../../testdata/regions/example", "../../testdata/regions/example/region.toml"} {
		r, fs := OpenRegion(filepath.FromSlash(name))
		if r == nil || len(fs) != 0 || len(r.Projects) != 6 {
			t.Fatalf("%s: %v", name, fs)
		}
		for _, p := range r.Projects {
			if d, fs := Open(p.Dir); d == nil || len(fs) != 0 {
				t.Errorf("%s: %v", p.Dir, fs)
			}
		}
	}
	for _, name := range []string{"../../testdata/regions/none", "../../testdata/dossiers/plating",
		"../../testdata/dossiers/plating/dossier.toml"} {
		if r, fs := OpenRegion(name); r != nil || len(fs) != 1 || fs[0].Code != CodeRead {
			t.Errorf("%s: %v", name, fs)
		}
	}
}

const regionText = `schema = "tidai/region/1"
name = "示例"
policy = "jilin-2022-12"
date = 2026-03-31
projects = ["a/x", "b/y"]
include = ["more.toml"]
`

// Each fault is found at its line: a comment "#! CODE…" marks it.
func TestRegionFaults(t *testing.T) {
	for _, c := range []fault{
		{"none", "", ""},
		{"another schema", `"tidai/region/1"`, `"tidai/dossier/1" #! TD-DOS-005`},
		{"no name", `name = "示例"`, `other = "示例" #! TD-DOC-002`},
		{"two of one name", `"b/y"]`, `"b/x"] #! TD-DOS-007`},
		{"an absolute folder", `"b/y"]`, `"/b/y"] #! TD-DOS-002`},
		{"a drive", `"b/y"]`, `"c:/y"] #! TD-DOS-002`},
		{"backslashes", `"b/y"]`, `'b\y'] #! TD-DOS-002`},
		{"a folder without a name", `"b/y"]`, `"../.."] #! TD-DOS-002`},
		{"no project", `["a/x", "b/y"]`, `[] #! TD-DOS-026`},
		{"a project of its own", `include`, "include = [\"more.toml\"]\n[project] #! TD-DOC-002\n#"},
		{"an include that is not there", `"more.toml"]`, `"less.toml"] #! TD-DOS-001`},
		{"a source of no line", `include = ["more.toml"]`,
			"include = [\"more.toml\"]\n[[source]]\nid = \"S1\"\nline = \"L9\" #! TD-DOS-008\nbasis = \"closure\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(regionText, c.old) {
				t.Fatalf("%q is not there", c.old)
			}
			text := strings.Replace(regionText, c.old, c.new, 1)
			_, fs := parseRegion(fstest.MapFS{RegionFile: {Data: []byte(text)}, "more.toml": {}}, "here")
			var want, got []string
			for i, line := range strings.Split(text, "\n") {
				if _, codes, found := strings.Cut(line, "#! "); found {
					for _, code := range strings.Fields(codes) {
						want = append(want, fmt.Sprintf("%s at %d", code, i+1))
					}
				}
			}
			for _, f := range fs {
				if f.Code == "TD-DOC-003" { // a key that is missing has no line of its own
					continue
				}
				got = append(got, fmt.Sprintf("%s at %d", f.Code, f.At.Line))
				if f.At.File == "" || f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" ||
					strings.Contains(f.Message.EN, "%!") {
					t.Errorf("%+v", f)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", fs, want)
			}
		})
	}
}

// What only region.toml may state is refused elsewhere, each key by itself.
func TestRegionKeysElsewhere(t *testing.T) {
	keys := regexp.MustCompile(`(?m)^(\w+) = `).FindAllStringSubmatch(regionText, -1)
	_, fs := parseRegion(fstest.MapFS{RegionFile: {Data: []byte(regionText)}, "more.toml": {Data: []byte(regionText)}},
		"here")
	n := 0
	for _, f := range fs {
		if f.Code == CodeMainOnly && f.At.File == filepath.Join("here", "more.toml") {
			n++
		}
	}
	if n != len(keys) || n != 6 {
		t.Errorf("%d of %d: %v", n, len(keys), fs)
	}
}

// No text makes the reader panic, and one that it accepts has projects.
func FuzzRegion(f *testing.F) {
	f.Add(regionText)
	f.Add("projects = [\"..\", \"\", \"a//b/\"]")
	f.Add("projects = 1\ninclude = [[]]")
	f.Fuzz(func(t *testing.T, text string) {
		r, fs := parseRegion(fstest.MapFS{RegionFile: {Data: []byte(text)}, "more.toml": {}}, "here")
		if !calc.HasErrors(fs) && (r == nil || len(r.Projects) == 0 || r.Shared == nil) {
			t.Errorf("accepted without findings: %+v", r)
		}
	})
}
