package cli

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// writeHelp writes the help of a command in the user's language; cobra's own
// template speaks English only.
func (e *env) writeHelp(w io.Writer, cmd *cobra.Command) {
	e.describe(cmd)
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", text, e.t("用法：", "Usage:"), useLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", e.t("示例：", "Examples:"), cmd.Example)
	}
	var rows [][2]string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			rows = append(rows, [2]string{c.Name(), c.Short})
		}
	}
	section(w, e.t("命令：", "Commands:"), rows)
	section(w, e.t("选项：", "Flags:"), flagRows(cmd.NonInheritedFlags(), cmd.InheritedFlags()))
	if !cmd.HasParent() {
		fmt.Fprintf(w, "\n%s\n", e.t("退出码见 tidai help exit-codes。", "Exit codes: tidai help exit-codes."))
	}
}

func useLine(cmd *cobra.Command) string {
	line := cmd.UseLine()
	if cmd.HasSubCommands() {
		line = cmd.CommandPath() + " COMMAND"
	}
	return strings.TrimSuffix(line, " [flags]") + " [--flags]"
}

func flagRows(sets ...*pflag.FlagSet) [][2]string {
	var rows [][2]string
	for _, set := range sets {
		set.VisitAll(func(f *pflag.Flag) {
			name := "    --" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand + ", --" + f.Name
			}
			switch t := f.Value.Type(); t {
			case "bool":
			case "string":
				name += " " + metavar(f.Name)
			default:
				name += " " + t
			}
			rows = append(rows, [2]string{name, f.Usage})
		})
	}
	return rows
}

// metavar is the placeholder of a flag that takes a text.
func metavar(flag string) string {
	switch flag {
	case "output", "certificate", "verify-certificate":
		return "FILE"
	case "factors", "region":
		return "DIR"
	case "policy":
		return "ID"
	case "set":
		return "PATH=VALUE"
	}
	return strings.ToUpper(flag)
}

func section(w io.Writer, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, runewidth.StringWidth(r[0]))
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", wide-runewidth.StringWidth(r[0])), r[1])
	}
}

func newHelp(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND | exit-codes]",
		Short: e.t("命令的帮助；tidai help exit-codes 说明退出码",
			"help on a command; tidai help exit-codes explains the exit codes"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "exit-codes" {
				_, err := fmt.Fprint(e.out, e.exitCodes())
				return err
			}
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(e)(cmd.Root(), append(rest, args...))
			}
			e.writeHelp(e.out, found)
			return nil
		},
	}
}

func (e *env) exitCodes() string {
	return e.t(`退出码与输出格式无关。

0  完成。plan：方案完整、豁免待审批机关认定或无需替代；未被采用的来源即使不予采纳，也不影响。
1  无法计算：申请材料有错误、文件无法读取，或各项需求都无法算出。标准输出为空，原因写在标准错误。
2  用法有误：没有该命令或选项、参数个数不对、选项的值不可用。标准输出为空。
3  已算出结果，但有错误级别的问题：
   check   有任何错误级别的问题（只有什么都读不到时才是 1）
   scope   有生产线的归类未定，或与所填不符
   plan    来源不足、材料不全或有重金属的需求未确定，方案不可批准
   permit  所列许可排放量中有无法核定的
   monitor 有数据没有读取或不能采用
   reduce  所列削减量中有无法核算的；不予采纳是结论，不是错误
   account 报告缺少必备内容，或有削减量无法核算
   compare、sweep  有版本或取值的需求无法算出；来源不足是结论，不是错误
   factors lint  数值文件有错误
   policy coverage  有规则缺少正反测试
70 程序内部错误
`, `The exit code never depends on the output format.

0  done. plan: complete, waived, or nothing to substitute; a source that is refused
   and not used does not matter.
1  could not compute: the dossier has errors, a file cannot be read, or no
   demand is computable. stdout is empty; the reason is on stderr.
2  wrong usage: no such command or flag, a wrong number of arguments, a flag value that
   cannot be used. stdout is empty.
3  computed, with findings of severity error:
   check   any finding of severity error (1 only if nothing could be read)
   scope   a line is not classified, or not as the dossier states
   plan    short of sources, incomplete, or a metal not determined: not approvable
   permit  an amount of the result could not be determined
   monitor some data were not read or cannot be used
   reduce  a reduction of the result could not be computed; a refusal is a result
   account the report lacks something it must state, or an amount could not be computed
   compare, sweep  the demand of a version or value could not be computed; short is a result
   factors lint  the factor files have errors
   policy coverage  a rule lacks a test
70 a fault of the program itself
`)
}

func newVersion(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: e.t("显示版本", "show the version"),
		Args:  arguments(),
		RunE: func(*cobra.Command, []string) error {
			version := "(devel)"
			if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
				version = info.Main.Version
			}
			_, err := fmt.Fprintf(e.out, "tidai %s\n", version)
			return err
		},
	}
}
