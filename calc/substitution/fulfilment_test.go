package substitution

import (
	"slices"
	"testing"

	"tidai/calc"
)

func obligation(t *testing.T, p Plan, code, source string) Obligation {
	t.Helper()
	i := slices.IndexFunc(p.Obligations, func(o Obligation) bool { return o.Code == code && o.Source == source })
	if i < 0 {
		t.Fatalf("no obligation %s of %q", code, source)
	}
	return p.Obligations[i]
}

// fulfilled is a base dossier with one statement of a duty done.
func fulfilled(duty, source, day string) edit {
	return edit{"[[source]]\nid = \"S1\"", "[[fulfilment]]\nduty = \"" + duty + "\"\n" + source + "date = " + day +
		"\ndocument = \"示例文件\"\n\n[[source]]\nid = \"S1\""}
}

// A permit version that was still to come when the dossier was made (date
// 2026-03-31) proves nothing when its day has come; a document does.
func TestPlannedVersionIsNoProof(t *testing.T) {
	planned := []edit{{"valid_from = 2026-03-01", "valid_from = 2026-06-01"},
		{"valid_to = 2026-02-28", "valid_to = 2026-05-31"}}
	for name, c := range map[string]struct {
		asOf          string
		more          []edit
		done, overdue bool
	}{
		"before the due day": {"2026-07-31", nil, false, false},
		"the day after":      {"2026-08-01", nil, false, true},
		"with a document": {"2026-08-01", []edit{fulfilled("permit-change", "source = \"S1\"\n",
			"2026-07-25")}, true, false},
		"with a document of a later day": {"2026-08-01", []edit{fulfilled("permit-change", "source = \"S1\"\n",
			"2026-08-05")}, false, true},
		"with one of another source": {"2026-08-01", []edit{fulfilled("permit-change", "source = \"S3\"\n",
			"2026-07-25")}, false, true},
	} {
		p := makePlan(t, given{AsOf: calc.MustDate(c.asOf)}, append(slices.Clone(planned), c.more...)...)
		if o := obligation(t, p, "permit-change", "S1"); o.Done != c.done || o.Overdue != c.overdue {
			t.Errorf("%s: done %v, overdue %v; want %v, %v", name, o.Done, o.Overdue, c.done, c.overdue)
		}
		if _, found := said(p, CodeOverdue); found != c.overdue {
			t.Errorf("%s: %s said %v", name, CodeOverdue, found)
		}
	}
}

// Duties of the authorities are judged like the others: the base total is due
// on 2027-03-31, the record in the permit on 2027-10-01.
func TestEveryDutyIsJudged(t *testing.T) {
	for day, want := range map[string]map[string]bool{
		"2027-03-31": {"base-total": false, "permit-record": false},
		"2027-04-01": {"base-total": true, "permit-record": false},
		"2027-10-02": {"base-total": true, "permit-record": true},
	} {
		p := makePlan(t, given{AsOf: calc.MustDate(day)})
		for code, overdue := range want {
			if o := obligation(t, p, code, ""); o.Overdue != overdue || o.Done {
				t.Errorf("%s on %s: overdue %v, done %v", code, day, o.Overdue, o.Done)
			}
		}
	}
	p := makePlan(t, given{AsOf: calc.MustDate("2027-04-01")}, fulfilled("base-total", "", "2027-03-15"))
	if o := obligation(t, p, "base-total", ""); !o.Done || o.Overdue || o.Proof != "示例文件 (2027-03-15)" {
		t.Errorf("base total: done %v, overdue %v, proof %q", o.Done, o.Overdue, o.Proof)
	}
}

// A cancellation without its document is no proof of the closure report.
func TestCancellationNeedsItsDocument(t *testing.T) {
	p := planOf(t, edit{"cancelled_evidence = \"注销决定书\"\n", ""})
	if o := obligation(t, p, "closure-report", "S3"); o.Done || !o.Overdue {
		t.Errorf("done %v, overdue %v; want past its day and not proven", o.Done, o.Overdue)
	}
}

// A statement about a source that the plan does not use is reported.
func TestFulfilmentOfNothing(t *testing.T) {
	p := planOf(t, fulfilled("city-record", "source = \"S1\"\n", "2026-03-20")) // S1 holds a permit
	if f, found := said(p, CodeNoDuty); !found || f.Severity != calc.Warning {
		t.Errorf("found %v, %v", found, f)
	}
	if _, found := said(planOf(t, fulfilled("records", "", "2026-03-20")), CodeNoDuty); found {
		t.Error("records is a duty of every plan")
	}
}
