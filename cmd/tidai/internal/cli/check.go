package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
)

type checkOptions struct {
	*options
	dir string
	all bool
}

func newCheck(e *env, o *options) *cobra.Command {
	opts := checkOptions{options: o}
	cmd := &cobra.Command{
		Use: "check DIR",
		Short: e.t("一次列出申请材料的全部问题，注明文件和行号",
			"everything wrong with a dossier, at once, with file and line"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runCheck(e, opts)
		},
	}
	readingFlag(cmd, e, o)
	cmd.Flags().BoolVar(&opts.all, "all", false, e.t("也列出未见异常和未设参照的比较",
		"list the comparisons that found nothing or had no reference, too"))
	return cmd
}

func runCheck(e *env, o checkOptions) error {
	c, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	findings := c.Faults()
	shown := view.Check(o.dir, findings, e.lang)
	if o.all && !calc.HasErrors(c.Findings()) {
		shown = view.CheckAll(shown, c.Doubted().Looks, e.lang)
	}
	if err := e.write(o.options, shown); err != nil {
		return err
	}
	if calc.HasErrors(findings) {
		return standing(calc.Text{ZH: "申请材料有错误级别的问题", EN: "the dossier has findings of severity error"})
	}
	return nil
}
