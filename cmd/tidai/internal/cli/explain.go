package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/cmd/tidai/internal/view"
)

type explainOptions struct {
	*options
	dir, target string
}

func newExplain(e *env, o *options) *cobra.Command {
	opts := explainOptions{options: o}
	cmd := &cobra.Command{
		Use: "explain DIR|CODE [TARGET]",
		Short: e.t("一个数的推导过程，或一个来源为何采用或未采用；不写 TARGET 时列出全部；问题编号的含义",
			"the derivation of one number, or why a source is used or not; without TARGET, all of them; what a "+
				"finding's code means"),
		Example: strings.Join([]string{
			"  tidai explain DIR",
			"  tidai explain DIR demand/Cr",
			"  tidai explain DIR A-DW001/Cr/permitted",
			"  tidai explain DIR actual:DW001/Cr",
			"  tidai explain DIR source:S1",
			"  tidai explain DIR TD-RED-001",
			"  tidai explain TD-RED-001",
			"  tidai explain TD-RED",
			"  tidai explain DIR source:S1/Cr/water --format json"}, "\n"),
		Args: arguments(argument{name: "DIR|CODE"}, argument{name: "TARGET", optional: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir, opts.target = args[0], ""
			if len(args) == 2 {
				opts.target = args[1]
			} else if _, err := os.Stat(args[0]); err != nil && strings.HasPrefix(args[0], "TD-") {
				return runCodes(e, opts)
			}
			return runExplain(e, opts)
		},
	}
	readingFlag(cmd, e, o)
	return cmd
}

// runCodes says what a code means, or all with one beginning, without a dossier.
func runCodes(e *env, o explainOptions) error {
	if !view.KnowsCodes(o.dir) {
		return usage("没有编号为 %s 的问题；全部编号：tidai explain TD-",
			"no finding has the code %s; all codes: tidai explain TD-", o.dir)
	}
	return e.write(o.options, view.Codes(o.dir, e.lang))
}

func runExplain(e *env, o explainOptions) error {
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	e.findings(c.SetOtherwise())
	if id, ok := asksSource(c, o.target); ok {
		return runAskSource(e, o, c, id)
	}
	if o.target == "" {
		return e.write(o.options, view.Targets(c.Named(), c.Explained(), e.lang))
	}
	if isCode(o.target) {
		return runExplainCode(e, o, c)
	}
	for _, t := range c.Targets() { // some more than the list: states of sources, net emission
		if t.Name != o.target {
			continue
		}
		if err := t.Step.Err(); err != nil {
			return failed("%s 无法算出：%s", "%s could not be computed: %s", t.Name, err.Error())
		}
		return e.write(o.options, view.Explain(t, e.lang))
	}
	return unknownTarget(o, c)
}

// isCode reports whether a target is the code of a finding.
func isCode(target string) bool {
	parts := strings.Split(target, "-")
	return len(parts) == 3 && parts[0] == "TD" && len(parts[2]) == 3 && strings.Trim(parts[2], "0123456789") == ""
}

// runExplainCode shows every finding of one code that the review of the dossier
// has, with its rule and the derivation of its figures.
func runExplainCode(e *env, o explainOptions, c *application.Case) error {
	all := c.Opinion().Findings
	var codes []string
	for _, f := range all {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if !slices.Contains(codes, o.target) {
		f := &failure{code: exitUsage, message: calc.Textf("这份材料没有编号为 %s 的问题",
			"the dossier has no finding %s", o.target)}
		if len(codes) > 0 {
			f.hint = calc.Textf("有：%s", "it has: %s", strings.Join(codes, ", "))
		}
		return f
	}
	return e.write(o.options, view.ExplainCode(o.target, all, c.Policy(), e.lang))
}

// asksSource reports whether a target is a source itself, not one of its
// numbers.
func asksSource(c *application.Case, target string) (id string, ok bool) {
	id, ok = strings.CutPrefix(target, "source:")
	if !ok {
		return "", false
	}
	_, ok = c.Dossier().Source(id)
	return id, ok
}

func runAskSource(e *env, o explainOptions, c *application.Case, id string) error {
	a, ok := c.Ask(id)
	if !ok {
		return failed("来源 %s 没有评估结果", "source %s was not assessed", id)
	}
	return e.write(o.options, view.Answer(a, e.lang))
}

func unknownTarget(o explainOptions, c *application.Case) error {
	var names []string
	for _, t := range c.Named() {
		names = append(names, t.Name)
	}
	for _, s := range c.Explained().Result.Sources {
		names = append(names, "source:"+s.Source.ID)
	}
	f := &failure{code: exitUsage, message: calc.Textf("没有名为 %q 的数", "there is no number named %q", o.target),
		hint: calc.Textf("全部名称见 tidai explain %s", "tidai explain %s lists all names", o.dir)}
	if near := nearest(o.target, names, 5); len(near) > 0 {
		f.message = calc.Textf("%s；相近的有：%s", "%s; near ones: %s", f.message, strings.Join(near, ", "))
	}
	return f
}
