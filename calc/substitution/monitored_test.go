package substitution

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/reduction"
)

type openedFile struct {
	*os.File
	size int64
}

func (f openedFile) Size() int64 { return f.size }

// readerIn reads files of a folder.
func readerIn(dir string) monitoring.Reader {
	return intake.New(func(name string) (intake.File, error) {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		return openedFile{f, info.Size()}, nil
	})
}

// monitoredExample plans a bundled dossier with its monitoring data.
func monitoredExample(t *testing.T, name string) (Plan, monitoring.Input) {
	t.Helper()
	in := inputOf(t, name)
	m := monitoring.Input{Facts: monitoring.FactsOf(in.Dossier), Book: in.Book, On: in.Dossier.Date,
		Read: readerIn("../../testdata/dossiers/" + name)}
	in.Monitored = reduction.Monitor(m)
	if in.Monitored == nil || len(in.Monitored.Findings) > 0 {
		t.Fatalf("%s: monitored %+v", name, in.Monitored)
	}
	return planWith(in), m
}

func evidenceOf(t *testing.T, p Plan, source string, pol calc.Pollutant, m calc.Medium) *reduction.Evidence {
	t.Helper()
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			if s.Source.ID == source && r.Pollutant == pol && r.Medium == m && r.Monitored != nil {
				return r.Monitored
			}
		}
	}
	t.Fatalf("nothing monitored of %s into %s at %s", pol, m, source)
	return nil
}

// What the data of the examples give, added up in their ORIGIN.md by other
// means, and what it changes: findings, no amount and no verdict.
func TestMonitoredExamplesByHand(t *testing.T) {
	for _, c := range []struct {
		dossier, source string
		p               calc.Pollutant
		m               calc.Medium
		amount, scaled  string
	}{
		{"plating", "S1", calc.Chromium, calc.Water, "100178039/2000000", ""},
		{"leather", "S1", calc.Chromium, calc.Water, "16399/400", ""},
		{"smelting", "S1", calc.Lead, calc.Water, "1923823/100000", ""},
		{"smelting", "S1", calc.Mercury, calc.Water, "11033923/10000000", ""},
		{"smelting", "S1", calc.Cadmium, calc.Water, "1714231/1000000", ""},
		{"smelting", "S1", calc.Arsenic, calc.Water, "227213/20000", ""},
		{"lead-battery", "S2", calc.Lead, calc.Air, "1197/250", "684/125"},
		{"lead-battery", "S2", calc.Lead, calc.Water, "545171/2000000", "545171/1750000"},
	} {
		p, in := monitoredExample(t, c.dossier)
		e := evidenceOf(t, p, c.source, c.p, c.m)
		name := fmt.Sprintf("%s %s %s", c.dossier, c.source, c.p)
		exactly(t, name, e.Before.Amount, c.amount)
		if c.scaled != "" {
			exactly(t, name+" at the approved scale", e.Before.Scaled, c.scaled)
		}
		if err := e.Before.Amount.RecheckWith(monitoring.Recheck(in)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if e.Before.Unproven != (calc.Text{}) {
			t.Errorf("%s: %s", name, e.Before.Unproven.EN)
		}
	}
}

// The examples' demands, allocations and verdicts are those without data.
func TestMonitoringChangesNoExample(t *testing.T) {
	more := map[string]map[string]int{
		"plating": {"note TD-RED-036": 1}, "leather": {}, "smelting": {"warning TD-RED-034": 1},
		// Measured data answer the two notes that ask for them, and are one more method each.
		"lead-battery": {"note TD-INT-026": -2, "note TD-RED-023": 2},
	}
	for name, want := range more {
		without := example(t, name)
		with, _ := monitoredExample(t, name)
		if with.Status != without.Status || rows(with) != rows(without) {
			t.Errorf("%s: %s\n%s\nwithout monitoring data %s\n%s", name, with.Status, rows(with), without.Status,
				rows(without))
		}
		for i, n := range without.Needs {
			exactly(t, name+" demand", with.Needs[i].Demand, n.Demand.Value().Rat().String())
		}
		got := tally(with)
		for k, n := range tally(without) {
			if got[k] -= n; got[k] == 0 {
				delete(got, k)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: findings more or less %v, want %v", name, got, want)
		}
	}
}

// A total is rechecked from the file itself; a file in which one digit is
// another is found out, by its hash.
func TestAlteredFile(t *testing.T) {
	p, in := monitoredExample(t, "plating")
	amount := evidenceOf(t, p, "S1", calc.Chromium, calc.Water).Before.Amount
	if !slices.ContainsFunc(amount.Leaves(), func(s calc.Step) bool { return s.Origin().Series != nil }) {
		t.Fatal("the amount rests on no series")
	}
	if err := amount.RecheckWith(monitoring.Recheck(in)); err != nil {
		t.Errorf("as it is: %v", err)
	}
	dir := t.TempDir()
	const name = "data/B-DW001-2025.csv"
	data, err := os.ReadFile("../../testdata/dossiers/plating/" + name)
	if err != nil {
		t.Fatal(err)
	}
	altered := strings.Replace(string(data), ",N\n", ",D\n", 1)
	if altered == string(data) {
		t.Fatal("nothing to alter")
	}
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(altered), 0o644); err != nil {
		t.Fatal(err)
	}
	in.Read = readerIn(dir)
	if err := amount.RecheckWith(monitoring.Recheck(in)); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("altered: %v", err)
	}
}

// A file that cannot be read stands against the plan: what could not be checked
// has not passed.
func TestUnreadableData(t *testing.T) {
	in := inputOf(t, "plating")
	in.Monitored = reduction.Monitor(monitoring.Input{Facts: monitoring.FactsOf(in.Dossier), Book: in.Book,
		On: in.Dossier.Date, Read: readerIn(t.TempDir())})
	if p := planWith(in); p.Status != Incomplete {
		t.Errorf("status %s with data that cannot be read; findings %v", p.Status, p.Findings)
	}
}
