package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every key of the ladder's JSON is documented, numbers are texts, and the two
// languages differ in texts only.
func TestMethodsJSON(t *testing.T) {
	doc := readDoc(t, "docs/json.md")
	shape := map[string][]string{}
	for _, lang := range []string{"zh", "en"} {
		for _, name := range []string{"plating", "lead-battery", "leather", "smelting", "pvc", "mining"} {
			var out, errs bytes.Buffer
			Run([]string{"permit", "--methods", example(name), "--format", "json", "--lang", lang}, nil, &out, &errs)
			var data any
			if err := json.Unmarshal(out.Bytes(), &data); err != nil {
				t.Fatalf("%s: %v %s", name, err, errs.String())
			}
			var keys []string
			var walk func(any)
			walk = func(x any) {
				switch v := x.(type) {
				case map[string]any:
					for k, sub := range v {
						keys = append(keys, k)
						walk(sub)
					}
				case []any:
					for _, sub := range v {
						walk(sub)
					}
				case float64:
					if v != float64(int(v)) {
						t.Errorf("%s: the number %v is no text", name, v)
					}
				}
			}
			walk(data)
			slices.Sort(keys)
			for _, k := range slices.Compact(slices.Clone(keys)) {
				if !strings.Contains(doc, "`"+k+"`") {
					t.Errorf("docs/json.md does not name `%s`", k)
				}
			}
			if other, ok := shape[name]; ok && !slices.Equal(other, keys) {
				t.Errorf("%s: keys differ with the language", name)
			}
			shape[name] = keys
		}
	}
}

// editedExample copies an example and edits one of its files.
func editedExample(t *testing.T, name, file string, pairs ...string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(example(name))); err != nil {
		t.Fatal(err)
	}
	full := filepath.Join(dir, file)
	raw, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s has no %q", file, pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What is emitted beside normal operation, what is not captured, last year's
// emission without a ratchet, and reviewers' ranks all stand in the ladder.
func TestLadderShowsWhatStandsBeside(t *testing.T) {
	dir := editedExample(t, "plating", "dossier.toml",
		`activity  = "57600 m2·h/a"`,
		"surface = \"12 m2\"\ntime = \"4800 h/a\"\ncapture = \"90 %\"\ncapture_evidence = \"设计文件\"",
		`share_evidence = "常温无氰酸性镀液，不产生含镉酸雾"`, `share_evidence = "常温无氰酸性镀液，不产生含镉酸雾"
[[intensity.abnormal]]
name      = "离子交换柱再生失效"
rate      = "5 g/h"
duration  = "2 h"
frequency = "3 次/a"
evidence  = "设计文件"`,
		"# ---------- 申报值（供复核） ----------", "[[actual]]\noutlet = \"DW002\"\npollutant = \"Cd\"\namount = "+
			"\"0.35 kg/a\"\ndocument = \"执行报告\"\ndate = 2026-01-15\n")
	policy := filepath.Join(t.TempDir(), "order.toml")
	if err := os.WriteFile(policy, []byte(`[instrument]
id = "吉环固体字〔2022〕12号"
kind = "policy"
[policy]
id = "jilin-2022-12"
prefix = "22"
province = "吉林省"
province_en = "Jilin Province"
[[parameter]]
id = "method_order"
choice = "reviewers"
clause = "二（三）"
status = "recalled"
source = "our own reading"
`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args  []string
		lines []string
	}{
		{[]string{"--lang", "en"}, []string{
			"material balance: of it, out of normal operation: 0.0300 kg/a", // 5 g/h × 2 h × 3, in 0.3 + 0.03
			"material balance       0.330",
			"generation factor: beside it, fugitive: 1.14", // 21.888 × 0.1 × 0.51999
			"last year's actual", "does not hold the permit to last year's actual emission",
			"no order is fixed for new sources"}},
		{[]string{"--lang", "en", "--factors", filepath.Dir(policy)}, []string{
			"material balance, then analogy, then emission factor, then generation factor (second-hand transcription)",
			"rank"}},
		{[]string{"--lang", "zh"}, []string{"其中非正常排放 0.0300 kg/a", "另有无组织排放 1.14"}},
	} {
		var out, errs bytes.Buffer
		if code := Run(append([]string{"permit", "--methods", dir, "--format", "md"}, c.args...), nil, &out,
			&errs); code != 0 {
			t.Errorf("exit %d: %s", code, errs.String())
		}
		text := out.String()
		for _, want := range c.lines {
			if !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(text, "|", " ")), " "),
				strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%v: the ladder does not say %q\n%s", c.args, want, text)
			}
		}
	}
}
