package dossier

import (
	"fmt"
	"io/fs"
	"math/big"
	"unicode"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// reader gathers the dossier, what it refers to, and what is wrong with it.
// Reading comes first and looks at one table at a time; checking comes when
// all files are read, because a reference may point into any of them.
type reader struct {
	d        *Dossier
	fsys     fs.FS // the folder, to see that data files are there
	findings []calc.Finding
	refs     []reference
	partial  bool // an included file could not be read: dangling references would only echo that

	// tables finds the table that begins at a position, for findings about
	// one of its keys. Inline tables on one line share a position; the line
	// of their keys is the same, so it does not matter which one is found.
	tables map[calc.Position]*document.Table
	// classed notes the outlets whose limit_class is written, rightly or not.
	classed map[string]bool
	// adds notes the [[scenario.add]] that this variant makes use of.
	adds map[*document.Table]bool

	index index
}

// index finds things by id, the first where an id is used twice.
type index struct {
	dischargers map[string]*Discharger
	lines       map[string]*Line
	outlets     map[string]*Outlet
	permits     map[string]*Permit
	eias        map[string]*EIA
	sources     map[string]*ReductionSource
}

func newReader(fsys fs.FS) *reader {
	return &reader{d: &Dossier{}, fsys: fsys, tables: map[calc.Position]*document.Table{}, classed: map[string]bool{},
		adds: map[*document.Table]bool{}}
}

// at is the position of a key of the table that begins at table.
func (r *reader) at(table calc.Position, key string) calc.Position {
	if t, ok := r.tables[table]; ok {
		return t.Pos(key)
	}
	return table
}

// enter notes a table and returns its position.
func (r *reader) enter(t *document.Table) calc.Position {
	at := t.At()
	r.tables[at] = t
	return at
}

func (r *reader) report(at calc.Position, code, subject string, message, remedy calc.Text) {
	r.find(calc.Error, at, calc.Clause{}, code, subject, message, remedy)
}

func (r *reader) warn(at calc.Position, code, subject string, message, remedy calc.Text) {
	r.find(calc.Warning, at, calc.Clause{}, code, subject, message, remedy)
}

func (r *reader) find(severity calc.Severity, at calc.Position, by calc.Clause, code, subject string, message,
	remedy calc.Text) {
	r.findings = append(r.findings, calc.Finding{Stage: calc.StageDossier, Code: code, Severity: severity, Clause: by,
		At: at, Subject: subject, Message: message, Remedy: remedy})
}

// incomplete reports that key is missing because of what stands elsewhere.
func (r *reader) incomplete(at calc.Position, subject, key string, because calc.Text) {
	r.report(at, CodeIncomplete, subject,
		calc.Textf("缺少 %s：%s", "%s is missing: %s", key, because),
		calc.Textf("补充 %s", "add %s", key))
}

// id reads the id of a thing. "/" joins ids in references, so ids are letters,
// digits, "-", "_", "." and "#" only.
func (r *reader) id(t *document.Table, kind kind) string {
	id := t.String("id", true)
	for _, c := range id {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_' || c == '.' || c == '#' {
			continue
		}
		r.report(t.Pos("id"), CodeID, kind.subject(id),
			calc.Textf("编号 %q 含有不允许的字符 %q", "id %q has the character %q, which an id may not have", id,
				string(c)),
			calc.Text{ZH: "编号只用文字、数字和 - _ . #", EN: "use letters, digits and - _ . # in ids"})
		break
	}
	return id
}

// stated reads a quantity that measures the same as one of like.
func (r *reader) stated(t *document.Table, key string, required bool, like ...quantity.Unit) Stated {
	q, ok := t.Quantity(key, required, like...)
	if !ok {
		return Stated{}
	}
	return Stated{Amount: q, Written: t.String(key, false), At: t.Pos(key), Key: t.KeyPath(key), Set: true}
}

// notNegative reads an amount that cannot be below zero.
func (r *reader) notNegative(t *document.Table, key, subject string, required bool, like ...quantity.Unit) Stated {
	s := r.stated(t, key, required, like...)
	if s.Set && s.Amount.Sign() < 0 {
		r.outOfRange(s, key, subject, calc.Text{ZH: "不得为负", EN: "cannot be negative"})
	}
	return s
}

// positive reads an amount that must be above zero.
func (r *reader) positive(t *document.Table, key, subject string, required bool, like ...quantity.Unit) Stated {
	s := r.stated(t, key, required, like...)
	if s.Set && s.Amount.Sign() <= 0 {
		r.outOfRange(s, key, subject, calc.Text{ZH: "必须大于 0", EN: "must be above zero"})
	}
	return s
}

// share reads a part of a whole, 0 to 100 %.
func (r *reader) share(t *document.Table, key, subject string, required bool) Stated {
	s := r.stated(t, key, required, quantity.One)
	if s.Set && (s.Amount.Sign() < 0 || aboveOne(s.Amount)) {
		r.outOfRange(s, key, subject, calc.Text{ZH: "应在 0 % 至 100 % 之间（百分数要写 %）",
			EN: "must be from 0 % to 100 % (a percentage is written with its %)"})
	}
	return s
}

func (r *reader) outOfRange(s Stated, key, subject string, rule calc.Text) {
	r.report(s.At, CodeRange, subject,
		calc.Textf("%s = %q 超出范围：%s", "%s = %q is out of range: it %s", key, s.Written, rule),
		calc.Text{ZH: "按批复、许可证或监测报告核对该数",
			EN: "check the number against the approval, permit or report it comes from"})
}

// rate reads the operation rate k of a treatment.
func (r *reader) rate(t *document.Table, subject string) Stated {
	s := r.notNegative(t, "rate", subject, false, quantity.One)
	if s.Set && aboveOne(s.Amount) {
		r.report(s.At, CodeRate, subject,
			calc.Textf("rate = %q 大于 1", "rate = %q is above 1", s.Written),
			calc.Text{ZH: "k 为治理设施实际运行率，按定义不大于 1；核对运行时间与生产时间",
				EN: "k is the operation rate of the treatment and is capped at 1 by its definition; check running " +
					"time and production time"})
	}
	return s
}

func aboveOne(q quantity.Quantity) bool {
	one, err := q.In(quantity.One)
	return err == nil && one.Rat().Cmp(big.NewRat(1, 1)) > 0
}

var pollutantRemedy = calc.Textf("可用：%s（或中文名称）", "one of: %s (or the Chinese names)", calc.Pollutants.List())

func (r *reader) unknownPollutant(t *document.Table, key, subject, written string) {
	r.report(t.Pos(key), CodePollutant, subject,
		calc.Textf("%q 不是本办法所管的污染物", "%q is not a pollutant of the notice", written), pollutantRemedy)
}

// pollutant reads one pollutant; "" where there is none.
func (r *reader) pollutant(t *document.Table, subject string) calc.Pollutant {
	s := t.String("pollutant", true)
	if s == "" {
		return ""
	}
	p, ok := calc.ParsePollutant(s)
	if !ok {
		r.unknownPollutant(t, "pollutant", subject, s)
	}
	return p
}

// pollutants reads a list of pollutants, each once.
func (r *reader) pollutants(t *document.Table, subject string, required bool) []calc.Pollutant {
	var out []calc.Pollutant
	seen := map[calc.Pollutant]bool{}
	for _, s := range t.Strings("pollutants", required) {
		p, ok := calc.ParsePollutant(s)
		switch {
		case !ok:
			r.unknownPollutant(t, "pollutants", subject, s)
		case seen[p]:
			r.listedTwice(t.Pos("pollutants"), subject, "pollutants", string(p))
		default:
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

func (r *reader) listedTwice(at calc.Position, subject, key, what string) {
	r.report(at, CodeDuplicate, subject,
		calc.Textf("%s 中 %s 出现两次", "%s names %s twice", key, what),
		calc.Text{ZH: "只写一次", EN: "name it once"})
}

func (r *reader) medium(t *document.Table, required bool) calc.Medium {
	return document.Choice(t, "medium", required, calc.Media)
}

// place reads the city and county of a thing and checks their shape; whether
// the province is the policy's is for a caller who knows the policy.
func (r *reader) place(t *document.Table, subject string) (city, county string, cityAt, countyAt calc.Position) {
	city, county = t.String("city", true), t.String("county", true)
	cityAt, countyAt = t.Pos("city"), t.Pos("county")
	ok := r.divisionCode(cityAt, subject, "city", city)
	ok = r.divisionCode(countyAt, subject, "county", county) && ok
	if ok && city[:4] != county[:4] {
		r.report(countyAt, CodePlace, subject,
			calc.Textf("县（区）代码 %s 不属于市（州）%s", "county %s does not lie in city %s", county, city),
			calc.Text{ZH: "县（区）代码前四位应与市（州）代码相同",
				EN: "the first four digits of a county are those of its city"})
	}
	return city, county, cityAt, countyAt
}

// divisionCode reports whether code can be compared further.
func (r *reader) divisionCode(at calc.Position, subject, key, code string) bool {
	if code == "" || digits(code, 6) {
		return code != ""
	}
	r.report(at, CodePlace, subject,
		calc.Textf("%s = %q 不是六位行政区划代码", "%s = %q is not a six-digit division code", key, code),
		calc.Text{ZH: "按 GB/T 2260 填写六位数字，例如 220200",
			EN: "write the six digits of GB/T 2260, such as 220200"})
	return false
}

func digits(s string, n int) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == n
}

// counted names the n-th (from 0) of things without an id.
func counted(kind string, t *document.Table) string { return fmt.Sprintf("%s:%s", kind, t.Path()) }
