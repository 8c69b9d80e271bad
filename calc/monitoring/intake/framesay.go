package intake

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring/hj212"
)

// mostKey is more than a file of a key has.
const mostKey = 4096

// readKey reads the key of encrypted frames; nil where none is stated.
func readKey(name string, open func(string) (File, error), f *faults) *hj212.Key {
	if name == "" {
		return nil
	}
	file, err := open(name)
	if err != nil {
		f.one(CodeKeyFile, calc.Error, 0, calc.Textf("无法打开 SM4 密钥文件 %s：%s",
			"the file of the SM4 key, %s, cannot be opened: %s", name, calc.ErrorText(err)),
			calc.Text{ZH: "核对文件名", EN: "check the name"})
		return nil
	}
	defer file.Close()
	text := make([]byte, min(file.Size(), mostKey))
	n, _ := file.ReadAt(text, 0)
	key, ok := hj212.ParseKey(text[:n])
	if !ok {
		f.one(CodeKeyFile, calc.Error, 0, calc.Textf("文件 %s 里不是 SM4 密钥", "the file %s holds no SM4 key", name),
			calc.Text{ZH: "密钥写成 32 位十六进制、16 字节的 base64，或就是 16 个字节",
				EN: "a key is 32 hexadecimal digits, base64 of 16 bytes, or the 16 bytes themselves"})
		return nil
	}
	return key
}

// remarks says what was not read of the messages, and what is doubtful of what
// was.
func (r *frames) remarks() {
	r.skippedCodes()
	r.editions()
	for _, u := range r.met {
		r.plausible(u)
	}
}

// skippedSystems says which frames are of no outlet.
func (l *frameLog) skippedSystems(f *faults) {
	for _, s := range l.stats.Systems {
		name := calc.Text{ZH: "用电监控", EN: "monitoring of electricity"}
		if s.ST == hj212.WorkingCondition {
			name = calc.Text{ZH: "工况监控", EN: "monitoring of working condition"}
		}
		f.one(CodeSkipped, calc.Note, s.Place.Line, calc.Textf("未读取 ST=%s（%s）的报文 %d 条，首条在第 %d 行",
			"not read: frames of ST=%s (%s), %d of them, the first on line %d", s.ST, name, s.Frames, s.Place.Line),
			calc.Text{})
	}
}

// skippedCodes says which codes are of something else than metals and flows.
func (r *frames) skippedCodes() {
	var zh, en []string
	for _, u := range r.met {
		if u.kind == otherName && !u.stated {
			t := calc.Textf("%s %s %d 条", "%s %s %d", u.code, u.name, r.counts[u])
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if len(zh) > 0 {
		r.faults.one(CodeSkipped, calc.Note, 0, calc.Textf("未读取的因子：%s", "codes that are not read: %s",
			calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}), calc.Text{})
	}
}

// editions names the editions of the standard where there is a doubt about
// what their codes mean by default.
func (r *frames) editions() {
	var zh, en []string
	for _, v := range hj212.Versions {
		if n := r.stats.ByVersion[v.Version]; n > 0 {
			t := calc.Textf("%s %d 条", "%s %d", v.Name, n)
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if len(zh) > 1 {
		r.faults.one(CodeEdition, calc.Note, 0, calc.Textf("报文出自几个版本：%s",
			"the messages are of several editions: %s", calc.Text{ZH: strings.Join(zh, "、"),
				EN: strings.Join(en, ", ")}),
			calc.Text{ZH: "各版的默认单位可能不同，以数采仪的设置为准",
				EN: "their default units may differ: the settings of the data logger decide"})
	}
	n := r.stats.ByVersion[hj212.HJ2025]
	if n == 0 {
		return
	}
	var open []string
	for _, u := range r.met {
		if (u.kind == metalName || u.kind == flowName) && !u.units {
			unit := u.unit
			if u.kind == flowName && !u.noTotal {
				unit = u.total
			}
			open = append(open, fmt.Sprintf("%s %s", u.code, unit))
		}
	}
	if len(open) == 0 {
		return
	}
	r.faults.one(CodeEdition, calc.Warning, 0,
		calc.Textf("%d 条报文按 HJ 212-2025 读取；该版的因子编码和单位未核对印刷本，按 2017 版附录 B 理解：%s",
			"%d messages are read as HJ 212-2025; its codes and units were not read in print, those of annex B of "+
				"2017 are taken: %s", n, strings.Join(open, ", ")),
		calc.Text{ZH: "核对数采仪的设置，写明各因子的单位（[[monitoring.column]]，--column 'w20120=Pb[ug/L]'）",
			EN: "check the settings of the data logger and state the units ([[monitoring.column]], " +
				"--column 'w20120=Pb[ug/L]')"})
}

// leastMeasured are detection limits in ug/L of sensitive methods of the
// laboratory for water (HJ 700-2014, HJ 694-2014, GB 7467-87; recalled). No
// instrument at an outlet sees less.
var leastMeasured = map[calc.Pollutant]float64{calc.Lead: 0.09, calc.Cadmium: 0.05, calc.Arsenic: 0.12,
	calc.Chromium: 0.11, calc.Mercury: 0.04, calc.CrVI: 4}

// plausible asks about values that are all below what can be measured where the
// unit is the default one, ug/L: they look like mg/L.
func (r *frames) plausible(u *codeUse) {
	s, limit := r.spans[u], leastMeasured[u.metal]
	if s == nil || u.kind != metalName || u.units || u.unit.String() != "ug/L" || s.most >= limit {
		return
	}
	values := s.mostText
	if s.least < s.most {
		values = s.leastText + "–" + s.mostText
	}
	r.faults.one(CodePlausible, calc.Warning, 0, calc.Textf("代码 %s（%s）的数值是 %s，像是 mg/L：按默认单位 ug/L，"+
		"都低于实验室方法的检出限 %g ug/L；若为 mg/L，最大为 %.3g ug/L，排放量大 1,000 倍",
		"the values of code %s (%s) are %s, which looks like mg/L: in ug/L, the default unit, all are below %g ug/L, "+
			"what a laboratory can detect; in mg/L the greatest is %.3g ug/L, and the amount is 1,000 times as large",
		u.code, calc.Pollutants.Name(u.metal), values, limit, 1000*s.most),
		calc.Textf("核对数采仪的单位并写明：--column '%s=%s[mg/L]' 或 [ug/L]（[[monitoring.column]]）",
			"check the unit of the data logger and state it: --column '%s=%s[mg/L]' or [ug/L] ([[monitoring.column]])",
			u.code, u.metal))
}
