package sheet

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestSerialDate(t *testing.T) {
	for _, c := range []struct {
		serial string
		d1904  bool
		want   string
	}{
		// Days counted in Excel: 1 = 1900-01-01, 59 = 1900-02-28, 61 = 1900-03-01, 45292 = 2024-01-01.
		{"1", false, "1900-1-1 0:0:0 true"},
		{"59", false, "1900-2-28 0:0:0 true"},
		{"60", false, "1900-2-29 0:0:0 false"},
		{"61", false, "1900-3-1 0:0:0 true"},
		{"45292", false, "2024-1-1 0:0:0 true"},
		{"45292.75", false, "2024-1-1 18:0:0 true"},
		{"45292.041666666664", false, "2024-1-1 1:0:0 true"},
		{"4.5292041666666664E4", false, "2024-1-1 1:0:0 true"},
		{"45292.9999999", false, "2024-1-2 0:0:0 true"}, // 86399.99 s
		{"2958465.5", false, "9999-12-31 12:0:0 true"},
		{"2958466", false, "10000-1-1 0:0:0 false"},
		{"0.5", false, "0-0-0 12:0:0 true"},
		{"0", true, "1904-1-1 0:0:0 true"},
		{"43830", true, "2024-1-1 0:0:0 true"}, // 45292 - 1462
		// Half a second goes to the even one.
		{"1.00390625", false, "1900-1-1 0:5:38 true"},  // 1/256 d = 337.5 s -> 338
		{"1.01171875", false, "1900-1-1 0:16:52 true"}, // 3/256 d = 1012.5 s -> 1012
		{"-1", false, "0-0-0 0:0:0 false"}, {"", false, "0-0-0 0:0:0 false"}, {"x", false, "0-0-0 0:0:0 false"},
		{"1e400", false, "0-0-0 0:0:0 false"}, {"1e-9999999", false, "0-0-0 0:0:0 false"},
		{"99999999999999999999", false, "0-0-0 0:0:0 false"},
	} {
		y, m, d, h, min, s, ok := SerialDate(c.serial, c.d1904)
		if got := fmt.Sprintf("%d-%d-%d %d:%d:%d %v", y, m, d, h, min, s, ok); got != c.want {
			t.Errorf("%s: %s, want %s", c.serial, got, c.want)
		}
	}
}

// excelize has the same day and the same second, or the next to it where it
// rounds in binary.
func TestSerialAgreesWithExcelize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day, sec, d1904 := rapid.IntRange(61, 100000).Draw(t, "day"), rapid.IntRange(0, 86399).Draw(t, "sec"),
			rapid.Bool().Draw(t, "1904")
		x := float64(day) + float64(sec)/86400
		want, err := excelize.ExcelDateToTime(x, d1904)
		if err != nil {
			t.Fatal(err)
		}
		want = want.Add(500_000_000).Truncate(1_000_000_000)
		y, m, d, h, min, s, ok := SerialDate(fmt.Sprint(x), d1904)
		got := fmt.Sprintf("%04d-%02d-%02d %02d:%02d:%02d", y, m, d, h, min, s)
		if !ok || got != want.Format("2006-01-02 15:04:05") {
			t.Fatalf("%v: %s, want %s", x, got, want)
		}
	})
}

// Both ways of rounding agree.
func TestSerialSeconds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		serial := rapid.StringMatching(`[0-9]{1,6}\.[0-9]{1,18}`).Draw(t, "serial")
		fast, ok1 := serialSeconds(serial)
		slow, ok2 := exactSeconds(serial)
		if !ok1 || !ok2 || fast != slow {
			t.Fatalf("%s: %d %d", serial, fast, slow)
		}
	})
}

func TestTyped(t *testing.T) {
	for in, want := range map[string]string{
		"7.0000000000000007E-2": "0.07", "0.30000000000000004": "0.3", "5.0000000000000003E-2": "0.05",
		"-1.1000000000000001": "-1.1",
		"1.50":                "1.50", "12345": "12345", "1E-3": "1E-3", "0": "0", "x": "x", "": "",
		"99999999999999999": "100000000000000000", "1234567890123456789": "1234567890123460000",
		"1.0000000000000005E-20": "1E-20", "123456789012.34567": "123456789012.346",
		"0.1234567890123445": "0.123456789012344", "0.1234567890123455": "0.123456789012346", // half to even
	} {
		if got := string(Typed([]byte(in))); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// What a person types with at most 15 digits comes back from the 17 digits
// that Excel saves.
func TestTypedAgreesWithBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringMatching(`[1-9][0-9]{0,6}\.[0-9]{0,7}[1-9]`).Draw(t, "typed")
		var x float64
		if _, err := fmt.Sscan(typed, &x); err != nil {
			t.Fatal(err)
		}
		saved := fmt.Sprintf("%.16E", x)
		got, ok1 := new(big.Rat).SetString(string(Typed([]byte(saved))))
		want, ok2 := new(big.Rat).SetString(typed)
		if !ok1 || !ok2 || got.Cmp(want) != 0 {
			t.Fatalf("%s saved as %s reads %v", typed, saved, got)
		}
	})
}
