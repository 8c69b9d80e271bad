package calc

import (
	"slices"
	"testing"
)

// What follows from a finding stands beneath it and names it; what follows from that
// one, or from several, stands beneath the last of the roots. By hand: errors by line
// are b (2), a (5), c (9); x follows from a, y from x (so from a), z from a and b, and
// w from what is not in the list, which stands behind all errors that follow from nothing.
func TestCausesStandBeforeConsequences(t *testing.T) {
	at := func(code string, line int) Finding {
		return Finding{Code: code, Severity: Error, At: Position{File: "d.toml", Line: line}, Message: Text{EN: code}}
	}
	a, b, c := at("a", 5), at("b", 2), at("c", 9)
	x := at("x", 1).FollowsFrom(a)
	y := at("y", 1).FollowsFrom(x)
	z := at("z", 1).FollowsFrom(a, b)
	w := at("w", 1).FollowsFrom(at("gone", 3))
	warning := at("v", 1)
	warning.Severity = Warning
	got := SortFindings([]Finding{w, z, y, x, warning, c, a, b})
	var order []string
	for _, f := range got {
		order = append(order, f.Code)
	}
	if want := []string{"b", "a", "x", "y", "z", "c", "w", "v"}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
	if from := got[4].CausesIn(got); !slices.Equal(from, []int{0, 1}) {
		t.Errorf("z follows from %v, want the first two", from)
	}
	if from := got[3].CausesIn(got); !slices.Equal(from, []int{1}) {
		t.Errorf("y follows from %v, want a", from)
	}
}

// A warning never moves above an error for what it follows from, and a graver finding is
// not hidden beneath a warning.
func TestCausesKeepTheGravestFirst(t *testing.T) {
	cause := Finding{Code: "a", Severity: Warning, At: Position{Line: 7}, Message: Text{EN: "a"}}
	grave := Finding{Code: "x", Severity: Error, Message: Text{EN: "x"}}.FollowsFrom(cause)
	light := Finding{Code: "y", Severity: Warning, Message: Text{EN: "y"}}.FollowsFrom(grave)
	got := SortFindings([]Finding{light, cause, grave})
	if got[0].Code != "x" || got[1].Code != "a" || got[2].Code != "y" {
		t.Errorf("%v", got)
	}
}
