package hj212

import (
	"strings"
	"time"

	"tidai/calc"
)

// check looks at a message that is whole.
func (s *scanner) check(m *Message) *fault {
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
	return s.conflict(m.CP)
}

// validTime reports whether s is YYYYMMDDhhmmss of a day that exists; 240000
// is the end of its day.
func validTime(s string) bool {
	if len(s) != 14 {
		return false
	}
	if rest, ok := strings.CutSuffix(s, "240000"); ok {
		s = rest + "000000"
	}
	_, err := time.Parse("20060102150405", s)
	return err == nil && s[:4] != "0000"
}

// fewFields is up to where comparing each with each is quicker than a map.
const fewFields = 48

// conflict finds a field that is there twice with different values.
func (s *scanner) conflict(fields []Field) *fault {
	twice := func(f Field, other string) *fault {
		return faultf(CodeConflict, "%s-%s 写了两个值：%s、%s", "%s-%s has two values: %s and %s", f.Code, f.Name,
			clip(other), clip(f.Value))
	}
	if len(fields) <= fewFields {
		for i, f := range fields {
			for _, g := range fields[:i] {
				if f.Name == g.Name && f.Value != g.Value && strings.EqualFold(f.Code, g.Code) {
					return twice(f, g.Value)
				}
			}
		}
		return nil
	}
	if s.seen == nil {
		s.seen = map[string]string{}
	}
	clear(s.seen)
	for _, f := range fields {
		key := strings.ToUpper(f.Code) + "-" + f.Name
		if other, ok := s.seen[key]; ok && other != f.Value {
			return twice(f, other)
		}
		s.seen[key] = f.Value
	}
	return nil
}

// deliver notes what is odd about a message, and hands it on.
func (s *scanner) deliver(m Message, raw []byte) error {
	s.oddities(&m, raw)
	s.stats.Messages++
	s.stats.ByKind.add(m.Kind())
	return s.fn(m)
}

func (s *scanner) oddities(m *Message, raw []byte) {
	if v := m.Version(); v > HJ2017 && !s.versions[v] {
		s.versions[v] = true
		s.warn(m.Place, CodeVersion, raw,
			calc.Text{ZH: "请核对该版本的默认单位，并在申报文件中写明单位；同一版本只报告一次",
				EN: "see which default units that edition has, and state the units; an edition is reported once"},
			"Flag=%d 表示的标准版本号 %d 不是 HJ/T 212-2005（0）或 HJ 212-2017（1）",
			"Flag=%d names edition %d of the standard, which is neither HJ/T 212-2005 (0) nor HJ 212-2017 (1)", m.Flag,
			int(v))
	}
	if strings.HasSuffix(m.DataTime, "240000") {
		s.warn(m.Place, CodeMidnight, raw, calc.Text{ZH: "按当日结束、即次日 00:00:00 理解；请核对",
			EN: "it is understood as the end of that day, 00:00:00 of the next; check it"},
			"DataTime=%s 的小时是 24", "DataTime=%s has hour 24", m.DataTime)
	}
	if m.Kind() == Other {
		return
	}
	for _, f := range m.CP {
		if f.Name == "Flag" {
			s.checkMark(m, f, raw)
		} else if measured(f) {
			s.checkCode(m, f, raw)
		}
	}
}

// mostNames bounds what is remembered of a hostile file.
const mostNames = 256

// checkMark reports a data flag the standard does not know, once.
func (s *scanner) checkMark(m *Message, f Field, raw []byte) {
	if _, ok := ParseMark(f.Value); ok || s.marks[f.Value] || len(s.marks) >= mostNames {
		return
	}
	s.marks[strings.Clone(f.Value)] = true
	s.report(Problem{Place: m.Place, Code: CodeMark, Severity: calc.Error}, func() (calc.Text, calc.Text) {
		return calc.Textf("%s-Flag=%q 不是 HJ 212-2017 的数据标记", "%s-Flag=%q is not a data flag of HJ 212-2017",
				f.Code, clip(f.Value)),
			calc.Text{ZH: "该数据不按正常数据使用；标记只能是 N、F、M、S、D、C、T、B；同一标记只报告一次",
				EN: "the value is not taken as normal; flags are N, F, M, S, D, C, T and B; a flag is reported once"}
	}, raw)
}

// checkCode counts codes that nothing explains, and reports each once.
func (s *scanner) checkCode(m *Message, f Field, raw []byte) {
	if _, ok := Lookup(f.Code); ok || (s.mapped != nil && s.mapped(f.Code)) {
		return
	}
	key := strings.ToUpper(f.Code)
	if i, ok := s.unknown[key]; ok {
		s.stats.Unknown[i].Fields++
		return
	}
	if len(s.unknown) >= mostNames {
		if s.unknown[""] == 0 {
			s.unknown[""] = 1
			s.report(Problem{Place: m.Place, Code: CodeManyCodes, Severity: calc.Error}, func() (calc.Text, calc.Text) {
				return calc.Textf("未知的因子编码超过 %d 个，其余不再逐一列出",
						"there are more than %d unknown codes; the others are not listed", mostNames),
					calc.Text{ZH: "请检查文件是否为 HJ 212 报文",
						EN: "see whether the file holds frames of HJ 212 at all"}
			}, raw)
		}
		return
	}
	s.unknown[key] = len(s.stats.Unknown)
	s.stats.Unknown = append(s.stats.Unknown, UnknownCode{Code: strings.Clone(f.Code), Place: m.Place, Fields: 1})
	s.report(Problem{Place: m.Place, Code: CodeUnknown, Severity: calc.Error}, func() (calc.Text, calc.Text) {
		return calc.Textf("因子编码 %s 不在 HJ 212-2017 附录 B 的已知编码中",
				"the code %s is not among those known of annex B of HJ 212-2017", clip(f.Code)),
			calc.Text{ZH: "须在申报文件中写明该编码对应的污染物和单位，或写明不使用；该帧其余因子照常采用；同一编码" +
				"只报告一次",
				EN: "it must be mapped: state its pollutant and unit, or that it is not used; the other codes of " +
					"the frame are used; a code is reported once"}
	}, raw)
}
