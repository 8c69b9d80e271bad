package application

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

const invented = "../../testdata/policies/"

// underInvented opens the dossier of the invented province under a text of its
// policy.
func underInvented(t *testing.T, policy string) *Case {
	t.Helper()
	d, found := dossier.Open(invented + "shili-dossier")
	if calc.HasErrors(found) {
		t.Fatal(found)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book, found = book.With(fstest.MapFS{"policy.toml": {Data: []byte(policy)}}, "shili")
	if calc.HasErrors(found) {
		t.Fatal(found)
	}
	c, err := Open(Input{Dossier: d, Book: book})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// switchedOff is the policy without what a key stands for.
func switchedOff(t *testing.T, policy string, key calc.Rule) string {
	t.Helper()
	rule := regexp.MustCompile(`\[\[rule\]\]\nid = "([^"]*)"\nkeys = \["` + string(key) +
		`"\]\n(?:locator|summary)[^\[]*`)
	out := rule.ReplaceAllString(policy, "[[rule]]\noff = true\nkeys = [\""+string(key)+
		"\"]\nreason_zh = \"测试\"\nreason_en = \"test\"\n\n")
	if m := rule.FindStringSubmatch(policy); m != nil { // its parameters go to another rule
		out = strings.ReplaceAll(out, "rule = \""+m[1]+"\"", "rule = \"示-3\"")
	}
	if out == policy {
		t.Fatalf("%s is no rule of its own", key)
	}
	return out
}

// deciding are the keys on which amounts or the choice of sources rest: without
// them other findings move, too.
var deciding = []calc.Rule{calc.RuleSameIndustry, calc.RuleReallocation, calc.RulePermitDifference,
	calc.RuleCancelledPermit, calc.RuleNonKeyLine}

// A key that is off takes its findings away and leaves all others; of those whose
// key is no ground of an amount, every other finding stays as it was.
func TestKeysOff(t *testing.T) {
	data, err := os.ReadFile(invented + "shili/policy.toml")
	if err != nil {
		t.Fatal(err)
	}
	policy := string(data)
	base := underInvented(t, policy)
	keyed := 0
	for _, key := range calc.Rules.Values() {
		if r, _ := base.Policy().Of(key); r.Off || factors.Core(key) {
			continue
		}
		was := strings.Join(saidUnder(base, func(f calc.Finding) bool {
			return f.Key != key && (f.Role == calc.Text{} || key != calc.RuleRoles)
		}), "\n")
		with := saidUnder(base, func(f calc.Finding) bool { return f.Key == key })
		off := underInvented(t, switchedOff(t, policy, key))
		if left := saidUnder(off, func(f calc.Finding) bool { return f.Key == key }); len(left) > 0 {
			t.Errorf("%s is off, and says %v", key, left)
		}
		if len(with) > 0 {
			keyed++
		}
		if slices.Contains(deciding, key) {
			continue
		}
		now := strings.Join(saidUnder(off, func(f calc.Finding) bool {
			return !strings.Contains(f.Message.ZH, calc.Rules.Name(key).ZH+"（测试）")
		}), "\n")
		if now != was {
			t.Errorf("%s off changes other findings\n--- with it\n%s\n--- without\n%s", key, was, now)
		}
	}
	if keyed < 4 {
		t.Errorf("only %d keys have findings in the example", keyed)
	}
}

func saidUnder(c *Case, which func(calc.Finding) bool) []string {
	var out []string
	for _, f := range c.Planned().Findings {
		if which(f) {
			out = append(out, f.Code+" "+f.Subject+" "+f.Message.ZH)
		}
	}
	slices.Sort(out)
	return out
}
