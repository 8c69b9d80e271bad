package hj212

import (
	"strings"
	"unicode/utf8"

	"tidai/calc"
)

// fault is what is wrong with the inside of a frame whose check value holds.
// Its texts are made when it is reported.
type fault struct {
	code   string
	zh, en string
	args   []any
}

func faultf(code, zh, en string, args ...any) *fault { return &fault{code, zh, en, args} }

// asSent is the remedy for frames that arrived as they were sent.
var asSent = calc.Text{ZH: "校验码正确，说明数采仪就是这样发送的；请检查数采仪的程序或设置，该帧不予采用",
	EN: "the check value holds, so the data logger sent it like this: see to its program or settings; the frame is " +
		"not used"}

// segment reads the data segment of a sound frame: a message of its own, or a
// part of one.
func (s *scanner) segment(text string, check uint16, raw []byte) error {
	m := &s.message
	*m = Message{Place: s.at, CRC: check}
	if !s.again && !utf8.ValidString(text) {
		s.warn(s.at, CodeEncoding, raw, calc.Text{ZH: "数字和代码不受影响；文字可能无法显示",
			EN: "digits and codes are not affected; words may not be readable"},
			"数据段不是 UTF-8 编码", "the data segment is not UTF-8")
	}
	body, f := m.header(text)
	if f == nil && s.skipSystem(m) {
		return nil
	}
	if f == nil && m.Kind() != Other {
		var sealed bool
		if body, sealed, f = s.unseal(body); sealed && f != nil {
			s.stats.Encrypted++
			s.lost(s.at, raw, f, remedies[f.code])
			return nil
		}
	}
	if f == nil {
		s.fields, f = m.fields(s.fields[:0], body)
	}
	split := false
	if f == nil {
		split, f = m.split()
	}
	if f == nil && split {
		return s.part(m, body, raw)
	}
	m.CP = s.fields
	if f == nil {
		f = s.check(m)
	}
	if f != nil {
		s.broken(s.at, f.code, raw, asSent, f.zh, f.en, f.args...)
		return nil
	}
	s.stats.Whole++
	return s.deliver(m, raw, s.fn)
}

// skipSystem counts a frame of a system that is no outlet: the meters of
// electricity and the sensors of working condition that HJ 212-2025 knows.
func (s *scanner) skipSystem(m *Message) bool {
	if m.ST != Electricity && m.ST != WorkingCondition {
		return false
	}
	s.stats.skip(System{ST: m.ST, Place: m.Place, Frames: 1})
	return true
}

// header reads what stands before CP, and returns what is in CP.
func (m *Message) header(text string) (body string, f *fault) {
	open := strings.Index(text, "CP=&&")
	if open < 0 || (open > 0 && text[open-1] != ';') {
		return "", faultf(CodeSegment, "数据段没有“CP=&&”", "the data segment has no CP=&&")
	}
	body, ok := strings.CutSuffix(text[open+len("CP=&&"):], "&&")
	if !ok || strings.Contains(body, "&&") {
		return "", faultf(CodeSegment, "CP 没有恰好一个结尾“&&”", "CP has not exactly one end &&")
	}
	var seen [len(headerKeys)]bool
	for token := range strings.SplitSeq(strings.TrimSuffix(text[:open], ";"), ";") {
		key, value, ok := strings.Cut(token, "=")
		if !ok && token != "" {
			return "", faultf(CodeSegment, "%q 不是“名称=值”的形式", "%q is not of the form name=value", clip(token))
		}
		if i := m.set(trim(key), trim(value)); i >= 0 {
			if seen[i] {
				return "", faultf(CodeSegment, "%s 写了两次", "%s is there twice", clip(key))
			}
			seen[i] = true
			if i >= 4 && !m.number(i, value) {
				return "", faultf(CodeSegment, "%s=%q 不是范围内的数", "%s=%q is not a number in its range", clip(key),
					clip(value))
			}
		}
	}
	if most := m.mostParts(); m.PNUM > most || m.PNO > most {
		return "", faultf(CodeSegment, "PNUM=%d、PNO=%d 超过 %d", "PNUM=%d, PNO=%d: above %d", m.PNUM, m.PNO, most)
	}
	if _, ok := digits(m.CN); !ok || len(m.CN) != 4 {
		return "", faultf(CodeSegment, "命令编码 CN=%q 不是四位数字", "the command CN=%q is not of four digits",
			clip(m.CN))
	}
	if m.MN == "" {
		return "", faultf(CodeSegment, "没有设备唯一标识 MN", "there is no device MN")
	}
	return body, nil
}

// trim is strings.TrimSpace, quicker where there is nothing to do.
func trim(s string) string {
	if s != "" && s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimSpace(s)
}

// set notes a statement of the header and returns its number, -1 where it is
// not needed. Keys are compared without case: a device that writes FLAG means
// the bit that says split.
func (m *Message) set(key, value string) int {
	i := headerKey(key)
	switch i {
	case 0:
		m.QN = value
	case 1:
		m.ST = value
	case 2:
		m.CN = value
	case 3:
		m.MN = value
	}
	return i
}

// headerKeys are the keys of the header that are needed; from the fifth on
// they are numbers. PW is not among them: nobody needs the password.
var headerKeys = [...]string{"QN", "ST", "CN", "MN", "Flag", "PNUM", "PNO"}

func headerKey(key string) int {
	for i, name := range headerKeys {
		if len(key) == len(name) && (key == name || strings.EqualFold(key, name)) {
			return i
		}
	}
	return -1
}

// number notes the numbers of the header: Flag is one byte, PNUM and PNO have
// four digits, since HJ 212-2025 five.
func (m *Message) number(i int, value string) bool {
	n, ok := digits(strings.TrimSpace(value))
	switch i {
	case 4:
		m.Flag = n
		return ok && n <= 255
	case 5:
		m.PNUM = n
	case 6:
		m.PNO = n
	}
	return ok && n <= 99999
}

// mostParts is what PNUM and PNO can say in the message's edition.
func (m *Message) mostParts() int {
	if m.Version() >= HJ2025 {
		return 99999
	}
	return 9999
}

const splitBit = 2 // of Flag: the frame has PNUM and PNO

// split reports whether the frame is a part of a message.
func (m *Message) split() (bool, *fault) {
	said := m.Flag&splitBit != 0
	switch {
	case said && (m.PNUM < 1 || m.PNO < 1 || m.PNO > m.PNUM):
		return false, faultf(CodePart, "Flag=%d 表示有拆分包号，但 PNUM=%d、PNO=%d 不成立",
			"Flag=%d says that there are part numbers, but PNUM=%d and PNO=%d cannot be", m.Flag, m.PNUM, m.PNO)
	case !said && (m.PNUM > 1 || m.PNO > 1):
		return false, faultf(CodePart, "PNUM=%d、PNO=%d 表示拆分包，但 Flag=%d 没有拆分位",
			"PNUM=%d and PNO=%d say that the message is split, but Flag=%d does not", m.PNUM, m.PNO, m.Flag)
	case !said || m.PNUM == 1:
		return false, nil
	}
	if len(m.QN) != 17 || !allDigits(m.QN) {
		return false, faultf(CodePart, "拆分包的请求编码 QN=%q 不是 17 位数字，无法合并",
			"QN=%q of a part is not of 17 digits: the parts cannot be joined", clip(m.QN))
	}
	return true, nil
}

// fields reads CP and appends its fields to list; DataTime goes into m. What
// is no data may hold free text, such as the log of a device: of that, only
// what has the form of a field is taken.
func (m *Message) fields(list []Field, body string) ([]Field, *fault) {
	free := m.Kind() == Other
	for body != "" {
		var f *fault
		field, n, ok := commonField(body)
		if !ok {
			token := body
			if n = strings.IndexAny(body, ";,"); n < 0 {
				n = len(body)
			}
			if token = trim(body[:n]); token != "" { // else a separator at the end
				field, f = parseField(token)
				ok = f == nil
			}
		}
		body = body[min(n+1, len(body)):]
		switch {
		case f != nil && free:
		case f != nil:
			return list, f
		case !ok:
		case field.Code != "" || field.Name != "DataTime":
			list = append(list, field)
		case m.DataTime != "" && m.DataTime != field.Value && !free:
			return list, faultf(CodeConflict, "DataTime 写了两个：%s、%s",
				"there are two values of DataTime: %s and %s", clip(m.DataTime), clip(field.Value))
		default:
			m.DataTime = field.Value
		}
	}
	return list, nil
}

// commonField reads a field of the usual form at the beginning of CP, and
// where it ends. It says no to every other form, which parseField looks at.
func commonField(body string) (field Field, end int, ok bool) {
	i, dash := 0, -1
	for i < len(body) && (nameByte[body[i]] || body[i] == '-' && dash < 0) {
		if body[i] == '-' {
			dash = i
		}
		i++
	}
	if i == len(body) || body[i] != '=' || i-dash < 2 || i-dash > 33 || dash == 0 || dash > 32 {
		return field, 0, false
	}
	field.Name = body[dash+1 : i]
	if dash > 0 {
		field.Code = body[:dash]
	}
	i++
	for end = i; end < len(body) && body[end] != ';' && body[end] != ','; end++ {
	}
	field.Value = body[i:end]
	if last := body[end-1]; last <= ' ' || last >= utf8.RuneSelf {
		return field, 0, false // white space may have to go
	}
	return field, end, true
}

func parseField(token string) (Field, *fault) {
	left, value, ok := strings.Cut(token, "=")
	if !ok {
		return Field{}, faultf(CodeSegment, "CP 中 %q 不是“名称=值”的形式", "%q in CP is not of the form name=value",
			clip(token))
	}
	code, name, coded := strings.Cut(left, "-")
	if !coded {
		code, name = "", left
	}
	if !plain(name) || (coded && !plain(code)) {
		return Field{}, faultf(CodeSegment, "CP 中 %q 不是字段名", "%q in CP is not the name of a field", clip(left))
	}
	return Field{Code: code, Name: name, Value: value}, nil
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// plain reports whether s is a code or a name as annex B forms them.
func plain(s string) bool {
	if s == "" || len(s) > 32 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !nameByte[s[i]] {
			return false
		}
	}
	return true
}

var nameByte = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.'
	}
	return is
}()

func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
