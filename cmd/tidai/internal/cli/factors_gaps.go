package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

func newFactorsGaps(e *env, o *options) *cobra.Command {
	var x filter
	cmd := &cobra.Command{
		Use: "gaps",
		Short: e.t("已知缺口、未经原文核对的数值、存疑的数值和起始日期不详的条款",
			"known gaps, values not read in the text, suspect values and clauses whose start is not known"),
		Args: arguments(),
		RunE: func(*cobra.Command, []string) error { return runFactorsGaps(e, o, x) },
	}
	x.flags(e, cmd.Flags())
	return cmd
}

func runFactorsGaps(e *env, o *options, x filter) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	all := values(book)
	if err := x.check(book, all); err != nil {
		return err
	}
	selected := x.among(book, all, o.on.Date)
	d := view.Doubts{Gaps: x.gaps(book.Gaps())}
	open := map[calc.Clause]bool{}
	for _, v := range selected {
		open[v.Clause] = open[v.Clause] || v.Since.IsZero()
		if v.Status != calc.StatusText || v.Suspect {
			d.Values = append(d.Values, v)
		}
	}
	for _, f := range book.UnknownStarts() {
		if open[f.Clause] {
			d.Starts = append(d.Starts, f.Clause)
		}
	}
	return e.write(o, view.Gaps(d, e.lang))
}

// gaps lists the gaps the filter selects. A gap has no industry and no status,
// so a filter by one of these selects none.
func (x filter) gaps(list []factors.Gap) []factors.Gap {
	metal, _ := calc.ParsePollutant(x.metal)
	return slices.DeleteFunc(list, func(g factors.Gap) bool {
		return x.industry != "" || x.status != "" || (metal != "" && g.Pollutant != metal) ||
			(x.medium != "" && g.Medium != calc.Medium(x.medium)) || (x.kind != "" && g.Kind != factors.Kind(x.kind)) ||
			(x.instrument != "" && !sameInstrument(g.Instrument, x.instrument))
	})
}
