package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

type planOptions struct {
	*options
	dir   string
	plain bool // no charts
}

func newPlan(e *env, o *options) *cobra.Command {
	opts := planOptions{options: o}
	var all regionOptions
	cmd := &cobra.Command{
		Use: "plan DIR | --region DIR | --verify-certificate FILE",
		Short: e.t("削减替代方案：需求、来源、分配、缺口、义务与期限",
			"the substitution plan: demand, sources, allocation, what is missing, obligations"),
		Args: all.arguments(arguments(argument{name: "DIR"})),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case o.format.value == string(page.ICS) && (all.region != "" || all.verify != ""):
				return usage("ics 格式只用于 plan DIR", "only plan DIR writes ics")
			case all.region != "":
				return runRegion(e, o, all)
			case all.verify != "":
				return runVerify(e, o, all.verify)
			}
			opts.dir = args[0]
			return runPlan(e, opts)
		},
	}
	all.register(e, cmd)
	cmd.Flags().BoolVar(&opts.plain, "plain", false, e.t("不画图", "no charts"))
	readingFlag(cmd, e, o)
	return cmd
}

func runPlan(e *env, o planOptions) error {
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	p := c.Explained()
	if n := len(p.Undetermined()); n > 0 && n == len(p.Needs) {
		return &failure{code: exitFailed, findings: errorsOf(p.Findings),
			message: calc.Text{ZH: "需求无法算出，没有方案", EN: "the demand cannot be computed; there is no plan"}}
	}
	if o.format.value == string(page.ICS) {
		if len(p.Obligations) == 0 {
			return failed("方案没有后续义务，无日历可写", "the plan has no obligations; there is no calendar to write")
		}
		e.undated(p.Undated())
	}
	if err := e.write(o.options, view.InBoth(e.lang, func(lang calc.Lang) page.Page {
		return view.Plan(p, lang,
			e.charts(o.options, o.plain))
	})); err != nil {
		return err
	}
	return approvable(p.Status.Approvable(), p.Status.Name())
}

// approvable is the exit of a verdict.
func approvable(can bool, verdict calc.Text) error {
	if can {
		return nil
	}
	return standing(verdict)
}

// undated says which duties a calendar may not show.
func (e *env) undated(n int) {
	if n > 0 {
		e.say(calc.Note, calc.Textf("%d 项义务没有确定的日期，写为待办事项（VTODO），有的日历软件不显示",
			"%d duties have no day and are written as tasks (VTODO), which some calendars do not show", n).In(e.lang))
	}
}
