// Package calc is the vocabulary every other room speaks: pollutants, media,
// dates, clauses, texts, findings, and the Step, which is a number together
// with its own derivation.
package calc

import (
	"fmt"
	"strings"
	"time"
)

// Pollutant is one of the five quota metals, hexavalent chromium, which
// permits list beside total chromium and which is a part of it, or one of the
// other metals that some policies put under quota.
type Pollutant string

// The five pollutants of 吉环固体字〔2022〕12号 一, Cr(VI), and other metals.
const (
	Lead      Pollutant = "Pb"
	Mercury   Pollutant = "Hg"
	Cadmium   Pollutant = "Cd"
	Chromium  Pollutant = "Cr"
	Arsenic   Pollutant = "As"
	CrVI      Pollutant = "Cr6+"
	Thallium  Pollutant = "Tl"
	Antimony  Pollutant = "Sb"
	Manganese Pollutant = "Mn"
	Nickel    Pollutant = "Ni"
	Copper    Pollutant = "Cu"
	Zinc      Pollutant = "Zn"
	Silver    Pollutant = "Ag"
	Vanadium  Pollutant = "V"
	Cobalt    Pollutant = "Co"
)

// QuotaPollutants lists the five pollutants that carry a quota under every
// policy (rule JL-1.2), in the order of the notice. Cr(VI) is not among them:
// it is a part of Cr and is never added to it. A policy may add other metals.
var QuotaPollutants = []Pollutant{Lead, Mercury, Cadmium, Chromium, Arsenic}

// Pollutants lists every pollutant the tool carries, in the order of tables.
var Pollutants = Words[Pollutant]{
	{Key: Lead, Name: Text{ZH: "铅", EN: "lead"}},
	{Key: Mercury, Name: Text{ZH: "汞", EN: "mercury"}},
	{Key: Cadmium, Name: Text{ZH: "镉", EN: "cadmium"}},
	{Key: Chromium, Name: Text{ZH: "铬", EN: "chromium"}},
	{Key: Arsenic, Name: Text{ZH: "砷", EN: "arsenic"}},
	{Key: CrVI, Name: Text{ZH: "六价铬", EN: "hexavalent chromium"}},
	{Key: Thallium, Name: Text{ZH: "铊", EN: "thallium"}},
	{Key: Antimony, Name: Text{ZH: "锑", EN: "antimony"}},
	{Key: Manganese, Name: Text{ZH: "锰", EN: "manganese"}},
	{Key: Nickel, Name: Text{ZH: "镍", EN: "nickel"}},
	{Key: Copper, Name: Text{ZH: "铜", EN: "copper"}},
	{Key: Zinc, Name: Text{ZH: "锌", EN: "zinc"}},
	{Key: Silver, Name: Text{ZH: "银", EN: "silver"}},
	{Key: Vanadium, Name: Text{ZH: "钒", EN: "vanadium"}},
	{Key: Cobalt, Name: Text{ZH: "钴", EN: "cobalt"}},
}

// measured are the pollutants that readers of monitoring data know.
var measured = Pollutants.Only(append([]Pollutant{CrVI}, QuotaPollutants...)...)

// MeasuredPollutants lists the pollutants that readers of monitoring data know,
// in the order of tables: the five and Cr(VI). Data of other metals are not read.
func MeasuredPollutants() Words[Pollutant] { return measured }

// Name returns the pollutant's name.
func (p Pollutant) Name() Text { return Pollutants.Name(p) }

// Quota reports whether the pollutant may carry a quota of its own; whether it
// does is for the policy to say.
func (p Pollutant) Quota() bool { return p != CrVI && Pollutants.Has(p) }

// Other reports whether p is a metal beyond the five, which is under quota only
// where a policy says so.
func (p Pollutant) Other() bool { return Pollutants.Has(p) && !measured.Has(p) }

// Order is the place of p in tables: the order of Pollutants.
func (p Pollutant) Order() int {
	if i := Pollutants.Index(p); i >= 0 {
		return i
	}
	return len(Pollutants)
}

var pollutantSpellings = strings.NewReplacer("（", "(", "）", ")", "ⅵ", "vi")

// ParsePollutant reads a symbol or a name: "Cr", "总铬", "铬", "Cr6+", "六价铬",
// "铅及其化合物", which limits for air use and which are measured as the element.
// The symbols of other metals are read only as they are spelled: CO and MN mean
// something else.
func ParsePollutant(s string) (Pollutant, bool) {
	t := strings.TrimPrefix(strings.TrimSpace(s), "总")
	t = strings.TrimSuffix(t, "及其化合物")
	for i, p := range Pollutants {
		sameSymbol := t == string(p.Key) || i < len(measured) && strings.EqualFold(t, string(p.Key))
		if sameSymbol || t == p.Name.ZH || strings.EqualFold(t, p.Name.EN) {
			return p.Key, true
		}
	}
	switch pollutantSpellings.Replace(strings.ToLower(t)) {
	case "cr(vi)", "cr6", "crvi", "cr⁶⁺", "cr6＋", "铬(六价)":
		return CrVI, true
	}
	return "", false
}

// ParseMeasured is ParsePollutant for readers of monitoring data, which know
// the five metals and Cr(VI) only.
func ParseMeasured(s string) (Pollutant, bool) {
	p, ok := ParsePollutant(s)
	if !ok || p.Other() {
		return "", false
	}
	return p, true
}

// Medium is the medium an emission goes into.
type Medium string

// The media. Both count towards a quota (rule JL-1.2).
const (
	Water Medium = "water"
	Air   Medium = "air"
)

// Media lists the media in the order of tables.
var Media = Words[Medium]{
	{Key: Water, Name: Text{ZH: "废水", EN: "water"}},
	{Key: Air, Name: Text{ZH: "废气", EN: "air"}},
}

// Name returns the medium's name in words; no medium is both together.
func (m Medium) Name() Text {
	if m == "" {
		return Text{ZH: "废水+废气", EN: "water + air"}
	}
	return Media.Name(m)
}

// Lang is a language of output.
type Lang string

// The languages.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Langs lists the languages.
var Langs = Words[Lang]{
	{Key: ZH, Name: Text{ZH: "中文", EN: "Chinese"}},
	{Key: EN, Name: Text{ZH: "英文", EN: "English"}},
}

// Text is a text in both languages.
type Text struct{ ZH, EN string }

// In returns the text in lang, English where lang is unknown.
func (t Text) In(lang Lang) string {
	if lang == ZH {
		return t.ZH
	}
	return t.EN
}

// Textf formats the same arguments into both languages; an argument that is
// itself a Text appears in the language of the format around it.
func Textf(zh, en string, args ...any) Text {
	return Text{ZH: formatIn(ZH, zh, args), EN: formatIn(EN, en, args)}
}

func formatIn(lang Lang, format string, args []any) string {
	out := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Text); ok {
			a = t.In(lang)
		}
		out[i] = a
	}
	return fmt.Sprintf(format, out...)
}

// Clause is a place in an instrument: "HJ 855-2017", "5.2.3.2 式(4)".
type Clause struct {
	Instrument string `json:"instrument"`
	Locator    string `json:"locator,omitempty"`
}

// String joins instrument and locator.
func (c Clause) String() string { return strings.TrimSpace(c.Instrument + " " + c.Locator) }

// Basis is what a clause prescribes, in our words.
type Basis struct {
	Clause Clause
	Text   Text
}

// IsZero reports whether there is no clause.
func (c Clause) IsZero() bool { return c == Clause{} }

// Date is a civil date. The zero Date means "not stated".
type Date struct{ Year, Month, Day int }

// ParseDate reads YYYY-MM-DD; a date that does not exist is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, Explain("%q 不是日历上存在的、形如 2026-03-31 的日期",
			"%q is not a date of the form 2026-03-31 that exists in the calendar", s)
	}
	return Date{t.Year(), int(t.Month()), t.Day()}, nil
}

// MustDate is ParseDate for literals known to be right; it panics otherwise.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date is not stated.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// AddDays returns the date n days later. A date that is not stated stays so.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// AddYears returns the same day n years later, the 28th of February for a 29th.
// A date that is not stated stays so.
func (d Date) AddYears(n int) Date {
	if d.IsZero() {
		return d
	}
	d.Year += n
	if d.Month == 2 && d.Day == 29 && (d.Year%4 != 0 || d.Year%100 == 0 && d.Year%400 != 0) {
		d.Day = 28
	}
	return d
}

// String writes YYYY-MM-DD, "" for a date that is not stated.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes: a written derivation is read back.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

// Position is a place in a file the user wrote.
type Position struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Sheet is the name of a workbook's sheet, where the line is a row of it.
	Sheet string `json:"sheet,omitempty"`
}

// IsZero reports whether there is no position.
func (p Position) IsZero() bool { return p.File == "" }

// String writes file:line, file:sheet!row of a workbook.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	if p.Sheet != "" {
		return fmt.Sprintf("%s:%s!%d", p.File, p.Sheet, p.Line)
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}
