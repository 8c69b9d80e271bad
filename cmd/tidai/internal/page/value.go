package page

import (
	"bytes"
	"encoding/json"
	"strconv"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Object is an object of JSON that keeps the order of its members.
type Object []Member

// Member is a key with its value: nil, a text, a bool, a whole number, an Object,
// a list of values, or anything else that encoding/json writes.
type Member struct {
	Key   string
	Value any
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	return Marshal(o, false)
}

// Marshal writes a value as JSON in one line; with traces every amount carries its
// derivation.
func Marshal(value any, traces bool) ([]byte, error) {
	var b bytes.Buffer
	err := appendJSON(&b, value, traces)
	return b.Bytes(), err
}

// appendJSON writes a value; objects inside it are written in place, since a
// Marshaler inside a Marshaler would be read again at every level.
func appendJSON(b *bytes.Buffer, value any, traces bool) error {
	switch v := value.(type) {
	case Object:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := appendJSON(b, m.Key, traces); err != nil {
				return err
			}
			b.WriteByte(':')
			if err := appendJSON(b, m.Value, traces); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	case []any:
		b.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := appendJSON(b, x, traces); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case amount:
		return appendJSON(b, v.object(traces), traces)
	}
	if appendPlain(b, value) {
		return nil
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false) // < and & in names stay readable
	if err := e.Encode(value); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line end of the encoder
	return nil
}

// appendPlain writes the small values that most data are made of, if value is one that
// needs no escapes: an encoder for each would take most of the time.
func appendPlain(b *bytes.Buffer, value any) bool {
	switch v := value.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.Write(strconv.AppendBool(b.AvailableBuffer(), v))
	case int:
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(v), 10))
	case int64:
		b.Write(strconv.AppendInt(b.AvailableBuffer(), v, 10))
	case string:
		for _, c := range []byte(v) {
			if c < ' ' || c > '~' || c == '"' || c == '\\' {
				return false
			}
		}
		b.WriteByte('"')
		b.WriteString(v)
		b.WriteByte('"')
	default:
		return false
	}
	return true
}

// TextValue is a text in both languages; nil where it is empty.
func TextValue(t calc.Text) any {
	if t == (calc.Text{}) {
		return nil
	}
	return Object{{"zh", t.ZH}, {"en", t.EN}}
}

// NumberValue is a quantity: exactly, as tables show it, and its unit.
func NumberValue(q quantity.Quantity) Object {
	return Object{{"exact", q.Exact()}, {"shown", q.ShownAmount()}, {"unit", q.Unit().String()}}
}

// AmountValue is a number with a derivation, an annual amount in kg/a; nil where
// there is none. Whether the derivation is written is the writer's choice.
func AmountValue(s calc.Step) any {
	if !s.OK() {
		return nil
	}
	return amount{s}
}

type amount struct{ step calc.Step }

func (a amount) object(traces bool) Object {
	q := a.step.Value()
	if kg, err := q.In(quantity.KgPerYear); err == nil {
		q = kg
	}
	out := NumberValue(q)
	if traces {
		out = append(out, Member{"trace", a.step.Trace()})
	}
	return out
}

// MarshalJSON writes the number without its derivation.
func (a amount) MarshalJSON() ([]byte, error) { return Marshal(a, false) }

// ReasonValue says why a number that was asked for is absent.
func ReasonValue(s calc.Step) any {
	if err := s.Err(); err != nil && err != calc.ErrAbsent {
		return TextValue(calc.ErrorText(err))
	}
	return nil
}

// ClauseValue is a place in an instrument; nil where there is none.
func ClauseValue(c calc.Clause) any {
	if c.IsZero() {
		return nil
	}
	return Object{{"instrument", c.Instrument}, {"locator", c.Locator}}
}

// orNull is a text; nil where it is empty.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func stringList(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
