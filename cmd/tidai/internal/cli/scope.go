package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
)

type scopeOptions struct {
	*options
	dir string
}

func newScope(e *env, o *options) *cobra.Command {
	opts := scopeOptions{options: o}
	cmd := &cobra.Command{
		Use: "scope DIR",
		Short: e.t("每条生产线所属的重点行业、技术规范和管理类别，以及理由",
			"key industry, specification and management class of every line, and why"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runScope(e, opts)
		},
	}
	readingFlag(cmd, e, o)
	return cmd
}

func runScope(e *env, o scopeOptions) error {
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	e.findings(c.SetOtherwise())
	r := c.Scope()
	if err := e.write(o.options, view.Scope(c.Dossier(), c.Policy(), r, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(r.Findings) {
		return standing(calc.Text{ZH: "有生产线的归类未定或与所填不符",
			EN: "a line is not classified, or not as the dossier states"})
	}
	return nil
}
