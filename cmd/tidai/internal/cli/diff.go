package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/view"
)

type diffOptions struct {
	*options
	before, after string
}

func newDiff(e *env, o *options) *cobra.Command {
	opts := diffOptions{options: o}
	cmd := &cobra.Command{
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
	readingFlag(cmd, e, o)
	return cmd
}

func runDiff(e *env, o diffOptions) error {
	var states [2]*application.Case
	var bad problems
	for i, dir := range []string{o.before, o.after} {
		c, err := openUsable(o.options, dir)
		if err != nil && !bad.add(err) {
			return err
		}
		states[i] = c
	}
	if err := bad.err(); err != nil {
		return err
	}
	var stated [2][]dossier.Statement
	for i, c := range states {
		list, err := c.Dossier().Statements()
		if err != nil {
			return failed("无法读取 %s：%s", "cannot read %s: %s", c.Dossier().Dir, reasonOf(err))
		}
		stated[i] = list
	}
	changed := dossier.DiffStatements(stated[0], stated[1])
	return e.write(o.options, view.Diff(o.before, o.after, states[0].Explained(), states[1].Explained(),
		application.Diff(states[0], states[1]),
		changed, e.lang))
}
