package cli

import (
	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

func newPolicy(e *env, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use: "policy",
		Short: e.t("工具所带的政策：参数、规则、覆盖情况、外省模板",
			"the policies the tool carries: parameters, rules, coverage, a template"),
		Args: noCommand(e),
		RunE: func(cmd *cobra.Command, _ []string) error { return needCommand(e, cmd) },
	}
	cmd.AddCommand(newPolicyList(e, o), newPolicyShow(e, o), newPolicyClauses(e, o), newPolicyCoverage(e, o),
		newPolicyNew(e, o))
	return cmd
}

func newPolicyList(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: e.t("列出政策", "list the policies"),
		Args:  arguments(),
		RunE: func(*cobra.Command, []string) error {
			book, err := cleanBook(e, o)
			if err != nil {
				return err
			}
			return e.write(o, view.Policies(book.Policies(), e.lang))
		},
	}
}

// policyCommand is a command on one policy: [ID], else --policy, else the one
// the tool was made for.
func policyCommand(e *env, o *options, name, short string, run func(factors.Policy) error) *cobra.Command {
	return &cobra.Command{
		Use:   name + " [ID]",
		Short: short,
		Args:  arguments(argument{name: "ID", optional: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			book, err := cleanBook(e, o)
			if err != nil {
				return err
			}
			id := defaultPolicy
			if o.policy != "" {
				id = o.policy
			}
			if len(args) == 1 {
				id = args[0]
			}
			p, ok := book.Policy(id)
			if !ok {
				return usage("没有政策 %q；%s", "there is no policy %q; %s", id, application.KnownPolicies(book))
			}
			return run(p)
		},
	}
}

const defaultPolicy = "jilin-2022-12"

func newPolicyShow(e *env, o *options) *cobra.Command {
	asFile := false
	cmd := policyCommand(e, o, "show", e.t("参数：数值、条款、状态、可选的解读",
		"parameters: value, clause, status, and the readings there are"), func(p factors.Policy) error {
		out := view.Policy(p, e.lang)
		if asFile {
			text, ok := factors.PolicyFile(p.ID)
			if !ok {
				return usage("政策 %q 不是内置的，没有文件可写出",
					"the policy %q is not built in: there is no file to print", p.ID)
			}
			out.Raw = text
		}
		return e.write(o, out)
	})
	cmd.Flags().BoolVar(&asFile, "toml", false, e.t("写出内置的政策文件", "print the built-in policy file"))
	return cmd
}

func newPolicyClauses(e *env, o *options) *cobra.Command {
	return policyCommand(e, o, "clauses", e.t("条款表：每条规则的位置、内容、实施它的代码和两项测试",
		"the clause map: place and content of every rule, the code that applies it, its two tests"),
		func(p factors.Policy) error {
			applied, err := factors.Applications(p.ID)
			if err != nil {
				return err
			}
			return e.write(o, view.Clauses(p, applied, e.lang))
		})
}

func newPolicyCoverage(e *env, o *options) *cobra.Command {
	return policyCommand(e, o, "coverage", e.t("各规则是否有正反两项测试；缺少时退出码为 3",
		"whether every rule has its positive and its negative test; exit 3 where one is missing"),
		func(p factors.Policy) error {
			applied, err := factors.Applications(p.ID)
			if err != nil {
				return err
			}
			if err := e.write(o, view.Coverage(p, applied, e.lang)); err != nil {
				return err
			}
			for _, r := range p.Rules {
				if a := applied[r.ID]; !a.Covered() && !a.Planned {
					return standing(calc.Text{ZH: "有规则缺少测试", EN: "a rule lacks a test"})
				}
			}
			return nil
		})
}

func newPolicyNew(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use: "new ID",
		Short: e.t("另一省份政策的模板，参数一律未配置；用 -o 写入文件",
			"a template for another province's policy, all parameters unset; write it to a file with -o"),
		Args: arguments(argument{name: "ID"}),
		RunE: func(_ *cobra.Command, args []string) error { return runPolicyNew(e, o, args[0]) },
	}
}

func runPolicyNew(e *env, o *options, id string) error {
	for _, c := range id {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.') {
			return usage("政策编号 %q 只能用小写字母、数字、- 和 .",
				"the policy id %q may have lower-case letters, digits, - and . only", id)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		return err
	}
	if _, taken := book.Policy(id); taken {
		return usage("政策 %q 已内置", "the policy %q is built in already", id)
	}
	base, _ := book.Policy(defaultPolicy)
	if err := o.mayWrite(inputs(nil, o.factors)); err != nil {
		return err
	}
	return e.write(o, view.PolicyTemplate(id, base, e.lang))
}
