package factors

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/quantity"
)

func on(s string) calc.Date { return calc.MustDate(s) }

// The value a plating and a battery plant are bound by, asked for as
// calc/permit asks.
func TestFind(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr", Medium: calc.Water, Outlet: "workshop",
			Class:    "new",
			Industry: "electroplating", On: on("2026-03-31")}, "gb21900.t2.water.cr"},
		{Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr6+", Medium: calc.Water, Outlet: "workshop",
			Class: "special",
			On:    on("2026-03-31")}, "gb21900.t3.water.cr6"},
		{Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr", Medium: calc.Water, Class: "existing",
			On: on("2010-06-30")}, "gb21900.t1.water.cr"}, // the last day of table 1
		{Query{Kind: BenchmarkVolume, Instrument: "GB 21900-2008", Medium: calc.Water, Class: "new",
			Process: "multilayer",
			On:      on("2026-03-31")}, "gb21900.t2.volume.multilayer"},
		{Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr", Substance: "铬酸雾", Medium: calc.Air,
			Class: "new",
			On:    on("2026-03-31")}, "gb21900.t5.air.chromic-acid-mist"},
		{Query{Kind: Limit, Instrument: "GB 30484-2013", Pollutant: "Pb", Medium: calc.Water, Outlet: "workshop",
			Class:    "new",
			Industry: "lead-battery", On: on("2026-03-31")}, "gb30484.t2.water.lead.pb"},
		{Query{Kind: Limit, Instrument: "GB 30484-2013", Pollutant: "Cd", Medium: calc.Water, Outlet: "workshop",
			Class:    "new",
			Industry: "nickel-cadmium", On: on("2026-03-31")}, "gb30484.t2.water.nicd.cd"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 967-2018", Medium: calc.Water, Outlet: "workshop",
			Industry: "lead-battery",
			Process:  "plates+assembly", Class: "new", On: on("2026-03-31")}, "hj967.t18.workshop.plates-assembly"},
		{Query{Kind: Performance, Instrument: "HJ 967-2018", Pollutant: "Pb", Medium: calc.Air,
			Industry: "lead-battery",
			Process:  "assembly", Class: "new", On: on("2026-03-31")}, "hj967.t17.pb.assembly"},
		{Query{Kind: EmissionFactor, Pollutant: "Pb", Medium: calc.Air, Product: "power", Process: "plates",
			Scale:     "<=50万kVAh",
			Treatment: "布袋除尘"}, "hj967.c1.power.plates.le500k.bag"},
	} {
		v, err := b.Find(c.q)
		if err != nil || v.ID != c.want {
			t.Errorf("%s: got %s, %v; want %s", b.describe(c.q), v.ID, err, c.want)
		}
	}
}

// Each way of finding nothing has its reason and names what to look at.
func TestFindErrors(t *testing.T) {
	b := builtinBook(t)
	cr := Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr", Medium: calc.Water}
	with := func(change func(*Query)) Query { q := cr; change(&q); return q }
	for name, c := range map[string]struct {
		q      Query
		reason error
		says   []string
	}{
		"ended": {with(func(q *Query) { q.Class, q.On = "existing", on("2010-07-01") }), ErrEnded,
			[]string{"2010-06-30", "gb21900.t1.water.cr", "gb21900.t2.water.cr"}},
		"not yet": {with(func(q *Query) { q.Class, q.On = "new", on("2008-07-31") }), ErrNotInForce,
			[]string{"2008-08-01", "gb21900.t2.water.cr"}},
		"not yet, by the instrument": {with(func(q *Query) { q.Class, q.On = "special", on("2008-07-31") }),
			ErrNotInForce,
			[]string{"2008-08-01", "gb21900.t3.water.cr"}},
		"ambiguous": {with(func(q *Query) { q.On = on("2026-03-31") }), ErrAmbiguous,
			[]string{"gb21900.t2.water.cr", "gb21900.t3.water.cr"}},
		"no such item": {with(func(q *Query) { q.Pollutant, q.Class, q.On = "As", "new", on("2026-03-31") }),
			ErrNoSuchItem,
			[]string{"gb21900.water.as"}},
		"no gas volume": {Query{Kind: BenchmarkVolume, Instrument: "GB 30484-2013", Medium: calc.Air,
			Industry: "lead-battery",
			Process:  "assembly", On: on("2026-03-31")}, ErrNoSuchItem, []string{"4.2.7"}},
		"no special air limit": {Query{Kind: Limit, Instrument: "GB 30484-2013", Medium: calc.Air,
			Industry: "lead-battery", Outlet: "stack",
			Pollutant: "Pb", Class: "special", On: on("2026-03-31")}, ErrNoSuchItem,
			[]string{"gb30484.special.air.lead.pb"}},
		"unknown process": {Query{Kind: BenchmarkVolume, Instrument: "GB 21900-2008", Medium: calc.Water, Class: "new",
			Process: "triple",
			On:      on("2026-03-31")}, ErrNotTabulated, []string{"multilayer", "single-layer"}},
		"the mist is not the metal": {with(func(q *Query) {
			q.Medium, q.Class, q.On = calc.Air, "new",
				on("2026-03-31")
		}),
			ErrNotTabulated, []string{"nothing is tabulated"}},
		"unknown instrument": {Query{Kind: Limit, Instrument: "GB 1-1900"}, ErrNotTabulated,
			[]string{"GB 1-1900", "no factor file"}},
	} {
		_, err := b.Find(c.q)
		if !errors.Is(err, c.reason) {
			t.Errorf("%s: got %v, want %v", name, err, c.reason)
			continue
		}
		for _, s := range c.says {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%s: %q does not name %s", name, err, s)
			}
		}
		var le *LookupError
		if !errors.As(err, &le) || le.Message.ZH == "" || le.Message.ZH == le.Message.EN {
			t.Errorf("%s: no message in Chinese", name)
		}
	}
}

// An absent item has no amount to compute with.
func TestAbsentIsNotZero(t *testing.T) {
	v, _ := builtinBook(t).Value("gb21900.water.as")
	if s := v.Step("C"); s.OK() || !errors.Is(s.Err(), ErrNoSuchItem) {
		t.Errorf("the absent arsenic limit gives %v, %v", s.Value(), s.Err())
	}
}

// At most one value holds for one row on each day on which anything changes,
// the day before and the day after: existing, new and special limits are
// series of their own, and none overlaps itself.
func TestOneValueEachDay(t *testing.T) {
	b := builtinBook(t)
	for _, in := range b.Instruments() {
		days := map[calc.Date]bool{on("2026-03-31"): true}
		values := b.read(in.ID).values
		for _, v := range values {
			for _, d := range []calc.Date{v.Since, v.Until} {
				if !d.IsZero() {
					days[d.AddDays(-1)], days[d], days[d.AddDays(1)] = true, true, true
				}
			}
		}
		for _, v := range values {
			held := false
			q := v.query()
			for q.On = range days {
				found := b.Values(q)
				held = held || len(found) == 1
				// an open class is asked with a class in practice
				if len(found) > 1 && v.Class != "" && v.Class != "general" {
					t.Errorf("%s: %s", b.describe(q), ids(found))
				}
			}
			if !held && v.Class != "" {
				t.Errorf("%s is never found", v.ID)
			}
		}
		for i, v := range values {
			for _, w := range values[:i] {
				if sameRow(v, w) && sameDay(v, w) {
					t.Errorf("%s and %s hold for one thing on one day", v.ID, w.ID)
				}
			}
		}
	}
}

// query asks for exactly the row of a value.
func (v Value) query() Query {
	return Query{Kind: v.Kind, Instrument: v.Instrument, Pollutant: v.Pollutant, Substance: v.Substance,
		Medium:   v.Medium,
		Industry: v.Industry, Process: v.Process, Stack: v.Stack, Product: v.Product, Scale: v.Scale, Zone: v.Zone,
		Variant:   v.Variant,
		Treatment: v.Treatment, Outlet: v.Outlet, Class: v.Class}
}

const ownFile = `
[instrument]
id = "GB 21900-2008"

[[value]]
id = "gb21900.t2.water.cr"
kind = "limit"
medium = "water"
outlet = "workshop"
class = "new"
pollutant = "Cr"
since = 2008-08-01
clause = "表2"
status = "text"
source = "our copy"
value = "0.9"
unit = "mg/L"
`

func TestOverride(t *testing.T) {
	b := builtinBook(t)
	n, findings := b.With(fstest.MapFS{"own.toml": {Data: []byte(ownFile)}}, "mine")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	q := Query{Kind: Limit, Instrument: "GB 21900-2008", Pollutant: "Cr", Medium: calc.Water, Class: "new",
		On: on("2026-03-31")}
	v, err := n.Find(q)
	if err != nil || !v.Local || !v.Amount.Equal(quantity.Must("0.9 mg/L")) || v.At.String() != "mine/own.toml:5" ||
		v.Title.EN == "" {
		t.Errorf("got %s at %s, local %t, title %q, %v", v.Amount, v.At, v.Local, v.Title.EN, err)
	}
	if !v.Step("C").Origin().Local {
		t.Error("the step of a user's own value is not marked local")
	}
	if v, err := b.Find(q); err != nil || v.Local || !v.Amount.Equal(quantity.Must("1.0 mg/L")) {
		t.Errorf("the built-in book has changed: %s, local %t, %v", v.Amount, v.Local, err)
	}
}

// A user's value that does not replace a built-in one but stands beside it is
// reported; a value with a mistake is left out.
func TestOwnMistakes(t *testing.T) {
	beside := strings.Replace(ownFile, `id = "gb21900.t2.water.cr"`, `id = "mine.cr"`, 1)
	_, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(beside)}}, "mine")
	if len(findings) != 1 || findings[0].Code != CodeOverlap || findings[0].At.String() != "mine/own.toml:5" {
		t.Errorf("want an overlap at mine/own.toml:5, got %v", findings)
	}
	broken := strings.Replace(ownFile, `"0.9"`, `"0,9"`, 1)
	n, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(broken)}}, "mine")
	if v, _ := n.Value("gb21900.t2.water.cr"); v.Local || !calc.HasErrors(findings) {
		t.Errorf("a broken value took the place of the built-in one: %v", findings)
	}
}

// A rule or parameter of a file with a mistake does not count either.
func TestOwnRuleWithMistake(t *testing.T) {
	own := `
[instrument]
id = "HJ 855-2017"
[[rule]]
id = "hj855.water.workshop"
clause = "own"
formula = "guess"
unit = "kg/a"
status = "text"
`
	n, findings := builtinBook(t).With(fstest.MapFS{"r.toml": {Data: []byte(own)}}, "mine")
	r, err := ruleOf(n, "HJ 855-2017", calc.Water, "workshop", "main", "Cr", false, true)
	if !calc.HasErrors(findings) || err != nil || r.Local || r.Formula != CapacityVolumeLimit {
		t.Errorf("got %+v, %v, %v", r, err, findings)
	}
	good := strings.Replace(own, "guess", "received-volume-limit", 1)
	n, findings = builtinBook(t).With(fstest.MapFS{"r.toml": {Data: []byte(good)}}, "mine")
	if r := n.Rules("HJ 855-2017")[1]; len(findings) > 0 || !r.Local || r.Formula != ReceivedVolumeLimit {
		t.Errorf("got %+v, %v", r, findings)
	}
}

func TestOverrideParameter(t *testing.T) {
	own := `
[instrument]
id = "吉环固体字〔2022〕12号"
kind = "policy"
[policy]
id = "jilin-2022-12"
[[parameter]]
id = "ratio"
value = "1.2"
unit = "1"
clause = "own"
status = "text"
source = "an order"
`
	n, findings := builtinBook(t).With(fstest.MapFS{"p.toml": {Data: []byte(own)}}, "mine")
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	p, _ := n.Policy("jilin-2022-12")
	s, err := p.Figure("ratio")
	if err != nil || s.Value().Exact() != "1.2" || !s.Origin().Local || s.Symbol() != "r" || len(p.Rules) < 20 {
		t.Errorf("got %s, local %t, %d rules, %v", s.Value(), s.Origin().Local, len(p.Rules), err)
	}
	q, _ := builtinBook(t).Policy("jilin-2022-12")
	if s, _ := q.Figure("ratio"); s.Value().Exact() != "1" {
		t.Errorf("the built-in ratio has become %s", s.Value())
	}
}
