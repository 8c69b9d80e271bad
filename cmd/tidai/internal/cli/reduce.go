package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/view"
)

type reduceOptions struct {
	*options
	dir string
}

func newReduce(e *env, o *options) *cobra.Command {
	opts := reduceOptions{options: o}
	return &cobra.Command{
		Use: "reduce DIR",
		Short: e.t("各削减源的可用削减量，以及不予采纳的原因",
			"usable reduction per source and metal, and why any was refused"),
		Args: arguments(argument{name: "DIR"}),
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
	p, err := l.plan()
	if err != nil {
		return err
	}
	own := reduceFindings(l, p)
	if err := e.write(o.options, view.Reduce(p, own, e.lang)); err != nil {
		return err
	}
	switch {
	case calc.HasErrors(pick(own, isScope)):
		return standing(calc.Text{ZH: "有削减源的生产线归类未定或与所填不符",
			EN: "the line of a source is not classified, or not as the dossier states"})
	case calc.HasErrors(own):
		return standing(calc.Text{ZH: "有削减量无法核算", EN: "a reduction could not be computed"})
	}
	return nil
}

// reduceFindings are those about sources and their lines. A refusal is a
// result and has its own place.
func reduceFindings(l loaded, p substitution.Plan) []calc.Finding {
	refused := map[string]bool{}
	var lines []string
	for _, s := range p.Result.Sources {
		lines = append(lines, s.Line.ID)
		for _, x := range s.Refusals {
			refused[x.Code+x.Subject] = true
		}
	}
	return pick(p.Findings, func(f calc.Finding) bool {
		concerns := strings.HasPrefix(f.Subject, "source:") && !strings.HasPrefix(f.Code, "TD-SUB-") ||
			f.Code == reduction.CodePlace || l.ofLines(f, lines)
		return concerns && !refused[f.Code+f.Subject]
	})
}
