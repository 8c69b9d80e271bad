package book

import (
	"math/big"
	"strings"
	"testing"
)

func TestCellName(t *testing.T) {
	for col, want := range map[int]string{0: "A7", 25: "Z7", 26: "AA7", 51: "AZ7", 52: "BA7", 701: "ZZ7", 702: "AAA7",
		16383: "XFD7"} {
		if got := CellName(6, col); got != want {
			t.Errorf("column %d: %s, want %s", col, got, want)
		}
	}
}

// A name is valid, its own in whatever case, and not longer than Excel takes.
func TestNames(t *testing.T) {
	var n Names
	p := Place{Sheet: &Sheet{Name: "输入"}, Row: 1, Col: 2}
	var got []string
	for _, wish := range []string{"in_a", "in_a", "IN_A", "in_a_2", "in-铅 b", strings.Repeat("x", 300)} {
		got = append(got, n.Add(wish, p))
	}
	want := "in_a_1 in_a_2 IN_A_3 in_a_2_2 in___b_1 " + strings.Repeat("x", longestName) + "_1"
	if strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
	if n.List[0] != (Name{"in_a_1", "'输入'!$C$2"}) {
		t.Errorf("%v", n.List[0])
	}
}

func TestPlace(t *testing.T) {
	here, there := &Sheet{Name: "here"}, &Sheet{Name: "there"}
	p := Place{Sheet: here, Row: 4, Col: 27}
	if a, b := p.From(here), p.From(there); a != "AB5" || b != "'here'!$AB$5" {
		t.Errorf("%s, %s", a, b)
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string][2]string{
		"1":              {"1", ""},
		"1000":           {"1000", "*1000"},
		"1/1000":         {"0.001", "/1000"},
		"2/3":            {"0.66666666666666667", "*2/3"},
		"123456789.0125": {"123456789.0125", "*9876543121/80"},
	} {
		r, _ := new(big.Rat).SetString(in)
		if got := Decimal(r); got != want[0] {
			t.Errorf("%s is held as %s, want %s", in, got, want[0])
		}
		if got := Scaled(r); got != want[1] {
			t.Errorf("%s scales by %s, want %s", in, got, want[1])
		}
	}
	for exact, want := range map[string]bool{"0.000000000000001": true, "123456789012345": true,
		"1234567890123456": false, "-0.5": true, "1/3": false} {
		if Holds(exact) != want {
			t.Errorf("a cell holds %s: %v", exact, !want)
		}
	}
}
