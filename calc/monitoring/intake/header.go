package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Role is what a column holds.
type Role = dossier.ColumnMeaning

// The roles.
const (
	Time          = dossier.MeansTime
	Day           = dossier.MeansDay
	Hour          = dossier.MeansHour
	Year          = dossier.MeansYear
	Month         = dossier.MeansMonth
	MonthDay      = dossier.MeansMonthDay
	Begin         = dossier.MeansBegin
	End           = dossier.MeansEnd
	Outlet        = dossier.MeansOutlet
	Pollutant     = dossier.MeansPollutant
	Concentration = dossier.MeansConcentration
	Flow          = dossier.MeansFlow
	Volume        = dossier.MeansVolume
	Totaliser     = dossier.MeansTotaliser
	Mass          = dossier.MeansMass
	FlagMark      = dossier.MeansFlag
	FlowFlag      = dossier.MeansFlowFlag
	Load          = dossier.MeansLoad
	Duration      = dossier.MeansDuration
	Report        = dossier.MeansReport
	Lab           = dossier.MeansLab
	Limit         = dossier.MeansLimit
	LimitUnit     = dossier.MeansLimitUnit
	Qualifier     = dossier.MeansQualifier
	UnitName      = dossier.MeansUnit
	Converted     = dossier.MeansConverted
	Ignored       = dossier.MeansNothing
	Unknown       = Role("") // not understood, and not read
)

// stated are the roles that may be stated, besides pollutants.
var stated = dossier.ColumnMeanings.Without(Converted)

// timeAlone takes 监测时段 and the like for the time where no other column has
// one: beside a date they are the time of day.
func timeAlone(cols []Column) []Column {
	at := -1
	for i, c := range cols {
		switch {
		case slices.Contains([]Role{Time, Day, Begin, End, Year}, c.Role):
			return cols
		case c.Role == Hour && !c.Stated && strings.HasSuffix(key(plainText(c.Header)), "时段"):
			at = i
		}
	}
	if at >= 0 {
		cols[at].Role = Time
	}
	return cols
}

// others are pollutants without a quota, and states of the gas, that stand
// beside the metals in the same files.
var others = strings.Fields("cod codcr 化学需氧量 氨氮 nh3-n ph ph值 总磷 总氮 tp tn 悬浮物 ss 总镍 镍 ni 总铜 铜 " +
	"cu 总锌 锌 zn 总锡 锡 sn 总锑 锑 sb 总铊 铊 tl 总锰 锰 mn 总银 银 ag 总铁 氰化物 总氰化物 氟化物 石油类 硫化物 " +
	"二氧化硫 so2 氮氧化物 nox 颗粒物 烟尘 粉尘 铬酸雾 硫酸雾 氯化氢 hcl 氧气 氧含量 含氧量 o2 烟气温度 温度 烟温 水" +
	"温 烟气湿度 湿度 含湿量 烟气压力 压力 烟气流速 流速 三价铬 cr3+ cr(iii) " +
	"temperature pressure humidity oxygen velocity nickel copper zinc tin antimony thallium")

// heading is a column header taken apart.
type heading struct {
	role      Role
	pollutant calc.Pollutant
	unit      quantity.Unit
	unitText  string // "" where the header names none
	badUnit   string // in brackets where a unit should stand, and not understood
	standard  bool   // says that it is at standard state
	actual    bool   // says that it is at the state of the flue
	code      bool   // an identifier rather than a name
	refusal   *refusal

	limit monitoring.Value // detection limit; without a unit it is in that of the values
}

// longestHeading is how many bytes a header may have to be understood; the
// longest of a template has 60.
const longestHeading = 400

// readHeading understands a column header: its meaning, and the unit in it.
func readHeading(text string) heading {
	if len(text) > longestHeading {
		return heading{}
	}
	whole, limit := cutLimit(plainText(text))
	core, unitText, u, bad := cutUnit(whole)
	h := heading{unitText: unitText, unit: u, badUnit: bad, limit: limit}
	full, bare := key(core), key(dropBrackets(core))
	for _, k := range []string{full, bare} {
		if role, ok := headerWords[k]; ok {
			h.role = role
			break
		}
	}
	h.code = strings.HasSuffix(bare, "编号") || strings.HasSuffix(bare, "编码") || strings.HasSuffix(bare, "id") ||
		strings.HasSuffix(bare, "no")
	if h.role == Unknown {
		h.role, h.pollutant = mixed(core, bare)
	}
	h.standard, h.actual = containsAny(full, "标干", "标态", "标况", "standard"), containsAny(full, "工况", "实际",
		"actual")
	if h.role == Ignored && strings.Contains(full, "排放量") && (isRate(h.unit) || isVolume(h.unit)) {
		h.role = Flow // 废气排放量(m3/h)
	}
	if h.role == Flow && h.unitText != "" {
		h.flowUnit()
	}
	h.refusal = h.refused(core)
	return h
}

// mixed understands headers made of a pollutant and a word, such as 总铅标记.
func mixed(core, bare string) (Role, calc.Pollutant) {
	switch p, found := pollutantIn(core); {
	case containsAny(bare, "检出限", "detectionlimit", "mdl", "lod"):
		return Limit, p
	case containsAny(bare, "标记", "标识", "标志", "状态", "flag", "status", "mark"):
		if !found && containsAny(bare, flowWords...) {
			if notOfOutlet(core, key(core)) {
				return Ignored, ""
			}
			return FlowFlag, ""
		}
		return FlagMark, p
	case containsAny(bare, "折算", "折标", "converted", "corrected"):
		return Converted, p
	case containsAny(bare, "最小", "最大", "最低", "最高", "minimum", "maximum", "限值", "标准值", "超标", "limit",
		"累计", "排放速率", "rate") && !containsAny(bare, flowWords...),
		hasWord(core, "min", "max") && !containsAny(bare, flowWords...):
		return Ignored, p
	case !found && containsAny(bare, totalWords...) && !containsAny(bare, ofInterval...):
		return Totaliser, ""
	case !found && containsAny(bare, flowWords...):
		return Flow, ""
	case found && containsAny(bare, "排放量", "emission", "mass"):
		return Mass, p
	case !found && containsAny(bare, "排放量", "emission"):
		return Ignored, ""
	case found:
		return Concentration, p
	case slices.Contains(others, bare) || slices.Contains(others, strings.TrimSuffix(stripped(bare), "含量")):
		return Ignored, ""
	}
	return Unknown, ""
}

var flowWords = []string{"流量", "水量", "烟气量", "废气量", "排气量", "风量", "flow"}

// totalWords are the words of a meter that counts on and on; ofInterval take
// that back: 小时累计流量 is the volume of the hour.
var (
	totalWords = []string{"累计流量", "累积流量", "累计水量", "累积水量", "累计排水量", "累积排水量", "流量累计",
		"流量累积", "总累计",
		"水表", "表读数", "流量计读数", "流量计示数", "表底", "表码", "totaliser", "totalizer", "cumulativeflow",
		"meterreading"}
	ofInterval = []string{"小时累计", "时累计", "日累计", "时段累计", "分钟累计", "小时累积", "日累积", "当日", "当时",
		"本时"}
)

// flowUnit tells a rate from a volume, and takes what the header says of the
// state of the gas into the unit: 标干流量(m3/h) is Nm3/h.
func (h *heading) flowUnit() {
	if h.standard {
		h.unit, _ = standardFlow(h.unit)
	}
	if isVolume(h.unit) {
		h.role = Volume
	}
}

var decorations = strings.NewReplacer("质量浓度", "", "实测", "", "监测", "", "检测", "", "排放", "", "浓度", "",
	"平均值", "", "平均", "", "均值", "", "小时", "", "分钟", "",
	"污染物", "", "废水", "", "废气", "", "结果", "", "数据", "", "测定", "", "值", "", "含量", "", "出水", "",
	"排放量", "", "标记", "", "标识", "", "标志", "", "数据标记", "",
	"检出限", "", "方法", "", "状态", "", "折算", "", "量", "", "日均", "")

func stripped(s string) string { return decorations.Replace(s) }

// fillers are English words that say nothing about which pollutant.
var fillers = strings.Fields("concentration conc conc. average avg mean value hourly daily measured total result " +
	"flag status mark detection limit mdl lod emission mass of as emissions converted corrected minimum maximum min " +
	"max rate hour day and its compounds (total)")

var roundBrackets = strings.NewReplacer("［", "(", "[", "(", "]", ")", "（", "(", "）", ")")

// pollutantIn finds the pollutant a header names. Cr(VI) is kept apart from
// Cr wherever the header tells, and 三价铬 is neither.
func pollutantIn(core string) (calc.Pollutant, bool) {
	core = roundBrackets.Replace(core)
	if containsAny(core, "三价", "Cr3+", "(III)", "铬酸雾") {
		return "", false
	}
	if p, ok := oneName(core); ok {
		return p, true
	}
	p, ok := oneName(dropBrackets(core))
	for _, part := range brackets(core) {
		q, found := oneName(part)
		switch {
		case ok && p == calc.Chromium && (strings.Contains(part, "六价") || q == calc.CrVI):
			return calc.CrVI, true
		case !ok && found:
			return q, true
		}
	}
	return p, ok
}

// oneName reads a text that is a pollutant's name but for words around it.
func oneName(s string) (calc.Pollutant, bool) {
	if p, ok := calc.ParseMeasured(s); ok {
		return p, true
	}
	if p, ok := calc.ParseMeasured(stripped(strings.ReplaceAll(s, " ", ""))); ok {
		return p, true
	}
	var kept []string
	for _, w := range strings.FieldsFunc(stripped(s), func(r rune) bool { return strings.ContainsRune(" _:,;.-", r) }) {
		if !slices.Contains(fillers, strings.ToLower(w)) || calcName(w) {
			kept = append(kept, w)
		}
	}
	return calc.ParseMeasured(strings.Join(kept, " "))
}

// calcName lets As the element be told from as the word: by its capital.
func calcName(w string) bool { return w == "As" || w == "AS" }

// key is a header without white space and punctuation, in lower case.
func key(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _:-", r) {
			return -1
		}
		return r
	}, s))
}

func containsAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

func hasWord(s string, list ...string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r < 'a' || r > 'z' }),
		func(w string) bool { return slices.Contains(list, w) })
}
