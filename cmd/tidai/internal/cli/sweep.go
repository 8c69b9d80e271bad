package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/view"
)

type sweepOptions struct {
	*options
	dir      string
	scenario string
	sets     sets
	plain    bool
}

func newSweep(e *env, o *options) *cobra.Command {
	opts := sweepOptions{options: o}
	cmd := &cobra.Command{
		Use: "sweep DIR --set PATH=FROM:TO:STEP",
		Short: e.t("一个数在一个范围内变化时的余量曲线，以及刚好够用的值",
			"how what is left responds to one number, and at which value it is just enough"),
		Long: e.t("让材料中的一个数从 FROM 按 STEP 变到 TO，在每个值上重新编制方案，列出各重金属的可用削减量、需求和"+
			"余量，\n并找出从足够变为不足的值：在两点之间用精确分数对分，余量为直线时解出准确值，再在该值和紧邻的两"+
			"侧重新测算核实，\n指出哪一侧足够，并给出向足够一侧取整的值。两点之间转折两次看不出来。最多 1000 个点。",
			"Takes one number of the dossier from FROM to TO by STEP and plans anew at every value: usable "+
				"reduction, demand\nand what is left of each metal. Where enough turns to short between two points, "+
				"the value is bisected with exact\nfractions, solved where the response is a straight line, and "+
				"confirmed by planning at it and just beside it; the\npage says which side has enough, with a value "+
				"rounded to that side. Two turns between neighbouring points cannot\nbe seen. At most 1000 points."),
		Example: strings.Join([]string{
			"  tidai sweep DIR --set source.S1.after.efficiency=0.90:0.99:0.01",
			"  tidai sweep DIR --set \"line.A-L1.product.capacity=8000:12000:500 t 生皮/a\"",
			"  tidai sweep DIR --scenario retrofit --set source.S3.before.generation-factor.rate=0.9:1:0.01 " +
				"--format csv"}, "\n"),
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runSweep(e, opts)
		},
	}
	f := cmd.Flags()
	f.Var(&opts.sets, "set", e.t("PATH=FROM:TO:STEP 为变化的数（恰好一个）；PATH=VALUE 为其余改动",
		"PATH=FROM:TO:STEP is the number that varies (exactly one); PATH=VALUE is a fixed change"))
	f.StringVar(&opts.scenario, "scenario", "", e.t("先作该情景的改动", "make the changes of this scenario first"))
	f.BoolVar(&opts.plain, "plain", false, e.t("不画图", "no charts"))
	readingFlag(cmd, e, o)
	return cmd
}

func runSweep(e *env, o sweepOptions) error {
	path, text, place, fixed, err := o.varied()
	if err != nil {
		return err
	}
	r, err := application.ParseRange(text)
	if err != nil {
		return &failure{code: exitUsage, message: calc.ErrorText(err)}
	}
	var at quantity.Quantity
	var first *application.Case
	s, err := application.Sweep(r, func(q quantity.Quantity) (*application.Case, error) {
		at = q
		v := dossier.Variant{Scenario: o.scenario, Set: append(fixed[:len(fixed):len(fixed)],
			dossier.Exactly(path, q, place))}
		c, err := vary(o.options, first, o.dir, v)
		if first == nil {
			first = c
		}
		return c, err
	})
	if err != nil {
		var f *failure
		if errors.As(err, &f) && f.message == (calc.Text{}) {
			f.message = calc.Textf("%s = %s 时没有方案", "there is no plan with %s = %s", path, at.String())
		}
		return err
	}
	if err := e.write(o.options, view.Sweep(s, path, o.scenario, e.lang, e.charts(o.options, o.plain))); err != nil {
		return err
	}
	for _, p := range s.Points {
		if !p.Computed {
			return standing(calc.Text{ZH: "有取值的需求无法算出", EN: "the demand at a value could not be computed"})
		}
	}
	return nil
}

// varied is the one number that varies, and the changes that stay.
func (o sweepOptions) varied() (path, text string, at calc.Position, fixed []dossier.Change, err error) {
	for i, c := range o.sets.list {
		switch {
		case o.sets.names[i] != "":
			return "", "", at, nil, usage("sweep 的 --set 不取名称（%s）", "--set of sweep takes no name (%s)",
				o.sets.names[i])
		case strings.Count(c.Value, ":") == 0:
			fixed = append(fixed, c)
		case path != "":
			return "", "", at, nil, usage("只能让一个数变化：%s 和 %s 都写了范围",
				"one number varies at a time: %s and %s both have a range", path, c.Path)
		default:
			path, text, at = c.Path, c.Value, c.At
		}
	}
	if path == "" {
		return "", "", at, nil,
			usage("用 --set PATH=FROM:TO:STEP 写明哪个数变化，例如 --set source.S1.keep=\"0:50:10 %%\"",
				"say which number varies with --set PATH=FROM:TO:STEP, such as --set source.S1.keep=\"0:50:10 %%\"")
	}
	return path, text, at, fixed, nil
}
