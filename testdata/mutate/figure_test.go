package main

import "testing"

func TestStep(t *testing.T) {
	for _, c := range []struct {
		from string
		up   bool
		want string
	}{
		{"1.405", true, "1.406"},
		{"0.1", false, "0.0"},
		{"0.09", true, "0.10"},
		{"9.9", true, "10.0"},
		{"1.00", false, "0.99"},
		{"500", false, "499"},
		{"0", false, "1"}, // not below zero
		{"0.000", false, "0.001"},
		{"-0.5", true, "-0.4"},
		{"-50", false, "-51"},
	} {
		if got := step(c.from, c.up); got != c.want {
			t.Errorf("%s, up %v: %s, want %s", c.from, c.up, got, c.want)
		}
	}
}

func TestFiguresAreFound(t *testing.T) {
	all, err := figures("../..", "gb-21900")
	if err != nil || len(all) == 0 {
		t.Fatalf("%d figures, %v", len(all), err)
	}
	if f := all[0]; f.from != "1.5" { // GB 21900-2008 table 1, total chromium
		t.Errorf("%+v", f)
	}
}
