package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

// options are the flags every command takes.
type options struct {
	format  choice
	lang    choice
	output  string
	on      day
	asOf    day
	factors string
	policy  string

	shown   string    // name that positions give the dossier's folder; "": its own
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
		format: choice{value: string(page.Terminal), from: page.Formats},
		lang:   choice{value: string(e.lang), from: calc.Langs.Keys()},
		on:     day{now: e.today},
		asOf:   day{now: e.today},
	}
}

func (o *options) register(e *env, flags *pflag.FlagSet) {
	flags.Var(&o.format, "format", e.t("输出格式：table、json、csv、md、html、docx；plan 还有 ics（日历）",
		"form of the output: table, json, csv, md, html, docx; of plan also ics, a calendar"))
	flags.StringVarP(&o.output, "output", "o", "", e.t("写入文件 FILE，成功后才出现；不会覆盖输入文件",
		"write to FILE, which appears only on success; an input file is never overwritten"))
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

// checkFormat refuses a calendar of what has no due days.
func (o *options) checkFormat(cmd *cobra.Command) error {
	if o.format.value == string(page.ICS) && cmd.Name() != "plan" {
		return usage("ics 格式只用于 plan DIR", "only plan DIR writes ics")
	}
	return nil
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
