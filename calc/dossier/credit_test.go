package dossier

import "testing"

// Weights 3^(i−1) mod 31 for i = 1…17:
// 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28. M has the value 21, A 10.
// All codes are invented.
var creditCodes = []struct {
	code string
	why  string
}{
	// 9·1+1·3+2·9+2·27+0+2·26+0+1·17+21·20+10·29+1·28 = 891 = 28·31+23; 31−23 = 8
	{"91220201MA00000018", "check digit"},
	// 9·1+1·3+2·9+2·27+0+2·26+0+3·17+21·20+10·29+2·28 = 953 = 30·31+23; 31−23 = 8
	{"91220203MA00000028", "same remainder, other digits"},
	// 9+3+18+54+420+290 = 794; +29·28 for X = 1606 = 51·31+25; 31−25 = 6
	{"91220000MA000000X6", "letter among the first 17"},
	// 794 + 1·30 + 6·28 = 992 = 32·31+0; 31 counts as 0
	{"91220000MA00000160", "remainder zero"},
	// 794 + 6·28 = 962 = 31·31+1; 31−1 = 30 = Y
	{"91220000MA0000006Y", "letter as check character"},
}

func TestCreditCodeCheck(t *testing.T) {
	for _, c := range creditCodes {
		want := c.code[creditLength-1]
		if got, err := CreditCodeCheck(c.code); err != nil || got != want {
			t.Errorf("%s (%s): got %q, %v; want %q", c.code, c.why, got, err, want)
		}
		if message, _, ok := creditFault(c.code); !ok {
			t.Errorf("%s is refused: %s", c.code, message.EN)
		}
	}
	for _, bad := range []string{"", "9122", "91220201MA00000I1", "91220201ma0000001"} {
		if got, err := CreditCodeCheck(bad); err == nil {
			t.Errorf("%q gives the check character %q, want an error", bad, got)
		}
	}
}

// The check finds every single wrong character: 31 is prime and no weight is
// a multiple of it.
func TestEveryWrongCharacterIsFound(t *testing.T) {
	code := creditCodes[0].code
	for i := range creditLength {
		for j := range len(creditAlphabet) {
			if creditAlphabet[j] == code[i] {
				continue
			}
			wrong := code[:i] + creditAlphabet[j:j+1] + code[i+1:]
			if _, _, ok := creditFault(wrong); ok {
				t.Errorf("%s passes", wrong)
			}
		}
	}
}
