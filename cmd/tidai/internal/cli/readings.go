package cli

import (
	"math/big"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/factors"
)

// readings is a repeated flag NAME=VALUE that settles a question the texts leave open
// about valid monitoring data, or sets a parameter of the policy for this run.
type readings struct {
	to     monitoring.Judging
	policy []factors.Override
	given  []string
}

// What can be settled.
const (
	readingWaterRule = "water-rule"
	readingWaterDay  = "water-day"
)

// readingFlag gives a command that computes from a dossier --reading.
func readingFlag(cmd *cobra.Command, e *env, o *options) {
	cmd.Flags().Var(&o.readings, "reading",
		e.t("有效数据的取舍：water-rule=规范（HJ 356 的版本，默认按数据日期），water-day=有效日的小时比例，如 20/24；"+
			"或本次运行的政策参数，如 ratio=1.5（参数见 tidai policy show）",
			"a question the texts leave open: water-rule=RULE (edition of HJ 356; default: by the day of the data), "+
				"water-day=SHARE of the hours of a valid day, such as 20/24; or a parameter of the policy for this "+
				"run, such as ratio=1.5 (see tidai policy show)"))
}

func (r *readings) String() string { return strings.Join(r.given, ",") }

// Type names the value in help texts.
func (r *readings) Type() string { return "NAME=VALUE" }

// Set takes one reading.
func (r *readings) Set(s string) error {
	name, value, _ := strings.Cut(s, "=")
	switch strings.TrimSpace(name) {
	case readingWaterRule:
		rule, ok := factors.ValidityOf(calc.Water, calc.Date{}, value)
		if !ok || rule.ID != value {
			return &badValue{calc.Textf("%s 可用：%s", "%s is one of %s", readingWaterRule, strings.Join(waterRules(),
				", "))}
		}
		r.to.WaterRule = value
	case readingWaterDay:
		share, ok := parseShare(value)
		if !ok {
			return &badValue{calc.Textf("%s 写成 75%% 或 20/24", "write %s as 75%% or 20/24", readingWaterDay)}
		}
		r.to.DayShare = share
	default:
		if err := r.setPolicy(strings.TrimSpace(name), value); err != nil {
			return err
		}
	}
	r.given = append(r.given, s)
	return nil
}

// setPolicy takes a parameter of the policy. A value that no policy can have is
// a slip of the command line.
func (r *readings) setPolicy(name, value string) error {
	o := factors.Override{Parameter: name, Value: value}
	if _, known := factors.KindOf(name); !known {
		var all []string
		for _, k := range factors.ParameterKinds {
			all = append(all, k.ID)
		}
		return &badValue{calc.Textf("可用：%s、%s，或政策参数 %s", "one of %s, %s, or a parameter of the policy: %s",
			readingWaterRule, readingWaterDay, strings.Join(all, ", "))}
	}
	if _, _, err := (factors.Policy{}).Set(o); err != nil {
		return &badValue{calc.ErrorText(err)}
	}
	r.policy = append(r.policy, o)
	return nil
}

func waterRules() []string {
	rules, err := factors.ValidityRules()
	if err != nil {
		panic(err) // the tool's own file: a failing test of its room says so first
	}
	var out []string
	for _, r := range rules {
		if r.Medium == calc.Water {
			out = append(out, r.ID)
		}
	}
	return out
}

// parseShare reads a share above 0 and up to 1: 75%, 0.75 or 18/24.
func parseShare(s string) (*big.Rat, bool) {
	of, text := big.NewRat(1, 1), strings.TrimSpace(s)
	if cut, found := strings.CutSuffix(text, "%"); found {
		of, text = big.NewRat(1, 100), cut
	}
	top, bottom, fraction := strings.Cut(text, "/")
	x, err := quantity.ParseNumber(strings.TrimSpace(top))
	if err != nil {
		return nil, false
	}
	if fraction {
		y, err := quantity.ParseNumber(strings.TrimSpace(bottom))
		if err != nil || y.Sign() <= 0 {
			return nil, false
		}
		x = new(big.Rat).Quo(x, y)
	}
	x = new(big.Rat).Mul(x, of)
	return x, x.Sign() > 0 && x.Cmp(big.NewRat(1, 1)) <= 0
}
