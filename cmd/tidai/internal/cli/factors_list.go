package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

// filter selects values; an empty field selects nothing out.
type filter struct{ industry, metal, medium, instrument, status, kind string }

func (x *filter) flags(e *env, f *pflag.FlagSet) {
	f.StringVar(&x.industry, "industry", "", e.t("行业编号，例如 lead-battery（不限行业的数值不列出）",
		"industry id, such as lead-battery (values not limited to an industry are left out)"))
	f.StringVar(&x.metal, "metal", "", e.t("重金属，例如 Cr、铅", "metal, such as Cr or lead"))
	f.StringVar(&x.medium, "medium", "", e.t("介质：water（废水）、air（废气）", "medium: water, air"))
	f.StringVar(&x.instrument, "instrument", "", e.t("文件编号，例如 \"GB 21900-2008\"",
		"instrument, such as \"GB 21900-2008\""))
	f.StringVar(&x.status, "status", "", e.t("状态：", "status: ")+calc.Statuses.List().In(e.lang))
	f.StringVar(&x.kind, "kind", "", e.t("类别，例如 limit、benchmark-volume、generation-factor",
		"kind, such as limit, benchmark-volume, generation-factor"))
}

func newFactorsList(e *env, o *options) *cobra.Command {
	var x filter
	var instruments bool
	cmd := &cobra.Command{
		Use: "list",
		Short: e.t("列出数值，可按行业、重金属、介质等筛选；--on 只列该日施行的；--instruments 列出文件",
			"list values, filtered by industry, metal, medium …; --on lists those in force that day; --instruments "+
				"lists instruments"),
		Args: arguments(),
		RunE: func(*cobra.Command, []string) error {
			if instruments {
				return runInstruments(e, o, x)
			}
			return runFactorsList(e, o, x)
		},
	}
	x.flags(e, cmd.Flags())
	cmd.Flags().BoolVar(&instruments, "instruments", false, e.t(
		"列出法律、法规、通知、标准等文件及其施行、失效日期和状态（可用 --on、--status、--instrument 筛选）",
		"list laws, regulations, notices, standards with the days of their force and status (filtered by --on, "+
			"--status, --instrument)"))
	return cmd
}

// runInstruments lists the instruments the filter selects, or those in force
// on a day. What a filter of values says selects no instrument and is refused.
func runInstruments(e *env, o *options, x filter) error {
	if x.industry != "" || x.metal != "" || x.medium != "" || x.kind != "" {
		return usage("选项 --instruments 只能与 --on、--status、--instrument 一起用",
			"flag --instruments goes with --on, --status and --instrument only")
	}
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	if err := x.check(book, values(book)); err != nil {
		return err
	}
	list := slices.DeleteFunc(book.Instruments(), func(in factors.Instrument) bool {
		return x.instrument != "" && !sameInstrument(in.ID, x.instrument) ||
			x.status != "" && book.StatusOf(in.ID) != calc.Status(x.status) ||
			!o.on.Date.IsZero() && !in.InForce(o.on.Date)
	})
	slices.SortStableFunc(list, func(x, y factors.Instrument) int {
		return factors.InstrumentKinds.Index(x.Kind) - factors.InstrumentKinds.Index(y.Kind)
	})
	return e.write(o, view.Instruments(view.ListedOf(book, list), o.on.Date, e.lang))
}

func runFactorsList(e *env, o *options, x filter) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	all := values(book)
	if err := x.check(book, all); err != nil {
		return err
	}
	return e.write(o, view.Factors(x.among(book, all, o.on.Date), e.t("数值", "Values"), e.lang))
}

func newFactorsSearch(e *env, o *options) *cobra.Command {
	var x filter
	cmd := &cobra.Command{
		Use: "search WORDS…",
		Short: e.t("按中文或英文搜索编号、原文、文件名、条款和说明；各词须同时出现",
			"search ids, rows, titles, clauses and notes in Chinese or English; all words must occur"),
		Args: arguments(argument{name: "WORDS", many: true}),
		RunE: func(_ *cobra.Command, args []string) error { return runFactorsSearch(e, o, x, args) },
	}
	x.flags(e, cmd.Flags())
	return cmd
}

func runFactorsSearch(e *env, o *options, x filter, words []string) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	if err := x.check(book, values(book)); err != nil {
		return err
	}
	found := book.Search(words...)
	for _, v := range figuresOf(book) {
		if v.Matches(words...) {
			found = append(found, v)
		}
	}
	title := e.t("搜索：", "Search: ") + strings.Join(words, " ")
	return e.write(o, view.Factors(x.among(book, found, o.on.Date), title, e.lang))
}

// among lists the values the filter selects that are in force on a day, or on
// any where none is given.
func (x filter) among(book *factors.Book, list []factors.Value, on calc.Date) []factors.Value {
	metal, _ := calc.ParseMeasured(x.metal)
	return slices.DeleteFunc(list, func(v factors.Value) bool {
		return (x.industry != "" && v.Industry != x.industry) || (metal != "" && v.Pollutant != metal) ||
			(x.medium != "" && v.Medium != calc.Medium(x.medium)) ||
			(x.instrument != "" && !sameInstrument(v.Instrument, x.instrument)) ||
			(x.status != "" && v.Status != calc.Status(x.status)) || (x.kind != "" && v.Kind != factors.Kind(x.kind)) ||
			(!on.IsZero() && !inForce(book, v, on))
	})
}

// check refuses filters that can select nothing: a mistyped word must not
// look like an empty table of the law.
func (x filter) check(book *factors.Book, all []factors.Value) error {
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
	if _, ok := calc.ParseMeasured(x.metal); x.metal != "" && !ok {
		return notOneOf("metal", x.metal, []string{"Pb", "Hg", "Cd", "Cr", "As", "Cr6+"})
	}
	if x.instrument != "" && !slices.ContainsFunc(instruments,
		func(id string) bool { return sameInstrument(id, x.instrument) }) {
		return notOneOf("instrument", x.instrument, instruments)
	}
	for _, f := range []struct {
		flag, value string
		from        []string
	}{
		{"industry", x.industry, words(func(v factors.Value) string { return v.Industry })},
		{"medium", x.medium, calc.Media.Keys()},
		{"status", x.status, calc.Statuses.Keys()},
		{"kind", x.kind, words(func(v factors.Value) string { return string(v.Kind) })},
	} {
		if f.value != "" && !slices.Contains(f.from, f.value) {
			return notOneOf(f.flag, f.value, f.from)
		}
	}
	return nil
}

func notOneOf(flag, value string, from []string) error {
	return usage("选项 --%s 的值 %q 不可用：可用：%s", "flag --%s cannot be %q: one of %s", flag, value,
		strings.Join(from, ", "))
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
func values(book *factors.Book) []factors.Value { return append(book.All(), figuresOf(book)...) }

// figuresOf lists the figures of the book's policies as values.
func figuresOf(book *factors.Book) []factors.Value {
	var out []factors.Value
	for _, p := range book.Policies() {
		for _, x := range p.Parameters {
			if x.IsFigure {
				out = append(out, factors.Value{ID: p.ID + "." + x.ID, Kind: factors.PolicyParameter,
					Instrument: x.Clause.Instrument, Title: p.Title,
					Describe: x.Rule, Amount: x.Amount, Since: x.Since, Until: x.Until, Clause: x.Clause,
					Status: x.Status, Source: x.Source,
					Note: x.Note, Local: x.Local, At: x.At})
			}
		}
	}
	return out
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
