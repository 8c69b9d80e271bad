package dossier

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
)

// creditAlphabet is the alphabet of GB 32100-2015 table 1 in the order of its
// values 0…30: digits and capital letters without I, O, S, V, Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditLength is the length of a unified social credit code; its last
// character is the check character.
const creditLength = 18

// CreditCodeCheck returns the check character that belongs to the first 17
// characters of a unified social credit code by GB 32100-2015: with the
// weights W(i) = 3^(i−1) mod 31, it is the character of the value
// 31 − Σ C(i)·W(i) mod 31, where 31 counts as 0. Characters beyond the 17th
// are not looked at.
func CreditCodeCheck(code string) (byte, error) {
	if len(code) < creditLength-1 {
		return 0, fmt.Errorf("a credit code has %d characters before the check character, not %d", creditLength-1,
			len(code))
	}
	sum, weight := 0, 1
	for i := range creditLength - 1 {
		value := strings.IndexByte(creditAlphabet, code[i])
		if value < 0 {
			return 0, fmt.Errorf("character %d, %q, is not in the alphabet of GB 32100-2015", i+1, code[i])
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31], nil
}

var byCreditCode = calc.Clause{Instrument: "GB 32100-2015", Locator: "4"}

// creditFault says what is wrong with a credit code; ok is true where nothing
// is.
func creditFault(code string) (message, remedy calc.Text, ok bool) {
	copyAgain := calc.Text{ZH: "按营业执照逐字核对 18 位统一社会信用代码",
		EN: "copy the 18 characters again from the business licence"}
	if len(code) != creditLength {
		return calc.Textf("统一社会信用代码 %q 应为 18 位数字或大写字母",
			"credit code %q: a unified social credit code has 18 digits and capital letters", code), copyAgain, false
	}
	for i := range creditLength {
		if strings.IndexByte(creditAlphabet, code[i]) < 0 {
			return calc.Textf("统一社会信用代码 %q 第 %d 位不是允许的字符",
					"credit code %q: character %d is not one the code may have", code, i+1),
				calc.Text{ZH: "只用数字和大写字母，不用 I、O、S、V、Z；多为 0 与 O、1 与 I 之误",
					EN: "digits and capital letters without I, O, S, V, Z; often O stands for 0, or I for 1"}, false
		}
	}
	want, err := CreditCodeCheck(code)
	if err != nil || want == code[creditLength-1] {
		return calc.Text{}, calc.Text{}, err == nil
	}
	return calc.Textf("统一社会信用代码 %q 的校验码应为 %s",
		"credit code %q: the check character of its first 17 characters is %s", code, string(want)), copyAgain, false
}

// ForAmounts are the findings of a dossier of which only amounts are asked: a credit
// code moves none, so a wrong one is a warning there. A plan, its documents and their
// review name the firm by it, and it stays an error.
func ForAmounts(fs []calc.Finding) []calc.Finding {
	out := slices.Clone(fs)
	for i := range out {
		if out[i].Code == CodeCreditCode && out[i].Severity == calc.Error {
			out[i].Severity = calc.Warning
		}
	}
	return calc.SortFindings(out)
}
