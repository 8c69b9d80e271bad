package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

type gapsOptions struct {
	*options
	filter
	tasks, markdown bool
	dirs            []string
}

func newFactorsGaps(e *env, o *options) *cobra.Command {
	x := gapsOptions{options: o}
	cmd := &cobra.Command{
		Use: "gaps [DOSSIER…]",
		Short: e.t("已知缺口、未经原文核对的数值、存疑的数值和起始日期不详的条款；--tasks 列成待核对的任务",
			"known gaps, values not read in the text, suspect values, clauses whose start is not known; --tasks: as tasks"),
		Long: e.t("--tasks 把每项未见原文的数值列成给人的任务：查哪份文件的哪张表、所载数值、用于哪些公式、哪些结果"+
			"依据它，\n"+
			"按文件和表归在一起，附核对命令。给出申请材料（或其上级文件夹）时，只列其结果所依的，依据多的在前。\n"+
			"--markdown 即 --tasks --format md。",
			"--tasks lists every figure that nobody read in print as a task for a person: what to look up in which table,\n"+
				"what the tool carries, the formulas it stands in, the results that rest on it; by instrument and table,\n"+
				"with the command that confirms it. With dossiers (or folders of them) only those their results rest on,\n"+
				"first those on which most rests. --markdown is --tasks --format md."),
		Example: "  tidai factors gaps --markdown DOSSIER",
		Args:    arguments(argument{name: "DOSSIER", optional: true, many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			x.dirs = args
			if x.markdown {
				o.format.value = string(page.Markdown)
			}
			if x.tasks || x.markdown || len(args) > 0 {
				return runFactorsTasks(e, x)
			}
			return runFactorsGaps(e, x)
		},
	}
	x.flags(e, cmd.Flags())
	cmd.Flags().BoolVar(&x.tasks, "tasks", false, e.t("列成待核对的任务", "as tasks for a person"))
	cmd.Flags().BoolVar(&x.markdown, "markdown", false, e.t("任务，写成 Markdown", "the tasks, in Markdown"))
	return cmd
}

func runFactorsGaps(e *env, x gapsOptions) error {
	book, err := cleanBook(e, x.options)
	if err != nil {
		return err
	}
	all := values(book)
	if err := x.check(book, all); err != nil {
		return err
	}
	selected := x.among(book, all, x.on.Date)
	d := view.Doubts{Gaps: x.gaps(book.Gaps())}
	open := map[calc.Clause]bool{}
	for _, v := range selected {
		open[v.Clause] = open[v.Clause] || v.Since.IsZero()
		if unread(v) {
			d.Values = append(d.Values, v)
		}
	}
	for _, f := range book.UnknownStarts() {
		if open[f.Clause] {
			d.Starts = append(d.Starts, f.Clause)
		}
	}
	return e.write(x.options, view.Gaps(d, e.lang))
}

// unread reports whether nobody is known to have read a value in the text.
func unread(v factors.Value) bool { return v.Status != calc.StatusText || v.Suspect }

// gaps lists the gaps the filter selects. A gap has no industry and no status,
// so a filter by one of these selects none.
func (x filter) gaps(list []factors.Gap) []factors.Gap {
	metal, _ := calc.ParseMeasured(x.metal)
	return slices.DeleteFunc(list, func(g factors.Gap) bool {
		return x.industry != "" || x.status != "" || (metal != "" && g.Pollutant != metal) ||
			(x.medium != "" && g.Medium != calc.Medium(x.medium)) || (x.kind != "" && g.Kind != factors.Kind(x.kind)) ||
			(x.instrument != "" && !sameInstrument(g.Instrument, x.instrument))
	})
}
