package view

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/cmd/tidai/internal/page"
)

// filledRow is a stretch that was filled in, or one slot of it.
type filledRow struct {
	outlet    string
	pollutant calc.Pollutant
	monitoring.Gap
	hours int
}

// filledTable is what was filled in, and by what.
var filledTable = page.Table[filledRow]{Name: "gap", Columns: []page.Column{
	page.TextOf("", page.H("排放口", "outlet"), func(g filledRow) string { return g.outlet }).In(inGaps),
	symbolOf("", func(g filledRow) calc.Pollutant { return g.pollutant }).In(inGaps),
	page.TextOf("from", page.H("自", "from"), func(g filledRow) string { return g.From.String() }).
		In(inGaps | page.Data),
	page.TextOf("to", page.H("至", "to"), func(g filledRow) string { return g.To.String() }),
	page.CountOf("slots", page.H("时段数", "slots"), func(g filledRow) int { return g.Slots }).In(page.Data),
	page.CountOf("hours_each", page.H("每段小时", "hours each"), func(g filledRow) int { return g.Hours }).
		In(page.Data),
	page.CountOf("", page.H("小时", "hours"), func(g filledRow) int { return g.hours }).In(inGaps),
	page.MassOf("each", page.H("每时(日) kg", "kg each"), func(g filledRow) calc.Step { return g.Each }).
		InSheet("每时(日) kg", "kg each").In(inGaps | page.Data).
		Cell(page.By(func(_ page.Voice, g filledRow) page.Spans { return page.T(finely(g)) })).
		Sheet(page.By(func(_ page.Voice, g filledRow) string { return finely(g) })),
	page.ChoiceOf("rule", page.H("规则", "rule"), monitoring.FillRules,
		func(g filledRow) monitoring.FillRule { return g.Rule }).Wrap().In(inGaps | page.Data),
	page.CellOf(page.H("取自", "taken from"), func(v page.Voice, g filledRow) page.Spans {
		return page.T(say(v).takenFrom(g))
	}).Wrap().In(page.People | page.Sheet),
	page.TextOf("source", page.H("取自", "taken from"), func(g filledRow) string {
		if g.Place.File == "" {
			return ""
		}
		return g.Place.String()
	}).OrNull().In(page.Data),
}}

const inGaps = page.People | page.Narrow | page.Sheet

// takenFrom says when and where the value that fills a gap was measured.
func (b *builder) takenFrom(g filledRow) string {
	switch {
	case !g.Each.OK() || g.Rule == monitoring.MeanDay:
	case g.Place.File != "":
		return g.Source.String() + b.paren(g.Place.String())
	case g.Source != 0:
		return g.Source.Date().String()
	}
	return none
}

// finely is what was filled into one slot, to six digits: an hour is a small
// amount.
func finely(g filledRow) string {
	if !g.Each.OK() {
		return none
	}
	q, err := g.Each.Value().In(kilogram)
	if err != nil {
		return none
	}
	return q.Shown(6)
}

// gapsOf are the stretches of an account.
func gapsOf(a monitoring.Account) []filledRow {
	var out []filledRow
	for _, g := range a.Gaps {
		out = append(out, filledRow{a.Outlet.ID, a.Pollutant, g, g.Slots * g.Hours})
	}
	return out
}

// gaps are the stretches of all accounts, or each slot of them. Hours of a calendar
// year are not seen again in permit years.
func (a ActualPage) gaps() []filledRow {
	var out []filledRow
	for _, x := range a.Result.Accounts {
		if x.Period.Kind == monitoring.PermitYear {
			continue
		}
		for _, g := range gapsOf(x) {
			if !a.Hours {
				out = append(out, g)
				continue
			}
			step, end := monitoring.Minute(g.Hours*60), g.To
			for m := g.From; m < end; m += step {
				g.From, g.To, g.hours = m, m+step, g.Hours
				out = append(out, g)
			}
		}
	}
	return out
}

// shownGaps are the stretches a page for people lists.
const shownGaps = 15

func (p *actualPage) gapBlock(gaps []filledRow) page.Block {
	n, more := len(gaps), len(gaps) > shownGaps && !p.Hours
	if more {
		gaps = gaps[:shownGaps]
	}
	block := filledTable.With(p.Voice, gaps).Block()
	block.Records = block.Table.Records(3)
	if more {
		block.Notes = page.Texts([]string{p.f("共 %d 段，余下的见 --hours（逐时，可用 --format csv）",
			"%d stretches; for the others see --hours (hour by hour, also as --format csv)", n)})
	}
	return block
}
