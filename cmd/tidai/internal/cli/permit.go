package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
)

type permitOptions struct {
	*options
	dir     string
	methods bool
}

func newPermit(e *env, o *options) *cobra.Command {
	opts := permitOptions{options: o}
	cmd := &cobra.Command{
		Use: "permit DIR",
		Short: e.t("各排放口的许可排放量：各方法并列，从严取值及理由",
			"permitted emission per outlet and metal: each method, the strictest, why"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runPermit(e, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.methods, "methods", false,
		e.t("列出全部方法（含源强各法）由严到宽、可否采用、何时成为最严",
			"every method, source intensity included, from the strictest: which count, and when each is the strictest"))
	readingFlag(cmd, e, o)
	return cmd
}

func runPermit(e *env, o permitOptions) error {
	o.amounts = true
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	e.misnumbered(c)
	p, own := c.Explained(), c.OfPermit()
	page := view.Permit
	if o.methods {
		page = view.Methods
	}
	if err := e.write(o.options, page(p, own, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(own) {
		return standing(calc.Text{ZH: "有许可排放量无法核定", EN: "a permitted emission could not be determined"})
	}
	return nil
}
