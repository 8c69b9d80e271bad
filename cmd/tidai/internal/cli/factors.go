package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/render"
	"tidai/factors"
)

func newFactors(e *env, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "factors",
		Short: e.t("查阅工具所带的法规数值：列出、查看、搜索、检查", "the values of the law the tool carries: list, show, search, lint"),
		Args:  noCommand(e),
		RunE:  func(cmd *cobra.Command, _ []string) error { return needCommand(e, cmd) },
	}
	cmd.AddCommand(newFactorsList(e, o), newFactorsShow(e, o), newFactorsSearch(e, o), newFactorsGaps(e, o), newFactorsLint(e, o))
	return cmd
}

type listOptions struct {
	*options
	industry, metal, medium, instrument, status, kind string
}

func newFactorsList(e *env, o *options) *cobra.Command {
	opts := listOptions{options: o}
	cmd := &cobra.Command{
		Use:   "list",
		Short: e.t("列出数值，可按行业、重金属、介质等筛选；--on 只列该日施行的", "list values, filtered by industry, metal, medium …; --on lists those in force that day"),
		Args:  arguments(),
		RunE:  func(*cobra.Command, []string) error { return runFactorsList(e, opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.industry, "industry", "", e.t("行业编号，例如 lead-battery（不限行业的数值不列出）", "industry id, such as lead-battery (values not limited to an industry are left out)"))
	f.StringVar(&opts.metal, "metal", "", e.t("重金属，例如 Cr、铅", "metal, such as Cr or lead"))
	f.StringVar(&opts.medium, "medium", "", e.t("介质：water（废水）、air（废气）", "medium: water, air"))
	f.StringVar(&opts.instrument, "instrument", "", e.t("文件编号，例如 \"GB 21900-2008\"", "instrument, such as \"GB 21900-2008\""))
	f.StringVar(&opts.status, "status", "", e.t("状态：text、transcript、recalled", "status: text, transcript, recalled"))
	f.StringVar(&opts.kind, "kind", "", e.t("类别，例如 limit、benchmark-volume、generation-factor", "kind, such as limit, benchmark-volume, generation-factor"))
	return cmd
}

func runFactorsList(e *env, o listOptions) error {
	book, err := cleanBook(e, o.options)
	if err != nil {
		return err
	}
	all := values(book)
	if err := o.check(book, all); err != nil {
		return err
	}
	metal, _ := calc.ParsePollutant(o.metal)
	list := slices.DeleteFunc(all, func(v factors.Value) bool {
		return (o.industry != "" && v.Industry != o.industry) || (metal != "" && v.Pollutant != metal) ||
			(o.medium != "" && v.Medium != calc.Medium(o.medium)) || (o.instrument != "" && !sameInstrument(v.Instrument, o.instrument)) ||
			(o.status != "" && v.Status != calc.Status(o.status)) || (o.kind != "" && v.Kind != factors.Kind(o.kind)) ||
			(!o.on.IsZero() && !inForce(book, v, o.on.Date))
	})
	return e.write(o.options, render.Factors(list, e.t("数值", "Values"), e.lang))
}

// check refuses filters that can select nothing: a mistyped word must not
// look like an empty table of the law.
func (o listOptions) check(book *factors.Book, all []factors.Value) error {
	words := func(of func(factors.Value) string) []string {
		var out []string
		for _, v := range all {
			if s := of(v); s != "" {
				out = append(out, s)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	var instruments []string
	for _, i := range book.Instruments() {
		instruments = append(instruments, i.ID)
	}
	if _, ok := calc.ParsePollutant(o.metal); o.metal != "" && !ok {
		return notOneOf("metal", o.metal, []string{"Pb", "Hg", "Cd", "Cr", "As", "Cr6+"})
	}
	if o.instrument != "" && !slices.ContainsFunc(instruments, func(id string) bool { return sameInstrument(id, o.instrument) }) {
		return notOneOf("instrument", o.instrument, instruments)
	}
	for _, f := range []struct {
		flag, value string
		from        []string
	}{
		{"industry", o.industry, words(func(v factors.Value) string { return v.Industry })},
		{"medium", o.medium, []string{string(calc.Water), string(calc.Air)}},
		{"status", o.status, []string{string(calc.StatusText), string(calc.StatusTranscript), string(calc.StatusRecalled)}},
		{"kind", o.kind, words(func(v factors.Value) string { return string(v.Kind) })},
	} {
		if f.value != "" && !slices.Contains(f.from, f.value) {
			return notOneOf(f.flag, f.value, f.from)
		}
	}
	return nil
}

func notOneOf(flag, value string, from []string) error {
	return usage("选项 --%s 的值 %q 不可用：可用：%s", "flag --%s cannot be %q: one of %s", flag, value, strings.Join(from, ", "))
}

// sameInstrument ignores blanks and case: GB21900-2008 is GB 21900-2008.
func sameInstrument(a, b string) bool {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }
	return fold(a) == fold(b)
}

func inForce(book *factors.Book, v factors.Value, on calc.Date) bool {
	i, _ := book.Instrument(v.Instrument)
	return !on.Before(v.Since) && !on.Before(i.Since) &&
		(v.Until.IsZero() || !on.After(v.Until)) && (i.Until.IsZero() || !on.After(i.Until))
}

// values lists the book's values and, as values of their own, the figures of
// its policies: a result names both by id.
func values(book *factors.Book) []factors.Value {
	all := book.All()
	for _, p := range book.Policies() {
		for _, x := range p.Parameters {
			if x.IsFigure {
				all = append(all, factors.Value{ID: p.ID + "." + x.ID, Kind: render.PolicyParameter, Instrument: x.Clause.Instrument, Title: p.Title,
					Describe: x.Rule, Amount: x.Amount, Since: x.Since, Until: x.Until, Clause: x.Clause, Status: x.Status, Source: x.Source,
					Note: x.Note, Local: x.Local, At: x.At})
			}
		}
	}
	return all
}

// cleanBook is the book without the doubt that a user's file was misread.
func cleanBook(e *env, o *options) (*factors.Book, error) {
	if err := o.mayWrite(inputs(nil, o.factors)); err != nil {
		return nil, err
	}
	book, findings, err := openBook(o)
	if err != nil {
		return nil, err
	}
	if calc.HasErrors(findings) {
		return nil, unreadable(findings)
	}
	e.findings(pick(findings, func(f calc.Finding) bool { return f.Severity == calc.Warning }))
	return book, nil
}

func newFactorsShow(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "show ID",
		Short: e.t("查看一项数值：数值、单位、条款、日期、状态、来源、说明和同表各行", "one value with unit, clause, dates, status, source, note, and the rows of its table"),
		Args:  arguments(argument{name: "ID"}),
		RunE:  func(_ *cobra.Command, args []string) error { return runFactorsShow(e, o, args[0]) },
	}
}

func runFactorsShow(e *env, o *options, id string) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	all := values(book)
	i := slices.IndexFunc(all, func(v factors.Value) bool { return v.ID == id })
	if i < 0 {
		return unknownFactor(id, all)
	}
	v := all[i]
	var table []factors.Value
	for _, x := range all {
		if x.ID != v.ID && x.Instrument == v.Instrument && x.Clause == v.Clause {
			table = append(table, x)
		}
	}
	return e.write(o, render.Factor(v, table, e.lang))
}

func unknownFactor(id string, all []factors.Value) error {
	var ids []string
	for _, v := range all {
		ids = append(ids, v.ID)
	}
	f := &failure{code: exitUsage, message: calc.Textf("没有编号为 %q 的数值", "there is no value with the id %q", id),
		hint: calc.Text{ZH: "用 tidai factors search 查找", EN: "find it with tidai factors search"}}
	if near := nearest(id, ids, 5); len(near) > 0 {
		f.message = calc.Textf("%s；相近的有：%s", "%s; near ones: %s", f.message, strings.Join(near, ", "))
	}
	return f
}

func newFactorsSearch(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "search WORDS…",
		Short: e.t("按中文或英文搜索编号、原文、文件名、条款和说明；各词须同时出现", "search ids, rows, titles, clauses and notes in Chinese or English; all words must occur"),
		Args:  arguments(argument{name: "WORDS", many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			return runFactorsSearch(e, o, strings.Fields(strings.Join(args, " ")))
		},
	}
}

func runFactorsSearch(e *env, o *options, words []string) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	list := slices.DeleteFunc(values(book), func(v factors.Value) bool { return !matches(v, words) })
	title := e.t("搜索：", "Search: ") + strings.Join(words, " ")
	return e.write(o, render.Factors(list, title, e.lang))
}

func matches(v factors.Value, words []string) bool {
	name, what := v.Pollutant.Name(), render.Describe(v)
	text := strings.ToLower(strings.Join([]string{v.ID, what.ZH, what.EN, name.ZH, name.EN, v.Instrument, v.Title.ZH, v.Title.EN, v.Clause.Locator,
		v.Note, string(v.Kind), v.Process, v.Product, v.Substance, v.Treatment, v.Industry}, "\n"))
	for _, w := range words {
		if !strings.Contains(text, strings.ToLower(w)) {
			return false
		}
	}
	return true
}

func newFactorsGaps(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "gaps",
		Short: e.t("尚未经原文核对的数值，使用前应核对", "values not read in the text itself, to be checked before use"),
		Args:  arguments(),
		RunE: func(*cobra.Command, []string) error {
			book, err := cleanBook(e, o)
			if err != nil {
				return err
			}
			list := slices.DeleteFunc(values(book), func(v factors.Value) bool { return v.Status == calc.StatusText && !v.Local })
			return e.write(o, render.Factors(list, e.t("未经原文核对的数值", "Values not read in the text"), e.lang))
		},
	}
}

func newFactorsLint(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "lint DIR",
		Short: e.t("检查自己的数值文件，一次列出全部问题", "check one's own factor files; all complaints at once"),
		Args:  arguments(argument{name: "DIR"}),
		RunE: func(_ *cobra.Command, args []string) error {
			return runFactorsLint(e, o, args[0])
		},
	}
}

func runFactorsLint(e *env, o *options, dir string) error {
	if err := isFolder(dir); err != nil {
		return err
	}
	if err := o.mayWrite(inputs(nil, dir)); err != nil {
		return err
	}
	findings := factors.Lint(os.DirFS(dir), dir)
	if err := e.write(o, render.Check(dir, findings, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(findings) {
		return standing(calc.Text{ZH: "数值文件有错误", EN: "the factor files have errors"})
	}
	return nil
}
