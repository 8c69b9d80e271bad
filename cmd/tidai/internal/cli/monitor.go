package cli

import (
	"errors"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/totals"
	"tidai/cmd/tidai/internal/files"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

type monitorOptions struct {
	*options
	files []string

	by        by
	kind      choice
	encoding  choice
	delimiter choice
	dateOrder choice
	hourMark  choice
	interval  choice
	thousands choice
	sheets    []string
	outlet    string
	sm4Key    string
	from, to  day
	manual    bool
	all       bool

	columns columns
	limits  limits
	flags   names
	outlets names
}

func newMonitor(e *env, o *options) *cobra.Command {
	opts := monitorOptions{options: o, from: day{now: e.today}, to: day{now: e.today},
		kind:      choice{value: string(dossier.AutomaticData), from: dossier.MonitoringKinds.Keys()},
		encoding:  choice{from: dossier.Encodings.Keys()},
		delimiter: choice{from: dossier.Delimiters.Keys()},
		dateOrder: choice{from: dossier.DateOrders.Keys()},
		hourMark:  choice{from: dossier.HourMarks.Keys()},
		interval:  choice{from: dossier.Intervals.Keys()},
		thousands: choice{from: dossier.ThousandSigns.Keys()}}
	cmd := &cobra.Command{
		Use: "monitor FILE…",
		Short: e.t("不建申请材料，直接汇总监测数据文件：总量和数据质量",
			"totals and quality of raw monitoring files, without a dossier"),
		Long: e.t("读取 CSV、TSV、XLSX 和 HJ 212 报文，按排放口、污染物和时间汇总：读取、采用、无效、重复和期外"+
			"的\n数据个数，覆盖的小时，均值、最小和最大值，以及排放量 Σ 浓度×流量（kg，精确）。一个数据是一行中"+
			"的\n一种污染物。未检出按零、检出限之半、检出限三种算法并列。单位、日期顺序、编码和时间所指有疑问时\n不"+
			"猜，说明要写什么；各列的理解印在结果里。污染物之间从不相加。\n\nFILE 可以是文件、文件夹（其中和其下的所"+
			"有表格）、"+
			"通配符、.gz、.zip（其中的表格），- 是标准输入。",
			"Reads CSV, TSV, XLSX and frames of HJ 212 and adds up by outlet, pollutant and time: how many\nvalues "+
				"were read, used, invalid, duplicates and outside the period, the hours covered, mean, least\nand "+
				"greatest value, and the amount Σ concentration × flow (kg, exact). A value is a pollutant in "+
				"a\nrow. Values not detected count as zero, half the limit and the limit, side by side. A unit, an "+
				"order\nof dates, an encoding or the end of the hour that a time names is never guessed: where one "+
				"is open,\nthe message says what to state. How the columns were understood is printed. Pollutants "+
				"are never\nadded to each other.\n\nFILE is a file, a folder (all tables in it and below), a "+
				"pattern, a .gz, a "+
				".zip (the tables in it);\n- is standard input."),
		Example: e.t("  tidai monitor 2025.csv --by outlet,month\n  tidai monitor *.xlsx --outlet DW001 --hour-mark "+
			"ending --column '铅=Pb[ug/L]' --limit Cd=0.0005mg/L\n  tidai monitor 监测数据/ 2024.zip --by year",
			"  tidai monitor 2025.csv --by outlet,month\n  tidai monitor *.xlsx --outlet DW001 --hour-mark ending "+
				"--column 'lead=Pb[ug/L]' --limit Cd=0.0005mg/L\n  tidai monitor data/ 2024.zip --by year"),
		Args: arguments(argument{name: "FILE", many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.files = args
			return runMonitor(e, opts)
		},
	}
	opts.describe(e, cmd.Flags())
	return cmd
}

func (opts *monitorOptions) describe(e *env, f *pflag.FlagSet) {
	f.Var(&opts.by, "by",
		e.t("分组：outlet、pollutant、year、quarter、month、day 的任意组合，用逗号隔开（默认 outlet,pollutant）",
			"group by any of outlet, pollutant, year, quarter, month, day, with commas (default outlet,pollutant)"))
	f.Var(&opts.kind, "kind", e.t("数据的种类：自动、手工、执法监测", "who measured"))
	f.Var(&opts.from, "from", e.t("期间的第一天", "first day of the period"))
	f.Var(&opts.to, "to", e.t("期间的最后一天", "last day of the period"))
	f.StringVar(&opts.outlet, "outlet", "", e.t("文件没有排放口列时，各行所属的排放口（默认：以文件名称呼）",
		"outlet of all rows, where no column names it (default: named after the file)"))
	f.Var(&opts.outlets, "outlet-name", e.t("文件里的名称对应的排放口，如 1号口=DW001；可多次",
		"outlet that a name of the file stands for, such as \"1号口=DW001\"; may be repeated"))
	f.Var(&opts.columns, "column",
		e.t("一列（或 HJ 212 代码、污染物名称）的含义，如 '铅=Pb[ug/L]'、'Q=flow[m3/h]'、'x=ignore'；可多次",
			"meaning of a column, of an HJ 212 code or of a pollutant's name, such as 'lead=Pb[ug/L]', "+
				"'Q=flow[m3/h]', 'x=ignore'; may be repeated"))
	f.Var(&opts.limits, "limit", e.t("未检出而没有检出限的数据用的检出限，如 Cr=0.03mg/L；可多次",
		"detection limit for values not detected that have none, such as Cr=0.03mg/L; may be repeated"))
	f.Var(&opts.flags, "flag", e.t("文件里的标记对应的 N F M S D C T B，如 0=N；可多次",
		"flag of the file for N F M S D C T B, such as 0=N; may be repeated"))
	f.BoolVar(&opts.manual, "manual-entry", false, e.t("标记 S（手工输入）算有效",
		"count flag S (manual entry) as valid"))
	f.BoolVar(&opts.all, "all-findings", false, e.t("同类的问题逐条列出（默认：多于三条时合为一条）",
		"list findings of one kind one by one (default: more than three are one)"))
	f.Var(&opts.encoding, "encoding", e.t("文件编码（默认：由内容判定）", "encoding of the files (default: found out)"))
	f.Var(&opts.delimiter, "delimiter", e.t("CSV 的分隔符（默认：由内容判定）",
		"separator of CSV (default: found out)"))
	f.StringArrayVar(&opts.sheets, "sheet", nil, e.t("XLSX 的工作表，可写几次（默认：版式相同的各表）",
		"sheet of XLSX, may be given several times (default: those of one layout)"))
	f.Var(&opts.dateOrder, "date-order", e.t("年不在最前时日和月的顺序",
		"order of day and month where the year is not first"))
	f.Var(&opts.hourMark, "hour-mark", e.t("时间指时段的开始还是结束", "which end of its interval a time names"))
	f.Var(&opts.thousands, "thousands", e.t("数的千位分隔符（默认：没有）",
		"sign that parts the thousands of numbers (default: none)"))
	f.StringVar(&opts.sm4Key, "sm4-key", "", e.t("加密报文的 SM4 密钥文件：32 位十六进制、base64 或 16 个字节",
		"file of the SM4 key of encrypted frames (HJ 212-2025): 32 hexadecimal digits, base64 or 16 bytes"))
	f.Var(&opts.interval, "interval", e.t("一个数据所代表的时段（默认：由时间判定）",
		"what a value is of (default: found out)"))
}

// set is the one set of files the flags describe.
func (o monitorOptions) set() dossier.MonitoringFiles {
	return dossier.MonitoringFiles{Kind: dossier.MonitoringKind(o.kind.value), Outlet: o.outlet,
		Encoding: o.encoding.value, Delimiter: o.delimiter.value, Sheets: o.sheets,
		DateOrder: o.dateOrder.value, HourMark: o.hourMark.value, Interval: o.interval.value,
		Thousands: o.thousands.value, SM4Key: o.sm4Key, Columns: o.columns.list,
		OutletNames: o.outlets.list, Limits: o.limits.list,
		ManualEntry: o.manual, FlagMeanings: o.flags.list}
}

// littleGarbage and enoughMemory keep the memory of large files small; see
// docs/performance.md. A page for people is not written piece by piece, so that
// a limit would only slow it down.
const (
	littleGarbage = 40
	enoughMemory  = 38 << 20
)

func runMonitor(e *env, o monitorOptions) error {
	if err := o.mayWrite(o.files); err != nil {
		return err
	}
	for i, name := range o.files {
		if slices.Contains(o.files[:i], name) {
			return usage("%s 给了两次", "%s is given twice", name)
		}
	}
	if o.from.After(o.to.Date) && !o.to.IsZero() {
		return usage("--from %s 晚于 --to %s", "--from %s is after --to %s", o.from.String(), o.to.String())
	}
	if _, stated := e.lookup("GOGC"); !stated {
		defer debug.SetGCPercent(debug.SetGCPercent(littleGarbage))
	}
	if _, stated := e.lookup("GOMEMLIMIT"); !stated &&
		slices.Contains([]string{string(page.CSV), string(page.JSON)}, o.format.value) {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(enoughMemory))
	}
	in, err := files.Of(o.files, e.in, files.DefaultLimits)
	if err != nil {
		return noInput(err)
	}
	defer in.Close()
	if err := o.mayWrite(in.Names); err != nil {
		return err
	}
	p := e.newProgress()
	p.from = o.opener(in.Open)
	m, err := totals.Of(totals.Asked{Options: totals.Options{By: o.by.list(), From: o.from.Date, To: o.to.Date,
		ManualEntry: o.manual, AllFindings: o.all}, Files: in.Names, Left: in.Left, Set: o.set(), Open: p.open,
		InOrder: e.oneCore})
	p.done()
	if err != nil {
		return err
	}
	if !m.Rows() {
		return &failure{code: exitFailed, findings: m.Findings, message: calc.Text{ZH: "没有读取到数据",
			EN: "no data were read"}}
	}
	if err := e.write(o.options, view.Monitor(m, e.lang, page.Format(o.format.value))); err != nil {
		return err
	}
	if calc.HasErrors(m.Findings) {
		return standing(calc.Text{ZH: "有数据没有读取或不能采用，见结果中的问题",
			EN: "some data were not read or cannot be used: see the findings"})
	}
	return nil
}

// opener opens the input, and the file of the key.
func (o monitorOptions) opener(open func(string) (application.File, error)) func(string) (application.File, error) {
	return func(name string) (application.File, error) {
		if name == o.sm4Key && !slices.Contains(o.files, name) {
			return application.OpenFile(name)
		}
		return open(name)
	}
}

// noInput is the failure of an argument that names no file.
func noInput(err error) error {
	var none files.ErrNothing
	if errors.As(err, &none) {
		return &failure{code: exitFailed, message: calc.Textf("%s：没有这样的文件，或文件夹里没有表格",
			"%s: there is no such file, or no table in the folder", none.Argument)}
	}
	return &failure{code: exitFailed, message: calc.ErrorText(err)}
}
