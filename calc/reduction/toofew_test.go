package reduction

import (
	"strings"
	"testing"

	"tidai/calc/monitoring"
)

// Data too few for a year are no evidence of a reduction; the reason names what is
// missing.
func TestTooFewData(t *testing.T) {
	x := monitoring.Account{}
	x.Amount = zeroAmount()
	if why := unproven(x, monitoring.BeforeState); why.ZH != "" {
		t.Errorf("an amount without doubts: %q", why.ZH)
	}
	x.TooFew.ZH, x.TooFew.EN = "2025年第1季度有效捕集率 60.0%，低于 75.0%", "60.0%, below 75.0%"
	for _, use := range []monitoring.Use{monitoring.BeforeState, monitoring.AfterState} {
		if why := unproven(x, use); !strings.Contains(why.ZH, "60.0%") {
			t.Errorf("%s: %q", use, why.ZH)
		}
	}
}
