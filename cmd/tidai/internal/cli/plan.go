package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/render"
)

type planOptions struct {
	*options
	dir string
}

func newPlan(e *env, o *options) *cobra.Command {
	opts := planOptions{options: o}
	var all regionOptions
	cmd := &cobra.Command{
		Use:   "plan DIR | --region DIR | --verify-certificate FILE",
		Short: e.t("削减替代方案：需求、来源、分配、缺口、义务与期限", "the substitution plan: demand, sources, allocation, what is missing, obligations"),
		Args:  all.arguments(arguments(argument{name: "DIR"})),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
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
	return cmd
}

func runPlan(e *env, o planOptions) error {
	l, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	if err := l.usable(); err != nil {
		return err
	}
	p, err := l.plan()
	if err != nil {
		return err
	}
	if !p.Computed() {
		return &failure{code: exitFailed, findings: pick(p.Findings, func(f calc.Finding) bool { return f.Severity == calc.Error }),
			message: calc.Text{ZH: "需求无法算出，没有方案", EN: "the demand cannot be computed; there is no plan"}}
	}
	if err := e.write(o.options, render.Plan(p, e.lang)); err != nil {
		return err
	}
	switch p.Status {
	case substitution.Short, substitution.Incomplete:
		return standing(p.Status.Name())
	}
	return nil
}
