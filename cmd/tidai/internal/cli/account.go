package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
)

type accountOptions struct {
	*options
	dir, source string
	lang        calc.Lang
}

func newAccount(e *env, o *options) *cobra.Command {
	opts := accountOptions{options: o}
	cmd := &cobra.Command{
		Use:   "account DIR [SOURCE]",
		Short: e.t("污染物总量削减核算报告", "the reduction accounting report"),
		Long: e.t("为 basis = \"accounting\" 的削减源编制污染物总量削减核算报告：依据、单位和生产"+
			"线、核准规模、\n削减前后各方法并列及推导、措施和证明材料、削减量和可用量、结论、尚需补充的事项、附件目"+
			"录。\n不写 SOURCE 时为全部此类来源各编一份。默认中文（文件的惯例），--lang en 为英文；用 --format md "+
			"-o FILE 存成文件。",
			"Makes the reduction accounting report of a source with basis = \"accounting\": basis, "+
				"unit and\nline, approved scale, both states by every method with derivations, measure and "+
				"evidence, reduction and usable\namount, conclusion, what is still missing, annexes. Without "+
				"SOURCE: one for each such source. In Chinese unless\n--lang en asks otherwise, as documents are; "+
				"--format md -o FILE makes a file."),
		Example: strings.Join([]string{
			"  tidai account DIR",
			"  tidai account DIR S3 --format md -o S3.md",
			"  tidai account DIR S3 --lang en"}, "\n"),
		Args: arguments(argument{name: "DIR"}, argument{name: "SOURCE", optional: true}),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.dir, opts.source, opts.lang = args[0], "", calc.ZH
			if len(args) == 2 {
				opts.source = args[1]
			}
			if cmd.Flags().Changed("lang") {
				opts.lang = e.lang
			}
			return runAccount(e, opts)
		},
	}
	readingFlag(cmd, e, o)
	return cmd
}

func runAccount(e *env, o accountOptions) error {
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	e.findings(c.SetOtherwise())
	list, err := o.chosen(c.Reports(), c.Dossier())
	if err != nil {
		return err
	}
	if err := e.write(o.options, accounts(list, o.lang)); err != nil {
		return err
	}
	for _, r := range list {
		if !r.Complete() {
			return standing(calc.Textf("来源 %s 的核算报告不完整，见“尚需补充和说明的事项”",
				"the report of %s is incomplete: see what is still to be stated", r.Source.Source.ID))
		}
	}
	return nil
}

// chosen is the report asked for, or all.
func (o accountOptions) chosen(list []application.Report, d *dossier.Dossier) ([]application.Report, error) {
	var ids []string
	for _, r := range list {
		ids = append(ids, r.Source.Source.ID)
		if r.Source.Source.ID == o.source {
			return []application.Report{r}, nil
		}
	}
	hint := calc.Text{ZH: "只有 basis = \"accounting\" 的来源编制核算报告",
		EN: "only a source with basis = \"accounting\" has an accounting report"}
	if len(ids) > 0 {
		hint = calc.Textf("可用：%s", "one of: %s", strings.Join(ids, ", "))
	}
	for _, s := range d.Sources {
		if s.ID == o.source {
			return nil, &failure{code: exitUsage, message: calc.Textf("来源 %s 的依据是 %s，不编制核算报告",
				"source %s has basis %s, which needs no accounting report", s.ID, string(s.Basis)), hint: hint}
		}
	}
	switch {
	case o.source != "":
		return nil, &failure{code: exitUsage, message: calc.Textf("没有来源 %q", "there is no source %q", o.source),
			hint: hint}
	case len(list) == 0:
		return nil, &failure{code: exitUsage, message: calc.Textf("%s 没有需要核算报告的来源",
			"%s has no source that needs an accounting report", o.dir), hint: hint}
	}
	return list, nil
}
