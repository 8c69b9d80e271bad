package intake

import "testing"

func TestParseValue(t *testing.T) {
	for _, c := range []struct {
		text, value string
		kind        cellKind
	}{
		{"0.05", "0.05", number}, {" 0.05 ", "0.05", number}, {"０．０５", "0.05", number}, {"'0.05", "0.05", number},
		{"2.43E-1", "0.243", number},
		{"-0.01", "-0.01", number}, {"−0.01", "-0.01", number}, {"0", "0", number},
		{"0.28999999999999998", "0.28999999999999998", number},
		{"0.05L", "0.05", censored}, {"0.05 L", "0.05", censored}, {"０.０５Ｌ", "0.05", censored},
		{"<0.05", "0.05", censored}, {"＜0.05", "0.05", censored}, {"< 0.05", "0.05", censored},
		{"ND(0.05)", "0.05", censored}, {"未检出（0.05）", "0.05", censored}, {"未检出(<0.05)", "0.05", censored},
		{"0.05ND", "0.05", censored}, {"0.05(L)", "0.05", censored},
		{"ND", "0", undetect}, {"nd", "0", undetect}, {"未检出", "0", undetect}, {"N.D.", "0", undetect},
		{"<DL", "0", undetect},
		{"", "0", blank}, {"--", "0", blank}, {"-", "0", blank}, {"—", "0", blank}, {"/", "0", blank},
		{"NULL", "0", blank}, {"　", "0", blank}, {"无", "0", blank},
		{">10", "0", over},
		{"1,234.5", "0", separated}, {"0,05", "0", separated}, {"1，234", "0", separated},
		{"0.1234567890123456789", "0", tooLong},
		{"abc", "0", notNumber}, {"L", "0", notNumber}, {"<", "0", notNumber}, {"<<1", "0", notNumber},
		{"0L", "0", notNumber}, {"-1L", "0", notNumber}, {"0.05mg/L", "0", notNumber}, {"1 2", "0", notNumber},
		{"1 234.5", "0", notNumber},
	} {
		d, kind := parseValue(c.text)
		if kind != c.kind || d.String() != c.value {
			t.Errorf("%q = %s kind %d, want %s kind %d", c.text, d, kind, c.value, c.kind)
		}
	}
}
