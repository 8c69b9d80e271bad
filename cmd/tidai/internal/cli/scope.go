package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/scope"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

type scopeOptions struct {
	*options
	dir string
}

func newScope(e *env, o *options) *cobra.Command {
	opts := scopeOptions{options: o}
	return &cobra.Command{
		Use: "scope DIR",
		Short: e.t("每条生产线所属的重点行业、技术规范和管理类别，以及理由",
			"key industry, specification and management class of every line, and why"),
		Args: arguments(argument{name: "DIR"}),
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
	if err := e.write(o.options, view.Scope(l.dossier, l.policy, r, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(r.Findings) {
		return standing(calc.Text{ZH: "有生产线的归类未定或与所填不符",
			EN: "a line is not classified, or not as the dossier states"})
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

// isScope reports whether a finding is of the classification of lines.
func isScope(f calc.Finding) bool { return strings.HasPrefix(f.Code, "TD-SCO-") }

// ofLines reports whether a finding of the classification concerns one of the
// lines, or the discharger of one.
func (l loaded) ofLines(f calc.Finding, lines []string) bool {
	return isScope(f) && slices.ContainsFunc(lines, func(id string) bool {
		line, ok := l.dossier.Line(id)
		return ok && (f.Subject == "line:"+id || f.Subject == "discharger:"+line.Discharger)
	})
}
