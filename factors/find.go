package factors

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
)

// Why a lookup gives no value.
var (
	ErrNotTabulated = errors.New("not tabulated")            // no such row
	ErrNotInForce   = errors.New("not yet in force")         // the row begins later
	ErrEnded        = errors.New("series ended")             // the row held earlier
	ErrNoSuchItem   = errors.New("no such item")             // the instrument was read: it has no such item
	ErrAmbiguous    = errors.New("more than one value fits") // the query does not decide
	ErrGap          = errors.New("known gap")                // looked for and not found
	ErrInWords      = errors.New("stated in words")          // such as 禁排: not a number
	ErrUseMeasured  = errors.New("use the measured volume")  // the instrument prescribes no figure
	ErrSuspect      = errors.New("suspect")                  // as transcribed it cannot be right
)

// LookupError says what is missing, in both languages. errors.Is tells the
// reason.
type LookupError struct {
	Reason  error
	Query   Query
	Values  []Value // the values the message names
	Gap     string  // id of a known gap
	Message calc.Text
}

// Error speaks English.
func (e *LookupError) Error() string { return e.Message.EN }

// Unwrap returns the reason.
func (e *LookupError) Unwrap() error { return e.Reason }

// Text returns the message in both languages.
func (e *LookupError) Text() calc.Text { return e.Message }

// fits reports whether the query selects the value, whatever the date.
func (v Value) fits(q Query) bool {
	return (q.Kind == "" || q.Kind == v.Kind) &&
		(q.Instrument == "" || q.Instrument == v.Instrument) &&
		q.of(v) && either(q.Medium, v.Medium) && either(q.Industry, v.Industry) &&
		covers(v.Process, q.Process) && either(q.Stack, v.Stack) && either(q.Product, v.Product) &&
		either(q.Scale, v.Scale) && either(q.Zone, v.Zone) &&
		either(q.Variant, v.Variant) && either(q.Treatment, v.Treatment) &&
		either(q.Outlet, v.Outlet) && sameClass(q.Class, v.Class)
}

// of reports whether the value is of the pollutant or substance asked for. A
// metal that carries no quota by itself stands as a substance in the files.
func (q Query) of(v Value) bool {
	if q.Pollutant.Other() && q.Substance == "" && v.Substance == string(q.Pollutant) {
		return v.Pollutant == ""
	}
	return q.Substance == v.Substance && either(q.Pollutant, v.Pollutant)
}

// covers reports whether a row is for a process: its own, a case of it
// ("zinc-pyro" covers "zinc-pyro.retort"), or any where either is open.
func covers(row, process string) bool {
	return either(row, process) || strings.HasPrefix(process, row+".")
}

// sameClass reports whether two limit classes can mean the same row; general
// is what is not special.
func sameClass(a, b string) bool {
	return either(a, b) || (a == "general" && b != "special") || (b == "general" && a != "special")
}

// either reports whether two selectors can mean the same row: they are equal,
// or one of them is open.
func either[S ~string](a, b S) bool { return a == "" || b == "" || a == b }

func (in Instrument) inForce(v Value, on calc.Date) bool {
	return !in.before(v, on) && !in.ended(v, on)
}

func (in Instrument) before(v Value, on calc.Date) bool {
	return on.Before(v.Since) || on.Before(in.Since)
}

func (in Instrument) ended(v Value, on calc.Date) bool {
	return (!v.Until.IsZero() && on.After(v.Until)) || (!in.Until.IsZero() && on.After(in.Until))
}

// Find returns the one value the query selects that is in force on its date.
// None and more than one are errors that say what is missing; so is an item
// the instrument is known not to have.
func (b *Book) Find(q Query) (Value, error) {
	found := b.Values(q)
	switch {
	case len(found) == 0:
		return Value{}, b.notFound(q)
	case len(found) > 1:
		return Value{}, &LookupError{Reason: ErrAmbiguous, Query: q, Values: found,
			Message: calc.Textf("%s：有多个数值同时适用（%s）", "%s: more than one value fits (%s)", b.describe(q),
				ids(found))}
	}
	if err := found[0].noFigure(q, b.describe(q)); err != nil {
		return Value{}, err
	}
	return found[0], nil
}

// noFigure says why a value gives no number to compute with; nil where it does.
func (v Value) noFigure(q Query, what calc.Text) error {
	e := &LookupError{Query: q, Values: []Value{v}}
	clause := v.Clause.String()
	switch {
	case v.Absent:
		return absentError(q, what, v)
	case v.Use != "":
		e.Reason = ErrUseMeasured
		e.Message = calc.Textf("%s：该文件规定采用实测水量或气量（%s，%s）",
			"%s: the instrument prescribes the measured volume (%s, %s)", what, clause, v.ID)
	case v.Text != "":
		e.Reason = ErrInWords
		e.Message = calc.Textf("%s：该项不是数值，原文为“%s”（%s，%s）",
			"%s: not a number, the instrument says %q (%s, %s)", what, v.Text, clause, v.ID)
	case v.Suspect:
		e.Reason = ErrSuspect
		e.Message = calc.Textf("%s：转录的 %s 存疑，不予采用（%s，%s）：%s",
			"%s: %s as transcribed is suspect and not handed out (%s, %s): %s",
			what, v.Amount.String(), clause, v.ID, Note(v.Note))
	default:
		return nil
	}
	return e
}

func absentError(q Query, what calc.Text, v Value) error {
	return &LookupError{Reason: ErrNoSuchItem, Query: q, Values: []Value{v},
		Message: calc.Textf("%s：该文件没有这一项（%s，%s）", "%s: the instrument has no such item (%s, %s)",
			what, v.Clause.String(), v.ID)}
}

// notFound says why nothing fits: the date, or the row.
func (b *Book) notFound(q Query) error {
	undated := q
	undated.On = calc.Date{}
	rows := b.Values(undated)
	if len(rows) == 0 {
		if g, ok := b.gap(q); ok {
			return b.gapError(q, g)
		}
		return b.notTabulated(q)
	}
	if ended := slices.IndexFunc(rows, func(v Value) bool {
		return b.read(v.Instrument).instrument.ended(v,
			q.On)
	}); ended >= 0 {
		return b.endedError(q, rows[ended])
	}
	first := rows[0]
	since := first.Since
	if since.IsZero() {
		since = b.read(first.Instrument).instrument.Since
	}
	return &LookupError{Reason: ErrNotInForce, Query: q, Values: rows,
		Message: calc.Textf("%s：%s 自 %s 起才施行", "%s: %s is in force only since %s", b.describe(q), first.ID,
			since.String())}
}

// endedError names the day a series ended and the values that hold now in its
// place, whatever their class.
func (b *Book) endedError(q Query, v Value) error {
	until := v.Until
	if until.IsZero() {
		until = b.read(v.Instrument).instrument.Until
	}
	later := q
	later.Class = ""
	e := &LookupError{Reason: ErrEnded, Query: q, Values: append([]Value{v}, b.Values(later)...)}
	if len(e.Values) == 1 {
		e.Message = calc.Textf("%s：%s 施行至 %s，之后没有数值", "%s: %s ended on %s and nothing continues it",
			b.describe(q), v.ID, until.String())
		return e
	}
	e.Message = calc.Textf("%s：%s 施行至 %s；现行的是 %s", "%s: %s ended on %s; in force now: %s",
		b.describe(q), v.ID, until.String(), ids(e.Values[1:]))
	return e
}

// gap returns a known gap of the query's instrument that it asks for.
func (b *Book) gap(q Query) (Gap, bool) {
	gaps := b.read(q.Instrument).gaps
	i := slices.IndexFunc(gaps, func(g Gap) bool {
		return either(q.Kind, g.Kind) && q.Substance == g.Substance && either(q.Pollutant, g.Pollutant) &&
			either(q.Medium, g.Medium) &&
			either(q.Outlet, g.Outlet) && sameClass(q.Class, g.Class)
	})
	if i < 0 {
		return Gap{}, false
	}
	return gaps[i], true
}

func (b *Book) gapError(q Query, g Gap) error {
	return &LookupError{Reason: ErrGap, Query: q, Gap: g.ID,
		Message: calc.Textf("%s：已知缺口，查找过但未得到（%s，%s：%s）",
			"%s: a known gap, looked for and not found (%s, %s: %s)",
			b.describe(q), g.Clause.String(), g.ID, Note(g.Looked))}
}

// notTabulated names the rows there are instead: of other stacks where the process has
// some, else of other processes.
func (b *Book) notTabulated(q Query) error {
	e := &LookupError{Reason: ErrNotTabulated, Query: q,
		Message: calc.Textf("%s：没有这一数值", "%s: nothing is tabulated", b.describe(q))}
	open := q
	open.Stack, open.On = "", calc.Date{}
	if stacks := b.distinct(open, func(v Value) string { return v.Stack }); q.Stack != "" && len(stacks) > 0 {
		e.Message = calc.Textf("%s；该工艺有数值的排气筒（stack）：%s", "%s; the process has values for the stacks %s",
			e.Message, b.CodesOf(StackCodes, stacks, q.Instrument))
		return e
	}
	open.Process = ""
	if processes := b.distinct(open, func(v Value) string { return v.Process }); len(processes) > 0 {
		e.Message = calc.Textf("%s；有数值的工艺（process）：%s", "%s; there are values for the processes %s",
			e.Message, b.CodesOf(ProcessCodes, processes, q.Instrument))
	}
	if _, known := b.byInstrument[q.Instrument]; !known && q.Instrument != "" {
		e.Message = calc.Textf("没有 %s 的数值文件", "there is no factor file for %s", q.Instrument)
	}
	return e
}

// distinct lists what the values of a query say of something, sorted.
func (b *Book) distinct(q Query, what func(Value) string) []string {
	var out []string
	for _, v := range b.Values(q) {
		if x := what(v); x != "" {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func ids(values []Value) string {
	var out []string
	for _, v := range values {
		out = append(out, v.ID)
	}
	return strings.Join(out, ", ")
}

// describe says in words what a query asks for: where, of what, and what.
func (b *Book) describe(q Query) calc.Text {
	same := func(s string) calc.Text { return calc.Text{ZH: s, EN: s} }
	industry := q.Industry
	if q.Process != "" { // which says it more exactly
		industry = ""
	}
	parts := []calc.Text{same(q.Instrument), same(industry), b.NameOf(ProcessCodes, q.Process, q.Instrument),
		b.NameOf(StackCodes, q.Stack, q.Instrument), same(q.Product), same(q.Scale), same(q.Zone), same(q.Variant),
		same(q.Treatment), calc.OutletPositions.Name(calc.OutletPosition(q.Outlet)),
		calc.LimitClasses.Name(calc.LimitClass(q.Class)), calc.Media.Name(q.Medium), q.Pollutant.Name(),
		same(q.Substance), q.Kind.Name()}
	var zh, en []string
	for _, p := range parts {
		if p.ZH != "" {
			zh, en = append(zh, p.ZH), append(en, p.EN)
		}
	}
	asked := calc.Text{ZH: strings.Join(zh, " "), EN: strings.Join(en, ", ")}
	if q.On.IsZero() {
		return asked
	}
	return calc.Textf("%s（%s）", "%s (%s)", asked, q.On.String())
}
