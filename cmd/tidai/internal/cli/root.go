package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
)

func newRoot(e *env) *cobra.Command {
	o := newOptions(e)
	root := &cobra.Command{
		Use: "tidai",
		Short: e.t("tidai（替代）计算重金属污染物排放指标和削减替代方案",
			"tidai (替代) computes heavy-metal emission quotas and substitution plans"),
		Long: e.t("tidai（替代）按吉环固体字〔2022〕12号计算重金属污染物排放指标和削减替代方案。\n每个数都带有推导过"+
			"程、条款和出处；不联网，不改动申请材料。",
			"tidai (替代) computes heavy-metal emission quotas and substitution plans under the\nJilin notice 吉环固"+
				"体字〔2022〕12号. Every number carries its derivation, its clause and\nwhere it comes from. It "+
				"works offline and never changes a dossier."),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              noCommand(e),
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return o.checkFormat(cmd) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return needCommand(e, cmd)
		},
	}
	o.register(e, root.PersistentFlags())
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.SetFlagErrorFunc(flagError)
	e.describe = func(cmd *cobra.Command) { o.describeFormat(e, cmd) }
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { e.writeHelp(e.out, cmd) })
	root.SetUsageFunc(func(cmd *cobra.Command) error { e.writeHelp(e.err, cmd); return nil })
	root.SetHelpCommand(newHelp(e))
	root.AddCommand(newScope(e, o), newCheck(e, o), newPermit(e, o), newMonitor(e, o), newActual(e, o), newReduce(e, o),
		newPlan(e, o), newCompare(e, o), newSweep(e, o), newAccount(e, o), newReport(e, o), newOpen(e), newReview(e, o),
		newDiff(e, o), newBatch(e, o), newExplain(e, o), newFactors(e, o), newPolicy(e, o), newSchema(e, o),
		newVersion(e))
	return root
}

// Help lists the commands in the order of the work. It is a setting of the
// whole program, and several roots may be built at once.
func init() { cobra.EnableCommandSorting = false }

// needCommand is what a group of commands does without one of them.
func needCommand(e *env, cmd *cobra.Command) error {
	e.writeHelp(e.err, cmd)
	return usage("缺少命令", "a command is missing")
}

// noCommand refuses a word that is no command, and names near ones.
func noCommand(*env) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		f := &failure{code: exitUsage, message: calc.Textf("没有命令 %q", "unknown command %q", args[0]),
			hint: seeHelp(cmd)}
		var names []string
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				names = append(names, c.Name())
			}
		}
		if near := nearest(args[0], names, 3); len(near) > 0 {
			f.message = calc.Textf("%s；是否想用 %s？", "%s; did you mean %s?", f.message, strings.Join(near, ", "))
		}
		return f
	}
}

// argument describes one argument of a command.
type argument struct {
	name     string
	optional bool
	many     bool
}

// arguments refuses too few and too many arguments. Cobra's own validators
// would end with code 1 and speak English.
func arguments(list ...argument) cobra.PositionalArgs {
	least, most := 0, len(list)
	var names []string
	for _, a := range list {
		name := a.name
		if a.many {
			most = 1 << 20
			name += "…"
		}
		if a.optional {
			name = "[" + name + "]"
		} else {
			least++
		}
		names = append(names, name)
	}
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && len(args) <= most {
			return nil
		}
		takes := calc.Text{ZH: "不带参数", EN: "takes no argument"}
		if len(names) > 0 {
			takes = calc.Textf("的参数是 %s", "takes %s", strings.Join(names, " "))
		}
		return &failure{code: exitUsage, hint: seeHelp(cmd),
			message: calc.Textf("%s %s，此处给了 %d 个", "%s %s, not %d arguments", cmd.CommandPath(), takes,
				len(args))}
	}
}
