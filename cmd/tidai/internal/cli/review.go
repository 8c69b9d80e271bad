package cli

import (
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/bundle"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

type reviewOptions struct {
	*options
	dir       string
	submitted string
	accept    string
	template  string
	beside    []string
}

func newReview(e *env, o *options) *cobra.Command {
	opts := reviewOptions{options: o}
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
			return runReview(e, opts)
		},
	}
	cmd.Flags().StringVar(&opts.submitted, "submitted", "",
		e.t("申报数字的表格（CSV、XLSX）或 JSON；另加申请材料中的 [[submitted]]",
			"table (CSV, XLSX) or JSON of submitted figures, besides [[submitted]] of the dossier"))
	cmd.Flags().StringVar(&opts.accept, "accept", "",
		e.t("复核人认可的差异（CSV、XLSX）：指标、申报值、理由、认可人、有效期",
			"table (CSV, XLSX) of differences that the reviewer accepts: target, value, reason, who, until"))
	cmd.Flags().StringArrayVar(&opts.beside, "beside", nil,
		e.t("另一份申请材料的文件夹，如来源企业自己的材料：两份中同一事实应一致；可多次",
			"folder of another dossier, such as the transferor's own: what both state must agree; repeatable"))
	cmd.Flags().StringVar(&opts.template, "template", "", e.t("写出填报模板 FILE（.xlsx 或 .csv），列出全部可复算的数",
		"write a template to FILE (.xlsx or .csv) that lists every number that can be recomputed"))
	readingFlag(cmd, e, o)
	return cmd
}

func runReview(e *env, o reviewOptions) error {
	document := ""
	if isDocument(o.dir) {
		document = o.dir
		dir, err := unpacked(o.dir, o.factors)
		if err != nil {
			return err
		}
		defer cleaned(dir)()
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
	c, err := openUsable(o.options, o.dir)
	if err != nil {
		return err
	}
	if o.template != "" {
		return writeTemplate(e, o, c)
	}
	if c, err = o.withSubmitted(c); err != nil {
		return err
	}
	if document != "" {
		if c, err = withPrinted(o.options, c, document); err != nil {
			return err
		}
	}
	var beside []*dossier.Dossier
	for _, dir := range o.beside {
		other, err := o.openBeside(dir)
		if err != nil {
			return err
		}
		beside = append(beside, other)
	}
	found := c.Opinion(beside...)
	result := opinion(found, e.lang)
	if o.format.value == string(page.Terminal) { // a page to work with, with names and places
		result = reviewed(found, e.lang)
	}
	if err := e.write(o.options, result); err != nil {
		return err
	}
	if calc.HasErrors(found.Findings) {
		return standing(calc.Text{ZH: "复核有错误级别的问题", EN: "the review has findings of severity error"})
	}
	return nil
}

// withPrinted is the case with what a document prints otherwise than it is made.
func withPrinted(o *options, c *application.Case, document string) (*application.Case, error) {
	data, err := readSmall(document, bundle.MaxPackage)
	if err != nil {
		return nil, err
	}
	found, err := againstPrinted(o, c, document, data)
	if err != nil {
		return nil, err
	}
	return c.WithFound(found), nil
}

// cleaned removes a passing folder at the end, and also where the program is stopped
// by a signal before. It returns what ends that.
func cleaned(dir string) func() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		select {
		case <-stop:
			os.RemoveAll(dir)
			os.Exit(exitFailed)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(stop)
		close(done)
		os.RemoveAll(dir)
	}
}

// openBeside reads another dossier to compare with.
func (o reviewOptions) openBeside(dir string) (*dossier.Dossier, error) {
	other, findings := dossier.OpenShown(dir, "", dossier.Variant{})
	if other == nil || calc.HasErrors(findings) {
		return nil, unreadable(findings)
	}
	return other, o.mayWrite(inputs(other, ""))
}

// withSubmitted is the case with the figures of --submitted and the acceptances of
// --accept.
func (o reviewOptions) withSubmitted(c *application.Case) (*application.Case, error) {
	for _, f := range []struct {
		name string
		with func(*application.Case, []byte, string) (*application.Case, []calc.Finding)
	}{{o.submitted, (*application.Case).WithSubmitted}, {o.accept, (*application.Case).WithAccepted}} {
		if f.name == "" {
			continue
		}
		if err := o.mayWrite([]string{f.name}); err != nil {
			return nil, err
		}
		data, err := readSmall(f.name, application.MaxSubmitted)
		if err != nil {
			return nil, err
		}
		with, found := f.with(c, data, f.name)
		if with == nil {
			return nil, unreadable(found)
		}
		c = with
	}
	return c, nil
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
func writeTemplate(e *env, o reviewOptions, c *application.Case) error {
	if err := (&options{output: o.template}).mayWrite(append(inputs(c.Dossier(), o.factors), o.submitted)); err != nil {
		return err
	}
	data, err := view.ReviewTemplate(o.template, c.Dossier(), c.Targets(), e.lang)
	if err != nil {
		return usage("%s：模板只能是 .xlsx 或 .csv", "%s: a template is an .xlsx or a .csv", o.template)
	}
	if err := writeFile(o.template, data); err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", o.template, reasonOf(err))
	}
	return nil
}
