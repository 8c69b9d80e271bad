package reduction

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// edit is the base dossier with statements changed.
func edit(t *testing.T, edits ...string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("the base dossier has no %q", edits[i])
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

func assess(t *testing.T, policy func(*factors.Policy), edits ...string) Result {
	t.Helper()
	text := edit(t, edits...)
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	for _, f := range findings {
		if f.Severity == calc.Error {
			t.Fatalf("dossier: %v", f)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := book.Policy(d.Policy)
	if policy != nil {
		policy(&p)
	}
	return Assess(Input{Dossier: d, Book: book, Policy: p, On: d.Date})
}

func source(t *testing.T, r Result, id string) SourceResult {
	t.Helper()
	i := slices.IndexFunc(r.Sources, func(s SourceResult) bool { return s.Source.ID == id })
	if i < 0 {
		t.Fatalf("no source %s", id)
	}
	return r.Sources[i]
}

func usable(t *testing.T, s SourceResult, want string) {
	t.Helper()
	got, ok := s.Usable(calc.Lead, "")
	switch {
	case want == "" && ok:
		t.Errorf("%s: usable %s, want nothing", s.Source.ID, got.Value())
	case want != "" && !ok:
		t.Errorf("%s: nothing usable, want %s; rows %v", s.Source.ID, want, s.Rows)
	case want != "" && !got.Value().Equal(quantity.Must(want)):
		t.Errorf("%s: usable %s, want %s", s.Source.ID, got.Value(), want)
	}
}

func refused(s SourceResult, code string) (curable, found bool) {
	for _, r := range s.Refusals {
		if r.Code == code {
			return r.Curable, true
		}
	}
	return false, false
}

func reported(r Result, code string) bool {
	return slices.ContainsFunc(r.Findings, func(f calc.Finding) bool { return f.Code == code })
}

const permitG = "permit = \"G-P\"\nbefore = \"2023\"\nafter = \"2026\"\n"

const eiasH = `
[[eia]]
id = "H-E1"
number = "示例环审〔2012〕1号"
discharger = "H"
kind = "approval"
date = 2012-05-01
lines = ["H-L1"]
[[eia.amount]]
line = "H-L1"
medium = "air"
pollutant = "Pb"
amount = "9 kg/a"
[[eia.amount]]
line = "H-L1"
medium = "water"
pollutant = "Pb"
amount = "2 kg/a"

[[eia]]
id = "H-E2"
number = "示例环审〔2025〕2号"
discharger = "H"
kind = "approval"
date = 2025-05-01
lines = ["H-L1"]
[[eia.amount]]
line = "H-L1"
medium = "air"
pollutant = "Pb"
amount = "3 kg/a"
[[eia.amount]]
line = "H-L1"
medium = "water"
pollutant = "Pb"
amount = "0.5 kg/a"

[[source]]
id = "S1"
`

// sourceH turns S2 into an EIA difference.
func sourceH(before, after string) []string {
	return []string{"\n[[source]]\nid = \"S1\"\n", eiasH,
		"basis = \"accounting\"", "basis = \"eia-difference\"\neia_before = \"" + before + "\"\n" + after}
}

// JL-3.2a: 9 − 3 into air and 2 − 0.5 into water: 7.5 kg/a. A missing approval
// is a curable refusal; it is not zero.
func TestEIADifference(t *testing.T) {
	r := assess(t, nil, sourceH("H-E1", "eia_after = \"H-E2\"")...)
	s := source(t, r, "S2")
	usable(t, s, "7.5 kg/a")
	if !s.Accepted() {
		t.Errorf("refused: %v", s.Refusals)
	}
	s = source(t, assess(t, nil, sourceH("H-E1", "")...), "S2")
	if curable, found := refused(s, CodeNoAfter); !found || !curable {
		t.Errorf("without the second approval: %v", s.Refusals)
	}
	usable(t, s, "")
	s = source(t, assess(t, nil, append(sourceH("H-E1", "eia_after = \"H-E2\""), "management = \"registration\"",
		"management = \"key\"")...), "S2")
	if _, found := refused(s, CodeWrongBasis); !found {
		t.Errorf("a permit holder by EIA difference: %v", s.Refusals)
	}
}

// What a source lacks refuses the source and nothing else.
func TestWhatIsMissingIsARefusal(t *testing.T) {
	for _, c := range []struct {
		name, source, code string
		edits              []string
	}{
		{"no permit", "S1", CodeNoAmounts, []string{permitG, ""}},
		{"no version before", "S1", CodeNoAmounts, []string{"before = \"2023\"\n", ""}},
		{"no version after", "S1", CodeNoAfter, []string{"after = \"2026\"\n", ""}},
		{"no closing day", "S3", CodeNotClosed,
			[]string{"before = \"2022\"\nclosed = 2026-01-31\nclosed_evidence = \"关停证明\"\n",
				"before = \"2022\"\n"}},
		{"no approved scale", "S2", CodeNoScale, []string{"approved_scale = \"示例备案〔2014〕3号\"\n", ""}},
		{"permit basis without a permit", "S1", CodeWrongBasis,
			[]string{"management = \"key\"\n\n[[discharger]]\nid = \"H\"",
				"management = \"none\"\n\n[[discharger]]\nid = \"H\""}},
	} {
		r := assess(t, nil, c.edits...)
		s := source(t, r, c.source)
		if curable, found := refused(s, c.code); !found || !curable {
			t.Errorf("%s: refusals %v, want a curable %s", c.name, s.Refusals, c.code)
		}
		for _, other := range r.Sources {
			if other.Source.ID != c.source && !other.Accepted() {
				t.Errorf("%s: source %s is refused too: %v", c.name, other.Source.ID, other.Refusals)
			}
		}
	}
}

// JL-3.3 per line: the outlet serves a second line, and the permit's amount is
// not split, so nothing can be claimed; split by line, the line's part counts:
// 20 − 8 = 12.
func TestSharedOutlet(t *testing.T) {
	second := "\n[[line]]\nid = \"G-L2\"\ndischarger = \"G\"\nname = \"塑料壳线\"\ngbt4754 = \"2927\"\nindustry = " +
		"\"none\"\n[[line.product]]\nid = \"box\"\nname = \"塑料壳\"\ncapacity = \"1000 t 产品/a\"\npollutants = " +
		"[\"Pb\"]\n\n[[outlet]]\nid = \"DA001\"\n"
	shared := []string{"\n[[outlet]]\nid = \"DA001\"\n", second, "receives = [\"G-L1\"]",
		"receives = [\"G-L1\", \"G-L2\"]"}
	s := source(t, assess(t, nil, shared...), "S1")
	if _, found := refused(s, CodeUnattributed); !found {
		t.Errorf("unsplit amounts: %v", s.Refusals)
	}
	usable(t, s, "")
	split := append(shared, "amount = \"30 kg/a\"\n", "amount = \"20 kg/a\"\nline = \"G-L1\"\n",
		"amount = \"12 kg/a\"\n", "amount = \"8 kg/a\"\nline = \"G-L1\"\n")
	s = source(t, assess(t, nil, split...), "S1")
	usable(t, s, "12 kg/a")
}

// After above before: 12 − 30 is no reduction and gives nothing.
func TestNegativeDifference(t *testing.T) {
	r := assess(t, nil, "amount = \"30 kg/a\"", "amount = \"11 kg/a\"")
	usable(t, source(t, r, "S1"), "")
	if !reported(r, CodeNegative) {
		t.Errorf("findings lack %s", CodeNegative)
	}
}

// Reading 10 with an after-state: generation 7.42 g × 80 000 × (1 − 0.98 × 0.9)
// = 70.0448 and after 7.42 g × 80 000 × (1 − 0.98 × 1) = 11.872, difference
// 58.1728; the emission factor has no after-state and does not count.
func TestAccountingBothStates(t *testing.T) {
	after := "[[source.account_after]]\nproduct = \"battery\"\npollutant = \"Pb\"\nmedium = \"air\"\nmethod = " +
		"\"generation-factor\"\nfactor = \"census.3843.power.assembly.lt500k.air.pb\"\nremoval = " +
		"\"census.3843.removal.air.pb.bag-spray\"\nrate = \"1\"\n"
	r := assess(t, nil, "closed = 2026-01-31\nclosed_evidence = \"关停证明\"\n[[source.account_before]]",
		after+"[[source.account_before]]")
	s := source(t, r, "S2")
	usable(t, s, "58.1728 kg/a")
	if len(s.Rows) != 1 || len(s.Rows[0].Methods) != 2 || s.Rows[0].Methods[1].Reduction.OK() ||
		s.Rows[0].Methods[1].Why.EN == "" {
		t.Errorf("methods %v: the emission factor should stand beside, with its reason", s.Rows)
	}
}

// JL-3.0: special limits that an order already imposes are not surplus: a
// warning by default, a refusal where the policy says so.
func TestSpecialLimitsThatAlreadyBind(t *testing.T) {
	edits := []string{"measure = [\"process-upgrade\"]", "measure = [\"special-limits\"]",
		"receives = [\"G-L1\"]\nlimit_class = \"new\"",
		"receives = [\"G-L1\"]\nlimit_class = \"special\"\nlimit_order = \"示例公告\"\nlimit_since = 2025-07-01"}
	r := assess(t, nil, edits...)
	if s := source(t, r, "S1"); !s.Accepted() || !reported(r, CodeAlreadyBinds) {
		t.Errorf("by default: refusals %v, reported %v; want a warning only", s.Refusals, reported(r, CodeAlreadyBinds))
	}
	refuse := func(p *factors.Policy) {
		p.Parameters = slices.Clone(p.Parameters)
		for i := range p.Parameters {
			if p.Parameters[i].ID == "special_limits_already_binding" {
				p.Parameters[i].Choice = "refuse"
			}
		}
	}
	if s := source(t, assess(t, refuse, edits...), "S1"); s.Accepted() {
		t.Error("under the stricter reading the source is accepted")
	}
	edits[3] = strings.Replace(edits[3], "2025-07-01", "2026-07-01", 1)
	if r := assess(t, nil, edits...); reported(r, CodeAlreadyBinds) {
		t.Error("limits that bind only after the deadline are surplus until then")
	}
}

// One line is one source: the second is refused, whatever its basis.
func TestOneReductionIsNotUsedTwice(t *testing.T) {
	again := "[[source]]\nid = \"S9\"\nline = \"G-L1\"\nbasis = \"permit-difference\"\ndeadline = 2026-06-30\n" +
		permitG + "\n[[source]]\nid = \"S2\""
	r := assess(t, nil, "[[source]]\nid = \"S2\"", again)
	if _, found := refused(source(t, r, "S9"), CodeSameLine); !found {
		t.Errorf("S9: %v, want %s", source(t, r, "S9").Refusals, CodeSameLine)
	}
	if s := source(t, r, "S1"); !s.Accepted() {
		t.Errorf("S1 is refused: %v", s.Refusals)
	}
}

// Sources outside the province are not covered by the notice.
func TestOtherProvince(t *testing.T) {
	r := assess(t, nil, "city = \"220100\"\ncounty = \"220105\"", "city = \"210100\"\ncounty = \"210102\"")
	if !reported(r, CodePlace) {
		t.Errorf("findings lack %s", CodePlace)
	}
	if s := source(t, r, "S1"); s.Accepted() {
		t.Error("a source of another province is accepted")
	}
}
