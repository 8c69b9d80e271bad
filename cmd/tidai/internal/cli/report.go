package cli

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/cmd/tidai/internal/bundle"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
	"tidai/cmd/tidai/internal/page/word"
	"tidai/cmd/tidai/internal/view"
)

type reportOptions struct {
	*options
	dir  string
	kind choice
	lang calc.Lang // of the documents

	template string // a firm's own Word file
	firm     []byte // what is in it
}

// The documents of a dossier.
const (
	kindChapter = "chapter"
	kindAccount = "account"
	kindOpinion = "opinion"
)

func newReport(e *env, o *options) *cobra.Command {
	opts := reportOptions{options: o, kind: choice{from: []string{kindChapter, kindAccount, kindOpinion}}}
	cmd := &cobra.Command{
		Use: "report DIR -o OUT",
		Short: e.t("成套文件：总量核算与削减替代方案章节、核算报告、审查意见（Word、Excel、HTML、Markdown、CSV、JSON）",
			"the documents: chapter of the EIA report, accounting reports, review opinion (Word, Excel, HTML, "+
				"Markdown, CSV, JSON)"),
		Long: e.t("写出材料的成套文件。OUT 为文件夹时写出全部文件的全部格式；为 .docx、.xlsx、.html、.md、.csv 或 "+
			".json 文件时只写一份，\n由 --kind 指定（默认 chapter）。\n  chapter      重金属污染物排放总量核算与削减"+
			"替代方案（环评文件的章节），附计算书；.xlsx 为公式可重算的工作簿\n  account-ID   污染物总量削减核算报"+
			"告，每个 basis = \"accounting\" 的来源一份\n  opinion      审查意见\n默认中文，--lang en 为英文。",
			"Writes the documents of a dossier. A folder OUT gets all of them in all forms; a file OUT (.docx, "+
				".xlsx, .html, .md, .csv\nor .json) is one of them, by --kind (default: chapter).\n  chapter      "+
				"emissions and substitution plan, the chapter of the EIA report, with calculation sheets;\n         "+
				"      as .xlsx a workbook of live formulas\n  account-ID   the reduction accounting report of each "+
				"source with basis = \"accounting\"\n  opinion      the review opinion\nIn Chinese unless --lang en "+
				"asks otherwise."),
		Example: "  tidai report DIR -o out/\n  tidai report DIR -o chapter.docx\n  tidai report DIR -o " +
			"chapter.docx --template letterhead.docx\n  tidai report DIR --kind opinion -o opinion.html --lang en",
		Args: arguments(argument{name: "DIR"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.dir, opts.lang = args[0], calc.ZH
			if cmd.Flags().Changed("lang") {
				opts.lang = e.lang
			}
			if cmd.Flags().Changed("format") {
				return usage("report 的格式由 --output 的扩展名决定",
					"the ending of --output says the form of a report")
			}
			return runReport(e, opts)
		},
	}
	cmd.Flags().StringVar(&opts.template, "template", "",
		e.t("单位自己的 Word 文件 FILE（.docx），其中的 {{tidai:document}} 等占位符处写入文件内容；用于 .docx",
			"a firm's own Word FILE (.docx), whose placeholders such as {{tidai:document}} take the document; for a .docx"))
	cmd.Flags().Var(&opts.kind, "kind", e.t("OUT 为文件时写哪一份（默认 chapter）",
		"which one, where OUT is a file (default chapter)"))
	readingFlag(cmd, e, o)
	return cmd
}

// document is one document under its file name without ending.
type document struct {
	kind, name string
	page       page.Page
}

func runReport(e *env, o reportOptions) error {
	if o.output == "" || o.output == toStdout {
		return usage("缺少 --output：写明文件夹，或 .docx、.xlsx、.html、.md、.csv、.json 文件",
			"--output is missing: name a folder, or a .docx, .xlsx, .html, .md, .csv or .json file")
	}
	form, folder, err := o.form()
	if err != nil {
		return err
	}
	if folder && o.kind.value != "" {
		return usage("--kind 只用于单个文件；文件夹写出全部文件",
			"--kind is for a single file; a folder gets all documents")
	}
	if o.template != "" {
		if form != page.Word {
			return usage("--template 只用于 .docx 文件", "--template is for a .docx file")
		}
		if err := o.mayWrite([]string{o.template}); err != nil {
			return err
		}
		if o.firm, err = readSmall(o.template, word.MaxTemplate); err != nil {
			return err
		}
		if _, err := bundle.Read(o.firm); err == nil {
			return failed("模板 %s 自带一份申请材料：它是 tidai 写出的文件，不能再作模板",
				"the template %s carries a dossier: it was written by tidai and is no template", o.template)
		}
	}
	own := &options{factors: o.factors, policy: o.policy, on: o.on, asOf: o.asOf, readings: o.readings}
	if filepath.IsAbs(o.dir) { // where the dossier lies on this machine is not for the documents
		own.shown = filepath.Base(o.dir)
	}
	c, err := openUsable(own, o.dir)
	if err != nil {
		return err
	}
	p := c.Explained()
	if !p.Computed() {
		return &failure{code: exitFailed, findings: errorsOf(p.Findings),
			message: calc.Text{ZH: "需求无法算出，没有文件可写",
				EN: "the demand cannot be computed; there are no documents"}}
	}
	docs, err := o.documents(c)
	if err != nil {
		return err
	}
	if folder {
		err = o.writeAll(e, docs, inputs(c.Dossier(), o.factors))
	} else {
		err = o.writeOne(e, docs, form, inputs(c.Dossier(), o.factors))
	}
	if err != nil {
		return err
	}
	return approvable(p.Status.Approvable(), p.Status.Name())
}

// form is the form that the ending of --output names; a name without ending is
// a folder.
func (o reportOptions) form() (form page.Format, folder bool, err error) {
	if info, err := os.Stat(o.output); err == nil && info.IsDir() {
		return "", true, nil
	}
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(o.output)), ".")
	switch {
	case ending == "" || os.IsPathSeparator(o.output[len(o.output)-1]):
		return "", true, nil
	case slices.Contains(keysOf(forms.Documents()), ending):
		return page.Format(ending), false, nil
	}
	endings := "." + strings.Join(keysOf(forms.Documents()), " .")
	return "", false, usage("不能写 .%s 文件：可用 %s 或文件夹", "cannot write .%s files: use %s or a folder", ending,
		endings)
}

// documents makes every document of the dossier.
func (o reportOptions) documents(c *application.Case) ([]document, error) {
	p, found := c.Explained(), c.Opinion()
	chapter := view.InBoth(o.lang, func(lang calc.Lang) page.Page { return view.Chapter(p, lang) })
	chapter.Own = map[page.Format]func() ([]byte, error){page.XLSX: func() ([]byte, error) {
		return view.Workbook(p, c.Targets(), found.Review.Outcomes, o.lang)
	}}
	b, err := carried(c.Dossier(), o.factors)
	if err != nil {
		return nil, err
	}
	docs := []document{{kindChapter, kindChapter, o.carrying(chapter, b)}}
	for _, r := range c.Reports() {
		docs = append(docs, document{kindAccount, kindAccount + "-" + r.Source.Source.ID,
			o.carrying(accounts([]application.Report{r}, o.lang), b)})
	}
	return append(docs, document{kindOpinion, kindOpinion, o.carrying(opinion(found, o.lang), b)}), nil
}

// accounts and opinion are pages that HTML carries in both languages.
func accounts(list []application.Report, lang calc.Lang) page.Page {
	return view.InBoth(lang, func(lang calc.Lang) page.Page { return view.Accounts(list, lang) })
}

func opinion(o application.Opinion, lang calc.Lang) page.Page {
	return view.InBoth(lang, func(lang calc.Lang) page.Page { return view.Opinion(o.Review, o.Findings, lang) })
}

// reviewed is the review as a page to work with.
func reviewed(o application.Opinion, lang calc.Lang) page.Page {
	return view.InBoth(lang, func(lang calc.Lang) page.Page { return view.Review(o.Review, o.Findings, lang) })
}

// carrying is a document whose Word and Excel forms carry the dossier.
func (o reportOptions) carrying(p page.Page, b bundle.Bundle) page.Page {
	plain := p
	plain.Lang = o.lang
	p.Own = maps.Clone(p.Own)
	if p.Own == nil {
		p.Own = map[page.Format]func() ([]byte, error){}
	}
	for _, form := range []page.Format{page.Word, page.XLSX} {
		if form == page.XLSX && p.Own[form] == nil {
			continue
		}
		p.Own[form] = func() ([]byte, error) {
			data, err := o.written(plain, form)
			if err != nil {
				return nil, err
			}
			return bundle.Attach(data, b)
		}
	}
	return p
}

// written is a document in one form, in the firm's own template where there is one.
func (o reportOptions) written(p page.Page, form page.Format) ([]byte, error) {
	if form != page.Word || o.firm == nil {
		return forms.Write(p, form, 0)
	}
	data, findings := word.FillTemplate(o.firm, o.template, p.Doc, o.lang)
	if len(findings) > 0 {
		return nil, unreadable(findings)
	}
	return data, nil
}

func (o reportOptions) writeOne(e *env, docs []document, form page.Format, inputs []string) error {
	kind := o.kind.value
	if kind == "" {
		kind = kindChapter
	}
	var found []document
	for _, d := range docs {
		if d.kind == kind {
			found = append(found, d)
		}
	}
	switch {
	case len(found) == 0:
		return usage("%s 没有需要核算报告的来源", "%s has no source that needs an accounting report", o.dir)
	case len(found) > 1:
		return usage("有 %d 份核算报告；--output 写文件夹，或用 tidai account DIR SOURCE",
			"there are %d accounting reports; let --output be a folder, or use tidai account DIR SOURCE", len(found))
	}
	if form == page.XLSX && found[0].page.Own[form] == nil {
		return usage("只有 chapter 有 .xlsx 工作簿", "only the chapter has a workbook (.xlsx)")
	}
	return o.writeDocument(e, found[0].page, o.output, form, inputs)
}

// writeAll writes every document in every form. All of them are made before
// the first is written.
func (o reportOptions) writeAll(e *env, docs []document, inputs []string) error {
	if err := os.MkdirAll(o.output, 0o777); err != nil {
		return failed("无法建立文件夹 %s：%s", "cannot make the folder %s: %s", o.output, reasonOf(err))
	}
	for _, d := range docs {
		for _, x := range forms.Documents() {
			form := x.Key
			if form == page.XLSX && d.page.Own[form] == nil {
				continue
			}
			if err := o.writeDocument(e, d.page, filepath.Join(o.output, fileName(d.name)+"."+string(form)), form,
				inputs); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o reportOptions) writeDocument(e *env, page page.Page, name string, form page.Format, inputs []string) error {
	to := &options{output: name}
	if err := to.mayWrite(inputs); err != nil {
		return err
	}
	to.format.value = string(form)
	was := e.lang
	e.lang = o.lang
	defer func() { e.lang = was }()
	return e.write(to, page)
}

// fileName is the id of a source as part of a file name: what file systems
// refuse becomes "_".
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, id)
}
