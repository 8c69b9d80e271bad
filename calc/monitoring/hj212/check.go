package hj212

import (
	"strconv"
	"strings"

	"tidai/calc"
)

// check looks at a message that is whole.
func (l *ledger) check(m *Message) *fault {
	switch {
	case m.Kind() == Other: // its fields mean other things, and may repeat
		if !validTime(m.DataTime) {
			m.DataTime = ""
		}
		return nil
	case m.DataTime == "":
		return faultf(CodeTime, "数据报文没有 DataTime", "a data message without DataTime")
	case !validTime(m.DataTime):
		return faultf(CodeTime, "DataTime=%q 不是日历上存在的 14 位时间",
			"DataTime=%q is not a time of 14 digits that exists in the calendar", clip(m.DataTime))
	}
	return l.conflict(m.CP)
}

// validTime reports whether s is YYYYMMDDhhmmss of a day that exists; 240000
// is the end of its day.
func validTime(s string) bool {
	if len(s) != 14 || !allDigits(s) {
		return false
	}
	two := func(i int) int { return 10*int(s[i]-'0') + int(s[i+1]-'0') }
	year, month, day, hour, minute, second := 100*two(0)+two(2), two(4), two(6), two(8), two(10), two(12)
	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && minute < 60 &&
		second < 60 && (hour < 24 || hour == 24 && minute+second == 0)
}

func daysOf(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// fewFields is up to where comparing each with each is quicker than a map.
const fewFields = 48

// conflict finds a field that is there twice with different values. Fields of
// a code stand together in nearly all messages: then only they are compared.
func (l *ledger) conflict(fields []Field) *fault {
	var starts [24]int
	runs := 0
	for i := 0; i < len(fields); runs++ {
		if runs == len(starts) {
			return l.anyConflict(fields)
		}
		code := fields[i].Code
		for _, at := range starts[:runs] {
			if sameCode(fields[at].Code, code) {
				return l.anyConflict(fields)
			}
		}
		starts[runs] = i
		for i++; i < len(fields) && fields[i].Code == code; i++ {
			if i-starts[runs] > fewFields {
				return l.anyConflict(fields)
			}
			for j := starts[runs]; j < i; j++ {
				if fields[i].Name == fields[j].Name && fields[i].Value != fields[j].Value {
					return l.anyConflict(fields)
				}
			}
		}
	}
	return nil
}

// sameCode compares codes without case; most differ at their end.
func sameCode(a, b string) bool {
	return len(a) == len(b) && (a == "" || a[len(a)-1]|0x20 == b[len(b)-1]|0x20) && strings.EqualFold(a, b)
}

// anyConflict compares the fields wherever they stand.
func (l *ledger) anyConflict(fields []Field) *fault {
	twice := func(f Field, other string) *fault {
		return faultf(CodeConflict, "%s-%s 写了两个值：%s、%s", "%s-%s has two values: %s and %s", f.Code, f.Name,
			clip(other), clip(f.Value))
	}
	if len(fields) <= fewFields {
		for i, f := range fields {
			for _, g := range fields[:i] {
				if f.Name == g.Name && f.Value != g.Value && sameCode(f.Code, g.Code) {
					return twice(f, g.Value)
				}
			}
		}
		return nil
	}
	if l.seen == nil {
		l.seen = map[string]string{}
	}
	clear(l.seen)
	for _, f := range fields {
		key := strings.ToUpper(f.Code) + "-" + f.Name
		if other, ok := l.seen[key]; ok && other != f.Value {
			return twice(f, other)
		}
		l.seen[key] = f.Value
	}
	return nil
}

// deliver notes what is odd about a message, and hands it on.
func (l *ledger) deliver(m *Message, raw []byte, fn func(*Message) error) error {
	if !l.again {
		l.oddities(m, raw)
	}
	l.stats.Messages++
	l.stats.ByKind.add(m.Kind())
	l.stats.ByVersion.add(m.Version())
	return fn(m)
}

func (l *ledger) oddities(m *Message, raw []byte) {
	l.checkVersion(m, raw)
	if strings.HasSuffix(m.DataTime, "240000") {
		l.warn(m.Place, CodeMidnight, raw, calc.Text{ZH: "按当日结束、即次日 00:00:00 理解；请核对",
			EN: "it is understood as the end of that day, 00:00:00 of the next; check it"},
			"DataTime=%s 的小时是 24", "DataTime=%s has hour 24", m.DataTime)
	}
	if m.Kind() == Other {
		return
	}
	for _, f := range m.CP {
		if f.Name == "Flag" {
			l.checkMark(m, f, raw)
		} else if f.Code != l.last && measured(f) {
			l.checkCode(m, f, raw)
		}
	}
}

// checkVersion reports an edition that is not known here, once.
func (l *ledger) checkVersion(m *Message, raw []byte) {
	v := m.Version()
	if v <= HJ2025 || l.versions[v] {
		return
	}
	l.versions[v] = true
	p := Problem{Place: m.Place, Code: CodeVersion, Severity: calc.Warning, once: "version " + strconv.Itoa(int(v))}
	l.report(p, func() (calc.Text, calc.Text) {
		return calc.Textf("Flag=%d 的标准版本号 %d 不是 0（HJ/T 212-2005）、1（HJ 212-2017）或 2（HJ 212-2025）",
				"Flag=%d names edition %d of the standard, which is none of 0 (HJ/T 212-2005), 1 (HJ 212-2017) and "+
					"2 (HJ 212-2025)", m.Flag, int(v)),
			calc.Text{ZH: "请核对该版本的默认单位，并在申报文件中写明单位；同一版本只报告一次",
				EN: "see which default units that edition has, and state the units; an edition is reported once"}
	}, raw)
}

// mostNames bounds what is remembered of a hostile file.
const mostNames = 256

// checkMark reports a data flag the standard does not know, once.
func (l *ledger) checkMark(m *Message, f Field, raw []byte) {
	if _, ok := ParseMark(f.Value); ok || l.marks[f.Value] || len(l.marks) >= l.names {
		return
	}
	value := strings.Clone(f.Value)
	l.marks[value] = true
	l.report(Problem{Place: m.Place, Code: CodeMark, Severity: calc.Error, once: onceMark + value},
		func() (calc.Text, calc.Text) {
			return calc.Textf("%s-Flag=%q 不是 HJ 212 的数据标记", "%s-Flag=%q is not a data flag of HJ 212",
					f.Code, clip(f.Value)),
				calc.Text{ZH: "该数据不按正常数据使用；标记只能是 N、F、M、S、D、C、T、B；同一标记只报告一次",
					EN: "the value is not taken as normal; flags are N, F, M, S, D, C, T and B; a flag is reported " +
						"once"}
		}, raw)
}

// Kinds of what is reported once, before the name.
const (
	onceMark    = "mark "
	onceUnknown = "code "
)

// explained reports whether annex B or a mapping knows a code.
func (l *ledger) explained(code string) bool {
	if l.known[code] {
		l.last = code
		return true
	}
	if _, ok := Lookup(code); !ok && (l.mapped == nil || !l.mapped(code)) {
		return false
	}
	if len(l.known) < mostNames {
		code = strings.Clone(code)
		l.known[code], l.last = true, code
	}
	return true
}

// checkCode counts codes that nothing explains, and reports each once.
func (l *ledger) checkCode(m *Message, f Field, raw []byte) {
	if l.explained(f.Code) {
		return
	}
	key := strings.ToUpper(f.Code)
	if i, ok := l.unknown[key]; ok {
		l.stats.Unknown[i].Fields++
		return
	}
	p := Problem{Place: m.Place, Code: CodeUnknown, Severity: calc.Error, once: onceUnknown + key}
	if len(l.unknown) >= l.names {
		if l.unknown[""] == 0 {
			l.unknown[""] = 1
			l.report(p.manyCodes(), manyCodes, raw)
		}
		return
	}
	l.unknown[key] = len(l.stats.Unknown)
	l.stats.Unknown = append(l.stats.Unknown, UnknownCode{Code: strings.Clone(f.Code), Place: m.Place, Fields: 1})
	l.report(p, func() (calc.Text, calc.Text) {
		return calc.Textf("因子编码 %s 不在 HJ 212-2017 附录 B 的已知编码中",
				"the code %s is not among those known of annex B of HJ 212-2017", clip(f.Code)),
			calc.Text{ZH: "须在申报文件中写明该编码对应的污染物和单位，或写明不使用；该帧其余因子照常采用；同一编码" +
				"只报告一次",
				EN: "it must be mapped: state its pollutant and unit, or that it is not used; the other codes of " +
					"the frame are used; a code is reported once"}
	}, raw)
}

// manyCodes makes the problem of a code that of all the codes from it on.
func (p Problem) manyCodes() Problem {
	p.Code = CodeManyCodes
	return p
}

func manyCodes() (message, remedy calc.Text) {
	return calc.Textf("未知的因子编码超过 %d 个，其余不再逐一列出",
			"there are more than %d unknown codes; the others are not listed", mostNames),
		calc.Text{ZH: "请检查文件是否为 HJ 212 报文", EN: "see whether the file holds frames of HJ 212 at all"}
}
