package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

func newFactors(e *env, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use: "factors",
		Short: e.t("查阅工具所带的法规数值：列出、查看、搜索、缺口、合理性检查、检查、比较、核对",
			"the values of the law the tool carries: list, show, search, gaps, checks, lint, diff, confirm"),
		Args: noCommand(e),
		RunE: func(cmd *cobra.Command, _ []string) error { return needCommand(e, cmd) },
	}
	cmd.AddCommand(newFactorsList(e, o), newFactorsShow(e, o), newFactorsSearch(e, o), newFactorsGaps(e, o),
		newFactorsChecks(e, o), newFactorsLint(e, o), newFactorsDiff(e, o), newFactorsConfirm(e, o))
	return cmd
}

func newFactorsShow(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use: "show ID",
		Short: e.t("查看一项数值（数值、单位、条款、日期、状态、来源、说明和同表各行），或一件文件（施行、失效、条款）",
			"one value with unit, clause, dates, status, source, note, and the rows of its table; or one instrument"),
		Args: arguments(argument{name: "ID"}),
		RunE: func(_ *cobra.Command, args []string) error { return runFactorsShow(e, o, args[0]) },
	}
}

func runFactorsShow(e *env, o *options, id string) error {
	book, err := cleanBook(e, o)
	if err != nil {
		return err
	}
	if in, ok := instrumentNamed(book, id); ok {
		return e.write(o, view.Instrument(shownInstrument(book, in), e.lang))
	}
	all := values(book)
	i := slices.IndexFunc(all, func(v factors.Value) bool { return v.ID == id })
	if i < 0 {
		return unknownFactor(id, all, book.Gaps())
	}
	v := all[i]
	var table []factors.Value
	for _, x := range all {
		if x.ID != v.ID && x.Instrument == v.Instrument && x.Clause == v.Clause {
			table = append(table, x)
		}
	}
	return e.write(o, view.Factor(v, table, e.lang))
}

// instrumentNamed is the instrument of that id, whatever its blanks and case.
func instrumentNamed(book *factors.Book, id string) (factors.Instrument, bool) {
	list := book.Instruments()
	i := slices.IndexFunc(list, func(in factors.Instrument) bool { return sameInstrument(in.ID, id) })
	if i < 0 {
		return factors.Instrument{}, false
	}
	return list[i], true
}

func shownInstrument(book *factors.Book, in factors.Instrument) view.ShownInstrument {
	out := view.ShownInstrument{Listed: view.ListedOf(book, []factors.Instrument{in})[0],
		Provisions: book.Provisions(in.ID)}
	for _, g := range book.Gaps() {
		if g.Instrument == in.ID {
			out.Gaps = append(out.Gaps, g)
		}
	}
	for _, v := range values(book) {
		if v.Instrument == in.ID {
			out.Figures++
		}
	}
	return out
}

func unknownFactor(id string, all []factors.Value, gaps []factors.Gap) error {
	if i := slices.IndexFunc(gaps, func(g factors.Gap) bool { return g.ID == id }); i >= 0 {
		g := gaps[i]
		return &failure{code: exitUsage, message: calc.Textf("%s 是已知缺口，没有数值（%s；查找过：%s）",
			"%s is a known gap and has no value (%s; looked in: %s)", id, g.Clause.String(),
			factors.Note(g.Looked)),
			hint: calc.Text{ZH: "全部缺口见 tidai factors gaps", EN: "tidai factors gaps lists all gaps"}}
	}
	var ids []string
	for _, v := range all {
		ids = append(ids, v.ID)
	}
	for _, g := range gaps {
		ids = append(ids, g.ID)
	}
	f := &failure{code: exitUsage, message: calc.Textf("没有编号为 %q 的数值", "there is no value with the id %q", id),
		hint: calc.Text{ZH: "用 tidai factors search 查找", EN: "find it with tidai factors search"}}
	if near := nearest(id, ids, 5); len(near) > 0 {
		f.message = calc.Textf("%s；相近的有：%s", "%s; near ones: %s", f.message, strings.Join(near, ", "))
	}
	return f
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
	if err := e.write(o, view.Check(dir, findings, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(findings) {
		return standing(calc.Text{ZH: "数值文件有错误", EN: "the factor files have errors"})
	}
	return nil
}
