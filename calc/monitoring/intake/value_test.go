package intake

import "testing"

func TestParseValue(t *testing.T) {
	for _, c := range []struct {
		text, value string
		kind        cellKind
	}{
		{"0.05", "0.05", number}, {" 0.05 ", "0.05", number}, {"０．０５", "0.05", number}, {"'0.05", "0.05", number}, {"2.43E-1", "0.243", number},
		{"-0.01", "-0.01", number}, {"−0.01", "-0.01", number}, {"0", "0", number}, {"0.28999999999999998", "0.28999999999999998", number},
		{"0.05L", "0.05", censored}, {"0.05 L", "0.05", censored}, {"０.０５Ｌ", "0.05", censored}, {"<0.05", "0.05", censored}, {"＜0.05", "0.05", censored}, {"< 0.05", "0.05", censored},
		{"ND(0.05)", "0.05", censored}, {"未检出（0.05）", "0.05", censored}, {"未检出(<0.05)", "0.05", censored}, {"0.05ND", "0.05", censored}, {"0.05(L)", "0.05", censored},
		{"ND", "0", undetect}, {"nd", "0", undetect}, {"未检出", "0", undetect}, {"N.D.", "0", undetect}, {"<DL", "0", undetect},
		{"", "0", blank}, {"--", "0", blank}, {"-", "0", blank}, {"—", "0", blank}, {"/", "0", blank}, {"NULL", "0", blank}, {"　", "0", blank}, {"无", "0", blank},
		{">10", "0", over},
		{"1,234.5", "0", separated}, {"0,05", "0", separated}, {"1，234", "0", separated},
		{"0.1234567890123456789", "0", tooLong},
		{"abc", "0", notNumber}, {"L", "0", notNumber}, {"<", "0", notNumber}, {"<<1", "0", notNumber}, {"0L", "0", notNumber}, {"-1L", "0", notNumber}, {"0.05mg/L", "0", notNumber}, {"1 2", "0", notNumber}, {"1 234.5", "0", notNumber},
	} {
		d, kind := parseValue(c.text)
		if kind != c.kind || d.String() != c.value {
			t.Errorf("%q = %s kind %d, want %s kind %d", c.text, d, kind, c.value, c.kind)
		}
	}
}

// What a spreadsheet stores of a number typed, and the number typed.
func TestSpreadsheetNumber(t *testing.T) {
	for in, want := range map[string]string{
		"0.28999999999999998":   "0.290000000000000", // padding zeros fall away in Decimal
		"0.30000000000000004":   "0.3",
		"1.1000000000000001E-2": "1.1e-2",
		"99999.999999999985":    "100000", // 15 digits 99999.9999999999|85 round up: …99 + 1
		"9.9999999999999995E-8": "1e-7",
		"-4.4499999999999998":   "-4.45",
		"12345.678":             "12345.678",
		"45658":                 "45658",
		"1.5E3":                 "1500",
	} {
		got, kind := parseValue(spreadsheetNumber(in))
		w, _ := parseValue(want)
		if kind != number || got != w {
			t.Errorf("%s = %s, want %s", in, got, want)
		}
	}
}
