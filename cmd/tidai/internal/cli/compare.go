package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

type compareOptions struct {
	*options
	dirs      []string
	scenarios []string
	sets      sets
	plain     bool
}

func newCompare(e *env, o *options) *cobra.Command {
	opts := compareOptions{options: o}
	cmd := &cobra.Command{
		Use: "compare DIR…",
		Short: e.t("并列比较：一份材料的各个情景，或几份材料",
			"side by side: the scenarios of one dossier, or several dossiers"),
		Long: e.t("给一份材料时，比较材料本身、其中的每个 [[scenario]]，以及 --set 所作的改动；给几份材料时，比较各"+
			"份材料本身。\n列出各版本每种重金属的可用削减量、需求、余量（负数为缺口）、削减线剩余的产能、所述费用和"+
			"义务期限。\n各版本都重新编制完整方案，再作比较。没有给出不确定度时，不列“保守下限”。",
			"Of one dossier: as it stands, with each of its [[scenario]], and with the changes of --set. Of "+
				"several: each\nas it stands. For every metal the usable reduction, the demand and what is left "+
				"(with a minus: missing), the\ncapacity that remains of the lines that reduce, stated costs, and "+
				"duties with their days. Each version is\nplanned anew as a whole. Where no uncertainty is stated "+
				"there is no safe lower bound."),
		Example: strings.Join([]string{
			"  tidai compare DIR",
			"  tidai compare DIR --scenario retrofit,limits",
			"  tidai compare DIR --set source.S1.keep=\"10 %\" --set project.commissioning=2027-12-01",
			"  tidai compare DIR DIR-2 --format md"}, "\n"),
		Args: arguments(argument{name: "DIR", many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dirs = args
			return runCompare(e, opts)
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&opts.scenarios, "scenario", nil, e.t("只比较这些情景（编号，用逗号隔开；可多次）",
		"only these scenarios (ids, with commas; may be repeated)"))
	f.Var(&opts.sets, "set",
		e.t("再加一个版本：该路径改为该值；写成 名称:PATH=VALUE 时，同名的改动合为一个版本；可多次",
			"one more version, with this value at the path; with NAME:PATH=VALUE the changes of one name are a "+
				"version; may be repeated"))
	f.BoolVar(&opts.plain, "plain", false, e.t("不画图", "no charts"))
	readingFlag(cmd, e, o)
	return cmd
}

func runCompare(e *env, o compareOptions) error {
	versions, err := o.versions()
	if err != nil {
		return err
	}
	o.amounts = true
	var faults problems
	var first *application.Case // of one dossier: what the others are versions of
	var cases []application.Version
	for _, v := range versions {
		if len(o.dirs) > 1 {
			first = nil
		}
		c, err := vary(o.options, first, v.dir, v.variant)
		if first == nil && c != nil {
			first = c
			e.misnumbered(c)
		}
		if err != nil {
			if !faults.add(err) {
				return err
			}
			continue
		}
		cases = append(cases, application.Version{Case: c, Folder: v.dir, Changed: v.variant})
	}
	if err := faults.err(); err != nil {
		return err
	}
	if err := e.write(o.options, view.Compare(application.Compare(cases), e.lang,
		e.charts(o.options, o.plain))); err != nil {
		return err
	}
	for _, c := range cases {
		if !c.Explained().Computed() {
			return standing(calc.Text{ZH: "有版本的需求无法算出", EN: "the demand of a version could not be computed"})
		}
	}
	return nil
}

// version is a dossier with changes to be planned.
type version struct {
	dir     string
	variant dossier.Variant
}

// versions lists what is compared; the first is what the others are compared
// with.
func (o compareOptions) versions() ([]version, error) {
	var out []version
	for i, dir := range o.dirs {
		if slices.Contains(o.dirs[:i], dir) {
			return nil, usage("%s 给了两次", "%s is given twice", dir)
		}
		out = append(out, version{dir: dir})
	}
	ids := o.scenarios
	if len(o.dirs) == 1 && len(ids) == 0 {
		d, findings := dossier.Open(o.dirs[0])
		if d == nil {
			return nil, unreadable(findings)
		}
		for _, s := range d.Scenarios {
			ids = append(ids, s.ID)
		}
	}
	if len(o.dirs) > 1 && len(ids)+len(o.sets.list) > 0 {
		return nil, usage("--scenario 和 --set 只用于一份材料", "--scenario and --set are for one dossier")
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return nil, usage("情景 %s 给了两次", "scenario %s is given twice", id)
		}
		out = append(out, version{dir: o.dirs[0], variant: dossier.Variant{Scenario: id}})
	}
	for _, v := range o.sets.named() {
		out = append(out, version{dir: o.dirs[0], variant: v})
	}
	if len(out) < 2 {
		return nil, &failure{code: exitUsage, message: calc.Textf("%s 没有 [[scenario]]，无可比较",
			"%s has no [[scenario]]: there is nothing to compare", o.dirs[0]),
			hint: calc.Text{ZH: "在材料中写 [[scenario]]，用 --set 作改动，或再给一份材料",
				EN: "add a [[scenario]] to the dossier, make a change with --set, or give another dossier"}}
	}
	return out, nil
}

// charts reports whether pages have charts: in HTML and on a terminal, unless they were
// turned off.
func (e *env) charts(o *options, plain bool) bool {
	if o.format.value == string(page.HTML) {
		return !plain
	}
	return !plain && o.output == "" && e.width() > 0
}
