package monitoring

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Whatever readings are kept, the same come back, in the order they came: numbers
// from one end of int64 to the other, rows and times that jump, units read anew.
func TestColumnsKeepReadings(t *testing.T) {
	units := []string{"mg/L", "ug/L", "m3/h", "m3", ""}
	rapid.Check(t, func(rt *rapid.T) {
		c := NewColumns()
		given := map[SeriesKey][]Reading{}
		unit := func(name string) quantity.Unit {
			if name == "" {
				return quantity.Unit{}
			}
			return quantity.MustUnit(name)
		}
		number := rapid.OneOf(rapid.Int64Range(0, 99), rapid.Int64())
		start, row := int32(0), 1
		for range rapid.IntRange(0, 300).Draw(rt, "readings") {
			jump := rapid.IntRange(0, 20).Draw(rt, "jump")
			start, row = start+60, row+1
			if jump == 0 {
				start, row = rapid.Int32().Draw(rt, "start"), rapid.IntRange(0, 1<<31-1).Draw(rt, "row")
			}
			value := func(label string) Value {
				return Value{Decimal: quantity.Decimal{Coef: number.Draw(rt, label), Exp: rapid.Int8Range(-3, 0).
					Draw(rt,
						"exp")}, Unit: unit(rapid.SampledFrom(units).Draw(rt, "unit")), Set: rapid.Bool().Draw(rt,
					"set"),
					NonDetect: label == "conc" && jump == 1}
			}
			r := Reading{Kind: rapid.SampledFrom([]Kind{Automatic, Automatic, Automatic, Manual}).Draw(rt, "kind"),
				Outlet:    rapid.SampledFrom([]string{"DW001", "DW002"}).Draw(rt, "outlet"),
				Pollutant: rapid.SampledFrom([]calc.Pollutant{calc.Lead, calc.Cadmium}).Draw(rt, "pollutant"),
				Start:     Minute(start), Minutes: rapid.SampledFrom([]int32{0, 1, 60}).Draw(rt, "minutes"),
				Concentration: value("conc"), Flow: value("flow"),
				Flag:  rapid.SampledFrom([]Flag{NoFlag, Normal, Fault, Stopped}).Draw(rt, "flag"),
				Place: Place{File: rapid.SampledFrom([]string{"a.csv", "b.csv"}).Draw(rt, "file"), Row: row, Col: jump}}
			if err := c.add(&r, false); err != nil {
				rt.Fatal(err)
			}
			key := SeriesKey{r.Kind, r.Outlet, r.Pollutant}
			given[key] = append(given[key], r)
		}
		for key, want := range given {
			var got []Reading
			c.Each(Point{key.Outlet, key.Pollutant}, func(r *Reading) {
				if r.Kind == key.Kind {
					got = append(got, *r)
				}
			})
			if a, b := writtenOut(got), writtenOut(want); !slices.Equal(a, b) {
				rt.Fatalf("%v\ngot  %v\nwant %v", key, a, b)
			}
		}
	})
}

func writtenOut(list []Reading) []string {
	var out []string
	for _, r := range list {
		c, f := r.Concentration, r.Flow
		out = append(out, fmt.Sprint(r.Kind, r.Start, r.Minutes, c.Decimal, c.Unit.String(), c.Set, c.NonDetect,
			f.Decimal,
			f.Unit.String(), f.Set, r.Flag, r.Place))
	}
	return out
}

// A year of minutes of one metal takes at most eight bytes a value.
func TestColumnsAreSmall(t *testing.T) {
	c := NewColumns()
	fill(t, c, 100_000)
	n := 0
	for _, col := range c.columns {
		n += len(col.open)
		for _, b := range col.full {
			n += cap(b)
		}
	}
	if n > 800_000 {
		t.Fatalf("100,000 readings take %d bytes", n)
	}
}

// fill adds minutes of one metal with numbers of four digits.
func fill(t testing.TB, c *Columns, n int) {
	state := uint64(1)
	draw := func(n uint64) int64 {
		state = state*6364136223846793005 + 1442695040888963407
		return int64(state >> 33 % n)
	}
	conc, flow := val(t, "0.0500", "mg/L"), val(t, "10", "m3/h")
	for i := range n {
		conc.Decimal = quantity.Decimal{Coef: 1000 + draw(9000), Exp: -5}.Trim()
		flow.Decimal = quantity.Decimal{Coef: 1000 + draw(9000), Exp: -2}.Trim()
		err := c.add(&Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Lead, Start: Minute(i), Minutes: 1,
			Concentration: conc, Flow: flow, Flag: Normal, Place: Place{"a.csv", i + 2, 3}}, false)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkColumns keeps a month of minutes and sorts them out; bytes are those
// kept.
func BenchmarkColumns(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c := NewColumns()
		fill(b, c, 43_200)
		n := 0
		c.Each(Point{"DW001", calc.Lead}, func(*Reading) { n++ })
		if n != 43_200 {
			b.Fatal(n)
		}
	}
}
