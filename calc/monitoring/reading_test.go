package monitoring

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tidai/calc"
)

func TestAt(t *testing.T) {
	for _, c := range []struct {
		date  string
		h, m  int
		want  Minute
		shown string
	}{
		{"2000-01-01", 0, 0, 0, "2000-01-01 00:00"},
		{"2000-02-29", 23, 59, 59*1440 + 1439, "2000-02-29 23:59"}, // January 31 days + 28 days
		{"1999-12-31", 23, 0, -60, "1999-12-31 23:00"},
		{"2025-12-31", 24, 0, 9497 * 1440, "2026-01-01 00:00"}, // 26 years of 365 days and 7 leap days (2000 … 2024)
	} {
		got, ok := At(calc.MustDate(c.date), c.h, c.m)
		if !ok || got != c.want || got.String() != c.shown {
			t.Errorf("%s %d:%d = %d %s, want %d %s", c.date, c.h, c.m, got, got, c.want, c.shown)
		}
	}
	for _, c := range []struct {
		d    calc.Date
		h, m int
	}{{calc.Date{Year: 2025, Month: 2, Day: 29}, 0, 0}, {calc.Date{Year: 2025, Month: 13, Day: 1}, 0, 0},
		{calc.Date{Year: 2025, Month: 1, Day: 1}, 24, 1}, {calc.Date{Year: 2025, Month: 1, Day: 1}, 25, 0},
		{calc.Date{}, 0, 0}, {calc.Date{Year: 25, Month: 1, Day: 1}, 0, 0}} {
		if got, ok := At(c.d, c.h, c.m); ok {
			t.Errorf("%v %d:%d = %s, want a refusal", c.d, c.h, c.m, got)
		}
	}
}

// The calendar is that of package time, day by day from 1970 to 2199.
func TestCalendar(t *testing.T) {
	for at := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2200; at = at.AddDate(0, 0, 1) {
		d := calc.Date{Year: at.Year(), Month: int(at.Month()), Day: at.Day()}
		want := Minute(at.Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) / time.Minute)
		if got, ok := At(d, 0, 0); !ok || got != want || got.Date() != d {
			t.Fatalf("%s = %d, %s; want %d", d, got, got.Date(), want)
		}
		if end := at.AddDate(0, 0, 1); end.Month() != at.Month() && d.Day < 31 {
			if _, ok := At(calc.Date{Year: d.Year, Month: d.Month, Day: d.Day + 1}, 0, 0); ok {
				t.Fatalf("a day after %s in its month", d)
			}
		}
	}
}

func TestMinuteRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Minute(rapid.Int32Range(-15_000_000, 100_000_000).Draw(t, "m"))
		h, min := m.Clock()
		if back, ok := At(m.Date(), h, min); !ok || back != m {
			t.Fatalf("%d = %s = %d", m, m, back)
		}
	})
}
