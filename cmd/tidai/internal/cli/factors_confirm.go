package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

type confirmOptions struct {
	*options
	id, by, copy, value, to string
}

func newFactorsConfirm(e *env, o *options) *cobra.Command {
	opts := confirmOptions{options: o}
	cmd := &cobra.Command{
		Use: "confirm ID",
		Short: e.t("把“某人核对过原文”记入自己的数值文件夹：状态为 text、标为本地，写明日期、核对人和所读的版本",
			"record in one's own folder that somebody read a value in the text: status text, local, with day, "+
				"name and copy"),
		Long: e.t("内置数值的状态不因此改变；用 --factors DIR 计算时采用核对过的数值。\n"+
			"原文与所载数值不同的，用 --value 写出原文的数值；差异会一直显示。已在该文件夹里的编号不会被覆盖。",
			"The status of the built-in value stays as it is; with --factors DIR the value that was read is used.\n"+
				"Where the text says another figure, state it with --value: the difference stays visible. An id\n"+
				"that is in the folder already is never overwritten."),
		Example: strings.Join([]string{
			`  tidai factors confirm atomic-mass.cr --by NAME --copy "EDITION, PAGE" --to FOLDER`,
			`  tidai factors confirm atomic-mass.cr --by NAME --copy "EDITION, PAGE" --to FOLDER --value 51.996`},
			"\n"),
		Args: arguments(argument{name: "ID"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.id = args[0]
			return runFactorsConfirm(e, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.by, "by", "", e.t("核对人姓名", "who read the text"))
	f.StringVar(&opts.copy, "copy", "", e.t("所读的版本：版次、页码、存放处",
		"which copy was read: edition, page, where it is"))
	f.StringVar(&opts.value, "value", "", e.t("原文的数值与单位，与所载不同时填写（不写单位即所载单位）",
		"what the text says, with unit, where that differs (without unit: in that of the value)"))
	f.StringVar(&opts.to, "to", "", e.t("写入的文件夹，没有则新建（默认：--factors 的文件夹）",
		"folder to write to, made where it is not there (default: that of --factors)"))
	return cmd
}

func runFactorsConfirm(e *env, o confirmOptions) error {
	if err := o.complete(); err != nil {
		return err
	}
	book, err := o.own(e)
	if err != nil {
		return err
	}
	was, err := valuesToConfirm(book, o.id)
	if err != nil {
		return err
	}
	on := o.asOf.Date
	if on.IsZero() {
		on = e.today()
	}
	var now []factors.Value
	for _, v := range was {
		x, err := o.stated(v)
		if err != nil {
			return err
		}
		now = append(now, x.Confirmed(factors.Confirmation{By: o.by, Copy: o.copy, On: on}))
	}
	name := filepath.Join(o.to, confirmedFile(now[0].Instrument))
	if err := o.mayWrite([]string{name}); err != nil {
		return err
	}
	if err := writeConfirmed(book, name, now); err != nil {
		return err
	}
	return e.write(o.options, view.Confirmed(view.Confirmation{File: name, Before: was, After: now}, e.lang))
}

// complete wants what makes a confirmation worth something, all at once.
func (o *confirmOptions) complete() error {
	if o.to == "" {
		o.to = o.factors
	}
	var missing []string
	for _, x := range []struct{ flag, value string }{{"--by", o.by}, {"--copy", o.copy}, {"--to", o.to}} {
		if strings.TrimSpace(x.value) == "" {
			missing = append(missing, x.flag)
		}
	}
	if len(missing) > 0 {
		return usage("缺少 %s：谁核对、读的哪个版本、写到哪个文件夹",
			"%s missing: who read it, in which copy, and the folder to write to", strings.Join(missing, ", "))
	}
	if o.factors != "" && filepath.Clean(o.factors) != filepath.Clean(o.to) {
		return usage("--factors 与 --to 是两个文件夹：核对只记入一个", "--factors and --to are two folders: a "+
			"confirmation goes into one")
	}
	return nil
}

// own is the book with the folder that is written to, which may not be there
// yet.
func (o confirmOptions) own(e *env) (*factors.Book, error) {
	with := *o.options
	with.factors = o.to
	if _, err := os.Stat(o.to); errors.Is(err, fs.ErrNotExist) {
		with.factors = ""
	}
	return cleanBook(e, &with)
}

// valuesToConfirm are the value with this id, those of an entry for several
// pollutants or processes, or what a gap looks for.
func valuesToConfirm(book *factors.Book, id string) ([]factors.Value, error) {
	all := values(book)
	var out []factors.Value
	for _, v := range all {
		if v.ID == id || v.Entry == id {
			out = append(out, v)
		}
	}
	for _, g := range book.Gaps() {
		if g.ID == id {
			out = append(out, g.Value())
		}
	}
	if len(out) == 0 {
		return nil, unknownFactor(id, all, book.Gaps())
	}
	for _, v := range out {
		if v.Kind == factors.PolicyParameter {
			return nil, usage("%s 是政策参数：写在自己的政策文件里（见 tidai policy show）",
				"%s is a parameter of a policy: state it in a policy file of your own (see tidai policy show)", v.ID)
		}
		if v.Local {
			return nil, usage("%s 已在 %s，不会覆盖；要修改请编辑该处", "%s is at %s already and is not overwritten; "+
				"to change it, edit it there", v.ID, v.At.String())
		}
	}
	return out, nil
}

// stated is the value as the text has it: as the tool carries it, or as --value
// says.
func (o confirmOptions) stated(v factors.Value) (factors.Value, error) {
	_, words := v.Words()
	open := v.Status == "" // a gap has no figure
	switch {
	case o.value == "" && open:
		return v, usage("%s 是缺口，没有所载数值：用 --value 写出原文的数值和单位",
			"%s is a gap: state the figure of the text, with its unit, by --value", v.ID)
	case o.value == "" && v.Suspect:
		return v, usage("%s 所载 %s 存疑：用 --value 写出原文的数值",
			"%s as carried, %s, is suspect: state the figure of the text by --value", v.ID, v.InWords())
	case o.value == "":
		return v, nil
	}
	q, err := quantity.Parse(o.value)
	if err != nil {
		return v, usage("--value %q：%s", "--value %q: %s", o.value, calc.ErrorText(err))
	}
	if q.Unit().String() == "" && !open && !words {
		q = quantity.New(q.Rat(), v.Amount.Unit())
	}
	if !open && !words && !q.Unit().Same(v.Amount.Unit()) {
		return v, usage("--value 的单位 %s 与 %s 的单位 %s 不是同一种量",
			"--value is in %s, which does not measure what %s does (%s)", q.Unit().String(),
			v.ID, v.Amount.Unit().String())
	}
	return v.Stating(q), nil
}

// confirmedFile names the file of an instrument's confirmations.
func confirmedFile(instrument string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' {
			return unicode.ToLower(r)
		}
		return '-'
	}, instrument)
	return "confirmed-" + strings.Trim(name, "-.") + ".toml"
}

// writeConfirmed adds entries to a file, as a whole or not at all, once they
// were read back and nothing stands against them.
func writeConfirmed(book *factors.Book, name string, list []factors.Value) error {
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = []byte(factors.InstrumentTOML(list[0].Instrument))
	case err != nil:
		return failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
	}
	for _, v := range list {
		text = append(text, "\n"+v.TOML()...)
	}
	if _, findings := book.WithText(name, text); calc.HasErrors(findings) {
		return unreadable(errorsOf(findings))
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return failed("无法新建 %s：%s", "cannot make %s: %s", filepath.Dir(name), reasonOf(err))
	}
	if err := writeFile(name, text); err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", name, reasonOf(err))
	}
	return nil
}
