package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/view"
)

type checkOptions struct {
	*options
	dir string
}

func newCheck(e *env, o *options) *cobra.Command {
	opts := checkOptions{options: o}
	return &cobra.Command{
		Use: "check DIR",
		Short: e.t("一次列出申请材料的全部问题，注明文件和行号",
			"everything wrong with a dossier, at once, with file and line"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runCheck(e, opts)
		},
	}
}

func runCheck(e *env, o checkOptions) error {
	l, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	findings := l.findings
	if !calc.HasErrors(findings) { // what the amounts show is only known where they can be computed
		p, err := l.plan()
		if err != nil {
			return err
		}
		m, err := l.assessMonitoring(monitoring.Compliance, monitoring.Options{})
		if err != nil {
			return err
		}
		own := slices.DeleteFunc(p.Findings, func(f calc.Finding) bool { return isVerdict(f) || said(m.Findings, f) })
		findings = calc.SortFindings(append(own, m.Findings...))
	}
	if err := e.write(o.options, view.Check(o.dir, findings, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(findings) {
		return standing(calc.Text{ZH: "申请材料有错误级别的问题", EN: "the dossier has findings of severity error"})
	}
	return nil
}

// isVerdict reports what is the result of a plan and no fault of its input.
func isVerdict(f calc.Finding) bool { return f.Code == substitution.CodeShort }

// said reports whether the assessment of the monitoring data says the same: a
// file that cannot be read stands against the plan too.
func said(list []calc.Finding, f calc.Finding) bool {
	return slices.ContainsFunc(list, func(g calc.Finding) bool {
		return f.Code == g.Code && f.Subject == g.Subject && f.At == g.At && f.Message == g.Message
	})
}
