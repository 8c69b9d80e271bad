package cli

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func example(name string) string { return filepath.Join(repository, "testdata", "dossiers", name) }

// TestScenarioKeysAreDocumented finds every key of compare, sweep, account and sources
// in docs/json.md; the trace has its own paragraph there.
func TestScenarioKeysAreDocumented(t *testing.T) {
	doc := readDoc(t, "docs/json.md")
	for _, args := range [][]string{{"compare", example("leather")}, {"sweep", example("leather"), "--set",
		"line.A-L1.product.capacity=10000:11000:1000 t 生皮/a"}, {"explain", example("plating"), "source:S3"},
		{"explain", example("plating")}, {"explain", example("plating"), "source:S2"},
		{"account", example("lead-battery")}, {"account", example("leather")}} {
		var out, errs bytes.Buffer
		if code := Run(append(args, "--format", "json"), nil, &out, &errs); code != 0 {
			t.Fatalf("%q: exit %d: %s", args, code, errs.String())
		}
		var data any
		if err := json.Unmarshal(out.Bytes(), &data); err != nil {
			t.Fatal(err)
		}
		var walk func(any)
		walk = func(x any) {
			switch x := x.(type) {
			case []any:
				for _, e := range x {
					walk(e)
				}
			case map[string]any:
				for key, e := range x {
					if !strings.Contains(doc, "`"+key+"`") {
						t.Errorf("%s: docs/json.md does not name `%s`", args[0], key)
					}
					walk(e)
				}
			}
		}
		walk(data)
	}
}
