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
)

// LookupError says what is missing, in both languages. errors.Is tells the
// reason.
type LookupError struct {
	Reason  error
	Query   Query
	Values  []Value // the values the message names
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
		q.Substance == v.Substance &&
		either(q.Pollutant, v.Pollutant) && either(q.Medium, v.Medium) && either(q.Industry, v.Industry) &&
		either(q.Process, v.Process) && either(q.Product, v.Product) && either(q.Scale, v.Scale) &&
		either(q.Variant, v.Variant) && either(q.Treatment, v.Treatment) &&
		either(q.Outlet, v.Outlet) && either(q.Class, v.Class)
}

// either reports whether two selectors can mean the same row: they are equal,
// or one of them is open.
func either[S ~string](a, b S) bool { return a == "" || b == "" || a == b }

func (b *Book) inForce(v Value, on calc.Date) bool { return !b.before(v, on) && !b.ended(v, on) }

func (b *Book) before(v Value, on calc.Date) bool {
	return on.Before(v.Since) || on.Before(b.instrument(v.Instrument).Since)
}

func (b *Book) ended(v Value, on calc.Date) bool {
	last := b.instrument(v.Instrument).Until
	return (!v.Until.IsZero() && on.After(v.Until)) || (!last.IsZero() && on.After(last))
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
			Message: calc.Textf("%s：有多个数值同时适用（%s）", "%s: more than one value fits (%s)", q.describe(), ids(found))}
	case found[0].Absent:
		return Value{}, absentError(q, found[0])
	}
	return found[0], nil
}

func absentError(q Query, v Value) error {
	return &LookupError{Reason: ErrNoSuchItem, Query: q, Values: []Value{v},
		Message: calc.Textf("%s：该文件没有这一项（%s，%s）", "%s: the instrument has no such item (%s, %s)",
			q.describe(), v.Clause.String(), v.ID)}
}

// notFound says why nothing fits: the date, or the row.
func (b *Book) notFound(q Query) error {
	undated := q
	undated.On = calc.Date{}
	rows := b.Values(undated)
	if len(rows) == 0 {
		return b.notTabulated(q)
	}
	if ended := slices.IndexFunc(rows, func(v Value) bool { return b.ended(v, q.On) }); ended >= 0 {
		return b.endedError(q, rows[ended])
	}
	first := rows[0]
	since := first.Since
	if since.IsZero() {
		since = b.instrument(first.Instrument).Since
	}
	return &LookupError{Reason: ErrNotInForce, Query: q, Values: rows,
		Message: calc.Textf("%s：%s 自 %s 起才施行", "%s: %s is in force only since %s", q.describe(), first.ID, since.String())}
}

// endedError names the day a series ended and the values that hold now in its
// place, whatever their class.
func (b *Book) endedError(q Query, v Value) error {
	until := v.Until
	if until.IsZero() {
		until = b.instrument(v.Instrument).Until
	}
	later := q
	later.Class = ""
	e := &LookupError{Reason: ErrEnded, Query: q, Values: append([]Value{v}, b.Values(later)...)}
	if len(e.Values) == 1 {
		e.Message = calc.Textf("%s：%s 施行至 %s，之后没有数值", "%s: %s ended on %s and nothing continues it",
			q.describe(), v.ID, until.String())
		return e
	}
	e.Message = calc.Textf("%s：%s 施行至 %s；现行的是 %s", "%s: %s ended on %s; in force now: %s",
		q.describe(), v.ID, until.String(), ids(e.Values[1:]))
	return e
}

func (b *Book) notTabulated(q Query) error {
	e := &LookupError{Reason: ErrNotTabulated, Query: q,
		Message: calc.Textf("%s：没有这一数值", "%s: nothing is tabulated", q.describe())}
	open := q
	open.Process, open.On = "", calc.Date{}
	var processes []string
	for _, v := range b.Values(open) {
		processes = append(processes, v.Process)
	}
	slices.Sort(processes)
	if processes = slices.Compact(processes); len(processes) > 0 {
		e.Message = calc.Textf("%s：没有这一数值；有的 process 是：%s", "%s: nothing is tabulated; there are values for process %s",
			q.describe(), strings.Join(processes, ", "))
	}
	if _, known := b.byInstrument[q.Instrument]; !known && q.Instrument != "" {
		e.Message = calc.Textf("没有 %s 的数值文件", "there is no factor file for %s", q.Instrument)
	}
	return e
}

func ids(values []Value) string {
	var out []string
	for _, v := range values {
		out = append(out, v.ID)
	}
	return strings.Join(out, ", ")
}

// describe says what a query asks for.
func (q Query) describe() string {
	var parts []string
	for _, s := range []string{q.Instrument, string(q.Kind), string(q.Pollutant), q.Substance, string(q.Medium), q.Industry,
		q.Process, q.Product, q.Scale, q.Variant, q.Treatment, q.Outlet, q.Class, q.On.String()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " / ")
}
