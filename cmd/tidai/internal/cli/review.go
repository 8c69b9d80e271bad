package cli

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

type reviewOptions struct {
	*options
	dir       string
	form      choice
	submitted string
	template  string
	beside    []string
}

func newReview(e *env, o *options) *cobra.Command {
	opts := reviewOptions{options: o, form: choice{value: string(page.Terminal), from: view.ReviewFormats}}
	cmd := &cobra.Command{
		Use: "review DIR|FILE",
		Short: e.t("复核申报数字：与复算值逐一比较，不一致的查找能复现它的错误",
			"submitted figures against recomputed ones, and what reproduces those that differ"),
		Example: strings.Join([]string{
			"  tidai review DIR",
			"  tidai review DIR --template figures.xlsx",
			"  tidai review DIR --submitted figures.xlsx --format md -o opinion.md",
			"  tidai review DIR --format sarif",
			"  tidai review chapter.docx"}, "\n"),
		Args: arguments(argument{name: "DIR|FILE"}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.dir = args[0]
			opts.format.value = opts.form.value
			return runReview(e, opts)
		},
	}
	cmd.Flags().Var(&opts.form, "format", e.t("输出格式：table、json、csv、md、html、docx、sarif、junit",
		"form of the output: table, json, csv, md, html, docx, sarif, junit"))
	cmd.Flags().StringVar(&opts.submitted, "submitted", "",
		e.t("申报数字的表格（CSV、XLSX）或 JSON；另加申请材料中的 [[submitted]]",
			"table (CSV, XLSX) or JSON of submitted figures, besides [[submitted]] of the dossier"))
	cmd.Flags().StringArrayVar(&opts.beside, "beside", nil,
		e.t("另一份申请材料的文件夹，如来源企业自己的材料：两份中同一事实应一致；可多次",
			"folder of another dossier, such as the transferor's own: what both state must agree; repeatable"))
	cmd.Flags().StringVar(&opts.template, "template", "", e.t("写出填报模板 FILE（.xlsx 或 .csv），列出全部可复算的数",
		"write a template to FILE (.xlsx or .csv) that lists every number that can be recomputed"))
	return cmd
}

func runReview(e *env, o reviewOptions) error {
	if isDocument(o.dir) {
		dir, err := unpacked(o.dir, o.factors)
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if err := o.mayWrite([]string{o.dir}); err != nil {
			return err
		}
		if err := (&options{output: o.template}).mayWrite([]string{o.dir}); err != nil {
			return err
		}
		own := *o.options
		own.shown = o.dir
		o.options, o.dir = &own, filepath.Join(dir, "dossier")
	}
	l, err := open(o.options, o.dir)
	if err != nil {
		return err
	}
	if err := l.usable(); err != nil {
		return err
	}
	l.readings = &readings{} // read once, for the plan and for what is planned again
	p, err := l.plan()
	if err != nil {
		return err
	}
	if o.template != "" {
		return writeTemplate(e, o, inputs(l.dossier, o.factors), review.Targets(p, l.actualTargets()))
	}
	r, err := l.review(o, p)
	if err != nil {
		return err
	}
	all, err := l.standing(p)
	if err != nil {
		return err
	}
	for _, dir := range o.beside {
		found, err := l.besideOf(o, dir)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	r, all = l.lookedAt(r, all)
	if err := e.write(o.options, opinion(r, all, e.lang)); err != nil {
		return err
	}
	if calc.HasErrors(all) {
		return standing(calc.Text{ZH: "复核有错误级别的问题", EN: "the review has findings of severity error"})
	}
	return nil
}

// standing is all that stands against the dossier: what its amounts show, and
// what its monitoring data show.
func (l loaded) standing(p substitution.Plan) ([]calc.Finding, error) {
	m, err := l.assessMonitoring(monitoring.Compliance, monitoring.Options{})
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(p.Findings), func(f calc.Finding) bool { return said(m.Findings, f) })
	return append(own, m.Findings...), nil
}

// lookedAt is a review with the points of a permit's review, and all findings in
// their order.
func (l loaded) lookedAt(r review.Result, all []calc.Finding) (review.Result, []calc.Finding) {
	all = calc.SortFindings(append(all, r.Findings...))
	r.Points = review.LookAt(r, all, l.book)
	return r, all
}

// besideOf compares the dossier with another one.
func (l loaded) besideOf(o reviewOptions, dir string) ([]calc.Finding, error) {
	other, findings := dossier.OpenShown(dir, "", dossier.Variant{})
	if other == nil || calc.HasErrors(findings) {
		return nil, unreadable(findings)
	}
	if err := o.mayWrite(inputs(other, "")); err != nil {
		return nil, err
	}
	return review.Beside(l.dossier, other), nil
}

// review reviews the dossier's own figures and those of --submitted.
func (l loaded) review(o reviewOptions, p substitution.Plan) (review.Result, error) {
	figures, found := review.FromDossier(l.dossier), []calc.Finding(nil)
	if o.submitted != "" {
		if err := o.mayWrite([]string{o.submitted}); err != nil {
			return review.Result{}, err
		}
		data, err := readSmall(o.submitted, review.MaxFile)
		if err != nil {
			return review.Result{}, err
		}
		var more []review.Submitted
		more, found = review.Read(data, o.submitted)
		if calc.HasErrors(found) {
			return review.Result{}, unreadable(found)
		}
		figures = append(figures, more...)
	}
	return l.reviewOf(p, figures), nil
}

// reviewOf reviews figures against a plan.
func (l loaded) reviewOf(p substitution.Plan, figures []review.Submitted) review.Result {
	in := review.Input{Plan: p, Book: l.book, Figures: figures, AsOf: l.asOf}
	monitored := slices.ContainsFunc(figures, func(s review.Submitted) bool {
		return strings.HasPrefix(s.Target,
			"actual:")
	})
	if monitored {
		in.More = l.actualTargets()
	}
	in.Again = l.again(monitored)
	return review.Make(in)
}

// again plans with a change and everything else the same, and makes the actual
// emissions anew where they are asked for.
func (l loaded) again(actual bool) func(review.Change) (substitution.Plan, []substitution.Target) {
	monitored := sync.OnceValue(l.monitored)
	return func(c review.Change) (substitution.Plan, []substitution.Target) {
		l, m := l, (*reduction.Monitored)(nil)
		l.dossier = c.Dossier
		if !c.On.IsZero() {
			l.on = c.On
		}
		if c.Converted {
			l.dossier, l.readings = asConverted(c.Dossier), nil
			m = l.monitored()
		} else {
			m = monitored()
		}
		if c.NonDetect != "" && m != nil {
			m = m.Under(c.NonDetect)
		}
		p := substitution.Make(substitution.Input{Dossier: l.dossier, Book: l.book, Policy: l.policy, On: l.on,
			AsOf: l.asOf, Monitored: m})
		if !actual {
			return p, nil
		}
		return p, l.actualUnder(c.NonDetect)
	}
}

// asConverted is a dossier whose monitoring files are read as if concentrations
// converted to a reference oxygen content were the measured ones.
func asConverted(d *dossier.Dossier) *dossier.Dossier {
	c := *d
	c.Monitoring = slices.Clone(d.Monitoring)
	for i := range c.Monitoring {
		c.Monitoring[i].Converted = true
	}
	return &c
}

// readSmall reads a regular file of bounded size.
func readSmall(name string, most int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
	}
	if !info.Mode().IsRegular() {
		return nil, failed("%s 不是普通文件", "%s is no regular file", name)
	}
	if info.Size() > most {
		return nil, failed("%s 超过 %d 字节", "%s is larger than %d bytes", name, most)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
	}
	return data, nil
}

// writeTemplate writes the table an author fills in. It shows no computed
// value: what is copied proves nothing.
func writeTemplate(e *env, o reviewOptions, read []string, list []substitution.Target) error {
	if err := (&options{output: o.template}).mayWrite(append(read, o.submitted)); err != nil {
		return err
	}
	data, err := view.ReviewTemplate(o.template, list, e.lang)
	if err != nil {
		return usage("%s：模板只能是 .xlsx 或 .csv", "%s: a template is an .xlsx or a .csv", o.template)
	}
	if err := writeFile(o.template, data); err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", o.template, reasonOf(err))
	}
	return nil
}
