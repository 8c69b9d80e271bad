package calc

import (
	"math/rand"
	"slices"
	"testing"

	"tidai/calc/quantity"
)

func TestDates(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2024-02-28", 2, "2024-03-01"}, // 2024 is a leap year: 28 → 29 → 1
		{"2023-02-28", 2, "2023-03-02"},
		{"2100-02-28", 1, "2100-03-01"}, // a century without a leap day
		{"2000-02-28", 1, "2000-02-29"}, // a fourth century with one
		{"2024-12-31", 1, "2025-01-01"}, {"2024-01-01", 366, "2025-01-01"}, {"2023-01-01", 365, "2024-01-01"},
		{"2024-03-01", -1, "2024-02-29"}, {"2026-03-31", 30, "2026-04-30"}, {"2026-03-31", 0, "2026-03-31"},
	} {
		if got := MustDate(c.from).AddDays(c.days); got.String() != c.want {
			t.Errorf("%s + %d days: %s, want %s", c.from, c.days, got, c.want)
		}
	}
	if got := (Date{}).AddDays(30); !got.IsZero() {
		t.Errorf("30 days after a date that is not stated: %v", got)
	}
	for _, c := range []struct {
		from  string
		years int
		want  string
	}{
		{"2021-05-01", 5, "2026-05-01"}, {"2024-02-29", 1, "2025-02-28"}, {"2024-02-29", 4, "2028-02-29"},
		{"2096-02-29", 4, "2100-02-28"}, {"2023-02-28", 1, "2024-02-28"},
	} {
		if got := MustDate(c.from).AddYears(c.years); got.String() != c.want {
			t.Errorf("%s + %d years: %s, want %s", c.from, c.years, got, c.want)
		}
	}
	for _, bad := range []string{"", "2026-02-29", "2026-2-28", "2026-13-01", "2026-00-10", "20260101", "2026-04-31",
		"2026/03/31", "2026-03-31T00:00:00Z", " 2026-03-31", "二〇二六"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q reads as %s", bad, d)
		}
	}
	a, b := MustDate("2025-12-31"), MustDate("2026-01-01")
	if !a.Before(b) || b.Before(a) || a.Before(a) || !b.After(a) || a.After(a) {
		t.Error("2025-12-31 is not before 2026-01-01")
	}
	if !MustDate("2026-01-31").Before(MustDate("2026-02-01")) || !MustDate("2026-01-09").
		Before(MustDate("2026-01-10")) {
		t.Error("months or days are compared wrongly")
	}
	if text, _ := b.MarshalText(); string(text) != "2026-01-01" || (Date{}).String() != "" {
		t.Error("dates are written wrongly")
	}
}

func TestParsePollutant(t *testing.T) {
	for want, spellings := range map[Pollutant][]string{
		Lead: {"Pb", "pb", "铅", "总铅", "lead", "Lead", " 铅 ", "铅及其化合物"}, Mercury: {"Hg", "总汞", "汞",
			"汞及其化合物"},
		Cadmium: {"Cd", "总镉", "镉"}, Chromium: {"Cr", "总铬", "铬", "chromium", "铬及其化合物"},
		Arsenic: {"As", "总砷", "砷", "arsenic"},
		CrVI: {"Cr6+", "cr6+", "六价铬", "Cr(VI)", "Cr(Ⅵ)", "Cr（VI）", "Cr⁶⁺", "CrVI", "铬(六价)", "铬（六价）",
			"hexavalent chromium"},
	} {
		for _, s := range spellings {
			if got, ok := ParsePollutant(s); !ok || got != want {
				t.Errorf("%q reads as %q, want %s", s, got, want)
			}
		}
	}
	for _, bad := range []string{"", "总", "tl", "MN", "CO", "铬酸雾", "Cr3+", "三价铬", "Pbs", "铅锌", "及其化合物"} {
		if got, ok := ParsePollutant(bad); ok {
			t.Errorf("%q reads as %q", bad, got)
		}
	}
}

func TestPollutants(t *testing.T) {
	// JL-1.2
	if len(QuotaPollutants) != 5 || len(Pollutants) != 15 || len(MeasuredPollutants()) != 6 ||
		slices.Contains(QuotaPollutants, CrVI) {
		t.Errorf("quota pollutants %v of %v", QuotaPollutants, Pollutants)
	}
	for i, p := range Pollutants.Values() {
		if p.Order() != i || p.Quota() != (p != CrVI) || p.Name() == (Text{}) {
			t.Errorf("%s: order %d, quota %v, name %v", p, p.Order(), p.Quota(), p.Name())
		}
	}
	if !Thallium.Other() || Lead.Other() || CrVI.Other() || Pollutant("Sn").Other() {
		t.Error("thallium is a metal beyond the five, lead and Cr(VI) are not, and tin is not carried")
	}
	if p, ok := ParsePollutant("总铊"); !ok || p != Thallium {
		t.Errorf("总铊 reads as %q", p)
	}
	if p, ok := ParseMeasured("铊"); ok {
		t.Errorf("monitoring data of %s are not read", p)
	}
}

func TestTexts(t *testing.T) {
	metal := Lead.Name()
	got := Textf("%s %d 项：%s", "%[2]d items of %[1]s: %[3]s", metal, 2, Textf("在%s", "in %s", Water.Name()))
	want := Text{ZH: "铅 2 项：在废水", EN: "2 items of lead: in water"}
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Textf("%s", "%s", Text{ZH: "100%d", EN: "100%s"}); got != (Text{ZH: "100%d", EN: "100%s"}) {
		t.Errorf("a text is read as a format: %v", got)
	}
	if got.In(ZH) != want.ZH || got.In(EN) != want.EN || got.In("fr") != want.EN {
		t.Error("the wrong language")
	}
	for _, x := range []Text{Water.Name(), Air.Name(), Medium("").Name(), Error.Name(), Warning.Name(), Note.Name(),
		StatusText.Name(), StatusTranscript.Name(), StatusRecalled.Name(), Status("x").Name()} {
		if x.ZH == "" || x.EN == "" {
			t.Errorf("%v lacks a language", x)
		}
	}
}

func TestPositionsAndClauses(t *testing.T) {
	for got, want := range map[string]string{
		Position{}.String(): "", Position{File: "a.toml"}.String(): "a.toml",
		Position{File: "b.toml", Line: 3}.String(): "b.toml:3",
		Clause{"HJ 855-2017", "5.2"}.String():      "HJ 855-2017 5.2", Clause{Instrument: "x"}.String(): "x",
		Finding{Code: "TD-X-001",
			Message: Text{EN: "no"}}.Error(): "TD-X-001: no",
		Finding{Code: "TD-X-001", At: Position{File: "b.toml", Line: 3},
			Message: Text{EN: "no"}}.Error(): "b.toml:3: TD-X-001: no",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if !(Clause{}).IsZero() || !(Position{}).IsZero() || !(Date{}).IsZero() {
		t.Error("zero values are not zero")
	}
}

// Whatever the order findings arrive in, the same ones leave in the same order.
func TestSortFindings(t *testing.T) {
	at := func(file string, line int) Position { return Position{File: file, Line: line} }
	figure := func(q string) []Figure {
		return []Figure{{Name: Text{EN: "amount"}, Amount: Given("E", "t", quantity.Must(q), Origin{})}}
	}
	sorted := []Finding{
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}},
		{Severity: Error, Code: "A", At: at("a", 10)},
		{Severity: Error, Code: "A", At: at("a", 10), Subject: "s"},
		{Severity: Error, Code: "A", At: at("b", 1), Message: Text{ZH: "一", EN: "m"}},
		{Severity: Error, Code: "A", At: at("b", 1), Message: Text{ZH: "二", EN: "m"}},
		{Severity: Warning, Code: "A", At: at("a", 1)},
		{Severity: Warning, Code: "A", At: at("b", 1), Message: Text{ZH: "一", EN: "m"}},
		{Severity: Note, Code: "A", At: at("a", 1)},
	}
	doubles := []Finding{ // say the same as the first: of them the first in full order stays
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Remedy: Text{EN: "r"}},
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Rule: "JL-1"},
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Figures: figure("1 kg")},
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Figures: figure("2 kg")},
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Clause: Clause{"x", "1"}},
		{Severity: Error, Code: "B", At: at("a", 2), Message: Text{EN: "m"}, Role: Text{EN: "x"}},
		sorted[5],
	}
	shuffle := rand.New(rand.NewSource(1))
	for range 500 {
		all := append(slices.Clone(sorted), doubles...)
		shuffle.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := SortFindings(all)
		if len(got) != len(sorted) {
			t.Fatalf("%d findings, want %d", len(got), len(sorted))
		}
		for i := range got {
			w := sorted[i]
			if g := got[i]; g.Severity != w.Severity || g.Code != w.Code || g.At != w.At || g.Subject != w.Subject ||
				g.Message != w.Message ||
				g.Remedy != w.Remedy || g.Rule != w.Rule || len(g.Figures) != len(w.Figures) || g.Clause != w.Clause ||
				g.Role != w.Role {
				t.Fatalf("finding %d is %+v, want %+v", i, g, w)
			}
		}
	}
	if !HasErrors(sorted) || HasErrors(sorted[5:]) || HasErrors(nil) {
		t.Error("HasErrors is wrong")
	}
}
