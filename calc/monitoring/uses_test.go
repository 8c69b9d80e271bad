package monitoring

import (
	"reflect"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// Several uses of data read once give what each gives by itself, in either
// order: 0.5 mg/L and a value below 0.1 mg/L at 10 m3/d for 100 d each count 0.5
// kg before and 0.6 kg after.
func TestUsesOfOneReading(t *testing.T) {
	at := func(row int, day string, c Value) Reading {
		return Reading{Kind: Manual, Outlet: "DW001", Pollutant: calc.Lead, Start: minuteOf(t, day, 0),
			Concentration: c, Flow: val(t, "10", "m3/d"), Duration: val(t, "100", "d"),
			Place: Place{File: "a.csv", Row: row}}
	}
	reads := 0
	in := input(world(), family("A"), BeforeState, at(2, "2025-03-01", val(t, "0.5", "mg/L")),
		at(3, "2025-09-01", nd(t, "0.1", "mg/L")))
	read := in.Read
	in.Read = func(set dossier.MonitoringFiles, take func(Reading) error) ([]FileRecord, []calc.Finding, error) {
		reads++
		return read(set, take)
	}
	all, findings := AssessFor(in, BeforeState, AfterState)
	if reads != 1 {
		t.Errorf("read %d times", reads)
	}
	wantKg(t, "before", one(t, all[0], "DW001", calc.Lead).Amount, "0.5")
	wantKg(t, "after", one(t, all[1], "DW001", calc.Lead).Amount, "0.6")
	other, _ := AssessFor(in, AfterState, BeforeState)
	for i, use := range []Use{BeforeState, AfterState} {
		in.Use = use
		alone, found := Assess(in)
		if !equalResults(alone, all[i]) || !equalResults(alone, other[1-i]) || len(found) != len(findings[i]) {
			t.Errorf("%s: not what it is alone", use)
		}
	}
}

// equalResults compares what results say.
func equalResults(a, b Result) bool {
	if a.Use != b.Use || a.Options.NonDetect != b.Options.NonDetect || len(a.Accounts) != len(b.Accounts) ||
		!reflect.DeepEqual(a.Rows, b.Rows) {
		return false
	}
	for i, x := range a.Accounts {
		y := b.Accounts[i]
		if x.Policy != y.Policy || x.Amount.OK() != y.Amount.OK() || x.Amount.OK() && !x.Amount.Value().
			Equal(y.Amount.Value()) || !reflect.DeepEqual(x.Tally, y.Tally) {
			return false
		}
	}
	return true
}
