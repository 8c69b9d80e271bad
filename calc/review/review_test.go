package review

import (
	"os"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/factors"
)

// planOf plans an example dossier, without its monitoring data.
func planOf(t testing.TB, name string) (substitution.Plan, *factors.Book) {
	t.Helper()
	d, findings := dossier.Parse(os.DirFS("../../testdata/dossiers/" + name))
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	policy, book := bookOf(d)
	return planned(d, book, policy, calc.Date{}), book
}

// planned plans a dossier, without monitoring data.
func planned(d *dossier.Dossier, book *factors.Book, policy factors.Policy, on calc.Date) substitution.Plan {
	if on.IsZero() {
		on = d.Date
	}
	r := reduction.Assess(reduction.Input{Dossier: d, Book: book, Policy: policy, On: on})
	return substitution.Demand(substitution.Input{Dossier: d, Policy: policy}, r).Allocate().
		Plan(substitution.Against{On: on})
}

func bookOf(d *dossier.Dossier) (factors.Policy, *factors.Book) {
	book, err := factors.Builtin()
	if err != nil {
		panic(err)
	}
	policy, _ := book.Policy(d.Policy)
	return policy, book
}

func leaf(symbol, q string) calc.Step {
	return calc.Given(symbol, "stated-amount", quantity.Must(q), calc.Origin{Kind: calc.FromDossier,
		At: calc.Position{File: "x.toml", Line: len(symbol)}})
}

// verdictOf compares one figure with one number.
func verdictOf(s calc.Step, written, unit string) Outcome {
	r := &reviewer{targets: []substitution.Target{{Name: "x", Step: s}}, seen: map[string]int{}}
	return r.figure(Submitted{Target: "x", Written: written, Unit: unit})
}

// The demand of the plating example is 74726413949/624964375 kg/a, that is
// 119.5690… kg/a (its ORIGIN.md); all roundings by hand.
func TestVerdicts(t *testing.T) {
	p, _ := planOf(t, "plating")
	var demand calc.Step
	for _, x := range p.Targets() {
		if x.Name == "demand/Cr" {
			demand = x.Step
		}
	}
	for _, c := range []struct {
		written, unit string
		want          Verdict
		path          string
	}{
		{"119.57", "kg/a", Agrees, ""},
		{"119.569", "kg/a", Agrees, ""},
		{"120", "kg/a", Agrees, ""},
		{"0.11957", "t/a", Agrees, ""},
		{"119569", "g/a", Agrees, ""},
		{"1.1957×10²", "kg/a", Agrees, ""},
		{"119.56", "kg/a", ByPath, "truncated"},
		{"0.119570", "t/a", ByPath, "kilograms"},
		{"119.570", "kg/a", Differs, ""},
		{"119.58", "kg/a", Differs, ""},
		{"119", "kg/a", ByPath, "truncated"},
		{"124.57", "kg/a", Differs, ""},
		{"119.57", "g/a", Differs, ""},
		{"119.57", "kg", Unknown, ""},
		{"1,119.57", "kg/a", Unknown, ""},
		{"", "kg/a", Unknown, ""},
		{"119.57", "furlong", Unknown, ""},
	} {
		o := verdictOf(demand, c.written, c.unit)
		if o.Verdict != c.want || (o.Path == nil) != (c.path == "") || o.Path != nil && o.Path.Kind != c.path {
			t.Errorf("%s %s: %s %+v, want %s %s", c.written, c.unit, o.Verdict, o.Path, c.want, c.path)
		}
	}
}

// Ties: 2.5 rounds to 2 by GB/T 8170, to 3 half up; 3.5 to 4 by both.
func TestHalfUp(t *testing.T) {
	for _, c := range []struct {
		exact, written string
		want           Verdict
	}{{"2.5 kg/a", "2", Agrees}, {"2.5 kg/a", "3", ByPath}, {"3.5 kg/a", "4", Agrees}, {"3.5 kg/a", "3", ByPath},
		{"2.51 kg/a", "3", Agrees}, {"2.49 kg/a", "3", Differs}} {
		if o := verdictOf(leaf("E", c.exact), c.written, "kg/a"); o.Verdict != c.want {
			t.Errorf("%s as %s: %s, want %s", c.exact, c.written, o.Verdict, c.want)
		}
	}
}

// 3 × 0.444 = 1.332 kg/a of three lines: rounded line by line to 0.4 the sum
// is 1.2, where the exact value rounds to 1.3. 1.4 is what no rounding gives,
// though the bounds 1.332 ± 3 × 0.05 let it be.
func TestStages(t *testing.T) {
	part := func(symbol string) calc.Step {
		return calc.Product("E"+symbol, "permitted-emission", calc.Clause{}, leaf("C"+symbol, "0.444 mg/L"),
			leaf("Q"+symbol, "1000 m3/a")).In(quantity.KgPerYear)
	}
	sum := calc.Sum("E", "new-emission", calc.Clause{}, part("a"), part("bb"), part("ccc"))
	o := verdictOf(sum, "1.2", "kg/a")
	if o.Verdict != ByPath || o.Path.Kind != "stages" {
		t.Fatalf("1.2: %s %+v", o.Verdict, o.Path)
	}
	if got := o.Path.Step.Value().String(); got != "1.2 kg/a" {
		t.Errorf("the derivation of the path gives %s", got)
	}
	if err := o.Path.Step.Recheck(); err != nil {
		t.Error(err)
	}
	if o := verdictOf(sum, "1.4", "kg/a"); o.Verdict != Differs || !o.Near {
		t.Errorf("1.4: %s, near %v", o.Verdict, o.Near)
	}
	if o := verdictOf(sum, "1.6", "kg/a"); o.Verdict != Differs || o.Near {
		t.Errorf("1.6: %s, near %v", o.Verdict, o.Near)
	}
}

func codes(fs []calc.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

// The plating example: new emission 124.57, own reduction 5, demand 119.57
// kg/a; DW001 124, DA001 0.569.
func TestFindings(t *testing.T) {
	p, book := planOf(t, "plating")
	at := calc.MustDate("2026-03-31")
	fig := func(target, written string) Submitted {
		return Submitted{Target: target, Written: written, Unit: "kg/a", At: calc.Position{File: "f.csv", Line: 2}}
	}
	accepted := func(s Submitted, reason, until string) Submitted {
		s.Accepted = Acceptance{Reason: reason}
		if until != "" {
			s.Accepted.Until = calc.MustDate(until)
		}
		return s
	}
	for name, c := range map[string]struct {
		figures []Submitted
		want    string
	}{
		"none":            {nil, CodeNothing},
		"right":           {[]Submitted{fig("demand/Cr", "119.57"), fig("new/Cr", "124.57")}, ""},
		"by path":         {[]Submitted{fig("demand/Cr", "119.56")}, CodePath},
		"no such number":  {[]Submitted{fig("demand/Cx", "1")}, CodeTarget},
		"no number":       {[]Submitted{fig("demand/Cr", "about 119")}, CodeUnreadable},
		"not computed":    {[]Submitted{fig("DA001/Cr/permitted", "1")}, CodeUnchecked},
		"all digits lost": {[]Submitted{fig("demand/Cd", "0")}, CodeDigitsLost},
		"two values":      {[]Submitted{fig("own/Cr", "5"), fig("own/Cr", "6")}, CodeDiffers + " " + CodeTwice},
		"parts and whole": {[]Submitted{fig("DW001/Cr/counted", "124"), fig("DA001/Cr/counted", "0.57"),
			fig("new/Cr", "123")}, CodeDiffers + " " + CodeSum},
		"net": {[]Submitted{fig("new/Cr", "124.57"), fig("own/Cr", "5"), fig("net/Cr", "124.57")},
			CodeDiffers + " " + CodeImplied},
		"accepted": {[]Submitted{accepted(fig("own/Cr", "6"), "as filed", "2026-12-31")}, CodeAccepted},
		"accepted once": {[]Submitted{accepted(fig("own/Cr", "6"), "as filed", "2026-03-30")}, CodeDiffers + " " +
			CodeExpired},
		"last day": {[]Submitted{accepted(fig("own/Cr", "6"), "as filed", "2026-03-31")}, CodeAccepted},
		"without reason": {[]Submitted{accepted(fig("own/Cr", "6"), " ", "2026-12-31")}, CodeDiffers + " " +
			CodeExpired},
		"without end": {[]Submitted{accepted(fig("own/Cr", "6"), "as filed", "")}, CodeDiffers + " " + CodeExpired},
	} {
		t.Run(name, func(t *testing.T) {
			r := Make(Input{Plan: p, Book: book, Figures: c.figures, AsOf: at})
			if got := codes(r.Findings); got != c.want {
				t.Errorf("findings %q, want %q", got, c.want)
			}
		})
	}
}

// Every number of every example, rounded to 1 to 6 significant digits by
// GB/T 8170, agrees.
func TestRightFiguresAgree(t *testing.T) {
	for _, name := range []string{"plating", "lead-battery", "smelting", "mining", "pvc", "leather"} {
		p, book := planOf(t, name)
		var figures []Submitted
		for _, x := range Targets(p, nil) {
			if !x.Step.OK() {
				continue
			}
			for digits := 1; digits <= 6; digits++ {
				figures = append(figures, Submitted{Target: x.Name, Written: x.Step.Value().Shown(digits),
					Unit: x.Step.Value().Unit().String()})
			}
		}
		if len(figures) < 100 {
			t.Fatalf("%s: only %d figures", name, len(figures))
		}
		r := Make(Input{Plan: p, Book: book, Figures: figures})
		if n := r.Count(Agrees); n != len(figures) {
			t.Errorf("%s: %d of %d agree", name, n, len(figures))
		}
	}
}
