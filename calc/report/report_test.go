package report

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/factors"
)

const dossiers = "../../testdata/dossiers/"

func reports(t *testing.T, name string, changes ...string) []Report {
	t.Helper()
	var v dossier.Variant
	for i := 0; i < len(changes); i += 2 {
		v.Set = append(v.Set, dossier.Change{Path: changes[i], Value: changes[i+1]})
	}
	d, fs := dossier.OpenVariant(dossiers+name, v)
	if calc.HasErrors(fs) {
		t.Fatal(fs)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy(d.Policy)
	r := reduction.Assess(reduction.Input{Dossier: d, Book: book, Policy: policy, On: d.Date})
	return All(Input{Dossier: d, Policy: policy, On: d.Date, Sources: r.Sources, Findings: r.Findings})
}

func kg(t *testing.T, s calc.Step) string {
	t.Helper()
	if !s.OK() {
		return "none"
	}
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Recheck(); err != nil {
		t.Error(err)
	}
	return q.Exact()
}

// testdata/dossiers/leather/ORIGIN.md 2.3: 1455 × 0.007 = 10.185 by factor,
// which is less than by samples.
func TestLeather(t *testing.T) {
	list := reports(t, "leather")
	if len(list) != 1 || list[0].Source.Source.ID != "S3" {
		t.Fatalf("%d reports", len(list))
	}
	r := list[0]
	if len(r.Rows) != 1 || kg(t, r.Rows[0].Before) != "10.185" || kg(t, r.Rows[0].After) != "0" ||
		kg(t, r.Rows[0].Usable) != "10.185" {
		t.Fatalf("%+v", r.Rows)
	}
	if !r.Closed() || !r.Complete() || len(r.Missing) > 0 {
		t.Errorf("closed %v, complete %v, missing %v", r.Closed(), r.Complete(), r.Missing)
	}
	if m := r.Rows[0].Methods; len(m) != 2 || !m[0].Chosen || m[0].Rank != 2 || m[1].Rank != 1 || len(m[1].Was) != 1 ||
		len(m[1].Is) != 0 {
		t.Errorf("%+v", m)
	}
	if got := strings.Join(r.Instruments, ", "); got != "吉环固体字〔2022〕12号, HJ 884-2018, 产排污系数手册 191" {
		t.Error(got)
	}
	if len(r.Factors) != 2 || len(r.Approvals) != 1 || !r.Approvals[0].Filing {
		t.Errorf("%d factors, EIA %v", len(r.Factors), r.Approvals)
	}
	var annexes []string
	for _, a := range r.Annexes {
		annexes = append(annexes, a.Document)
	}
	// The approval stands twice in the dossier, once with a remark: one annex.
	want := "示例工信备字〔2011〕27号（年加工牛生皮 2500 t）, 示例环备〔2016〕58号, 示例关停核查意见〔2026〕11号, 示" +
		"例长环函〔2026〕13号"
	if got := strings.Join(annexes, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if len(r.Capacities) != 1 || r.Capacities[0].Amount.Value().Exact() != "2500" {
		t.Errorf("%+v", r.Capacities)
	}
}

// lead-battery/ORIGIN.md: 0.14592 into water and 4.72 into air, the least of
// two methods each.
func TestLeadBattery(t *testing.T) {
	list := reports(t, "lead-battery")
	if len(list) != 1 || len(list[0].Rows) != 2 {
		t.Fatalf("%+v", list)
	}
	for _, row := range list[0].Rows {
		want := map[calc.Medium]string{calc.Water: "0.14592", calc.Air: "4.72"}[row.Medium]
		if got := kg(t, row.Usable); got != want {
			t.Errorf("%s: %s, want %s", row.Medium, got, want)
		}
	}
}

// What the report must state and the dossier does not is listed by its key.
func TestMissing(t *testing.T) {
	for key, r := range map[string]Report{
		"approved_scale": reports(t, "leather", "source.S3.approved_scale", "")[0],
		"measure_note":   reports(t, "leather", "source.S3.measure_note", "")[0],
		"responsible":    reports(t, "leather", "source.S3.responsible", "")[0],
	} {
		if r.Complete() || len(r.Missing) != 1 || r.Missing[0].Key != key || r.Missing[0].Text.ZH == "" ||
			r.Missing[0].Text.EN == "" {
			t.Errorf("%s: %+v", key, r.Missing)
		}
	}
}

// A line that goes on has a state after, by the same method: with 582 g/t ×
// 1000 t × 0.007 = 4.074 left, 10.185 − 4.074 = 6.111 is reduced.
func TestStateAfter(t *testing.T) {
	r := reports(t, "leather")[0]
	s := r.Source
	after := s.Source.Before[0]
	after.Activity.Amount = quantity.Int(1000, after.Activity.Amount.Unit())
	book, _ := factors.Builtin()
	d, _ := dossier.OpenVariant(dossiers+"leather", dossier.Variant{})
	policy, _ := book.Policy(d.Policy)
	for i := range d.Sources {
		if d.Sources[i].ID == "S3" {
			d.Sources[i].Closed, d.Sources[i].ClosedEvidence = calc.Date{}, ""
			d.Sources[i].After = []dossier.Intensity{after}
		}
	}
	x := reduction.Assess(reduction.Input{Dossier: d, Book: book, Policy: policy, On: d.Date})
	r = All(Input{Dossier: d, Policy: policy, On: d.Date, Sources: x.Sources})[0]
	if r.Closed() || len(r.Rows[0].Methods[0].Is) != 1 || kg(t, r.Rows[0].After) != "4.074" ||
		kg(t, r.Rows[0].Reduction) != "6.111" {
		t.Errorf("%+v", r.Rows[0])
	}
}
