package factors

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// An unset parameter is listed, gives no figure, and is not taken for zero.
func TestUnset(t *testing.T) {
	const head = `[instrument]
id = "省文〔2030〕1号"
title = "示例"
title_en = "Example"
kind = "policy"
[policy]
id = "elsewhere"
[[rule]]
id = "X-2"
keys = ["equal-substitution", "definite-source", "key-industries", "permit-specification", "quota-metals",
  "strictest-method", "used-once"]
locator = "二"
summary_zh = "等量替换"
summary_en = "equal substitution"
[[parameter]]
id = "ratio"
rule = "X-2"
unset = true
[[rule]]
off = true
reason_zh = "示例未规定"
reason_en = "not in the example"
keys = [`
	others := slices.DeleteFunc(calc.Rules.Keys(),
		func(key string) bool { return slices.Contains(core, calc.Rule(key)) })
	file := head + "\"" + strings.Join(others, "\", \"") + "\"]\n"
	book, findings := builtinBook(t).With(fstest.MapFS{"p.toml": {Data: []byte(file)}}, "mine")
	for _, f := range findings {
		t.Error(f)
	}
	p, ok := book.Policy("elsewhere")
	if !ok {
		t.Fatal("no policy")
	}
	var names []string
	for _, u := range p.Unset() {
		names = append(names, u.ID)
	}
	if got := strings.Join(names, " "); got != "prefix province ratio" {
		t.Errorf("unset %s, want prefix province ratio", got)
	}
	if s, err := p.Figure("ratio"); err == nil || s.OK() || !strings.Contains(err.Error(), "not configured") {
		t.Errorf("the unset ratio gives %s, %v", s.Value(), err)
	}
	if got := jilin(t).Unset(); got != nil {
		t.Errorf("the Jilin policy leaves open %v", got)
	}
	bad := strings.Replace(file, "unset = true", "unset = true\nvalue = \"1\"\nunit = \"1\"", 1)
	if _, findings := builtinBook(t).With(fstest.MapFS{"p.toml": {Data: []byte(bad)}}, "mine"); len(findings) != 1 ||
		findings[0].Code != CodeParameter {
		t.Errorf("a value beside unset: %v", findings)
	}
}
