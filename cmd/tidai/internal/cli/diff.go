package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc/dossier"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/view"
)

type diffOptions struct {
	*options
	before, after string
}

func newDiff(e *env, o *options) *cobra.Command {
	opts := diffOptions{options: o}
	return &cobra.Command{
		Use: "diff DIR DIR",
		Short: e.t("同一申请材料的两个版本：哪些结果变了、变了多少、因为什么",
			"two versions of a dossier: which results moved, by how much, because of what"),
		Example: "  tidai diff DIR-2026-03 DIR-2026-05",
		Args:    arguments(argument{name: "DIR"}, argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.before, opts.after = args[0], args[1]
			return runDiff(e, opts)
		},
	}
}

func runDiff(e *env, o diffOptions) error {
	var plans []substitution.Plan
	var bad problems
	for _, dir := range []string{o.before, o.after} {
		p, err := planVariant(o.options, dir, dossier.Variant{}, nil)
		if err != nil && !bad.add(err) {
			return err
		}
		plans = append(plans, p)
	}
	if err := bad.err(); err != nil {
		return err
	}
	var stated [2][]dossier.Statement
	for i, p := range plans {
		list, err := p.Dossier.Statements()
		if err != nil {
			return failed("无法读取 %s：%s", "cannot read %s: %s", p.Dossier.Dir, reasonOf(err))
		}
		stated[i] = list
	}
	changed := dossier.DiffStatements(stated[0], stated[1])
	return e.write(o.options, view.Diff(o.before, o.after, plans[0], plans[1], review.Diff(plans[0], plans[1]),
		changed, e.lang))
}
