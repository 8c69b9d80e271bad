package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// settle finds the places of everything, and checks the units.
func (l *Layout) settle(set dossier.MonitoringFiles, f *faults) {
	l.Long, l.Named = !l.hasMetal(), l.lastNamed()
	l.checkStated(set, f)
	l.assignFlags()
	for role, at := range map[Role]*int{Time: &l.Time, Day: &l.Day, Hour: &l.Hour, Begin: &l.Begin, End: &l.End,
		Outlet: &l.OutletCol,
		Load:   &l.LoadCol, Duration: &l.DurCol, Report: &l.ReportCol, Lab: &l.LabCol, FlagMark: &l.MarkOf,
		FlowFlag: &l.FlowMark, Totaliser: &l.MeterCol} {
		*at = l.find(f, role, "")
	}
	l.flowColumns(f)
	l.LimitCol = l.find(f, Limit, "")
	l.SampleCol, l.FirmCol = l.sampleColumn(), l.firmColumn()
	l.LimitUnitCol, l.QualCol = l.find(f, LimitUnit, ""), l.find(f, Qualifier, "")
	if l.Long {
		l.PollutantCol, l.ValueCol, l.UnitCol = l.find(f, Pollutant, ""), l.find(f, Concentration, ""),
			l.find(f, UnitName, "")
	} else {
		for _, p := range calc.MeasuredPollutants().Values() {
			if at := l.find(f, Concentration, p); at > 0 {
				l.Metals = append(l.Metals, Metal{Pollutant: p, Value: at, Flag: l.find(f, FlagMark, p),
					Limit: l.find(f, Limit, p), MassAt: l.find(f, Mass, p)})
			}
		}
	}
	l.checkQualifier(f)
	l.checkClash(f)
	l.checkUnits(f)
	l.gasState(f)
	l.refusals(f)
	l.notUnderstood(f)
	for i := range l.Columns {
		l.Columns[i].words = l.Columns[i].wordsOnly()
	}
}

// sampleWords are headers of the number of a sample among those of its day.
var sampleWords = []string{"采样频次", "采样次数", "采样批次", "频次", "次数", "样品编号", "样品号", "样号", "样品编码"}

// sampleColumn finds the column that tells the samples of a day apart: equal
// values of two samples are not one value written twice.
func (l *Layout) sampleColumn() int {
	for _, c := range l.Columns {
		if (c.Role == Unknown || c.Role == Ignored) && !c.Stated &&
			slices.Contains(sampleWords, key(plainText(c.Header))) {
			return c.Col
		}
	}
	return 0
}

// checkStated complains of statements that fit no column.
func (l *Layout) checkStated(set dossier.MonitoringFiles, f *faults) {
	for _, s := range set.Columns {
		if s.Means != "" {
			if _, _, ok := parseMeaning(s.Means); !ok {
				f.one(CodeStated, calc.Error, l.Header, calc.Textf("列“%s”的含义 %q 不认识",
					"column “%s”: the meaning %q is not known", s.Header, s.Means), knownMeanings())
			}
		}
		if s.Unit != "" {
			if _, ok := ParseUnit(s.Unit); !ok {
				f.one(CodeUnit, calc.Error, l.Header, calc.Textf("列“%s”的单位 %q 不认识",
					"column “%s”: the unit %q is not known", s.Header, s.Unit),
					calc.Text{ZH: "例如 mg/L、ug/L、mg/Nm3、m3/h、Nm3/h、m3",
						EN: "such as mg/L, ug/L, mg/Nm3, m3/h, Nm3/h, m3"})
			}
		}
		if !l.Long && !slices.ContainsFunc(l.Columns, func(c Column) bool { return sameHeader(s.Header, c.Header) }) {
			f.one(CodeStated, calc.Error, l.Header, calc.Textf("写明的列“%s”不在表头里",
				"the stated column “%s” is not in the header", s.Header), calc.Text{ZH: "按文件里的列名写",
				EN: "write the header as in the file"})
		}
	}
}

func knownMeanings() calc.Text {
	all := slices.Concat(stated.Keys(), calc.MeasuredPollutants().Keys(), []string{"flag:Pb", "limit:Pb", "mass:Pb"})
	return calc.Textf("可用：%s", "one of: %s", strings.Join(all, ", "))
}

// assignFlags gives flag columns without a name to the column before them,
// where there are several. A single one is of the whole row, unless it stands
// behind the flow and every metal has its own.
func (l *Layout) assignFlags() {
	var bare []int
	named := map[calc.Pollutant]bool{}
	for i, c := range l.Columns {
		switch {
		case c.Role != FlagMark || c.Stated:
		case c.Pollutant == "":
			bare = append(bare, i)
		default:
			named[c.Pollutant] = true
		}
	}
	single := len(bare) == 1
	for _, c := range l.Columns {
		if c.Role == Concentration && !named[c.Pollutant] && single {
			return
		}
	}
	for _, i := range bare {
		for j := i - 1; j >= 0; j-- {
			c := l.Columns[j]
			switch {
			case c.Role == Flow || c.Role == Volume || c.Role == Totaliser:
				l.Columns[i].Role = FlowFlag
			case single:
			case c.Role == Concentration && c.Pollutant != "":
				l.Columns[i].Pollutant = c.Pollutant
			case c.Role != FlagMark:
				continue
			}
			break
		}
	}
}

// checkUnits wants a unit of every number that needs one: absent is never
// guessed.
func (l *Layout) checkUnits(f *faults) {
	for i := range l.Columns {
		c := &l.Columns[i]
		var ok bool
		switch {
		case c.Role == Concentration && (c.Pollutant != "" || (l.Long && c.Col == l.ValueCol)):
			if l.Long && !c.HasUnit { // a column of units, or the pollutant's name, may give it
				continue
			}
			ok = c.HasUnit && isConcentration(c.Unit)
		case c.Col == l.FlowCol:
			if u, water := waterUnit(c.Unit); c.HasUnit && water {
				f.one(CodeWater, calc.Note, l.Header, calc.Textf("“%s”以质量 %s 计，按 1 吨水为 1 m3 换算",
					"“%s” counts water by mass (%s): one tonne is taken as one cubic metre", c.Header, c.Unit.String()),
					calc.Text{ZH: "密度不是 1 的，换算成体积后填写", EN: "where its density is not 1, give volumes"})
				c.Unit = u
				if isVolume(u) {
					c.Role = Volume
				}
			}
			ok = c.HasUnit && (isRate(c.Unit) || isVolume(c.Unit))
		case c.Col == l.MeterCol:
			if u, water := waterUnit(c.Unit); c.HasUnit && water {
				c.Unit = u
			}
			if ok = c.HasUnit && isVolume(c.Unit); !ok && l.FlowCol > 0 { // it would only be compared
				c.Role, l.MeterCol = Ignored, 0
				continue
			}
		case c.Role == Mass:
			if c.HasUnit && !c.Unit.Same(unitMass) && !c.Unit.Same(unitMassRate) {
				c.Role = Ignored
				l.dropMass(c.Col)
			}
			ok = c.Role == Ignored || c.HasUnit
		case c.Role == Limit:
			ok = !c.HasUnit || isConcentration(c.Unit)
		default:
			continue
		}
		if !ok {
			l.unitFault(*c, f)
		}
	}
}

func (l *Layout) dropMass(col int) {
	for i := range l.Metals {
		if l.Metals[i].MassAt == col {
			l.Metals[i].MassAt = 0
		}
	}
}

func (l *Layout) unitFault(c Column, f *faults) {
	example := "mg/L, ug/L, mg/Nm3"
	switch {
	case c.Col == l.MeterCol:
		example = "m3, Nm3"
	case c.Col == l.FlowCol:
		example = "m3/h, Nm3/h, m3/d, L/s, m3"
	case c.Role == Mass:
		example = "kg, g"
	}
	written := c.heading.badUnit
	if c.HasUnit {
		written = c.heading.unitText
	}
	remedy := unitAdvice(written, example)
	switch {
	case c.HasUnit:
		f.one(CodeUnit, calc.Error, l.Header, calc.Textf("第 %d 列“%s”的单位 %s 不是这类量的单位",
			"column %d “%s”: %s is no unit of this kind of quantity", c.Col, c.Header, unitOr1(c.Unit)), remedy)
	case c.heading.badUnit != "":
		f.one(CodeUnit, calc.Error, l.Header, calc.Textf("第 %d 列“%s”的单位 %q 不认识",
			"column %d “%s”: the unit %q is not known", c.Col, c.Header, c.heading.badUnit), remedy)
	default:
		f.one(CodeUnit, calc.Error, l.Header, calc.Textf("第 %d 列“%s”没有单位", "column %d “%s” has no unit", c.Col,
			c.Header), remedy)
	}
}

func unitOr1(u quantity.Unit) string {
	if s := u.String(); s != "" {
		return s
	}
	return "1"
}

// notUnderstood lists the columns nothing is known of, so that a metal among
// them is not lost in silence.
func (l *Layout) notUnderstood(f *faults) {
	var names []string
	severity := calc.Note
	for _, c := range l.Columns {
		if c.Role == Unknown && c.Header != "" && c.Col != l.SampleCol && c.Col != l.FirmCol {
			if c.HasUnit && isConcentration(c.Unit) { // it may be a metal under a name not known here
				severity = calc.Warning
			}
			names = append(names, "“"+clip(c.Header)+"”")
		}
	}
	if len(names) > 0 {
		f.one(CodeColumn, severity, l.Header, calc.Textf("不认识、没有读取的列：%s",
			"columns not understood and not read: %s", strings.Join(names, " ")),
			calc.Text{ZH: "其中若有要用的数据，写明该列的含义", EN: "if one of them is needed, state what it means"})
	}
}
