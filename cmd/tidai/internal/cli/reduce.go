package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/cmd/tidai/internal/view"
)

type reduceOptions struct {
	*options
	dir string
}

func newReduce(e *env, o *options) *cobra.Command {
	opts := reduceOptions{options: o}
	cmd := &cobra.Command{
		Use: "reduce DIR",
		Short: e.t("各削减源的可用削减量，以及不予采纳的原因",
			"usable reduction per source and metal, and why any was refused"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runReduce(e, opts)
		},
	}
	readingFlag(cmd, e, o)
	return cmd
}

func runReduce(e *env, o reduceOptions) error {
	o.amounts = true
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	e.misnumbered(c)
	p, own := c.Explained(), c.OfSources()
	if err := e.write(o.options, view.Reduce(p, own, e.lang)); err != nil {
		return err
	}
	switch {
	case calc.HasErrors(pick(own, application.IsScope)):
		return standing(calc.Text{ZH: "有削减源的生产线归类未定或与所填不符",
			EN: "the line of a source is not classified, or not as the dossier states"})
	case calc.HasErrors(own):
		return standing(calc.Text{ZH: "有削减量无法核算", EN: "a reduction could not be computed"})
	}
	return nil
}
