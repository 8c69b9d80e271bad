package monitoring

import (
	"math/big"
	"sync"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

func val(t testing.TB, number, unit string) Value {
	t.Helper()
	d, ok := quantity.ParseDecimal([]byte(number))
	if !ok {
		t.Fatalf("no decimal: %q", number)
	}
	return Value{Decimal: d, Unit: unitOf(unit), Set: true}
}

// unitOf is a unit by name; the random series ask for few of them very often.
func unitOf(name string) quantity.Unit {
	if u, ok := knownUnits.Load(name); ok {
		return u.(quantity.Unit)
	}
	u := quantity.MustUnit(name)
	knownUnits.Store(name, u)
	return u
}

var knownUnits sync.Map

func nd(t testing.TB, number, unit string) Value {
	v := val(t, number, unit)
	v.NonDetect = true
	return v
}

func minuteOf(t testing.TB, date string, hour int) Minute {
	t.Helper()
	m, ok := At(calc.MustDate(date), hour, 0)
	if !ok {
		t.Fatalf("no time: %s %d", date, hour)
	}
	return m
}

func stated(s string) dossier.Stated {
	return dossier.Stated{Amount: quantity.Must(s), Written: s, Set: true}
}

// world is one discharger with one workshop outlet DW001 and one stack DA001,
// fed by line L1 of one specification.
func world() *dossier.Dossier {
	return &dossier.Dossier{
		Dischargers: []dossier.Discharger{{ID: "E1", Name: "示例企业"}},
		Lines: []dossier.Line{{ID: "L1", Discharger: "E1", Specification: "HJ X", Products: []dossier.Product{{ID: "P1",
			Capacity: stated("1000 t/a"), Pollutants: []calc.Pollutant{calc.Lead, calc.Chromium}}}}},
		Outlets: []dossier.Outlet{
			{ID: "DW001", Discharger: "E1", Medium: calc.Water, Position: calc.Workshop, Grade: calc.MainOutlet,
				Receives: []dossier.Feed{{Line: "L1"}}},
			{ID: "DA001", Discharger: "E1", Medium: calc.Air, Position: calc.Stack, Grade: calc.MainOutlet,
				Receives: []dossier.Feed{{Line: "L1"}}},
		},
		Monitoring: []dossier.MonitoringFiles{{ID: "M1"}},
	}
}

// input assesses readings under one rule for both media.
func input(d *dossier.Dossier, rule factors.MonitoringRule, use Use, readings ...Reading) Input {
	return Input{Facts: FactsOf(d), On: calc.MustDate("2026-03-31"), Use: use,
		Rule: func(string, calc.Medium) (factors.MonitoringRule, error) { return rule, nil },
		Read: func(_ dossier.MonitoringFiles, take func(Reading) error) ([]FileRecord, []calc.Finding, error) {
			seen := map[string]bool{}
			var records []FileRecord
			for _, r := range readings {
				if !seen[r.Place.File] {
					seen[r.Place.File] = true
					records = append(records, FileRecord{Set: "M1", Name: r.Place.File, SHA256: "00" + r.Place.File})
				}
				if err := take(r); err != nil {
					return nil, nil, err
				}
			}
			return records, nil, nil
		}}
}

var mainRule = factors.MonitoringRule{Outlets: "main", Clause: calc.Clause{Instrument: "HJ X", Locator: "式(6)"},
	Automatic: calc.Clause{Instrument: "HJ X", Locator: "式(5)"}, NotUsed: "generation",
	NoManual: "emission-or-generation"}

func family(f string) factors.MonitoringRule {
	r := mainRule
	r.Family = f
	return r
}

// one returns the account of an outlet, pollutant and calendar year.
func one(t *testing.T, r Result, outlet string, p calc.Pollutant) Account {
	t.Helper()
	for _, a := range r.Accounts {
		if a.Outlet.ID == outlet && a.Pollutant == p && a.Period.Kind != PermitYear {
			return a
		}
	}
	t.Fatalf("no account of %s %s among %d", outlet, p, len(r.Accounts))
	return Account{}
}

func wantKg(t *testing.T, what string, s calc.Step, want string) {
	t.Helper()
	if !s.OK() {
		t.Errorf("%s: %v", what, s.Err())
		return
	}
	w := quantity.Must(want + " kg")
	if !s.Value().Equal(w) {
		t.Errorf("%s = %s, want %s", what, s.Value(), w)
	}
	if err := s.Recheck(); err != nil {
		t.Errorf("%s does not recheck: %v", what, err)
	}
}

func has(fs []calc.Finding, code string, sev calc.Severity) bool {
	for _, f := range fs {
		if f.Code == code && f.Severity == sev {
			return true
		}
	}
	return false
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

func builtin() (*factors.Book, error) { return factors.Builtin() }

func fixed(rule factors.MonitoringRule) func(string, calc.Medium) (factors.MonitoringRule, error) {
	return func(string, calc.Medium) (factors.MonitoringRule, error) { return rule, nil }
}
