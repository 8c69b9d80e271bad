package cli

import (
	"errors"
	"reflect"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// A small set is read once and gives the same again, whatever was done to what
// it gave; a set that differs, one of another folder, one whose reader stopped
// and one that is too large are read anew.
func TestReadingsAreKept(t *testing.T) {
	n, size := 0, 3
	read := func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord, []calc.Finding, error) {
		n++
		for i := range size {
			if err := take(monitoring.Reading{Outlet: set.Outlet, Start: monitoring.Minute(i)}); err != nil {
				return nil, nil, err
			}
		}
		return []monitoring.FileRecord{{Name: "a", Tally: monitoring.Tally{Invalid: 1, Reasons: map[string]int64{"x": 1}}}}, []calc.Finding{{Code: "c"}}, nil
	}
	r := &readings{}
	type given struct {
		readings []monitoring.Reading
		records  []monitoring.FileRecord
		findings []calc.Finding
	}
	get := func(dir, outlet string) (g given) {
		var err error
		g.records, g.findings, err = r.remember(dir, read)(dossier.MonitoringFiles{Outlet: outlet}, func(x monitoring.Reading) error {
			g.readings = append(g.readings, x)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	stop := errors.New("enough")
	for range 2 { // a reader that stops keeps nothing
		_, _, err := r.remember("d", read)(dossier.MonitoringFiles{Outlet: "A"}, func(monitoring.Reading) error { return stop })
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
	}
	first := get("d", "A")
	if n != 3 {
		t.Fatalf("read %d times, want 3", n)
	}
	first.records[0].Tally.Reasons["x"], first.findings[0].Code = 7, "y"
	second := get("d", "A")
	second.records[0].Tally.Reasons["x"] = 9
	third := get("d", "A")
	want := given{[]monitoring.Reading{{Outlet: "A"}, {Outlet: "A", Start: 1}, {Outlet: "A", Start: 2}}, []monitoring.FileRecord{{Name: "a", Tally: monitoring.Tally{Invalid: 1, Reasons: map[string]int64{"x": 1}}}}, []calc.Finding{{Code: "c"}}}
	if !reflect.DeepEqual(third, want) || n != 3 {
		t.Errorf("read %d times, then %+v, want %+v", n, third, want)
	}
	get("d", "B")
	get("e", "A")
	if n != 5 {
		t.Errorf("read %d times, want 5", n)
	}
	size = mostKept + 1
	for range 2 {
		if g := get("d", "C"); len(g.readings) != size {
			t.Errorf("%d readings", len(g.readings))
		}
	}
	if n != 7 || len(r.kept) != 3 {
		t.Errorf("read %d times, %d sets kept; want 7 and 3", n, len(r.kept))
	}
}
