package monitoring

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// Minute is a point of local time, in minutes since 2000-01-01 00:00. There is
// no zone and no summer time: every day has 24 hours.
type Minute int32

const (
	minutesPerHour = 60
	minutesPerDay  = 24 * 60
)

// At returns the minute of a civil date and time; ok is false where there is
// no such date, or where it is too far away to be a reading's. Hour 24 is the
// first hour of the next day, and only with minute 0.
func At(d calc.Date, hour, minute int) (m Minute, ok bool) {
	if d.Year < 1970 || d.Year > 2199 || hour < 0 || hour > 24 || minute < 0 || minute > 59 ||
		(hour == 24 && minute != 0) {
		return 0, false
	}
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return 0, false
	}
	days := daysTo(d)
	if d.Day > 28 && dateOf(days) != d {
		return 0, false
	}
	return Minute((days-epoch)*minutesPerDay + hour*minutesPerHour + minute), true
}

// epoch is 2000-01-01, counted as daysTo does.
const epoch = 730425

// daysTo counts the days from the first of March of year 0, in the Gregorian
// calendar: years that begin in March have the leap day at their end. Rows are
// read by the million, and package time asks for a zone each time.
func daysTo(d calc.Date) int {
	y, m := d.Year, d.Month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + d.Day - 1
}

// dateOf is the date daysTo counts to.
func dateOf(days int) calc.Date {
	const in400, in100, in4, in1 = 146097, 36524, 1461, 365
	era := days / in400
	left := days - era*in400
	century := min(left/in100, 3)
	left -= century * in100
	four := left / in4
	left -= four * in4
	year := min(left/in1, 3)
	left -= year * in1
	m := (5*left + 2) / 153
	d := calc.Date{Year: 400*era + 100*century + 4*four + year, Month: m + 3, Day: left - (153*m+2)/5 + 1}
	if d.Month > 12 {
		d.Year, d.Month = d.Year+1, d.Month-12
	}
	return d
}

// Day counts the minute's day from 2000-01-01.
func (m Minute) Day() int { return floorDiv(int(m), minutesPerDay) }

// Date returns the minute's day.
func (m Minute) Date() calc.Date { return dateOf(epoch + m.Day()) }

// Clock returns hour and minute of the day.
func (m Minute) Clock() (hour, minute int) {
	rest := int(m) - m.Day()*minutesPerDay
	return rest / minutesPerHour, rest % minutesPerHour
}

// String writes 2025-03-01 14:00.
func (m Minute) String() string {
	h, min := m.Clock()
	return fmt.Sprintf("%s %02d:%02d", m.Date(), h, min)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Kind says who measured.
type Kind = dossier.MonitoringKind

// The kinds of data (HJ 942-2018 9.2.1).
const (
	Automatic   = dossier.AutomaticData
	Manual      = dossier.ManualData
	Enforcement = dossier.EnforcementData
)

// Flag is the state an instrument reports with a value.
type Flag = calc.Flag

// The flags. NoFlag is a file that carries none; ManualEntry is valid only
// where the dossier says so.
const (
	NoFlag        = Flag(0)
	Normal        = calc.FlagNormal
	Stopped       = calc.FlagStopped
	Maintenance   = calc.FlagMaintenance
	ManualEntry   = calc.FlagManualEntry
	Fault         = calc.FlagFault
	Calibration   = calc.FlagCalibration
	OverRange     = calc.FlagOverRange
	Communication = calc.FlagCommunication
)

// Value is a number as a file gives it, in the unit its column is in.
type Value struct {
	quantity.Decimal
	Unit      quantity.Unit
	Set       bool
	NonDetect bool // Decimal is then the detection limit
}

// Place is where a reading stands.
type Place struct {
	File string
	Row  int // line of a text file, row of a sheet; from 1
	Col  int // of the concentration, from 1; 0 where there are no columns
}

// position is the place as derivations name it.
func (p Place) position() calc.Position { return calc.Position{File: p.File, Line: p.Row} }

// String writes file:row:col.
func (p Place) String() string {
	if p.Col == 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Row)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Row, p.Col)
}

// Reading is one pollutant at one outlet over one interval, as read.
type Reading struct {
	Kind      Kind
	Outlet    string // id in the dossier; the name in the file where nothing maps it
	Pollutant calc.Pollutant
	Start     Minute // first minute of the interval; for a sample the beginning of its day where no time is given
	Minutes   int32  // length of the interval: 1, 60, 1440; 0: a sample

	Concentration Value // as measured, never converted to a reference oxygen content
	Flow          Value // a rate (m3/h, Nm3/h, L/s, m3/d) or the volume of the interval (m3, Nm3)
	Mass          Value // amount of the interval where the file states one (HJ 212 Cou); for comparison only
	Flag          Flag

	// Samples only.
	Duration Value  // running time the sample stands for (family A), h or d; not set where the file says nothing
	Load     Value  // production load during sampling, %
	Report   string // number of the laboratory's report
	Lab      string // laboratory
	Sample   string // which of the samples of a day or a report it is: its number; "" where the file says nothing

	Place Place
}

// Class is what became of a row. Every row read is in exactly one class.
type Class string

// The classes. Substituted hours are no rows: they are counted apart.
const (
	Used      Class = "used"
	Invalid   Class = "invalid"
	Duplicate Class = "duplicate"
	Outside   Class = "outside" // outside the period
)

// Classes lists the classes.
var Classes = calc.Words[Class]{
	{Key: Used, Name: calc.Text{ZH: "采用", EN: "used"}},
	{Key: Invalid, Name: calc.Text{ZH: "无效", EN: "invalid"}},
	{Key: Duplicate, Name: calc.Text{ZH: "重复", EN: "duplicate"}},
	{Key: Outside, Name: calc.Text{ZH: "期外", EN: "outside the period"}},
}

// Tally counts rows by class; the classes add up to the rows read.
type Tally struct {
	Read, Used, Invalid, Duplicate, Outside int64
	Reasons                                 map[string]int64 // why invalid; adds up to Invalid
	Substituted                             int64            // hours filled in, no rows
}

// Add adds up two tallies.
func (t *Tally) Add(o Tally) {
	t.Read += o.Read
	t.Used += o.Used
	t.Invalid += o.Invalid
	t.Duplicate += o.Duplicate
	t.Outside += o.Outside
	t.Substituted += o.Substituted
	for reason, n := range o.Reasons {
		if t.Reasons == nil {
			t.Reasons = map[string]int64{}
		}
		t.Reasons[reason] += n
	}
}

// Balanced reports whether the classes add up to the rows read.
func (t Tally) Balanced() bool {
	var reasons int64
	for _, n := range t.Reasons {
		reasons += n
	}
	return t.Read == t.Used+t.Invalid+t.Duplicate+t.Outside && reasons == t.Invalid
}
