package substitution

import (
	"fmt"
	"testing"

	"tidai/calc"
)

// dated is the plan of the base dossier with edits, judged on a day by the law
// of that day.
func dated(t *testing.T, day calc.Date, edits ...edit) Plan {
	t.Helper()
	in := makeInput(t, edits...)
	in.On, in.AsOf = day, day
	return planWith(in)
}

var (
	oldLaw  = calc.Date{Year: 2026, Month: 8, Day: 14} // the last day before the Code
	theCode = calc.Date{Year: 2026, Month: 8, Day: 15}
	year25  = calc.Date{Year: 2025, Month: 6, Day: 30}
	winter  = calc.Date{Year: 2026, Month: 12, Day: 1}
)

// The same dossier under two laws: each duty names the law of its day, and the
// Code never before it is in force.
func TestDutiesByDate(t *testing.T) {
	code := func(o Obligation) (n int) {
		for _, x := range append([]calc.Basis{{Clause: o.Clause}}, o.Law...) {
			if x.Clause.Instrument == "生态环境法典" {
				n++
			}
		}
		return n
	}
	for _, day := range []calc.Date{year25, oldLaw, theCode, winter} {
		p := dated(t, day)
		want := map[string]int{"permit-reapply": 1, "permit-renewal": 1, "record-keeping": 1}
		seen := 0
		for _, o := range p.Obligations {
			n := code(o)
			if day.Before(theCode) {
				if n != 0 {
					t.Errorf("%s: %s names the Code before it is in force", day, o.Code)
				}
				continue
			}
			if n != want[o.Code] {
				t.Errorf("%s: %s names the Code %d times, want %d", day, o.Code, n, want[o.Code])
			}
			seen += n
		}
		if !day.Before(theCode) && seen < 2 {
			t.Errorf("%s: only %d duties name the Code", day, seen)
		}
	}
}

// An area under suspension: no project that adds to a total is approved, by the
// law of the day; one that adds nothing is not held back (生态环境法典 第一百五十八条).
func TestAreaSuspended(t *testing.T) {
	stop := edit{"transfer = 2026-07-01",
		"transfer = 2026-07-01\narea_suspended = true\narea_suspended_basis = \"示例文件\""}
	for day, clause := range map[calc.Date]string{oldLaw: "环境保护法 第四十四条第二款",
		theCode: "生态环境法典 第一百五十八条"} {
		p := dated(t, day, stop)
		f, found := said(p, CodeAreaSuspended)
		if !found || f.Clause.String() != clause || p.Status != Suspended || p.Status.Approvable() {
			t.Errorf("%s: status %s, %v", day, p.Status, f)
		}
		if !p.Needs[0].Demand.OK() || p.Needs[0].Demand.Sign() <= 0 {
			t.Errorf("%s: the demand is gone", day)
		}
	}
	// 80 − 50: what the project's own source reduces is more than the 50 it emits anew (TestClauseObeyed/JL-2.0)
	none := append([]edit{stop, {`amount = "30 kg/a"`, `amount = "80 kg/a"`}}, ownG...)
	if p := dated(t, theCode, none...); p.Status == Suspended {
		t.Errorf("a project without net emission is held back: %s", p.Status)
	}
	if _, found := said(dated(t, theCode), CodeAreaSuspended); found {
		t.Error("a suspension that nobody states")
	}
}

// An approval of the project's lines serves five years: 2020-03-31 until
// 2025-03-31 (环境影响评价法 第二十四条, 生态环境法典 第一百零六条).
func TestOldApproval(t *testing.T) {
	approval := func(date, more string) edit {
		return edit{"[[discharger]]",
			fmt.Sprintf("[[eia]]\nid = \"E9\"\nnumber = \"示例环审〔2020〕9号\"\ndischarger = \"F\"\n"+
				"kind = \"approval\"\ndate = %s\nlines = [\"F-L1\"]\n%s\n[[discharger]]", date, more)}
	}
	start := func(date string) edit {
		return edit{"transfer = 2026-07-01", "transfer = 2026-07-01\nconstruction_start = " + date}
	}
	for name, c := range map[string]struct {
		edits []edit
		want  calc.Severity
	}{
		"starts on the last day": {[]edit{approval("2020-03-31", ""), start("2025-03-31")}, ""},
		"starts a day later":     {[]edit{approval("2020-03-31", ""), start("2025-04-01")}, calc.Error},
		"examined anew": {[]edit{approval("2020-03-31", "reexamined = \"示例\"\n"), start("2025-04-01")},
			""},
		"approved on a leap day":   {[]edit{approval("2020-02-29", ""), start("2025-03-01")}, calc.Error},
		"no start, five years ago": {[]edit{approval("2020-03-31", "")}, calc.Warning},
		"no start, a year ago":     {[]edit{approval("2025-03-31", "")}, ""},
		"no start, rebuilt":        {[]edit{approval("2020-03-31", ""), {`kind = "new"`, `kind = "rebuilt"`}}, ""},
	} {
		f, found := said(dated(t, winter, c.edits...), CodeOldApproval)
		if found != (c.want != "") || f.Severity != c.want {
			t.Errorf("%s: %v %s, want %q", name, found, f.Severity, c.want)
		}
		if found && f.Clause.String() != "生态环境法典 第一百零六条第二款" {
			t.Errorf("%s: %s", name, f.Clause)
		}
	}
	f, _ := said(dated(t, year25, approval("2020-03-31", "")), CodeOldApproval)
	if f.Clause.String() != "环境影响评价法 第二十四条第二款" {
		t.Errorf("in 2025: %s", f.Clause)
	}
}

// 长白山管委会 has no division code of its own: the dossier names it, and it is
// heard in place of the city; a name the policy does not know is an error.
func TestAuthority(t *testing.T) {
	named := func(code string) edit {
		return edit{"id = \"G\"\nname", "id = \"G\"\nauthority = \"" + code + "\"\nname"}
	}
	heard := false
	for _, o := range dated(t, winter, named("changbai")).Obligations {
		heard = heard || o.Code == "city-consultation" && o.Party.ZH == "长白山管委会生态环境局"
	}
	if !heard {
		t.Error("长白山管委会生态环境局 is not consulted")
	}
	if f, found := said(dated(t, winter, named("长白")), CodeAuthority); !found || f.Severity != calc.Error {
		t.Errorf("an unknown authority: %v", f)
	}
}

// Five years to the day are what the law allows; a day and a year more is not.
func TestLongPermit(t *testing.T) {
	if f, found := said(dated(t, winter), CodeLongPermit); found {
		t.Errorf("a permit of five years: %v", f)
	}
	f, found := said(dated(t, winter, edit{"valid_to = 2031-02-28", "valid_to = 2032-02-28"}), CodeLongPermit)
	if !found || f.Clause.String() != "生态环境法典 第一百八十二条" || len(f.Law) != 1 {
		t.Errorf("six years: %v %+v", found, f)
	}
}
