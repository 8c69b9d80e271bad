package dossier

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tidai/calc"
)

// everyStated calls do for every quantity that is stated below v.
func everyStated(v reflect.Value, do func(Stated)) {
	if s, ok := v.Interface().(Stated); ok {
		if s.Set {
			do(s)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			everyStated(v.Elem(), do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				everyStated(v.Field(i), do)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			everyStated(v.Index(i), do)
		}
	}
}

// Every quantity of every example knows its key, and no two have one.
func TestKeysTellStatementsApart(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/dossiers/*")
	if err != nil || len(dirs) < 6 {
		t.Fatal(dirs, err)
	}
	for _, dir := range dirs {
		d, findings := Open(dir)
		if d == nil {
			t.Fatal(findings)
		}
		seen, n := map[calc.LeafID]Stated{}, 0
		everyStated(reflect.ValueOf(*d), func(s Stated) {
			id := s.Step("x", "x").Leaf()
			if other, twice := seen[id]; twice || s.Key == "" {
				t.Errorf("%s: %q has the key %q, as has %+v", s.At, s.Written, s.Key, other)
			}
			seen[id], n = s, n+1
		})
		if n == 0 {
			t.Errorf("%s: no quantity found", dir)
		}
	}
}

// Quantities of one line are told apart by their keys, even equal ones; the
// path counts tables of one kind from 0.
func TestKeysOfOneLine(t *testing.T) {
	const product = `product = [` +
		`{ id = "a", name = "x", process = "multilayer", capacity = "5 m2/a", unit_volume = "5 m3/m2", ` +
		`pollutants = ["Cr"] }, ` +
		`{ id = "b", name = "y", process = "multilayer", capacity = "5 m2/a", pollutants = ["Cr"] }]`
	first := strings.Index(whole, "[[line.product]]")
	last := strings.Index(whole, "[[line]]\nid = \"B-L1\"")
	d, _ := parseText(whole[:first] + product + "\n\n" + whole[last:])
	p := d.Lines[0].Products
	equal(t, "keys", []string{p[0].Capacity.Key, p[0].UnitVolume.Key, p[1].Capacity.Key}, []string{
		"line[0].product[0].capacity", "line[0].product[0].unit_volume", "line[0].product[1].capacity"})
	a, b := p[0].Capacity.Step("C", "capacity"), p[1].Capacity.Step("C", "capacity")
	if a.Origin().At != b.Origin().At || a.Leaf() == b.Leaf() {
		t.Errorf("the capacities of %s and %s are one number", a.Origin().At, b.Origin().At)
	}
	if a.Leaf() != p[0].Capacity.Step("A", "activity").Leaf() {
		t.Error("a capacity under another letter is another number")
	}
}
