package factors

import (
	"slices"
	"testing"

	"tidai/calc"
)

// The rules of the notice as regulation.md lists them.
var noticeRules = []string{"JL-1.1", "JL-1.2", "JL-2.0", "JL-2.1", "JL-2.2", "JL-2.3a", "JL-2.3b", "JL-2.4", "JL-3.0",
	"JL-3.1a",
	"JL-3.1b", "JL-3.2a", "JL-3.2b", "JL-3.3", "JL-4.1", "JL-4.2", "JL-4.3", "JL-4.4", "JL-4.5", "JL-4.6", "JL-5.1",
	"JL-5.2",
	"JL-6.1", "JL-6.2", "JL-6.3"}

func jilin(t *testing.T) Policy {
	t.Helper()
	p, ok := builtinBook(t).Policy("jilin-2022-12")
	if !ok {
		t.Fatal("no policy jilin-2022-12")
	}
	return p
}

func TestClauseMapIsComplete(t *testing.T) {
	var got []string
	for _, r := range jilin(t).Rules {
		got = append(got, r.ID)
		if r.Summary.ZH == "" || r.Summary.EN == "" || r.Clause.Locator == "" {
			t.Errorf("%s is incomplete: %+v", r.ID, r)
		}
	}
	if !slices.Equal(got, noticeRules) {
		t.Errorf("rules %v, want %v", got, noticeRules)
	}
	if c := jilin(t).Clause(calc.RulePermitDifference).String(); c != "吉环固体字〔2022〕12号 三（一）1" {
		t.Errorf("clause of JL-3.1a is %s", c)
	}
}

// Every key of the engine stands for a rule of the notice; a policy that says
// nothing of a key is refused by lint (testdata/factors-bad).
func TestEveryKeyIsMapped(t *testing.T) {
	p := jilin(t)
	if left := p.Unmapped(); len(left) > 0 {
		t.Errorf("no rule of the notice stands behind %v", left)
	}
	for _, r := range p.Rules {
		if len(r.Keys) == 0 || r.Off {
			t.Errorf("%s stands for nothing", r.ID)
		}
	}
	f := p.Cited(calc.Finding{Stage: calc.StageReduction, Key: calc.RuleNonKeyLine})
	if f.Rule != "JL-3.3" || f.Clause.String() != "吉环固体字〔2022〕12号 三" {
		t.Errorf("a finding on a line outside the key industries cites %s, %s", f.Rule, f.Clause)
	}
}

// Notice 二: equal substitution; 四: 30 days; 环固体〔2022〕17号: 1.2 in key
// regions, read second-hand; HJ 942-2018 5.2.1: 2015-01-01.
func TestPolicyParameters(t *testing.T) {
	p := jilin(t)
	for _, c := range []struct{ id, amount, status, clause string }{
		{"ratio", "1", "text", "吉环固体字〔2022〕12号 二"},
		{"ratio_key_region", "1.2", "transcript", "环固体〔2022〕17号 严格重点行业企业准入管理"},
		{"hot_air_factor", "2", "recalled", "吉环固体字〔2022〕12号 三（一）1"},
		{"permit_change_days", "30 d", "text", "吉环固体字〔2022〕12号 四"},
	} {
		s, err := p.Figure(c.id)
		if err != nil || s.Value().String() != c.amount || string(s.Origin().Status) != c.status ||
			s.Clause().String() != c.clause {
			t.Errorf("%s: got %s, %s, %s, %v", c.id, s.Value(), s.Origin().Status, s.Clause(), err)
		}
	}
	for id, want := range map[string]string{"media": "combined", "strictest": "binding",
		"special_limits_already_binding": "warn",
		"ratio":                          "", "nothing": ""} {
		if got := p.Choice(id); got != want {
			t.Errorf("choice %s is %q, want %q", id, got, want)
		}
	}
	if d, ok := p.Date("eia_amount_since"); !ok || d != calc.MustDate("2015-01-01") {
		t.Errorf("eia_amount_since is %s", d)
	}
	for _, id := range []string{"media", "nothing"} {
		if s, err := p.Figure(id); err == nil || s.OK() {
			t.Errorf("%s is not a figure, but gives %s", id, s.Value())
		}
	}
	if p.Since != calc.MustDate("2022-07-10") || p.Prefix != "22" {
		t.Errorf("since %s, prefix %s", p.Since, p.Prefix)
	}
}

// Codes of GB/T 4754-2017 as actual.md 10 maps them.
func TestIndustries(t *testing.T) {
	want := map[string][]string{
		"nonferrous-mining":   {"0911", "0912", "0913", "0914", "0915", "0919"},
		"nonferrous-smelting": {"3211", "3212", "3213", "3214", "3215", "3219"},
		"lead-battery":        {"3843"},
		"electroplating":      {"3360"},
		"chemicals":           {"2651", "2613", "2619", "2643"},
		"leather":             {"1910"},
	}
	p := jilin(t)
	for id, codes := range want {
		if x, ok := p.Industry(id); !ok || !slices.Equal(x.Codes, codes) || x.Name.ZH == "" || x.Name.EN == "" {
			t.Errorf("%s: got %+v", id, x)
		}
	}
	if len(p.Industries) != 6 {
		t.Errorf("%d industries, the notice has 6", len(p.Industries))
	}
}

// 梅河口市 is an addressee of the notice beside the cities.
func TestAuthority(t *testing.T) {
	p := jilin(t)
	for _, c := range []struct{ county, city, want string }{
		{"220581", "220500", "梅河口市"}, {"220582", "220500", "通化市"}, {"", "222400", "延边朝鲜族自治州"},
		{"220202", "220200", "吉林市"}, {"", "990000", "990000"}, {"220102", "", "220102"},
	} {
		if got := p.Authority(c.county, c.city).ZH; got != c.want {
			t.Errorf("%s/%s: got %s, want %s", c.county, c.city, got, c.want)
		}
	}
}

// A policy handed out cannot be used to change the book.
func TestPolicyIsACopy(t *testing.T) {
	p := jilin(t)
	p.Parameters[0].Choice = "changed"
	p.Authorities["220100"] = calc.Text{}
	if q := jilin(t); q.Parameters[0].Choice == "changed" || q.Authorities["220100"].ZH != "长春市" {
		t.Error("the book shares its slices with its readers")
	}
}
