package cli

import (
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/cmd/tidai/internal/view"
)

type actualOptions struct {
	*options
	dir         string
	years       years
	nonDetect   choice
	use         choice
	uncertainty bool
	seed        uint64
	hours       bool
	recheck     bool
}

// years is a repeated flag of calendar years.
type years struct{ list []int }

func (y *years) String() string { return "" }

// Type names the value in help texts.
func (y *years) Type() string { return "YEAR" }

// Set reads years with commas.
func (y *years) Set(s string) error {
	for word := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1970 || n > 2198 {
			return &badValue{calc.Text{ZH: "写四位年份，如 2025；多个用逗号隔开",
				EN: "write a year such as 2025; several with commas"}}
		}
		y.list = append(y.list, n)
	}
	return nil
}

func newActual(e *env, o *options) *cobra.Command {
	opts := actualOptions{options: o, nonDetect: choice{from: monitoring.NonDetects.Keys()},
		use: choice{value: string(monitoring.Compliance), from: monitoring.Uses.Keys()}}
	cmd := &cobra.Command{
		Use: "actual DIR",
		Short: e.t("由监测数据核算的实际排放量：公式、补遗、数据质量、各方法并列",
			"actual emission by monitoring data: formula, gaps, quality, each method"),
		Long: e.t("按排污许可证技术规范的公式，由申请材料中的监测数据核算各排放口、各污染物的实际排放量（kg，精"+
			"确）。\n印出采用的方法和公式、其他方法及不采用的理由、未检出三种算法、捕集率、补遗、各行的去向和文件"+
			"的\nSHA-256。--uncertainty 只作描述，不影响任何数额。",
			"Computes the actual emission of each outlet and metal from the dossier's monitoring data by "+
				"the\nformula of its permit specification (kg, exact). Prints the method and the formula, the other "+
				"methods\nand why not, three ways to count what was not detected, capture rates, what was filled "+
				"in, what\nbecame of every row, and the SHA-256 of the files. --uncertainty only describes: no "+
				"amount depends on it."),
		Example: "  tidai actual DIR\n  tidai actual DIR --year 2025 --use before --uncertainty\n  tidai actual DIR " +
			"--hours --format csv",
		Args: arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runActual(e, opts)
		},
	}
	f := cmd.Flags()
	f.Var(&opts.years, "year", e.t("日历年（默认：申请材料写明的时段，否则数据所在的各年）",
		"calendar year (default: the periods the dossier states, else the years of the data)"))
	f.Var(&opts.nonDetect, "non-detect", e.t("未检出的算法（默认：削减前 zero，其余 limit）",
		"how values not detected count (default: zero before a reduction, else limit)"))
	f.Var(&opts.use, "use", e.t("用途：削减前、削减后、与许可量比较；决定从严的方向",
		"what the amount is for, which decides what is conservative"))
	readingFlag(cmd, e, o)
	f.BoolVar(&opts.uncertainty, "uncertainty", false, e.t("附不确定度（传播律、蒙特卡洛）和未检出的统计描述",
		"add the uncertainty (propagation, Monte Carlo) and estimates for non-detects"))
	f.Uint64Var(&opts.seed, "seed", estimate.DefaultSeed, e.t("蒙特卡洛和自助法的种子",
		"seed of Monte Carlo and bootstrap"))
	f.BoolVar(&opts.hours, "hours", false,
		e.t("逐时（日）列出补遗", "list what was filled in hour by hour (or day by day)"))
	f.BoolVar(&opts.recheck, "recheck", false, e.t("从文件重算各推导过程",
		"total every derivation again from the files"))
	return cmd
}

func (o actualOptions) choices() monitoring.Options {
	return monitoring.Options{NonDetect: monitoring.NonDetect(o.nonDetect.value), Years: o.years.list}
}

func runActual(e *env, o actualOptions) error {
	// A plant's minutes are hundreds of megabytes without a pointer in them: to look
	// for garbage more often costs little, and the rest of the memory is left alone.
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	o.waiting = e.newProgress()
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	if len(c.Dossier().Monitoring) == 0 {
		return failed("%s 没有监测数据（[[monitoring]]）", "%s has no monitoring data ([[monitoring]])", o.dir)
	}
	m := c.ActualFor(monitoring.Use(o.use.value), o.choices())
	o.waiting.done()
	if len(m.Accounts) == 0 && calc.HasErrors(m.Findings) {
		return unreadable(m.Findings)
	}
	page := view.ActualPage{Dossier: c.Dossier(), Result: m.Result, Findings: m.Findings, Checked: m.Checked,
		Hours: o.hours}
	if o.uncertainty {
		page.Described = monitoring.DescribeAll(m.Accounts, o.seed)
	}
	if o.recheck {
		page.Rechecked, page.Faults = c.Recheck(monitoring.Use(o.use.value), o.choices(), m.Accounts)
		o.waiting.done()
	}
	if err := e.write(o.options, view.Actual(page, e.lang)); err != nil {
		return err
	}
	if len(page.Faults) > 0 {
		return standing(calc.Text{ZH: "有推导过程不能由文件重算得到",
			EN: "a derivation does not follow from the files"})
	}
	if calc.HasErrors(m.Findings) {
		return standing(calc.Text{ZH: "有实际排放量无法核算或数据不能采用，见结果中的问题",
			EN: "an actual emission could not be determined or data cannot be used: see the findings"})
	}
	return nil
}
