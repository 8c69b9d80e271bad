package certificate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// By hand. Project P of firm F in city 1, industry x, needs 10 mg of lead.
// Source A: firm G, city 1, industry x, gives up to 6 mg at 5 fen/kg. Source B:
// firm H, city 2, industry x, up to 3 mg at 2 fen/kg. Source C: firm F itself
// but of industry y, only whole, 4 mg at 1 fen/kg.
//
// Same industry first: A 6, B 3; the last milligram comes from C, which binds 4
// and leaves 3 over. Short 0; other industry 1 (C); other enterprise 9 (A, B);
// other city 3 (B); surplus 3; price 6·5 + 3·2 + 4·1 = 40.
//
// Proof. Answer yes: C must part with its 4 mg. The last milligram of P comes
// from C and would otherwise be left over there, at the cost of its surplus and
// price: P's price v = (0 1 0 0 0 1) − π_C with π_C = (0 0 0 0 1 1), so
// v = (0 1 0 0 −1 0). A: π_A = (0 0 1 0 0 5) − v = (0 −1 1 0 1 5); B: π_B =
// (0 0 1 1 0 2) − v = (0 −1 1 1 1 2), both below zero on the first level that
// is not zero. The bound is 10·v + 6·π_A + 3·π_B + 4·π_C:
// other industry 10 − 6 − 3 = 1; other enterprise 6 + 3 = 9; other city 3;
// surplus −10 + 6 + 3 + 4 = 3; price 30 + 6 + 4 = 40. It meets the cost.
// Answer no: A and B give 9, one is missing: v = (1 0 0 0 0 0), π_A =
// (−1 0 1 0 0 5), π_B = (−1 0 1 1 0 2): bound short 10 − 9 = 1, above the cost.
const byHand = `{
 "schema": "tidai/certificate/1", "policy": "p", "date": "2026-03-31", "goods": ["Pb"],
 "levels": ["short", "other-industry", "other-enterprise", "other-city", "surplus", "price"],
 "sources": [
  {"id": "A", "enterprise": "G", "city": "1", "industry": "x", "ready": "2026-06-30", "supply": ["6"], "lot": ["0"], "whole": false, "price": "5"},
  {"id": "B", "enterprise": "H", "city": "2", "industry": "x", "ready": "2026-07-01", "supply": ["3"], "lot": ["0"], "whole": false, "price": "2"},
  {"id": "C", "enterprise": "F", "city": "1", "industry": "y", "ready": "2026-01-01", "supply": ["4"], "lot": ["0"], "whole": true, "price": "1"}],
 "projects": [{"id": "P", "enterprise": "F", "city": "1", "industry": "x", "commissioning": "2026-07-01", "demand": ["10"]}],
 "plan": [{"flows": [{"source": "A", "project": "P", "amount": "6"}, {"source": "B", "project": "P", "amount": "3"}, {"source": "C", "project": "P", "amount": "1"}],
  "given": ["6", "3", "4"], "short": ["0"]}],
 "opened": [{"source": "C", "good": ""}],
 "cost": "0 1 9 3 3 40",
 "duals": [
  {"good": 0, "project": ["0 1 0 0 -1 0"], "source": ["0 -1 1 0 1 5", "0 -1 1 1 1 2", "0 0 0 0 1 1"]},
  {"good": 0, "project": ["1 0 0 0 0 0"], "source": ["-1 0 1 0 0 5", "-1 0 1 1 0 2", ""]}],
 "tree": {"ask": {"source": "C", "good": ""},
  "yes": {"duals": [0], "bound": "0 1 9 3 3 40"},
  "no": {"duals": [1], "bound": "1 0 9 3 0 36"}},
 "sha256": ""
}`

func parsed(t *testing.T, text string) File {
	t.Helper()
	f, err := Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Seal(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestByHand(t *testing.T) {
	if faults := Verify(parsed(t, byHand)); len(faults) > 0 {
		t.Error(faults)
	}
}

// Each rule of the judge is seen to fail, on the certificate above with one
// thing changed.
func TestFaults(t *testing.T) {
	leaf := `"yes": {"duals": [0], "bound": "0 1 9 3 3 40"}`
	for name, c := range map[string]struct{ from, to, fault string }{
		"schema":            {"certificate/1", "certificate/2", "unknown schema"},
		"levels":            {`"other-city",`, `"far",`, "the levels"},
		"no amount":         {`"supply": ["6"]`, `"supply": ["6.5"]`, "no whole number"},
		"leading zero":      {`"supply": ["6"]`, `"supply": ["06"]`, "no whole number"},
		"negative":          {`"demand": ["10"]`, `"demand": ["-10"]`, "no whole number"},
		"an endless number": {`"supply": ["6"]`, `"supply": ["` + strings.Repeat("9", 61) + `"]`, "no whole number"},
		"too many amounts":  {`"supply": ["6"]`, `"supply": ["6", "1"]`, "numbers are wanted"},
		"no date":           {"2026-06-30", "2026-06-31", "no date"},
		"source twice":      {`"id": "B"`, `"id": "A"`, "is there twice"},
		"lot above supply": {`"supply": ["3"], "lot": ["0"]`, `"supply": ["3"], "lot": ["4"]`,
			"lot of Pb is larger"},
		"choice of no one": {`"opened": [{"source": "C"`, `"opened": [{"source": "D"`, "no source D"},
		"choice not whole": {`"opened": [{"source": "C"`, `"opened": [{"source": "A"`, "not given whole"},
		"choice without lot": {`"opened": [{"source": "C", "good": ""`, `"opened": [{"source": "A", "good": "Pb"`,
			"has no lot"},
		"choice twice":     {`"opened": [`, `"opened": [{"source": "C", "good": ""}, `, "is there twice"},
		"choice not made":  {`"opened": [{"source": "C", "good": ""}]`, `"opened": []`, "though the choice is no"},
		"plan missing":     {`"goods": ["Pb"]`, `"goods": []`, "numbers are wanted"},
		"flow from no one": {`{"source": "A", "project"`, `{"source": "Z", "project"`, "no source Z"},
		"flow twice": {`{"source": "B", "project": "P", "amount": "3"}`,
			`{"source": "A", "project": "P", "amount": "3"}`, "A to P is there twice"},
		"flow of nothing":      {`"amount": "1"`, `"amount": "0"`, "is zero"},
		"too late":             {`"ready": "2026-07-01"`, `"ready": "2026-07-02"`, "ready only after"},
		"demand not met":       {`"amount": "3"`, `"amount": "2"`, "gets 9"},
		"more than the supply": {`"supply": ["6"]`, `"supply": ["5"]`, "more than its supply"},
		"given too little": {`"given": ["6", "3", "4"]`, `"given": ["6", "3", "1"]`,
			"gives 1 where it should be 4"},
		"another cost":        {`"cost": "0 1 9 3 3 40"`, `"cost": "0 1 9 3 3 39"`, "the plan costs 0 1 9 3 3 40"},
		"cost without levels": {`"cost": "0 1 9 3 3 40"`, `"cost": "0 1 9"`, "the plan costs"},
		"a branch missing":    {leaf + ",", "", "without two branches"},
		"asked again":         {leaf, `"yes": {"ask": {"source": "C", "good": ""}, "yes": {}, "no": {}}`, "again"},
		"branch unasked": {leaf, `"yes": {"yes": {}, "duals": [0], "bound": "0 1 9 3 3 40"}`,
			"without a question"},
		"no prices":         {leaf, `"yes": {"bound": "0 1 9 3 3 40"}`, "prices are missing"},
		"prices of nothing": {`"yes": {"duals": [0]`, `"yes": {"duals": [7]`, "no prices of Pb"},
		"another bound": {`"yes": {"duals": [0], "bound": "0 1 9 3 3 40"`,
			`"yes": {"duals": [0], "bound": "0 1 9 3 3 41"`, "prove the bound"},
		"a price too high": {`"project": ["0 1 0 0 -1 0"]`, `"project": ["0 1 0 0 0 0"]`,
			"reduced cost of A to P is negative"},
		"a project's too high": {`"project": ["1 0 0 0 0 0"]`, `"project": ["2 0 0 0 0 0"]`, "cannot be used"},
		"a source's too high":  {`"0 -1 1 1 1 2"`, `"0 0 0 0 0 1"`, "cannot be used"},
		"a price for nothing":  {`"-1 0 1 1 0 2", ""`, `"-1 0 1 1 0 2", "0 0 0 0 0 0"`, "nothing to give"},
		"prices missing":       {`"-1 0 1 1 0 2", ""`, `"-1 0 1 1 0 2"`, "number of prices"},
		"a lower price":        {`"project": ["0 1 0 0 -1 0"]`, `"project": ["0 1 0 0 -2 0"]`, "below the cost"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(byHand, c.from) == 0 {
				t.Fatalf("%q is not in the certificate", c.from)
			}
			faults := Verify(parsed(t, strings.Replace(byHand, c.from, c.to, 1)))
			found := false
			for _, f := range faults {
				found = found || strings.Contains(f.EN, c.fault)
				if f.ZH == "" || f.EN == "" || strings.Contains(f.ZH+f.EN, "%!") {
					t.Errorf("%+v", f)
				}
			}
			if !found {
				t.Errorf("faults %v, want one with %q", faults, c.fault)
			}
		})
	}
}

func TestCheckSum(t *testing.T) {
	f := parsed(t, byHand)
	f.Sources[0].Ready = "2026-06-29"
	if faults := Verify(f); len(faults) != 1 || !strings.Contains(faults[0].EN, "was changed") {
		t.Error(faults)
	}
}

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"not json":     {"x", nil},
		"empty":        {"", nil},
		"unknown key":  {`{"scheme": "x"}`, nil},
		"a number":     {`{"cost": 1}`, nil},
		"text behind":  {byHand + "x", ErrTrailing},
		"two of them":  {byHand + byHand, ErrTrailing},
		"deep nesting": {`{"tree":` + strings.Repeat(`{"yes":`, 20_000), nil},
	} {
		if _, err := Parse(strings.NewReader(c.text)); err == nil || (c.want != nil && !errors.Is(err, c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the file says, the judge neither panics nor accepts what is not the
// certificate by hand.
func FuzzVerify(f *testing.F) {
	f.Add(byHand)
	f.Add(`{"tree": {"ask": {}}}`)
	f.Add(`{"goods": ["Pb"], "plan": [{}], "tree": {"duals": [0]}, "duals": [{}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse(strings.NewReader(text))
		if err != nil {
			return
		}
		if err := file.Seal(); err != nil {
			t.Fatal(err)
		}
		Verify(file)
		if _, err := json.Marshal(file); err != nil {
			t.Fatal(err)
		}
	})
}
