package cli

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
	"tidai/cmd/tidai/internal/view"
)

// regionOptions are the flags of plan that concern a region.
type regionOptions struct {
	region, certificate, verify string
}

func (r *regionOptions) register(e *env, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&r.region, "region", "", e.t("统筹文件夹 DIR 中 region.toml 所列的全部项目和来源",
		"plan all projects and sources that region.toml in the folder DIR lists"))
	flags.StringVar(&r.certificate, "certificate", "", e.t("与 --region 一起：把最优性证书写入 FILE",
		"with --region: write the certificate of optimality to FILE"))
	flags.StringVar(&r.verify, "verify-certificate", "", e.t("核实证书 FILE，不需要材料",
		"verify the certificate FILE; needs no dossier"))
}

// arguments: a dossier, unless a flag names what else to work on.
func (r *regionOptions) arguments(dir cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case r.region != "" && r.verify != "":
			return usage("--region 和 --verify-certificate 不能同时使用",
				"--region and --verify-certificate exclude each other")
		case r.certificate != "" && r.region == "":
			return usage("--certificate 与 --region 一起使用", "--certificate goes with --region")
		case r.region != "" || r.verify != "":
			return arguments()(cmd, args)
		}
		return dir(cmd, args)
	}
}

func runRegion(e *env, o *options, r regionOptions) error {
	in, name, findings, err := openRegion(o, r)
	if err != nil {
		return err
	}
	if calc.HasErrors(findings) {
		return unreadable(calc.SortFindings(findings))
	}
	p, ok := region.Make(in)
	if !ok {
		return unreadable(pick(p.Findings, func(f calc.Finding) bool { return f.Severity == calc.Error }))
	}
	if r.certificate != "" {
		data, err := p.Certificate.Encode()
		if err != nil {
			return err
		}
		if err := writeFile(r.certificate, data); err != nil {
			return failed("无法写入 %s：%s", "cannot write %s: %s", r.certificate, reasonOf(err))
		}
	}
	if err := e.write(o, view.Region(name, p, e.lang)); err != nil {
		return err
	}
	switch {
	case p.Short():
		return standing(calc.Text{ZH: "来源不足，有项目的需求未落实",
			EN: "short of sources: demand of some projects is not met"})
	case calc.HasErrors(p.Findings):
		return standing(calc.Text{ZH: "有错误级别的问题", EN: "findings of severity error stand against the plan"})
	}
	return nil
}

// openRegion reads the region and every dossier it lists. What is wrong with
// any of them is in the findings, all at once.
func openRegion(o *options, r regionOptions) (in region.Input, name string, findings []calc.Finding, err error) {
	list, findings := dossier.OpenRegion(r.region)
	if list == nil {
		return in, "", nil, unreadable(findings)
	}
	book, found, err := openBook(o)
	if err != nil {
		return in, "", nil, err
	}
	l := loaded{dossier: list.Shared, book: book, on: o.on.Date, findings: append(findings, found...)}
	if l.on.IsZero() {
		l.on = list.Shared.Date
	}
	l.asOf = l.on
	if err := l.choosePolicy(o); err != nil {
		return in, "", nil, err
	}
	files := inputs(list.Shared, o.factors)
	findings = l.findings
	in = region.Input{Shared: list.Shared, Book: book, Policy: l.policy, On: l.on,
		Findings:  append(slices.Clone(l.findings), scopeErrors(l)...),
		Monitored: l.monitoredOf()}
	for _, x := range list.Projects {
		d, found := dossier.Open(x.Dir)
		findings = append(findings, found...)
		if d == nil {
			continue
		}
		files = append(files, inputs(d, "")...)
		one := loaded{dossier: d, book: book, policy: l.policy, on: l.on, asOf: l.on}
		in.Projects = append(in.Projects, region.Project{ID: x.ID, Dossier: d, Findings: scopeErrors(one)})
	}
	for _, target := range []string{o.output, r.certificate} {
		check := *o
		if check.output = target; err == nil {
			err = check.mayWrite(files)
		}
	}
	if err == nil && r.certificate != "" && o.output != "" && sameFile(r.certificate, o.output) {
		err = usage("--certificate 和 --output 是同一个文件", "--certificate and --output are one file")
	}
	return in, list.Name, findings, err
}

func sameFile(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
}

// scopeErrors are lines that are not of the industry they are stated to be of:
// tiers rest on it.
func scopeErrors(l loaded) []calc.Finding {
	r, err := l.scope()
	if err != nil {
		return []calc.Finding{{Code: codePolicy, Severity: calc.Error, Message: calc.ErrorText(err)}}
	}
	return pick(r.Findings, func(f calc.Finding) bool { return f.Severity == calc.Error })
}

func runVerify(e *env, o *options, name string) error {
	if err := o.mayWrite([]string{name}); err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() { // a pipe would wait for ever
		return failed("%s 不是文件", "%s is not a file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
	}
	defer f.Close()
	file, err := certificate.Parse(f)
	if err != nil {
		return failed("%s 不是证书：%s", "%s is no certificate: %s", name, err.Error())
	}
	faults := certificate.Verify(file)
	if err := e.write(o, view.Certified(name, file, faults, e.lang)); err != nil {
		return err
	}
	if len(faults) > 0 {
		return standing(calc.Text{ZH: "证书不成立", EN: "the certificate does not hold"})
	}
	return nil
}
