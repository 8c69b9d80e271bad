package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var examples = []string{"plating", "lead-battery"}

func example(name string) string { return filepath.Join(repository, "testdata", "dossiers", name) }

// TestPlanSchema validates the plan of every example against
// docs/plan.schema.json, in both languages.
func TestPlanSchema(t *testing.T) {
	s := readSchema(t, "plan")
	for _, name := range examples {
		for _, lang := range []string{"zh", "en"} {
			var out, errs bytes.Buffer
			Run([]string{"plan", example(name), "--format", "json", "--lang", lang}, nil, &out, &errs)
			var doc any
			if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
				t.Fatalf("%s %s: %v; %s", name, lang, err, errs.String())
			}
			for _, fault := range s.check(s.root, doc, "$") {
				t.Errorf("%s %s: %s", name, lang, fault)
			}
		}
	}
}

// TestRegionSchema does the same for the example region.
func TestRegionSchema(t *testing.T) {
	s := readSchema(t, "region")
	for _, lang := range []string{"zh", "en"} {
		var out, errs bytes.Buffer
		Run([]string{"plan", "--region", filepath.Join(repository, "testdata", "regions", "example"), "--format",
			"json", "--lang", lang}, nil, &out, &errs)
		var doc any
		if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatalf("%s: %v; %s", lang, err, errs.String())
		}
		for _, fault := range s.check(s.root, doc, "$") {
			t.Errorf("%s: %s", lang, fault)
		}
		doc.(map[string]any)["flows"].([]any)[0].(map[string]any)["tier"] = "any"
		if len(s.check(s.root, doc, "$")) != 1 {
			t.Error("a tier that is none passes")
		}
	}
}

// TestSchemaIsStrict shows that the validator refuses what is wrong: a number
// as a number, a missing key, a key too many, a word not listed.
func TestSchemaIsStrict(t *testing.T) {
	s := readSchema(t, "plan")
	var out, errs bytes.Buffer
	Run([]string{"plan", example("plating"), "--format", "json"}, nil, &out, &errs)
	for _, spoil := range []func(map[string]any){
		func(d map[string]any) { d["status"] = "fine" },
		func(d map[string]any) { d["more"] = true },
		func(d map[string]any) { delete(d, "repairs") },
		func(d map[string]any) { d["on"] = "31.3.2026" },
		func(d map[string]any) { d["demand"].([]any)[0].(map[string]any)["demand"] = 1.2 },
		func(d map[string]any) { d["schema"] = "tidai/plan/2" },
	} {
		var doc map[string]any
		if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		spoil(doc)
		if len(s.check(s.root, doc, "$")) != 1 {
			t.Errorf("want one fault, got %v", s.check(s.root, doc, "$"))
		}
	}
}

// TestEveryKeyIsDocumented finds every key of the schema in docs/json.md.
func TestEveryKeyIsDocumented(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(repository, "docs", "json.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"plan", "region"} {
		for _, key := range readSchema(t, name).keys() {
			if !strings.Contains(string(doc), "`"+key+"`") {
				t.Errorf("docs/json.md does not name `%s`", key)
			}
		}
	}
}

// schema checks the keywords plan.schema.json uses. A library would be a
// dependency for one test; an unknown keyword is a fault, so that nothing in
// the schema goes unchecked.
type schema struct{ root map[string]any }

func readSchema(t *testing.T, name string) schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "docs", name+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(data, &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s schema) check(rule map[string]any, x any, at string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, want := range rule {
		switch keyword {
		case "$ref":
			def := strings.TrimPrefix(want.(string), "#/$defs/")
			faults = append(faults, s.check(s.root["$defs"].(map[string]any)[def].(map[string]any), x, at)...)
		case "anyOf":
			if !slices.ContainsFunc(want.([]any), func(r any) bool {
				return len(s.check(r.(map[string]any), x, at)) ==
					0
			}) {
				fault("fits none of anyOf")
			}
		case "type":
			if !isType(want, x) {
				fault("%v is not a %v", x, want)
			}
		case "const":
			if x != want {
				fault("%v is not %v", x, want)
			}
		case "enum":
			if !slices.Contains(want.([]any), x) {
				fault("%v is not one of %v", x, want)
			}
		case "pattern":
			if text, ok := x.(string); ok && !regexp.MustCompile(want.(string)).MatchString(text) {
				fault("%q does not match %s", text, want)
			}
		case "required":
			for _, key := range want.([]any) {
				if o, ok := x.(map[string]any); ok && !hasKey(o, key.(string)) {
					fault("lacks %s", key)
				}
			}
		case "properties":
			for key, value := range asObject(x) {
				if sub, ok := want.(map[string]any)[key]; ok {
					faults = append(faults, s.check(sub.(map[string]any), value, at+"."+key)...)
				} else {
					fault("has the unknown key %s", key)
				}
			}
		case "items":
			list, _ := x.([]any)
			for i, item := range list {
				faults = append(faults, s.check(want.(map[string]any), item, fmt.Sprintf("%s[%d]", at, i))...)
			}
		case "additionalProperties": // always false, checked with properties
			if want != false {
				fault("additionalProperties is not false")
			}
		case "$schema", "$id", "$defs", "title", "description":
		default:
			fault("keyword %s is not checked", keyword)
		}
	}
	return faults
}

func asObject(x any) map[string]any {
	o, _ := x.(map[string]any)
	return o
}

func hasKey(o map[string]any, key string) bool {
	_, ok := o[key]
	return ok
}

func isType(want, x any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(w any) bool { return isType(w, x) })
	}
	switch v := x.(type) {
	case nil:
		return want == "null"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case float64:
		return want == "integer" && v == float64(int64(v))
	case []any:
		return want == "array"
	}
	return want == "object"
}

// keys lists every property name of the schema.
func (s schema) keys() []string {
	var out []string
	var walk func(any)
	walk = func(x any) {
		switch v := x.(type) {
		case map[string]any:
			for key, sub := range v {
				if key == "properties" {
					for name := range sub.(map[string]any) {
						out = append(out, name)
					}
				}
				walk(sub)
			}
		case []any:
			for _, sub := range v {
				walk(sub)
			}
		}
	}
	walk(s.root)
	slices.Sort(out)
	return slices.Compact(out)
}

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
