package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/cmd/tidai/internal/render"
)

type reduceOptions struct {
	*options
	dir string
}

func newReduce(e *env, o *options) *cobra.Command {
	opts := reduceOptions{options: o}
	return &cobra.Command{
		Use:   "reduce DIR",
		Short: e.t("各削减源的可用削减量，以及不予采纳的原因", "usable reduction per source and metal, and why any was refused"),
		Args:  arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runReduce(e, opts)
		},
	}
}

func runReduce(e *env, o reduceOptions) error {
	l, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	if err := l.usable(); err != nil {
		return err
	}
	p := l.plan()
	refused := map[string]bool{}
	for _, s := range p.Result.Sources {
		for _, x := range s.Refusals {
			refused[x.Code+x.Subject] = true
		}
	}
	own := pick(p.Findings, func(f calc.Finding) bool {
		concerns := strings.HasPrefix(f.Subject, "source:") && !strings.HasPrefix(f.Code, "TD-SUB-") || f.Code == reduction.CodePlace
		return concerns && !refused[f.Code+f.Subject] // a refusal is a result and has its own place
	})
	if err := e.write(o.options, render.Reduce(p, own, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(own) {
		return standing(calc.Text{ZH: "有削减量无法核算", EN: "a reduction could not be computed"})
	}
	return nil
}
