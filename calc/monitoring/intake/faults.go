package intake

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
)

// Codes of the findings this package reports, besides TD-SHT of package sheet
// and TD-FRM of package hj212.
const (
	CodeFile     = "TD-IMP-001" // file cannot be opened
	CodeHeader   = "TD-IMP-002" // no header row, or a column missing without which nothing can be read
	CodeUnit     = "TD-IMP-003" // unit missing, not understood, or of another kind of quantity
	CodeOrder    = "TD-IMP-004" // day and month cannot be told apart
	CodeInterval = "TD-IMP-005" // length of the interval open
	// end of its interval that a time names open; a note where the total does not depend on it
	CodeMark      = "TD-IMP-020"
	CodeStated    = "TD-IMP-006" // a stated column is not in the file, or a statement is not one of the known words
	CodeTime      = "TD-IMP-007" // time cannot be read
	CodeNumber    = "TD-IMP-008" // value is no number, or has more digits than are held
	CodeLimit     = "TD-IMP-009" // not detected, without a detection limit
	CodeFlag      = "TD-IMP-010" // flag not understood
	CodePollutant = "TD-IMP-011" // pollutant not understood
	CodeOutlet    = "TD-IMP-012" // outlet not named
	CodeNoValue   = "TD-IMP-013" // note: no value
	CodeTwice     = "TD-IMP-014" // two columns, or two flows, for one thing
	// note: column not understood, and not read; a warning where it has a unit of concentration
	CodeColumn   = "TD-IMP-015"
	CodeSide     = "TD-IMP-016" // warning: load, duration or another side value not read
	CodeSkipped  = "TD-IMP-017" // note: rows that are no readings: sums, other pollutants, other messages
	CodeRecalled = "TD-IMP-018" // note: read by a rule of HJ 212 that was not checked in the text
	CodeWord     = "TD-IMP-030" // note: the word of a flag where a number should stand
	CodeSerial   = "TD-IMP-031" // note: numbers without a date format that are read as dates
	CodeWater    = "TD-IMP-032" // note: water counted in tonnes, taken as cubic metres
	CodeNegative = "TD-IMP-034" // warning: a concentration or a flow below zero
	CodeGas      = "TD-IMP-033" // note: mg/m3 of a stack, taken as dry gas at standard state
	CodeMass     = "TD-IMP-040" // a stated mass contradicts concentration × flow; note: by less than a tenth
	// warning: an edition of HJ 212 whose units were not read in print; note: several editions
	CodeEdition   = "TD-IMP-041"
	CodePlausible = "TD-IMP-042" // warning: values of a default unit that look like another one
	CodeKeyFile   = "TD-IMP-043" // the file of the key of SM4 is not there, or holds no key
	CodeSheet     = "TD-IMP-050" // sheets that are not read: a warning where they may hold data, else a note
	CodeHidden    = "TD-IMP-051" // note: hidden rows or columns are read
	CodeMeter     = "TD-IMP-053" // a totaliser: a note on differences; resets, leaps, contradictions with the flow
	// note: sheets named after outlets are each read as one
	CodeSheetOutlet = "TD-IMP-070"
	CodeSurplus     = "TD-IMP-080" // a row with more cells than the header, not used
	CodeUnnamed     = "TD-IMP-081" // warning: a cell below no name of a column, not read
	CodeStep        = "TD-IMP-082" // times are further apart than the stated interval; note: read at their own step
	CodeDayVolume   = "TD-IMP-083" // a volume of a day, or of several rows, where rows are shorter
	CodeOffset      = "TD-IMP-086" // times of hours off the hour; a note where the hour is told
	CodeTwoFirms    = "TD-IMP-085" // data of several firms under one outlet
	CodeTwoFlows    = "TD-IMP-084" // warning: two columns of flows that contradict each other
	CodeNotOutlet   = "TD-IMP-090" // a column that is not of the outlet's discharge: inlet, design, maximum
	CodeFlueState   = "TD-IMP-091" // a flow of the state of the flue, or wet
	CodeCompound    = "TD-IMP-092" // a metal weighed as one of its compounds
	// another header within the file: a note, or an error where what follows cannot be read
	CodeBlock = "TD-IMP-052"
)

// Reasons why a row became no reading, as keys of monitoring.Tally.
const (
	ReasonTime      = "time"
	ReasonNumber    = "number"
	ReasonDigits    = "digits"
	ReasonNoValue   = "no-value"
	ReasonNoLimit   = "no-limit"
	ReasonOver      = "over-range"
	ReasonFlag      = "flag"
	ReasonPollutant = "pollutant"
	ReasonOther     = "other-pollutant"
	ReasonOutlet    = "outlet"
	ReasonUnit      = "unit"
	ReasonSummary   = "summary"
	ReasonConflict  = "conflict"
	ReasonFrame     = "frame"
	ReasonBlock     = "block"
	ReasonEncrypted = "encrypted"
	ReasonSurplus   = "surplus"
	ReasonDayVolume = "day-volume"
	ReasonWords     = "words"
)

// Reasons lists the reasons.
var Reasons = calc.Words[string]{
	{Key: ReasonTime, Name: calc.Text{ZH: "时间无法读取", EN: "time cannot be read"}},
	{Key: ReasonNumber, Name: calc.Text{ZH: "不是数", EN: "not a number"}},
	{Key: ReasonDigits, Name: calc.Text{ZH: "位数过多", EN: "too many digits"}},
	{Key: ReasonNoValue, Name: calc.Text{ZH: "无数值", EN: "no value"}},
	{Key: ReasonNoLimit, Name: calc.Text{ZH: "未检出且无检出限", EN: "not detected, no limit"}},
	{Key: ReasonOver, Name: calc.Text{ZH: "超量程", EN: "over range"}},
	{Key: ReasonFlag, Name: calc.Text{ZH: "标记无法识别", EN: "flag not understood"}},
	{Key: ReasonPollutant, Name: calc.Text{ZH: "污染物无法识别", EN: "pollutant not understood"}},
	{Key: ReasonOther, Name: calc.Text{ZH: "其他污染物", EN: "another pollutant"}},
	{Key: ReasonOutlet, Name: calc.Text{ZH: "未写排放口", EN: "no outlet"}},
	{Key: ReasonUnit, Name: calc.Text{ZH: "单位无法识别", EN: "unit not understood"}},
	{Key: ReasonSummary, Name: calc.Text{ZH: "合计行", EN: "summary row"}},
	{Key: ReasonFrame, Name: calc.Text{ZH: "报文损坏或不完整", EN: "frame damaged or incomplete"}},
	{Key: ReasonBlock, Name: calc.Text{ZH: "在读不了的另一个表头之下", EN: "below another header that cannot be read"}},
	{Key: ReasonEncrypted, Name: calc.Text{ZH: "报文加密，未能解开", EN: "encrypted frame, not opened"}},
	{Key: ReasonSurplus, Name: calc.Text{ZH: "行比表头长", EN: "row longer than the header"}},
	{Key: ReasonWords, Name: calc.Text{ZH: "标题或说明", EN: "title or note"}},
	{Key: ReasonDayVolume, Name: calc.Text{ZH: "一日的水量", EN: "volume of a day"}},
	{Key: ReasonConflict, Name: calc.Text{ZH: "重复且不一致", EN: "conflicting duplicates"}},
}

// mostPlaces bounds the places a finding keeps; the others are counted. Its
// sentence names the first.
const mostPlaces = 20

// faults collects what is wrong with a file: one finding for each kind of
// fault in each column, with its first places.
type faults struct {
	file   string
	set    string
	sheet  string // that is being read; "" in a text file
	list   []*faultKind
	known  map[faultKey]*faultKind
	masses map[massKey]string          // names of contradictions of masses
	firms  map[string][]firmSeen       // by outlet, the first two
	where  func(col int) (row, at int) // finds the place of a column of the row; row 0: in the row itself
}

type faultKey struct {
	code, what string
	col        int
}

type faultKind struct {
	key     faultKey // where it has places
	finding calc.Finding
	col     int
	n       int
	places  []faultPlace
	first   int
}

type faultPlace struct {
	sheet    string
	row, col int
	text     string
	against  string // the place and the number that this one contradicts
}

func (p faultPlace) String() string {
	place := fmt.Sprint(p.row)
	switch {
	case p.sheet != "" && p.col > 0:
		place = p.sheet + "!" + columnLetters(p.col) + place
	case p.sheet != "":
		place = p.sheet + "!" + place
	case p.col > 0:
		place += ":" + fmt.Sprint(p.col)
	}
	if p.text != "" {
		place += " “" + p.text + "”"
	}
	if p.against != "" {
		place += " ≠ " + p.against
	}
	return place
}

// columnLetters names a column as spreadsheets do: 28 is AB.
func columnLetters(col int) string {
	s := ""
	for ; col > 0; col = (col - 1) / 26 {
		s = string(rune('A'+(col-1)%26)) + s
	}
	return s
}

// one adds a finding that stands for itself.
func (f *faults) one(code string, severity calc.Severity, row int, message, remedy calc.Text) {
	if f.sheet != "" {
		message = calc.Textf("工作表“%s”：%s", "sheet “%s”: %s", f.sheet, message)
	}
	f.list = append(f.list, &faultKind{finding: calc.Finding{Stage: calc.StageIntake, Code: code, Severity: severity,
		At:      calc.Position{File: f.file, Line: row, Sheet: f.sheet},
		Subject: f.subject(), Message: message, Remedy: remedy}})
}

// drop takes back the findings of a code that stand for themselves.
func (f *faults) drop(code string) {
	f.list = slices.DeleteFunc(f.list, func(x *faultKind) bool { return x.finding.Code == code && x.n == 0 })
}

// clone is a copy that does not change with f.
func (f *faults) clone() *faults {
	out := &faults{file: f.file, set: f.set}
	for _, x := range f.list {
		y := *x
		y.places = slices.Clone(x.places)
		out.list = append(out.list, &y)
		if x.n > 0 {
			if out.known == nil {
				out.known = map[faultKey]*faultKind{}
			}
			out.known[x.key] = &y
		}
	}
	return out
}

func (f *faults) subject() string {
	if f.set == "" {
		return ""
	}
	return "monitoring:" + f.set
}

// at adds a place to the fault that what names, in the words of message.
func (f *faults) at(code, what string, severity calc.Severity, row, col int, text string, message, remedy calc.Text) {
	f.place(calc.StageIntake, code, what, severity, row, col, text, message, remedy)
}

// place is at for a fault that another room may have found.
func (f *faults) place(stage calc.Stage, code, what string, severity calc.Severity, row, col int, text string, message,
	remedy calc.Text) {
	k := faultKey{code, what, col}
	if f.where != nil && col > 0 {
		at, real := f.where(col)
		col = real
		if at > 0 {
			row = at
		}
	}
	x := f.known[k]
	if x == nil {
		x = &faultKind{key: k, finding: calc.Finding{Stage: stage, Code: code, Severity: severity, Subject: f.subject(),
			Message: message, Remedy: remedy}, col: col, first: row}
		if f.known == nil {
			f.known = map[faultKey]*faultKind{}
		}
		f.known[k] = x
		f.list = append(f.list, x)
	}
	x.n++
	if len(x.places) < mostPlaces {
		x.places = append(x.places, faultPlace{sheet: f.sheet, row: row, col: col, text: clip(text)})
	}
}

// against names the place that the one added last contradicts.
func (f *faults) against(code, what string, col int, place faultPlace) {
	if x := f.known[faultKey{code, what, col}]; x != nil && x.n == len(x.places) {
		x.places[x.n-1].against = place.String()
	}
}

// join adds the faults of a later part of the file, whose rows count from
// before + 1.
func (f *faults) join(o *faults, before int) {
	if f.known == nil {
		f.known = map[faultKey]*faultKind{}
	}
	f.joinFirms(o, before)
	for _, y := range o.list {
		for i := range y.places {
			y.places[i].row += before
		}
		y.first += before
		x := f.known[y.key]
		if x == nil {
			f.known[y.key], f.list = y, append(f.list, y)
			continue
		}
		x.n += y.n
		x.places = append(x.places, y.places[:min(len(y.places), mostPlaces-len(x.places))]...)
	}
}

// findings writes the faults out.
func (f *faults) findings() []calc.Finding {
	var out []calc.Finding
	for _, x := range f.list {
		g := x.finding
		if x.n > 0 {
			g.At = calc.Position{File: f.file, Line: x.first, Sheet: x.places[0].sheet}
			for _, p := range x.places {
				g.Places = append(g.Places, p.String())
			}
			what := calc.Text{ZH: "行:列", EN: "row:column"}
			switch {
			case x.col == 0:
				what = calc.Text{ZH: "行", EN: "row"}
			case x.places[0].sheet != "":
				what = calc.Text{ZH: "单元格", EN: "cell"}
			}
			g.Count = int64(x.n)
			if x.n > 1 {
				what = calc.Textf("第一处：%s", "the first: %s", what)
			}
			g.Message = calc.Textf("%s：%s（%s %s）", "%s: %s (%s %s)", g.Message, times(x.n), what, g.Places[0])
		}
		out = append(out, g)
	}
	return out
}

func (f *faults) errors() bool {
	return slices.ContainsFunc(f.list, func(x *faultKind) bool { return x.finding.Severity == calc.Error })
}

func times(n int) calc.Text {
	if n == 1 {
		return calc.Text{ZH: "1 处", EN: "once"}
	}
	return calc.Textf("%d 处", "%d times", n)
}

// clip shortens a cell for a message.
func clip(s string) string {
	runes := []rune(strings.TrimSpace(s))
	if len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return string(runes)
}
