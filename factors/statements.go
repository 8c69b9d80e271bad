package factors

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"tidai/calc"
	"tidai/calc/quantity"
)

// statement is one thing that an entry states, by the key files use.
type statement struct{ key, text string }

// What an entry is, or where it was read, is not what it states.
var notStated = []string{"ID", "At", "Local", "Entry", "IsFigure"}

// ofInstrument is what values and gaps repeat of their instrument.
const ofInstrument = "Title"

// fileKeys are the keys of files where the name of the field is another word.
var fileKeys = map[string]string{"Tiers": "methods", "Position": "positions", "Family": "family",
	"RequiredWhere": "automatic_of", "RequiresAutomatic": "automatic_required", "TimeIs": "time", "By": "confirmed_by"}

// statementsOf lists what an entry states. It reads the fields of the type, so
// that a key added to an entry later is compared without a word here.
func statementsOf(x any) []statement {
	var out []statement
	v := reflect.ValueOf(x)
	repeats := v.Type() == reflect.TypeFor[Value]() || v.Type() == reflect.TypeFor[Gap]()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || slices.Contains(notStated, f.Name) || isList(f.Type) ||
			(repeats && f.Name == ofInstrument) {
			continue
		}
		key := keyOf(f.Name)
		switch y := v.Field(i).Interface().(type) {
		case quantity.Quantity:
			out = append(out, figureOf(x, y)...)
		case calc.Text:
			out = append(out, statement{key + "_zh", y.ZH}, statement{key + "_en", y.EN})
		default:
			out = append(out, statement{key, textOf(v.Field(i))})
		}
	}
	return slices.DeleteFunc(out, func(s statement) bool { return s.text == "" })
}

// figureOf are value and unit, where the entry has a figure.
func figureOf(x any, q quantity.Quantity) []statement {
	switch e := x.(type) {
	case Value:
		if _, words := e.Words(); words {
			return nil
		}
	case Parameter:
		if !e.IsFigure {
			return nil
		}
	}
	return []statement{{"value", q.Exact()}, {"unit", firstOf(q.Unit().String(), "1")}}
}

// listed is one entry of a list within a larger one.
type listed struct {
	list, id string
	states   []statement
}

// listedParts are the entries of the lists of a policy that have ids.
func listedParts(p Policy) []listed {
	var out []listed
	v := reflect.ValueOf(p)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || !isList(f.Type) {
			continue
		}
		for j := range v.Field(i).Len() {
			e := v.Field(i).Index(j)
			out = append(out, listed{f.Name, e.FieldByName("ID").String(), statementsOf(e.Interface())})
		}
	}
	return out
}

// isList reports whether a field lists entries with ids of their own.
func isList(t reflect.Type) bool {
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct {
		return false
	}
	id, ok := t.Elem().FieldByName("ID")
	return ok && id.Type.Kind() == reflect.String
}

// textOf writes what a field holds as one line; "" where it holds nothing.
func textOf(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case calc.Clause:
		return x.String()
	case calc.Text:
		return strings.Join([]string{x.ZH, x.EN}, " / ")
	case fmt.Stringer:
		return x.String()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, textOf(v.Index(i)))
		}
		return strings.Join(parts, ", ")
	case reflect.Map:
		return mapText(v)
	case reflect.Pointer:
		return textOf(v.Elem())
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "At" {
				parts = append(parts, textOf(v.Field(i)))
			}
		}
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
	}
	return fmt.Sprint(v.Interface())
}

func mapText(v reflect.Value) string {
	parts := map[string]string{}
	for _, key := range v.MapKeys() {
		parts[key.String()] = textOf(v.MapIndex(key))
	}
	var out []string
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		out = append(out, key+" = "+parts[key])
	}
	return strings.Join(out, ", ")
}

// keyOf is the key of a field in files: TextUnit is text_unit.
func keyOf(field string) string {
	if key, ok := fileKeys[field]; ok {
		return key
	}
	var out strings.Builder
	for i, r := range field {
		if i > 0 && unicode.IsUpper(r) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
