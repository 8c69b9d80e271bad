package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tidai/cmd/tidai/internal/cli"
)

// The validator takes a while to start: here it does not slow down the many
// commands that the tests of package cli start.

// repository is the root of the module, seen from this package.
const repository = "../.."

func example(name string) string { return filepath.Join(repository, "testdata", "dossiers", name) }

var exampleRegion = filepath.Join(repository, "testdata", "regions", "example")

func readDoc(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// readSchema returns docs/NAME.schema.json.
func readSchema(t *testing.T, name string) []byte {
	t.Helper()
	return readDoc(t, name+".schema.json")
}

// schemaOf compiles a JSON Schema, which must itself be one.
func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// faultOf says what is wrong with a document, or returns nil.
func faultOf(t *testing.T, schema *jsonschema.Schema, doc []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatalf("%v in %q", err, doc)
	}
	return schema.Validate(value)
}

// validate holds a document against a JSON Schema.
func validate(t *testing.T, schema, doc []byte) {
	t.Helper()
	if err := faultOf(t, schemaOf(t, schema), doc); err != nil {
		t.Error(err)
	}
}

// jsonOf returns what a command writes as JSON; a plan may be short.
func jsonOf(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := cli.Run(append(args, "--format", "json"), nil, &out, &errs); code != 0 && code != 3 {
		t.Fatalf("%q: exit %d: %s", args, code, errs.String())
	}
	return out.Bytes()
}

// exampleNames lists every folder of testdata/dossiers.
func exampleNames(t *testing.T) []string {
	t.Helper()
	folders, err := os.ReadDir(filepath.Join(repository, "testdata", "dossiers"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, folder := range folders {
		names = append(names, folder.Name())
	}
	if len(names) < 6 {
		t.Fatalf("examples: %q", names)
	}
	return names
}

// TestPlanSchema holds the plan of every example against
// docs/plan.schema.json, in both languages.
func TestPlanSchema(t *testing.T) {
	schema := readSchema(t, "plan")
	for _, name := range exampleNames(t) {
		for _, lang := range []string{"zh", "en"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				validate(t, schema, jsonOf(t, "plan", example(name), "--lang", lang))
			})
		}
	}
}

// TestRegionSchema does the same for the example region.
func TestRegionSchema(t *testing.T) {
	schema := readSchema(t, "region")
	for _, lang := range []string{"zh", "en"} {
		validate(t, schema, jsonOf(t, "plan", "--region", exampleRegion, "--lang", lang))
	}
}

// TestSchemasAreStrict spoils right output, one place at a time: a number as a
// number, a missing key, a key too many, a word not listed.
func TestSchemasAreStrict(t *testing.T) {
	type object = map[string]any
	refused := func(name string, right []byte, spoil func(object)) {
		t.Helper()
		var doc object
		if err := json.Unmarshal(right, &doc); err != nil {
			t.Fatal(err)
		}
		spoil(doc)
		wrong, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		if faultOf(t, schemaOf(t, readSchema(t, name)), wrong) == nil {
			t.Errorf("%s: what is wrong passes", name)
		}
	}
	plan, region := jsonOf(t, "plan", example("plating")), jsonOf(t, "plan", "--region", exampleRegion)
	for _, spoil := range []func(object){
		func(d object) { d["status"] = "fine" },
		func(d object) { d["more"] = true },
		func(d object) { delete(d, "repairs") },
		func(d object) { d["on"] = "31.3.2026" },
		func(d object) { d["demand"].([]any)[0].(object)["demand"] = 1.2 },
		func(d object) { d["schema"] = "tidai/plan/2" },
	} {
		refused("plan", plan, spoil)
	}
	refused("region", region, func(d object) { d["flows"].([]any)[0].(object)["tier"] = "any" })
	refused("region", region, func(d object) { d["flows"].([]any)[0].(object)["more"] = true })
}

// keywords are what the schemas may be made of: a validator passes over a
// keyword it does not know, such as one misspelt.
var keywords = []string{"$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description",
	"enum", "items", "pattern", "properties", "required", "title", "type"}

// TestSchemasAreClosed: every object of a schema says which keys it has and
// that it has no others, in keywords that are known.
func TestSchemasAreClosed(t *testing.T) {
	for _, name := range []string{"plan", "region"} {
		eachRule(t, readSchema(t, name), func(rule map[string]any) {
			for keyword := range rule {
				if !slices.Contains(keywords, keyword) {
					t.Errorf("%s: keyword %s", name, keyword)
				}
			}
			properties, has := rule["properties"].(map[string]any)
			if has && rule["additionalProperties"] != false {
				t.Errorf("%s: the object of %q is open", name, slices.Sorted(maps.Keys(properties)))
			}
		})
	}
}

// eachRule calls f for every schema within a schema.
func eachRule(t *testing.T, schema []byte, f func(rule map[string]any)) {
	t.Helper()
	var root any
	if err := json.Unmarshal(schema, &root); err != nil {
		t.Fatal(err)
	}
	var walk func(x any, named bool)
	walk = func(x any, named bool) { // named: the keys of x are names, not keywords
		switch x := x.(type) {
		case map[string]any:
			if !named {
				f(x)
			}
			for key, part := range x {
				walk(part, !named && (key == "properties" || key == "$defs"))
			}
		case []any:
			for _, part := range x {
				walk(part, false)
			}
		}
	}
	walk(root, false)
}

// TestEveryKeyIsDocumented finds every key of the schemas in docs/json.md.
func TestEveryKeyIsDocumented(t *testing.T) {
	doc := string(readDoc(t, "json.md"))
	for _, name := range []string{"plan", "region"} {
		eachRule(t, readSchema(t, name), func(rule map[string]any) {
			properties, _ := rule["properties"].(map[string]any)
			for key := range properties {
				if !strings.Contains(doc, "`"+key+"`") {
					t.Errorf("docs/json.md does not name `%s`", key)
				}
			}
		})
	}
}
