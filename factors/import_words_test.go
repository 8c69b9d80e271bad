package factors

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
)

// twice are the rows that say again what another row says; each rests on the
// entry named here.
var twice = map[string]string{
	"HJ 1036|乙炔法聚氯乙烯|产污系数|1.2":           "hj1036.t13.water.hg.generation",
	"HJ 1036|乙炔法聚氯乙烯|排污系数(化学混凝沉淀)|0.015": "hj1036.t13.water.hg.coagulation",
	"GB 21900-2008 表6|镀铬|74.4":           "gb21900.t6.gas-volume.chromium",
}

func (r row) isTwice(t *testing.T) bool {
	t.Helper()
	id, ok := twice[r["standard"]+r["document"]+"|"+r["industry_segment"]+r["product_or_process"]+"|"+r["value"]]
	if !ok {
		return false
	}
	v, _ := builtinBook(t).Value(id)
	if v.Amount.Exact() != r["value"] {
		t.Errorf("%s is %s, a second row says %s", id, v.Amount, r["value"])
	}
	return true
}

var (
	plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	// soil, both and none: open
	mediumWords = map[string]string{"废水": "water", "废气": "air", "water": "water", "air": "air"}

	figureKinds = map[string]Kind{"existing": Limit, "new": Limit, "special": Limit, "base_volume": BenchmarkVolume,
		"performance": Performance,
		"conversion":  Conversion, "boundary": BoundaryLimit, "bat_level": BATLevel,
		"generation_range": GenerationRange,
		"efficiency":       PlausibleEfficiency, "recovery": Recovery, "monitoring_min": MonitoringFrequency,
		"replacement_ratio": ReplacementRatio,
		"target":            Target, "applicability": Applicability}
	coefficientKinds = map[string]Kind{"generation": GenerationFactor, "emission": EmissionFactor, "removal": Removal,
		"volume":             VolumeFactor,
		"default_generation": DefaultGeneration, "default_removal": DefaultRemoval}
)

func figureKind(r row) Kind {
	switch {
	case r["unit"] == "kg/h":
		return RateLimit
	case strings.HasPrefix(r["pollutant"], "水重复利用率"):
		return WaterReuse
	}
	return figureKinds[r["limit_class"]]
}

func coefficientKind(r row) Kind {
	switch {
	case r["pollutant"] == "镀液带出量V":
		return CarryOut
	case r["pollutant"] == "含铬废水量": // a volume of water, in a column of generation factors
		return VolumeFactor
	case strings.HasPrefix(r["document"], "常规镀铬"): // shares of the chromic anhydride, a sanity check
		return GenerationRange
	}
	return coefficientKinds[r["quantity"]]
}

// instrument is the id of the factor file a row belongs to.
func (r row) instrument() string {
	if d := r["document"]; d != "" {
		switch {
		case strings.HasPrefix(d, "第二次"):
			for _, code := range []string{"0911", "0912", "0913", "0914", "0915", "191", "2613", "2651", "3211", "3212",
				"3213", "3214", "3215", "3219", "3843"} {
				if strings.Contains(r["industry"], " "+code) {
					return "产排污系数手册 " + code
				}
			}
			return "产排污系数手册 33-37,431-434"
		case strings.HasPrefix(d, "常规镀铬"):
			return "常规镀铬铬酐去向"
		case strings.HasPrefix(d, "US EPA"):
			return d
		}
		id, _, _ := strings.Cut(d, "-2")
		return id + d[len(id):len(id)+5]
	}
	switch s := r["standard"]; {
	case strings.Contains(s, "〔"):
		return s
	case strings.HasPrefix(s, "闽"), strings.HasPrefix(s, "鄂"):
		return s + " " + r["edition"]
	case s == "GB 25466": // its amendments stand in its file
		return s + "-2010"
	default:
		year, _, _ := strings.Cut(r["edition"], "+")
		return s + "-" + year
	}
}

// figureMetals are the symbols of a row, or the substance that this tool does
// not carry as a pollutant. A volume is of water or gas, not of a metal.
func figureMetals(r row, kind Kind) (symbols []string, substance string) {
	p := r["pollutant"]
	switch {
	case slices.Contains([]Kind{BenchmarkVolume, WaterReuse, Conversion, ReplacementRatio, Target, Applicability},
		kind), p == "(总铊等)", p == "Pb/Hg/…":
		return []string{""}, ""
	case r["standard"] == "HJ 819":
		return []string{""}, ""
	case p == "铬酸雾":
		return []string{"Cr"}, p
	case p == "As,Pb,Sn,Sb,Cd,Cr": // Sn and Sb stand in the note
		return []string{"As", "Pb", "Cd", "Cr"}, ""
	}
	if _, ok := calc.ParseMeasured(p); !ok {
		return []string{""}, p
	}
	return []string{p}, ""
}

func coefficientMetals(r row) (symbols []string, substance string) {
	p := r["pollutant"]
	switch p {
	case "颗粒物 (铅/汞/镉/砷 η 同颗粒物)": // the metals whose efficiency it is
		return []string{"Pb", "Hg", "Cd", "As"}, ""
	case "铅、铅及其化合物", "总铬(空气)":
		return []string{map[string]string{"铅、铅及其化合物": "Pb", "总铬(空气)": "Cr"}[p]}, ""
	case "工业废水量", "工业废气量", "含铬废水量", "重金属", "镀液带出量V", "铅/汞/镉/铬/砷":
		return []string{""}, ""
	case "铬酸雾":
		if r["quantity"] == "removal" { // a share is the same of the mist and of its chromium
			return []string{"Cr"}, ""
		}
		return []string{"Cr"}, p
	}
	for _, part := range strings.Split(p, "、") {
		symbol, ok := calc.ParseMeasured(part)
		if !ok {
			return []string{""}, p
		}
		symbols = append(symbols, string(symbol))
	}
	return symbols, ""
}

// class is the limit class. A volume of existing and new plants is general
// where the standard has another one for special limits.
func (r row) class(kind Kind) string {
	c := r["limit_class"]
	if kind == BenchmarkVolume {
		_, c, _ = strings.Cut(r["industry_segment"], "class=")
		if c == "" && r["standard"] == "GB 15581" {
			c = "special" // the row of table 2, which is a gap
		}
	}
	switch {
	case kind == WaterReuse, figureKinds[c] != Limit && c != "general" && c != "existing+new":
		return ""
	case c == "existing+new" && (r["standard"] == "GB 31574" || r["standard"] == "GB 15581"):
		return "general"
	case c == "existing+new":
		return ""
	}
	return c
}

// form says what stands in place of a value: a gap, "the standard has no such
// item", or the measured volume.
func (r row) form() string {
	switch {
	case r["status"] == "unknown":
		return "gap"
	case r["value"] != "" || r["limit_class"] == "applicability":
		return ""
	case r["standard"] == "HJ 937", r["standard"] == "HJ 1035":
		return "use measured-volume"
	}
	return "absent"
}

// labels are the words of an entry that name its quantity and not its row.
var labels = strings.Fields(
	`单位产品基准排水量 单位产品基准排气量 最高允许排水量 水重复利用率（最低） 单位皮张排水量 基准重量 末端治理技术平均去除效率
	总铅 总汞 总镉 总铬 总砷 六价铬 总镍 总银 总钴 总锑 总铊等 铅及其化合物 汞及其化合物 镉及其化合物 铬及其化合物 砷及其化合物 镍及其化合物 铬酸雾
	铅、铅及其化合物 铅、铬、镉 特别排放限值 全部限值 Pb/Hg/… 重点重金属 2025年较2020年 2020年较2013年 铅回收率 回用率`)

// whole are the words of a row that mean the whole of its standard.
var whole = map[string][]string{
	"GB 21900-2008": {"电镀"}, "GB 30486-2013": {"制革及毛皮加工"}, "GB 31573-2015": {"无机化学", "所有"},
	"GB 31574-2015": {"再生铜铝铅锌", "再生有色", "所有"}, "GB 15581-2016": {"聚氯乙烯"},
	"GB 25466-2010":   {"铅、锌工业"},
	"GB 25466.1-2025": {"铅、锌工业大气"}, "GB 25467-2010": {"铜、镍、钴工业", "铜、镍、钴冶炼"},
	"GB 30770-2014": {"锡、锑、汞工业", "所有"},
	"GB 30484-2013": {"电池"}, "GB 8978-1996": {"第一类污染物", "所有行业"}, "GB 16297-1996": {"all"},
	"GB 9078-1996":  {"工业炉窑"},
	"HJ 859.1-2017": {"制革"}, "HJ 1065-2019": {"毛皮"}, "HJ 855-2017": {"电镀"}, "HJ 1306-2023": {"电镀"},
	"HJ 1304-2023": {"制革"},
}

func entryWords(describe, instrument string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(foldBrackets.Replace(describe)), func(w string) bool {
		return w == "·" || slices.Contains(labels, w) || slices.Contains(labels, strings.NewReplacer("(", "（", ")",
			"）").Replace(w)) ||
			slices.Contains(whole[instrument], w)
	}), " ")
}

var (
	foldBrackets = strings.NewReplacer("（", "(", "）", ")")
	atWorkshop   = regexp.MustCompile(`\((生产)?车间[^)]*\)$|\(车间.*\)$`)
	guideTail    = regexp.MustCompile(
		`^(表[A-Z0-9.]+|[0-9.]+) ?(.*?)( - achievable level.*| \(plausibility range only\))?$`)
)

// figureWords are the words that say which row of the table it is.
func (r row) figureWords() string {
	var words []string
	for _, part := range strings.Split(r["industry_segment"], "|") {
		if !strings.HasPrefix(part, "class=") && part != "-" {
			words = append(words, atWorkshop.ReplaceAllString(part, ""))
		}
	}
	switch r["standard"] {
	case "HJ 1306", "HJ 1304": // the number of the technique stands in the clause
		if !strings.HasPrefix(r["clause"], "5.2.6") {
			words = append(words, guideTail.FindStringSubmatch(r["clause"])[2])
		}
	case "HJ 819":
		words = append(words, strings.TrimPrefix(r["pollutant"], "-"))
	}
	return entryWords(strings.Join(words, " "), r.instrument())
}

// figureTreatment is what the guide on feasible techniques names.
func (r row) figureTreatment() string {
	if r["standard"] == "HJ 1306" && r["medium"] == "air" {
		return "格网凝聚回收+还原吸收"
	}
	return ""
}

// outlet is the position a row names.
func (r row) outlet() string {
	seg := r["industry_segment"]
	switch {
	case r["limit_class"] == "boundary":
		return "boundary"
	case strings.Contains(seg, "总排") || strings.Contains(seg, "总废水") || strings.Contains(seg, "全厂") ||
		strings.Contains(r["clause"], "总排放口;"):
		return "total"
	case strings.Contains(seg, "车间") || strings.Contains(seg, "含铬废水") || strings.Contains(seg, "生产装置排放口"):
		return "workshop"
	case r["medium"] == "air" && figureKind(r) != BenchmarkVolume && figureKind(r) != Performance &&
		!slices.Contains([]string{"HJ 819", "HJ 1306"}, r["standard"]):
		return "stack"
	}
	return ""
}

// coefficientWords are the words of the row, and its end-of-pipe treatment.
func (r row) coefficientWords(kind Kind) (words, treatment string) {
	name := r["product_or_process"]
	parts := strings.Split(name, "|")
	switch {
	case strings.HasPrefix(r["document"], "第二次") && kind == Removal:
		name, _, _ = strings.Cut(name, " [")
		return "", strings.TrimSuffix(name, "、")
	case strings.HasPrefix(r["document"], "第二次"):
		// two characters fell into the next column
		name = strings.Replace(name, "钝（滚镀） | 化所有）规模", "钝化（滚镀） | 所有规模", 1)
		return entryWords(strings.ReplaceAll(name, " | ", " · "), ""), ""
	case strings.HasPrefix(r["document"], "HJ 984") && kind == Removal:
		return entryWords(r["pollutant"]+" "+name, ""), name
	case strings.HasPrefix(r["document"], "HJ 984"):
		return entryWords(r["pollutant"]+" "+strings.TrimPrefix(name, r["pollutant"]+" "), ""), ""
	case strings.HasPrefix(r["document"], "常规镀铬"):
		return name + " 进入" + r["medium"] + "的份额(占 CrO3 消耗)", ""
	case strings.HasPrefix(r["document"], "US EPA"):
		return name + " " + r["pollutant"], ""
	case r["status"] == "unknown": // whole guides that were not found
		return entryWords(r["industry"]+" "+name+" "+r["pollutant"], ""), ""
	}
	if kind == EmissionFactor && slices.Contains([]string{"HJ 967-2018", "HJ 863.4-2018", "HJ 1036-2019"},
		r["document"]) {
		treatment, parts = parts[len(parts)-1], parts[:len(parts)-1]
	}
	switch r["document"] {
	case "HJ 967-2018":
		words = strings.NewReplacer("、", " ", ">", "大于", "<=", "不大于").Replace(strings.Join(parts, " "))
	case "HJ 1036-2019":
		words = r["industry"] + " " + strings.Join(parts, " ")
	default:
		words = strings.Join(parts, " ")
	}
	return entryWords(words, r["document"]), treatment
}
