package factors

import (
	"tidai/calc"
	"tidai/calc/document"
)

// actual reads one [[actual]] of a specification.
func (r *reader) actual(t *document.Table) MonitoringRule {
	x := MonitoringRule{
		ID:                  t.String("id", true),
		Specification:       r.instrument.ID,
		Medium:              document.Choice(t, "medium", true, calc.Media),
		Family:              document.Choice(t, "family", false, Families),
		Borrowed:            t.Bool("borrowed", false),
		Automatic:           r.clauseOf(t, "automatic"),
		Unit:                document.Choice(t, "unit", true, ResultUnits),
		Outlets:             document.Choice(t, "outlets", true, CountedOutlets),
		Position:            positions(t, "positions"),
		Gap:                 document.Choice(t, "gap", false, GapRules),
		GapBinds:            t.Bool("gap_binds", false),
		GapClause:           r.clauseOf(t, "gap_clause"),
		Substitute:          document.Choice(t, "substitute", false, GapTexts),
		HalfYear:            t.Bool("half_year", false),
		NotUsed:             document.Choice(t, "not_used", false, NotUsedRules),
		NoManual:            document.Choice(t, "no_manual", false, NoManualRules),
		FallbackClause:      r.clauseOf(t, "fallback"),
		Coefficients:        t.String("coefficients", false),
		ManualPrevails:      t.Bool("manual_prevails", false),
		EnforcementPrevails: document.Choice(t, "enforcement_prevails", false, PrevailRules),
		LoadAtLeastMean:     t.Bool("load_at_least_mean", false),
		RejectLowLoad:       t.Bool("reject_low_load", false),
		TimeIs:              document.Choice(t, "time", true, TimeRules),
		Rolling:             document.Choice(t, "rolling", true, RollingRules),
		Year:                t.Bool("year", false),
		Status:              document.Choice(t, "status", true, calc.Statuses),
		Source:              t.String("source", true),
		Note:                both(t, "note", false),
		Local:               r.local,
		At:                  r.at(t),
	}
	x.Clause = r.clauseOf(t, "clause")
	if x.Borrowed && x.Clause.Locator != "" {
		x.Clause.Instrument = general
	}
	for _, e := range t.Tables("extra") {
		x.Extra = append(x.Extra, ExtraOutlet{Name: both(e, "name", true), Industries: e.Strings("industries", false),
			Pollutants: r.pollutants(e), Clause: calc.Clause{Instrument: r.instrument.ID, Locator: e.String("clause",
				true)}})
	}
	for _, e := range t.Tables("automatic_of") {
		p, _ := r.pollutant(e, "pollutant")
		e.String("pollutant", true)
		x.RequiredWhere = append(x.RequiredWhere, RequiredAutomatic{Pollutant: p, Industries: e.Strings("industries",
			false),
			Clause: calc.Clause{Instrument: r.instrument.ID, Locator: e.String("clause", true)}})
		x.RequiresAutomatic = append(x.RequiresAutomatic, p)
	}
	r.checkID(t, x.ID)
	checkActual(t, x)
	return x
}

func (r *reader) clauseOf(t *document.Table, key string) calc.Clause {
	if s := t.String(key, false); s != "" {
		return calc.Clause{Instrument: r.instrument.ID, Locator: s}
	}
	return calc.Clause{}
}

// checkActual reports what one part of a rule asks of another: metals that
// count need formulas, and every rule stated needs its clause.
func checkActual(t *document.Table, x MonitoringRule) {
	counts := len(x.Position) > 0
	for _, c := range []struct {
		wrong  bool
		key    string
		zh, en string
	}{
		{counts && !t.Has("family") && !x.Borrowed, "family", "计入重金属的规则须写明 family 或 borrowed",
			"a rule under which metals count states family or borrowed"},
		{t.Has("family") && x.Borrowed, "borrowed", "family 与 borrowed 不能并存",
			"family and borrowed cannot both stand"},
		{counts && x.Clause.Locator == "", "clause", "手工监测公式须写明 clause",
			"the formula for manual data needs its clause"},
		{counts && x.Automatic.Locator == "", "automatic", "自动监测公式须写明条款 automatic",
			"the formula for automatic data needs its clause, automatic"},
		{(x.Gap != "" || x.Substitute != "") && x.GapClause.Locator == "", "gap_clause", "缺失规则须写明 gap_clause",
			"a rule on gaps needs gap_clause"},
		{x.GapBinds && !t.Has("gap"), "gap_binds", "没有 gap 时 gap_binds 无意义",
			"gap_binds means nothing without gap"},
		{(x.NotUsed != "" || x.NoManual != "") && x.FallbackClause.Locator == "", "fallback",
			"系数核算的规则须写明条款 fallback", "a rule on coefficients needs its clause, fallback"},
		{x.Outlets == "permitted" && x.Medium == calc.Water, "outlets", "只有废气按许可排放量的排放口核算（HJ 1035）",
			"only gas is counted at the outlets that carry an amount (HJ 1035)"},
		{(x.Note.ZH == "") != (x.Note.EN == ""), "note_zh", "note_zh 与 note_en 须同时写",
			"note_zh and note_en go together"},
	} {
		if c.wrong {
			t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeActual,
				Message: calc.Text{ZH: c.zh, EN: c.en},
				Remedy:  calc.Text{ZH: "补全或改正该键", EN: "complete or correct the key"}}, c.key)
		}
	}
}

// checkActualTwice reports a user's rule for a medium that has one already:
// no lookup could decide between the two.
func (b *Book) checkActualTwice(c content) []calc.Finding {
	var out []calc.Finding
	rules := b.read(c.instrument.ID).actual
	for i, r := range rules {
		for _, other := range rules[:i] {
			if r.Local && other.Medium == r.Medium {
				out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeOverlap, Severity: calc.Error,
					At: r.At, Clause: r.Automatic,
					Message: calc.Textf("%s 与 %s 是同一介质的规则", "%s and %s are rules for one medium", r.ID,
						other.ID),
					Remedy: calc.Text{ZH: "用相同编号替换原规则", EN: "use the same id to replace a rule"}})
			}
		}
	}
	return out
}
