package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
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
	all, err := openRegion(o, r)
	if err != nil {
		return err
	}
	if found := all.Findings(); calc.HasErrors(found) {
		return unreadable(found)
	}
	p, ok := all.Plan()
	if !ok {
		return unreadable(errorsOf(p.Findings))
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
	if err := e.write(o, view.Region(all.Name(), p, e.lang)); err != nil {
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

// openRegion reads the region and every dossier it lists, and refuses to
// overwrite any of them.
func openRegion(o *options, r regionOptions) (*application.Region, error) {
	list, findings := dossier.OpenRegion(r.region)
	if list == nil {
		return nil, unreadable(findings)
	}
	book, found, err := openBook(o)
	if err != nil {
		return nil, err
	}
	if err := knownPolicy(o, book); err != nil {
		return nil, err
	}
	all, err := application.OpenRegion(application.RegionInput{List: list, Book: book, Policy: o.policy,
		On: o.on.Date, Set: o.readings.policy, Files: func(d *dossier.Dossier) func(string) (application.File, error) {
			return application.FilesIn(d.Dir)
		}, Findings: findings, OfBook: found})
	if err != nil {
		return nil, err
	}
	files := inputs(nil, o.factors)
	for _, d := range all.Dossiers() {
		files = append(files, inputs(d, "")...)
	}
	for _, target := range []string{o.output, r.certificate} {
		if err := (&options{output: target}).mayWrite(files); err != nil {
			return nil, err
		}
	}
	if r.certificate != "" && o.output != "" && sameFile(r.certificate, o.output) {
		return nil, usage("--certificate 和 --output 是同一个文件", "--certificate and --output are one file")
	}
	return all, nil
}

func sameFile(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
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
	file, faults, err := application.VerifyCertificate(f)
	if err != nil {
		return failed("%s 不是证书：%s", "%s is no certificate: %s", name, err.Error())
	}
	if err := e.write(o, view.Certified(name, file, faults, e.lang)); err != nil {
		return err
	}
	if len(faults) > 0 {
		return standing(calc.Text{ZH: "证书不成立", EN: "the certificate does not hold"})
	}
	return nil
}
