package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tidai/calc"
	"tidai/cmd/tidai/internal/cli"
	"tidai/cmd/tidai/internal/view"
)

// The validator takes a while to start: here it does not slow down the many
// commands that the tests of package cli start.

// repository is the root of the module, seen from this package.
const repository = "../.."

func example(name string) string { return filepath.Join(repository, "testdata", "dossiers", name) }

func readDoc(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
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

// readSchema returns docs/schema/NAME.schema.json.
func readSchema(t *testing.T, name string) []byte {
	t.Helper()
	return readDoc(t, filepath.Join("schema", name+".schema.json"))
}

// nameOf is the name of a result: NAME of tidai/NAME/2. It fails for results of
// version 1 but those that are still to come.
func nameOf(t *testing.T, doc []byte) (name string, current bool) {
	t.Helper()
	var head struct{ Schema string }
	if err := json.Unmarshal(doc, &head); err != nil {
		t.Fatal(err)
	}
	name, current = strings.CutSuffix(strings.TrimPrefix(head.Schema, "tidai/"), "/2")
	return name, current
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

// results are command lines that write JSON; DIR stands for each example.
var results = [][]string{
	{"plan", "DIR"}, {"permit", "DIR"}, {"permit", "--methods", "DIR"}, {"reduce", "DIR"}, {"check", "DIR"},
	{"scope", "DIR"}, {"explain", "DIR"}, {"explain", "DIR", "source:S1"}, {"explain", "DIR", "demand/Cr"},
	{"explain", "DIR", "demand/Pb"}, {"explain", "DIR", "TD-RED-001"}, {"explain", "TD-RED"}, {"review", "DIR"},
	{"account", "DIR"}, {"batch", "DIR"},
	{"actual", "DIR"}, {"compare", "DIR", "--set", "project.commissioning=2027-12-01"}, {"diff", "DIR", "DIR"},
	{"sweep", "DIR", "--set", "source.S1.keep=0:10:5 %"},
}

// Every result follows its schema, and is the same in both languages.
func TestResultsFollowTheirSchemas(t *testing.T) {
	for _, name := range exampleNames(t) {
		for _, command := range results {
			args := slices.Clone(command)
			for i, a := range args {
				args[i] = strings.Replace(a, "DIR", example(name), 1)
			}
			t.Run(name+" "+strings.Join(command, " "), func(t *testing.T) {
				t.Parallel()
				followsSchema(t, args...)
			})
		}
	}
}

// others are command lines that write JSON whatever the example.
var others = [][]string{
	{"factors", "list"}, {"factors", "search", "chromium"}, {"factors", "gaps"},
	{"factors", "show", "gb21900.t2.water.cr"}, {"factors", "show", "jilin-2022-12.ratio"},
	{"policy", "list"}, {"policy", "show"}, {"policy", "clauses"}, {"policy", "coverage"},
	{"policy", "new", "liaoning-x"}, {"plan", "--region", exampleRegion},
	{"actual", example("lead-battery"), "--uncertainty", "--seed", "7"},
	{"actual", example("smelting"), "--uncertainty", "--recheck"},
	{"monitor", filepath.Join(example("leather"), "data", "B-DW001-2025.csv"), "--limit", "Cr=0.03mg/L", "--by", "outlet,month"},
}

func TestOtherResultsFollowTheirSchemas(t *testing.T) {
	for _, args := range others {
		t.Run(strings.Join(args, " "), func(t *testing.T) { followsSchema(t, args...) })
	}
}

// A certificate that holds, and one that was changed.
func TestCertifiedFollowsItsSchema(t *testing.T) {
	file := filepath.Join(t.TempDir(), "certificate.json")
	jsonOf(t, "plan", "--region", exampleRegion, "--certificate", file)
	followsSchema(t, "plan", "--verify-certificate", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`"cost": "`), []byte(`"cost": "1`), 1)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	followsSchema(t, "plan", "--verify-certificate", file)
}

// followsSchema checks a result in both languages; a command that has no result for an
// example, such as an account of none, says so and is left out.
func followsSchema(t *testing.T, args ...string) {
	t.Helper()
	var docs [][]byte
	for _, lang := range []string{"zh", "en"} {
		var out, errs bytes.Buffer
		cli.Run(append(slices.Clone(args), "--format", "json", "--lang", lang), nil, &out, &errs)
		if out.Len() == 0 {
			if errs.Len() == 0 {
				t.Fatal("neither a result nor a word why")
			}
			return
		}
		docs = append(docs, out.Bytes())
	}
	name, current := nameOf(t, docs[0])
	if !current {
		return
	}
	validate(t, readSchema(t, name), docs[0])
	if !bytes.Equal(docs[0], docs[1]) {
		t.Error("the languages differ")
	}
}

var exampleRegion = filepath.Join(repository, "testdata", "regions", "example")

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
	plan := jsonOf(t, "plan", example("plating"))
	for _, spoil := range []func(object){
		func(d object) { d["status"] = "fine" },
		func(d object) { d["more"] = true },
		func(d object) { delete(d, "repairs") },
		func(d object) { d["on"] = "31.3.2026" },
		func(d object) { d["demand"].([]any)[0].(object)["demand"] = 1.2 },
		func(d object) { d["schema"] = "tidai/plan/1" },
	} {
		refused("plan", plan, spoil)
	}
}

// keywords are what the schemas may be made of: a validator passes over a
// keyword it does not know, such as one misspelt.
var keywords = []string{"$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description",
	"enum", "items", "pattern", "properties", "required", "title", "type"}

// TestSchemasAreClosed: every object of a schema says which keys it has and
// that it has no others, in keywords that are known.
func TestSchemasAreClosed(t *testing.T) {
	for _, s := range view.Schemas() {
		name := s.Name
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
	for _, s := range view.Schemas() {
		eachRule(t, readSchema(t, s.Name), func(rule map[string]any) {
			properties, _ := rule["properties"].(map[string]any)
			for key := range properties {
				if !strings.Contains(doc, "`"+key+"`") {
					t.Errorf("docs/json.md does not name `%s`", key)
				}
			}
		})
	}
}

// With --traces every amount carries its derivation, which can be totalled again from
// its leaves; without it nothing else is different.
func TestTraces(t *testing.T) {
	for _, name := range exampleNames(t) {
		with := jsonOf(t, "plan", example(name), "--traces")
		validate(t, readSchema(t, "plan"), with)
		var doc any
		if err := json.Unmarshal(with, &doc); err != nil {
			t.Fatal(err)
		}
		if n := takeTraces(t, doc); n < 10 {
			t.Errorf("%s: %d traces", name, n)
		}
		var without any
		if err := json.Unmarshal(jsonOf(t, "plan", example(name)), &without); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(doc, without) {
			t.Errorf("%s: more than traces differs", name)
		}
	}
}

// takeTraces takes the traces out of a document and rechecks them: each gives the number
// beside it.
func takeTraces(t *testing.T, doc any) (n int) {
	t.Helper()
	switch x := doc.(type) {
	case []any:
		for _, e := range x {
			n += takeTraces(t, e)
		}
	case map[string]any:
		if written, ok := x["trace"]; ok {
			delete(x, "trace")
			text, err := json.Marshal(written)
			if err != nil {
				t.Fatal(err)
			}
			var trace calc.Trace
			if err := json.Unmarshal(text, &trace); err != nil {
				t.Fatal(err)
			}
			if err := trace.Recheck(); err != nil {
				t.Error(err)
			}
			if trace.Unit == x["unit"] && trace.Exact != x["exact"] {
				t.Errorf("%v has the trace of %s %s", x, trace.Exact, trace.Unit)
			}
			return 1
		}
		for _, e := range x {
			n += takeTraces(t, e)
		}
	}
	return n
}
