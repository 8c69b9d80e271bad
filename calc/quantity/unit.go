package quantity

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Unit is a unit of measurement: a product of base dimensions with an exact
// scale. Units with the same dimensions convert into each other; all others
// refuse to, which is what keeps t of ore, t of product and t of pollutant, or
// m3 and Nm3, or days of a year and a year, apart.
//
// The zero Unit is dimensionless with scale one.
type Unit struct {
	text string   // spelling shown to people, e.g. "mg/L"
	dims string   // canonical dimension key, e.g. "mass^1 length^-3"
	num  *big.Rat // scale to the base unit; nil means one
}

// Units the formulas of the specifications convert their results to.
var (
	One           = Unit{}
	KgPerYear     = MustUnit("kg/a")
	TonnesPerYear = MustUnit("t/a")
	MilligramPerL = MustUnit("mg/L")
	MilligramPerN = MustUnit("mg/Nm3")
)

type baseUnit struct {
	dims  map[string]int
	scale string
	text  string
}

func b(text, scale, dim string, exp int) baseUnit {
	return baseUnit{dims: map[string]int{dim: exp}, scale: scale, text: text}
}

// symbols lists every spelling of an untagged unit. Base units are g, m, h, a
// (a year of operation is a dimension of its own: how many days or hours it
// has is a fact of the line, never a constant), Nm3, kVAh, Ah, kW and counts.
var symbols = map[string]baseUnit{
	"ng": b("ng", "1e-9", "mass", 1), "纳克": b("ng", "1e-9", "mass", 1),
	"ug": b("ug", "1e-6", "mass", 1), "微克": b("ug", "1e-6", "mass", 1),
	"mg": b("mg", "1e-3", "mass", 1), "毫克": b("mg", "1e-3", "mass", 1),
	"g": b("g", "1", "mass", 1), "克": b("g", "1", "mass", 1),
	"kg": b("kg", "1e3", "mass", 1), "千克": b("kg", "1e3", "mass", 1), "公斤": b("kg", "1e3", "mass", 1),
	"t": b("t", "1e6", "mass", 1), "吨": b("t", "1e6", "mass", 1),
	"grain": b("grain", "0.06479891", "mass", 1), // AP-42 counts in grains; exact by definition

	"um": b("um", "1e-6", "length", 1), "微米": b("um", "1e-6", "length", 1),
	"mm": b("mm", "1e-3", "length", 1), "毫米": b("mm", "1e-3", "length", 1),
	"cm": b("cm", "1e-2", "length", 1), "厘米": b("cm", "1e-2", "length", 1),
	"m": b("m", "1", "length", 1), "米": b("m", "1", "length", 1),
	"dm2": b("dm2", "1e-2", "length", 2), "cm2": b("cm2", "1e-4", "length", 2),
	"m2": b("m2", "1", "length", 2), "平方米": b("m2", "1", "length", 2),
	"m3": b("m3", "1", "length", 3), "立方米": b("m3", "1", "length", 3),
	"L": b("L", "1e-3", "length", 3), "l": b("L", "1e-3", "length", 3), "升": b("L", "1e-3", "length", 3),
	"mL": b("mL", "1e-6", "length", 3), "ml": b("mL", "1e-6", "length", 3), "毫升": b("mL", "1e-6", "length", 3),

	"Nm3": b("Nm3", "1", "gas", 1), "标m3": b("Nm3", "1", "gas", 1), "标立方米": b("Nm3", "1", "gas", 1),
	"标准立方米": b("Nm3", "1", "gas", 1),
	// A standard cubic metre of another standard state (scm of US rules: 293 K)
	// is a unit of its own: which state is meant does not follow from the text.
	"scm": b("scm", "1", "scm", 1), "Sm3": b("scm", "1", "scm", 1), "sm3": b("scm", "1", "scm", 1),

	"s": b("s", "1/3600", "time", 1), "秒": b("s", "1/3600", "time", 1),
	"min": b("min", "1/60", "time", 1), "分钟": b("min", "1/60", "time", 1),
	"h": b("h", "1", "time", 1), "小时": b("h", "1", "time", 1), "时": b("h", "1", "time", 1),
	"d": b("d", "24", "time", 1), "天": b("d", "24", "time", 1), "日": b("d", "24", "time", 1),
	"a": b("a", "1", "year", 1), "年": b("a", "1", "year", 1), "yr": b("a", "1", "year", 1), "year": b("a", "1", "year",
		1),

	"VAh": b("VAh", "1e-3", "energy capacity", 1), "kVAh": b("kVAh", "1", "energy capacity", 1),
	"千伏安时": b("kVAh", "1", "energy capacity", 1),
	"Ah":   b("Ah", "1", "charge", 1), "kAh": b("kAh", "1e3", "charge", 1), "安时": b("Ah", "1", "charge", 1),
	"kW": b("kW", "1", "power", 1), "千瓦": b("kW", "1", "power", 1),
	"kWh": {dims: map[string]int{"power": 1, "time": 1}, scale: "1", text: "kWh"},
	"千瓦时": {dims: map[string]int{"power": 1, "time": 1}, scale: "1", text: "kWh"},

	// cells converted to size R20, GB 30484
	"只": b("只", "1", "cells", 1), "只(R20)": b("只(R20)", "1", "cells of R20", 1),
	"张": b("张", "1", "hides", 1), "标准张": b("张", "1", "hides", 1),
	"元": b("元", "1", "yuan", 1),
	"%": {scale: "1e-2", text: "%"}, "‰": {scale: "1e-3", text: "‰"}, "倍": {scale: "1", text: ""},
	"次": {scale: "1", text: ""},
}

// tags names what a mass is a mass of. A tagged mass is a dimension of its
// own, so that a capacity in the wrong base is a unit error. Spellings that
// the standards use for the same thing share one tag.
var tags = withBases(map[string]string{
	"原矿": "原矿", "矿石": "原矿", "ore": "原矿",
	"产品": "产品", "铜": "产品", "镍": "产品", "钴": "产品", "product": "产品",
	"生皮": "生皮", "原皮": "生皮", "原料皮": "生皮", "rawhide": "生皮",
	"蓝湿革": "蓝湿革", "wetblue": "蓝湿革",
	"精矿": "精矿", "concentrate": "精矿",
	"原料": "原料", "feed": "原料",
})

// bases are the products and raw materials the census manual and appendix F
// of HJ 938 count by. Each is a tag of its own: a tonne of crude lead is not a
// tonne of electrolytic lead, and neither is the product of a specification.
var bases = []string{
	"铜矿石", "铅锌矿", "铅锌矿石", "镍钴矿石", "锡矿石", "锑矿石",
	"粗铜", "阳极铜", "阴极铜", "电积铜",
	"粗铅", "电解铅", "电解铅、精锌", "粗锌", "精锌", "电锌", "锌焙砂", "氧化锌(次氧化锌)",
	"高冰镍", "电镍", "镍铁", "钴盐", "电积钴", "精锡锭",
	"粗锑氧", "精锑", "锑白", "原料(折金属锑)", "金属镉", "高纯铋", "四氯化钛",
	"牛生皮", "猪生皮", "绵羊生皮", "山羊生皮", "牛蓝湿皮", "猪蓝湿皮", "绵羊蓝湿皮", "山羊蓝湿皮",
	"重铬酸钠", "饲料磷酸钙", "白炭黑", "轻质碳酸钙", "电石", "碳酸钡", "碳酸锂", "无水硫酸钠", "二硫化碳", "氰化钠",
	"保险粉(连二亚硫酸钠)", "聚氯乙烯", "聚乙烯", "聚丙烯",
}

func withBases(tags map[string]string) map[string]string {
	for _, name := range bases {
		tags[name] = name
	}
	return tags
}

// masses are the units a tag may follow, a longer one before its own beginning.
var masses = []string{"kg", "mg", "ug", "ng", "g", "t", "吨", "千克", "公斤", "毫克", "微克", "克"}

// marked lists the units with a mark behind them that is not a tag: the plated
// area of a plating standard is an area, and a gas volume marked as standard
// is Nm3.
var marked = func() map[string]string {
	out := map[string]string{}
	for _, mark := range []string{"镀件镀层", "镀层", "镀件", " plated"} {
		for _, area := range []string{"m2", "平方米"} {
			out[area+mark] = "m2"
			out[area+"("+strings.TrimSpace(mark)+")"] = "m2"
		}
	}
	for _, mark := range []string{"标", "标态", "标干"} {
		for _, volume := range []string{"m3", "立方米"} {
			out[volume+mark] = "Nm3"
			out[volume+"("+mark+")"] = "Nm3"
		}
	}
	return out
}()

var unitPrefixes = []struct {
	text  string
	scale string
}{{"亿", "1e8"}, {"万", "1e4"}, {"千", "1e3"}, {"百", "1e2"}}

var rats sync.Map // decimal text -> *big.Rat, for the few scales of the tables

func rat(s string) *big.Rat {
	if r, ok := rats.Load(s); ok {
		return r.(*big.Rat)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("quantity: bad scale " + s)
	}
	rats.Store(s, r)
	return r
}

// MustUnit is ParseUnit for spellings known to be right; it panics otherwise.
func MustUnit(s string) Unit {
	u, err := ParseUnit(s)
	if err != nil {
		panic(err)
	}
	return u
}

const maxUnitText = 80 // bytes, as read and as written; the longest unit of any standard has 30

// ParseUnit reads a unit in English or Chinese spelling: "mg/L", "毫克/升",
// "万m2/a", "L/m2镀件镀层", "t 原矿/a", "g/(m2·h)", "1/a". An empty string is
// the dimensionless unit. The error names the part that is not understood.
func ParseUnit(s string) (Unit, error) {
	if len(s) > maxUnitText {
		return Unit{}, problem("单位超过 %d 字节", "unit is longer than %d bytes", maxUnitText)
	}
	text := foldUnit(s)
	if text == "" || text == "1" {
		return Unit{}, nil
	}
	parts, err := splitTop(text)
	if err != nil {
		return Unit{}, within("单位", "unit", s, err)
	}
	acc, sign := newAccumulator(), 1
	for i, part := range parts {
		if i > 0 {
			sign = -1
		}
		if i == 0 && part == "1" {
			continue
		}
		if err := acc.part(part, sign); err != nil {
			return Unit{}, within("单位", "unit", s, err)
		}
	}
	u := acc.unit()
	if len(u.text) > maxUnitText {
		return Unit{}, problem("单位 %q 写全后超过 %d 字节", "unit %q is longer than %d bytes when written out", s,
			maxUnitText)
	}
	return u, nil
}

// splitTop splits at "/" outside parentheses.
func splitTop(s string) ([]string, error) {
	var parts []string
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case '/':
			if depth == 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 {
		return nil, problem("括号不配对", "parentheses do not match")
	}
	return append(parts, s[start:]), nil
}

type accumulator struct {
	dims  map[string]int
	scale *big.Rat
	num   []string
	den   []string
}

func newAccumulator() *accumulator {
	return &accumulator{dims: map[string]int{}, scale: new(big.Rat).SetInt64(1)}
}

// part reads what stands between two "/": terms joined by "·", in parentheses
// or not.
func (a *accumulator) part(part string, sign int) error {
	if strings.HasPrefix(part, "(") && strings.HasSuffix(part, ")") {
		part = part[1 : len(part)-1]
	}
	for term := range strings.SplitSeq(part, "·") {
		if term == "" {
			return problem("“/”或“·”旁边缺少单位", `nothing beside "/" or "·"`)
		}
		if err := a.term(term, sign); err != nil {
			return err
		}
	}
	return nil
}

func (a *accumulator) term(term string, sign int) error {
	prefix, scale, base, tag, ok := cutPrefixes(term)
	if !ok || (prefix != "" && len(base.dims) == 0) {
		return unknownUnit(term)
	}
	scale.Mul(scale, rat(base.scale))
	if sign < 0 {
		scale.Inv(scale)
	}
	a.scale.Mul(a.scale, scale)
	for dim, exp := range base.dims {
		if tag != "" {
			dim += ":" + tag
		}
		a.dims[dim] += sign * exp
	}
	shown := prefix + base.text
	if tag != "" {
		shown += " " + tag
	}
	switch {
	case shown == "":
	case sign > 0:
		a.num = append(a.num, shown)
	default:
		a.den = append(a.den, shown)
	}
	return nil
}

// cutPrefixes takes Chinese number words off the front of a term until a unit
// is left: "万kVAh", "百万吨". A unit that begins with such a word, like 千克,
// is found before it is cut.
func cutPrefixes(term string) (prefix string, scale *big.Rat, base baseUnit, tag string, ok bool) {
	scale, rest := new(big.Rat).SetInt64(1), term
	for {
		if base, tag, ok = lookup(rest); ok {
			return prefix, scale, base, tag, true
		}
		cut := false
		for _, p := range unitPrefixes {
			if after, found := strings.CutPrefix(rest, p.text); found {
				rest, cut = after, true
				prefix += p.text
				scale.Mul(scale, rat(p.scale))
				break
			}
		}
		if !cut {
			return prefix, scale, baseUnit{}, "", false
		}
	}
}

func unknownUnit(term string) error {
	if mass, rest, ok := massPrefix(term); ok && rest != "" && !isDigit(rest[0]) {
		return problem("%q：没有名为 %q 的 %s 基数；可用：%s", "%q: no base called %q after %s; known are %s", term,
			rest, mass, strings.Join(knownTags(), ", "))
	}
	return problem("%q 不是已知的单位", "%q is not a unit known here", term)
}

func knownTags() []string {
	seen := map[string]bool{}
	var names []string
	for _, tag := range tags {
		if !seen[tag] && !slices.Contains(bases, tag) { // 50 names more would bury the rest
			seen[tag] = true
			names = append(names, tag)
		}
	}
	sort.Strings(names)
	if o := own.Load(); o != nil {
		names = append(names, o.names...)
	}
	return names
}

// massPrefix splits a term into a mass and the name of what it is a mass of,
// which stands directly behind, behind one of " -_", or in parentheses. A name
// in Latin letters needs one of these: "gallon" is not g of allon.
func massPrefix(term string) (mass, name string, ok bool) {
	for _, m := range masses {
		rest, found := strings.CutPrefix(term, m)
		if !found || rest == "" {
			continue
		}
		inner, open := strings.CutPrefix(rest, "(")
		inner, closed := strings.CutSuffix(inner, ")")
		switch {
		case open && closed:
			return m, inner, true
		case open || (closed && !strings.Contains(inner, "(")): // a name may end in parentheses of its own
			return "", "", false
		case strings.ContainsRune(" -_", rune(rest[0])):
			return m, rest[1:], true
		case rest[0] >= utf8.RuneSelf, tagOf(rest) != "":
			return m, rest, true
		}
	}
	return "", "", false
}

func lookup(term string) (base baseUnit, tag string, ok bool) {
	if base, ok = symbols[term]; ok {
		return base, "", true
	}
	if target, known := marked[term]; known {
		return symbols[target], "", true
	}
	if m, name, found := massPrefix(term); found {
		if tag := tagOf(name); tag != "" {
			return symbols[m], tag, true
		}
	}
	return power(term)
}

// power reads a base unit with an exponent from 2 to 99, such as "g2" or
// "m12", which only products in the middle of a formula have.
func power(term string) (base baseUnit, tag string, ok bool) {
	name := strings.TrimRight(term, "0123456789")
	digits := term[len(name):]
	if digits == "" || len(digits) > 2 || digits[0] == '0' || digits == "1" {
		return baseUnit{}, "", false
	}
	b, known := symbols[name]
	if !known || len(b.dims) != 1 || b.scale != "1" {
		return baseUnit{}, "", false
	}
	exponent, err := strconv.Atoi(digits)
	if err != nil {
		return baseUnit{}, "", false
	}
	dims := map[string]int{}
	for dim, exp := range b.dims {
		dims[dim] = exp * exponent
	}
	return baseUnit{dims: dims, scale: "1", text: b.text + digits}, "", true
}

func (a *accumulator) unit() Unit {
	text := strings.Join(a.num, "·")
	if text == "" {
		text = "1"
	}
	for _, d := range a.den {
		text += "/" + d
	}
	return Unit{text: text, dims: dimsKey(a.dims), num: a.scale}
}

func dimsKey(dims map[string]int) string {
	names := make([]string, 0, len(dims))
	for name, exp := range dims {
		if exp != 0 {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var sb strings.Builder
	for i, name := range names {
		if i > 0 {
			sb.WriteByte('|')
		}
		fmt.Fprintf(&sb, "%s^%d", name, dims[name])
	}
	return sb.String()
}

func (u Unit) dimMap() map[string]int {
	m := map[string]int{}
	if u.dims == "" {
		return m
	}
	for _, part := range strings.Split(u.dims, "|") {
		name, exp, _ := strings.Cut(part, "^")
		m[name], _ = strconv.Atoi(exp) // written by dimsKey
	}
	return m
}

func (u Unit) scale() *big.Rat {
	if u.num == nil {
		return rat("1")
	}
	return u.num
}

// String returns the canonical spelling, "" for the dimensionless unit one.
func (u Unit) String() string {
	if u.text == "1" {
		return ""
	}
	return u.text
}

// Same reports whether u and v measure the same thing, so that amounts in one
// convert into the other.
func (u Unit) Same(v Unit) bool { return u.dims == v.dims }

// Dimension describes what the unit measures, for error messages.
func (u Unit) Dimension() string {
	if u.dims == "" {
		return "no dimension"
	}
	return strings.NewReplacer("|", " · ", "^1", "").Replace(u.dims)
}

// baseText spells a combination of base units.
var baseText = map[string]string{"mass": "g", "length": "m", "gas": "Nm3", "scm": "scm", "time": "h", "year": "a",
	"energy capacity": "kVAh", "charge": "Ah", "power": "kW", "cells": "只", "cells of R20": "只(R20)", "hides": "张",
	"yuan": "元"}

func combine(u, v Unit, sign int) Unit {
	dims := u.dimMap()
	for name, exp := range v.dimMap() {
		dims[name] += sign * exp
	}
	key := dimsKey(dims)
	return Unit{text: spellBase(Unit{dims: key}.dimMap()), dims: key, num: rat("1")}
}

func spellBase(dims map[string]int) string {
	names := make([]string, 0, len(dims))
	for name := range dims {
		names = append(names, name)
	}
	sort.Strings(names)
	var num, den []string
	for _, name := range names {
		if exp := dims[name]; exp > 0 {
			num = append(num, spellPower(name, exp)...)
		} else {
			den = append(den, spellPower(name, -exp)...)
		}
	}
	s := strings.Join(num, "·")
	if s == "" {
		s = "1"
	}
	for _, d := range den {
		s += "/" + d
	}
	return s
}

// spellPower writes the base unit of a dimension to a power so that ParseUnit
// reads it back: where the name cannot carry a digit, it is repeated.
func spellPower(name string, exp int) []string {
	text := baseText[name]
	tag, tagged := strings.CutPrefix(name, "mass:")
	if tagged {
		text = "g " + tag
	}
	switch {
	case exp == 1:
		return []string{text}
	case tagged || strings.HasSuffix(text, "3"):
		return slices.Repeat([]string{text}, exp)
	}
	return []string{text + strconv.Itoa(exp)}
}

// ErrUnit is the class of errors that come from mixing units that do not fit.
var ErrUnit = errors.New("units do not fit")

var foldSpelling = strings.NewReplacer("m^2", "m2", "m^3", "m3", "kVA·h", "kVAh", "²", "2", "³", "3", "μ", "u", "µ",
	"u",
	"㎡", "m2", "㎥", "m3", "㎏", "kg", "㎎", "mg", "㎍", "ug", "⋅", "·", "×", "·", "•", "·", "*", "·")

// foldUnit brings full-width, Greek and superscript spellings to plain ones
// and drops white space, except one space between two letters or digits: "m g"
// is not mg.
func foldUnit(s string) string {
	var sb strings.Builder
	space, last := false, rune(0)
	for _, r := range foldWidth(s) {
		if strings.ContainsRune(" \t\u00a0\u3000\u2009", r) {
			space = true
			continue
		}
		if space && isWord(last) && isWord(r) {
			sb.WriteByte(' ')
		}
		sb.WriteRune(r)
		space, last = false, r
	}
	return foldSpelling.Replace(foldSpelling.Replace(sb.String()))
}

func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// foldWidth maps full-width ASCII, which Chinese input methods produce, to
// ASCII.
func foldWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}
