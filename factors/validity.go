package factors

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// ValidityRule is what a specification of continuous monitoring says of how much
// data must be valid before their sum stands for a year, and of what stands in for
// missing data. A figure that is not known is not set.
type ValidityRule struct {
	ID         string
	Instrument string
	Medium     calc.Medium
	From       calc.Date // first and last day of data it is for; zero: open
	Until      calc.Date
	FromStatus calc.Status // of the first day; empty where there is none
	StandsIn   string      // for a day of waste water; see StandIns

	Least    ValidityFigure // valid-data capture rate of a quarter
	Near     ValidityFigure // capture rate from which what stands in for gas is looked for near the gap
	Hour     ValidityFigure // valid minutes of a valid hour
	Day      ValidityFigure // share of the hours in operation that a valid day of waste water needs
	LookBack ValidityFigure // days looked back on for what stands in
	At       calc.Position
}

// ValidityFigure is one figure of a rule. Status is empty where the figure is the
// tool's own and no instrument states it.
type ValidityFigure struct {
	Set    bool
	Amount quantity.Quantity
	Name   calc.Text
	Clause calc.Clause
	Status calc.Status
	Source string
}

// What stands in for a day of waste water without enough valid data.
const (
	GreatestSinceCheck = "greatest-since-check"
	MeanOfEqualTime    = "mean-of-equal-time"
)

// StandIns lists what may stand in.
var StandIns = calc.Words[string]{
	{Key: GreatestSinceCheck, Name: calc.Text{ZH: "上次校验合格以来有效日排放量的最大值",
		EN: "the greatest valid day since the last passed check"}},
	{Key: MeanOfEqualTime, Name: calc.Text{ZH: "前一段等长时间的平均值",
		EN: "the mean of the preceding time of equal length"}},
}

//go:embed validity
var validityFiles embed.FS

const validityFile = "validity/rules.toml"

// validityData is what the file holds.
type validityData struct {
	rules      []ValidityRule
	shares     map[string]ValidityFigure
	nonDetects []NonDetectRule
}

var builtinValidity = sync.OnceValues(func() (validityData, error) {
	data, err := validityFiles.ReadFile(validityFile)
	if err != nil {
		return validityData{}, err
	}
	all, findings := parseValidity(validityFile, data)
	if calc.HasErrors(findings) { // a test lints the file, so this is a broken build
		return validityData{}, fmt.Errorf("the rules on valid monitoring data are damaged: %w",
			calc.SortFindings(findings)[0])
	}
	return all, nil
})

// ValidityRules lists the rules in the order of their file.
func ValidityRules() ([]ValidityRule, error) {
	all, err := builtinValidity()
	return slices.Clone(all.rules), err
}

// NonDetectRule is what an instrument says of values below the detection limit. It
// is printed beside results and decides none.
type NonDetectRule struct {
	Instrument string
	Of         string // one of NonDetectUses
	Counts     string // one of NonDetectWays
	Status     calc.Status
	Source     string
}

// NonDetectUses lists what is made of the values.
var NonDetectUses = calc.Words[string]{
	{Key: "total", Name: calc.Text{ZH: "总量", EN: "totals"}},
	{Key: "mean", Name: calc.Text{ZH: "平均值", EN: "means"}},
}

// NonDetectWays lists how the values count.
var NonDetectWays = calc.Words[string]{
	{Key: "left-out", Name: calc.Text{ZH: "不参与", EN: "they take no part"}},
	{Key: "zero", Name: calc.Text{ZH: "按零", EN: "as zero"}},
	{Key: "half", Name: calc.Text{ZH: "按检出限一半", EN: "as half the limit"}},
}

// NonDetectRules lists what instruments say of values below the detection limit.
func NonDetectRules() []NonDetectRule {
	all, err := builtinValidity()
	if err != nil {
		panic(err) // the tool's own file: a failing test of this room says so first
	}
	return slices.Clone(all.nonDetects)
}

// What shares of time or of days may be missing, beside those of a rule. The first
// two are rules of specifications (MonitoringRule.Gap).
const (
	Missing25      = "missing-25"
	Capture75      = "capture-75"
	MissingSamples = "samples" // of a sum of days; the tool's own
)

// ValidityShares lists them.
var ValidityShares = []string{Missing25, Capture75, MissingSamples}

// ValidityShare is one of ValidityShares.
func ValidityShare(id string) ValidityFigure {
	all, err := builtinValidity()
	if err != nil {
		panic(err) // the tool's own file: a failing test of this room says so first
	}
	return all.shares[id]
}

// ValidityOf is the rule for data of a medium that end on a day. id chooses one
// whatever the day; an id of another medium chooses nothing.
func ValidityOf(medium calc.Medium, on calc.Date, id string) (ValidityRule, bool) {
	all, err := builtinValidity()
	if err != nil {
		panic(err) // the tool's own file: a failing test of this room says so first
	}
	rules := slices.DeleteFunc(slices.Clone(all.rules), func(r ValidityRule) bool { return r.Medium != medium })
	if i := slices.IndexFunc(rules, func(r ValidityRule) bool { return r.ID == id }); i >= 0 {
		return rules[i], true
	}
	i := slices.IndexFunc(rules, func(r ValidityRule) bool {
		return (r.From.IsZero() || !on.Before(r.From)) && (r.Until.IsZero() || !on.After(r.Until))
	})
	if i < 0 {
		return ValidityRule{}, false
	}
	return rules[i], true
}

func parseValidity(name string, data []byte) (validityData, []calc.Finding) {
	root := document.Parse(name, data)
	r := &reader{origin: origin{lines: true}, file: name, units: map[string]quantity.Unit{}}
	out := validityData{shares: map[string]ValidityFigure{}}
	shares := root.Table("share", true)
	for _, id := range ValidityShares {
		out.shares[id] = r.validityFigure(shares.Table(id, true), "")
	}
	for _, t := range root.Tables("non_detect") {
		out.nonDetects = append(out.nonDetects, NonDetectRule{Instrument: t.String("instrument", true),
			Of: document.Choice(t, "of", true, NonDetectUses), Counts: document.Choice(t, "counts", true,
				NonDetectWays),
			Status: document.Choice(t, "status", true, calc.Statuses), Source: t.String("source", true)})
	}
	for _, t := range root.Tables("rule") {
		x := ValidityRule{ID: t.String("id", true), Instrument: t.String("instrument", true), At: t.At(),
			Medium: document.Choice(t, "medium", true, calc.Media), From: t.Date("from", false),
			Until: t.Date("until", false), StandsIn: document.Choice(t, "stands_in", false, StandIns)}
		if !x.From.IsZero() {
			x.FromStatus = document.Choice(t, "from_status", true, calc.Statuses)
		}
		r.checkID(t, x.ID)
		for key, to := range map[string]*ValidityFigure{"least": &x.Least, "near": &x.Near, "hour": &x.Hour,
			"day":       &x.Day,
			"look_back": &x.LookBack} {
			if t.Has(key) {
				*to = r.validityFigure(t.Table(key, true), x.Instrument)
			}
		}
		out.rules = append(out.rules, x)
	}
	return out, root.Findings()
}

func (r *reader) validityFigure(t *document.Table, instrument string) ValidityFigure {
	x := ValidityFigure{Name: both(t, "name", true), Source: t.String("source", false)}
	x.Amount, x.Set = r.figure(t)
	locator := t.String("locator", false)
	if t.Bool("ours", false) {
		return x
	}
	x.Status, x.Clause = document.Choice(t, "status", true, calc.Statuses),
		calc.Clause{Instrument: instrument, Locator: locator}
	return x
}
