package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
)

// options are the flags every command takes.
type options struct {
	format  formatFlag
	lang    choice
	output  string
	on      day
	asOf    day
	traces  bool
	factors string
	policy  string

	readings readings // of --reading, where a command has it

	shown   string    // name that positions give the dossier's folder; "": its own
	amounts bool      // only amounts are asked for: what a firm is numbered by is no matter
	waiting *progress // shows how far monitoring files are read; nil: nothing is shown
}

// choice is a flag that takes one of a list of words.
type choice struct {
	value string
	from  []string
}

// String, Set and Type make a choice a flag value.
func (c *choice) String() string { return c.value }

// Type names the value in help texts.
func (c *choice) Type() string { return strings.Join(c.from, "|") }

// Set accepts only words of the list.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.from, s) {
		return &badValue{calc.Textf("可用：%s", "one of %s", strings.Join(c.from, ", "))}
	}
	c.value = s
	return nil
}

// day is a flag that takes a date, or "today".
type day struct {
	calc.Date
	now func() calc.Date
}

// Type names the value in help texts.
func (d *day) Type() string { return "DATE" }

// Set reads a date of the calendar.
func (d *day) Set(s string) error {
	if s == "today" {
		d.Date = d.now()
		return nil
	}
	date, err := calc.ParseDate(s)
	if err != nil {
		return &badValue{calc.Text{ZH: "写成 2026-03-31 这样的日期，或 today",
			EN: "write a date like 2026-03-31, or today"}}
	}
	d.Date = date
	return nil
}

// badValue is why a flag refuses a value, in both languages.
type badValue struct{ text calc.Text }

func (b *badValue) Error() string { return b.text.EN }

func (e *env) today() calc.Date {
	t := e.now()
	return calc.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

func newOptions(e *env) *options {
	return &options{
		format: formatFlag{value: string(page.Terminal)},
		lang:   choice{value: string(e.lang), from: calc.Langs.Keys()},
		on:     day{now: e.today},
		asOf:   day{now: e.today},
	}
}

func (o *options) register(e *env, flags *pflag.FlagSet) {
	flags.Var(&o.format, "format", "")
	flags.StringVarP(&o.output, "output", "o", "", e.t("写入文件 FILE，成功后才出现；不会覆盖输入文件",
		"write to FILE, which appears only on success; an input file is never overwritten"))
	flags.BoolVar(&o.traces, "traces", false, e.t("--format json 的每个数量都带推导过程",
		"with --format json every amount carries its derivation"))
	flags.Var(&o.on, "on", e.t("按该日施行的法规计算；today 为今天（默认：申请材料的日期）",
		"date of law, or today (default: the dossier's date)"))
	flags.Var(&o.asOf, "as-of", e.t("判定各项期限是否逾期的日期；today 为今天（默认：申请材料的日期）",
		"day on which deadlines are judged, or today (default: the dossier's date)"))
	flags.StringVar(&o.factors, "factors", "", e.t("补充或替换数值的文件夹；其数值处处标为“本地”",
		"folder of factor files that add to or replace the built-in ones; marked local everywhere"))
	flags.StringVar(&o.policy, "policy", "", e.t("政策编号（默认：申请材料所写的政策）",
		"id of the policy (default: the dossier's)"))
	flags.Var(&o.lang, "lang", e.t("语言：zh 或 en（默认：系统语言）", "language: zh or en (default: from the locale)"))
	flags.BoolP("help", "h", false, e.t("显示帮助", "show help"))
}

// formatFlag is --format. What a command writes is known only when the command is:
// checkFormat asks then.
type formatFlag struct {
	value string
	of    []string // for help texts: what the command writes
}

// String, Set and Type make it a flag value.
func (f *formatFlag) String() string { return f.value }

// Type names the value in help texts.
func (f *formatFlag) Type() string { return strings.Join(f.of, "|") }

// Set takes any word: checkFormat knows what the command writes.
func (f *formatFlag) Set(s string) error { f.value = s; return nil }

func keysOf(list []forms.Form) []string {
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = string(f.Key)
	}
	return out
}

// checkFormat refuses a form that the command does not write.
func (o *options) checkFormat(cmd *cobra.Command) error {
	if can := keysOf(forms.Of(cmd.Name())); !slices.Contains(can, o.format.value) {
		return &failure{code: exitUsage, hint: seeHelp(cmd),
			message: calc.Textf("选项 --format 的值 %q 不可用：可用：%s",
				"flag --format cannot be %q: one of %s", o.format.value, strings.Join(can, ", "))}
	}
	if o.traces && o.format.value != string(page.JSON) {
		return usage("--traces 只用于 --format json", "--traces goes with --format json only")
	}
	return nil
}

// describeFormat puts what a command writes into its help text.
func (o *options) describeFormat(e *env, cmd *cobra.Command) {
	list := forms.Of(cmd.Name())
	o.format.of = keysOf(list)
	words := make([]string, len(list))
	for i, f := range list {
		words[i] = string(f.Key)
		if f.Name != (calc.Text{}) {
			words[i] += calc.Textf("（%s）", " (%s)", f.Name).In(e.lang)
		}
	}
	if f := cmd.Root().PersistentFlags().Lookup("format"); f != nil {
		f.Usage = e.t("输出格式：", "form of the output: ") + strings.Join(words, e.t("、", ", "))
	}
}

// flagError turns what the flag parser says into a failure that speaks both
// languages.
func flagError(cmd *cobra.Command, err error) error {
	var (
		missing *pflag.NotExistError
		value   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	f := &failure{code: exitUsage, message: calc.Text{ZH: err.Error(), EN: err.Error()}, hint: seeHelp(cmd)}
	switch {
	case errors.As(err, &missing):
		name := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = "-" + missing.GetSpecifiedName()
		}
		f.message = calc.Textf("没有选项 %s", "unknown flag %s", name)
	case errors.As(err, &value):
		f.message = calc.Textf("选项 --%s 缺少值", "flag --%s needs a value", value.GetFlag().Name)
	case errors.As(err, &invalid):
		f.message = calc.Textf("选项 --%s 的值 %q 不可用", "flag --%s cannot be %q", invalid.GetFlag().Name,
			invalid.GetValue())
		var bad *badValue
		if errors.As(err, &bad) {
			f.message = calc.Textf("%s：%s", "%s: %s", f.message, bad.text)
		}
	case errors.As(err, &syntax):
		f.message = calc.Textf("选项写法有误：%s", "bad flag syntax: %s", syntax.GetSpecifiedFlag())
	}
	return f
}

func seeHelp(cmd *cobra.Command) calc.Text {
	return calc.Textf("用法见 %s --help", "see %s --help", cmd.CommandPath())
}
