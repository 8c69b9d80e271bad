package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/factors"
)

// docs/clauses.md is what "policy clauses" writes.
func TestClausesDocIsCurrent(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Run([]string{"policy", "clauses", "--format", "md", "--lang", "en"}, strings.NewReader(""), &out,
		&errs); code != exitDone {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	if out.String() != readDoc(t, "docs/clauses.md") {
		t.Error("docs/clauses.md is not current: go run ./cmd/tidai policy clauses --lang en --format md > " +
			"docs/clauses.md")
	}
}

// A template under which everything is confirmed gives the plan of the policy
// it was filled from.
func TestTemplateConfirmed(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "policy.toml")
	var out, errs bytes.Buffer
	if code := Run([]string{"policy", "new", "elsewhere", "-o", file}, strings.NewReader(""), &out, &errs); code !=
		exitDone || out.Len() > 0 {
		t.Fatalf("exit %d, stdout %q: %s", code, out.String(), errs.String())
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	base, _ := book.Policy(defaultPolicy)
	text := strings.Replace(string(data), "prefix = \"\"", "prefix = \"22\"", 1)
	text = strings.Replace(text, "province = \"\"\nprovince_en = \"\"",
		"province = \"某省\"\nprovince_en = \"Some Province\"", 1)
	const proof = "\nclause = \"一\"\nstatus = \"text\"\nsource = \"example\"\n"
	text = strings.Replace(text, "id = \"key_industries\"\nrule = \"R-1\"\nunset = true\n",
		"id = \"key_industries\"\nrule = \"R-1\"\nchoice = \"as-listed\""+proof, 1)
	for _, x := range base.Parameters {
		value := fmt.Sprintf("choice = %q", x.Choice)
		switch {
		case x.IsFigure:
			value = fmt.Sprintf("value = %q\nunit = %q", x.Amount.Exact(), cmp.Or(x.Amount.Unit().String(), "1"))
		case !x.Date.IsZero():
			value = "date = " + x.Date.String()
		}
		before := fmt.Sprintf("id = %q\nrule = \"R-%d\"\nunset = true\n", x.ID, calc.Rules.Index(base.KeyOf(x.Rule))+1)
		if !strings.Contains(text, before) {
			t.Fatalf("the template has no unset %s", x.ID)
		}
		text = strings.Replace(text, before, strings.Replace(before, "unset = true\n", value+proof, 1), 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	errs.Reset()
	if code := Run([]string{"plan", example("plating"), "--factors", dir, "--policy", "elsewhere", "--format", "csv"},
		strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var same bytes.Buffer
	Run([]string{"plan", example("plating"), "--format", "csv"}, strings.NewReader(""), &same, &errs)
	first := func(b *bytes.Buffer) string { return strings.Join(strings.Split(b.String(), ",")[:20], ",") }
	if first(&out) != first(&same) {
		t.Errorf("the plan differs:\n%s\n%s", first(&out), first(&same))
	}
}
