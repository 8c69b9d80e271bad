package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/scope"
	"tidai/cmd/tidai/internal/render"
	"tidai/factors"
)

type scopeOptions struct {
	*options
	dir string
}

func newScope(e *env, o *options) *cobra.Command {
	opts := scopeOptions{options: o}
	return &cobra.Command{
		Use:   "scope DIR",
		Short: e.t("每条生产线所属的重点行业、技术规范和管理类别，以及理由", "key industry, specification and management class of every line, and why"),
		Args:  arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runScope(e, opts)
		},
	}
}

func runScope(e *env, o scopeOptions) error {
	l, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	if err := l.usable(); err != nil {
		return err
	}
	r, err := l.scope()
	if err != nil {
		return err
	}
	if err := e.write(o.options, render.Scope(l.dossier, l.policy, r, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(r.Findings) {
		return standing(calc.Text{ZH: "有生产线的归类未定或与所填不符", EN: "a line is not classified, or not as the dossier states"})
	}
	return nil
}

// scope classifies every line.
func (l loaded) scope() (scope.Result, error) {
	table, err := factors.Scope()
	if err != nil {
		return scope.Result{}, err
	}
	return scope.Classify(scope.Input{Dossier: l.dossier, Policy: l.policy, Table: table}), nil
}

// withScope adds what the classification found. It knows more than the list
// of classes by which reduction warns of an unusual one, so that warning goes.
func withScope(findings []calc.Finding, r scope.Result) []calc.Finding {
	kept := slices.DeleteFunc(slices.Clone(findings), func(f calc.Finding) bool {
		return f.Code == reduction.CodeIndustry && f.Severity == calc.Warning
	})
	return calc.SortFindings(append(kept, r.Findings...))
}
