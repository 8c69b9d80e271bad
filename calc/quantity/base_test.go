package quantity

import (
	"strings"
	"testing"
)

// A base of a factor file is a dimension of its own: 3 t of it are 3000 kg of
// it, and no mass of anything else.
func TestDefineBase(t *testing.T) {
	if _, err := ParseUnit("t 虚构石/a"); err == nil {
		t.Fatal("it is known before it is defined")
	}
	for range 2 { // the same again changes nothing
		if err := DefineBase("虚构石", "虚构石料", "fablestone"); err != nil {
			t.Fatal(err)
		}
	}
	for text, same := range map[string]bool{"t 虚构石": true, "kg虚构石料": true, "万t 虚构石": true,
		"t fablestone": true, "t": false, "t 原矿": false} {
		u, err := ParseUnit(text)
		if err != nil || u.Same(MustUnit("t 虚构石")) != same {
			t.Errorf("%s: %v, %v", text, u, err)
		}
	}
	q, err := Parse("3 t 虚构石/a")
	if err != nil {
		t.Fatal(err)
	}
	if in, err := q.In(MustUnit("kg fablestone/a")); err != nil || in.Exact() != "3000" {
		t.Errorf("%s, %v", in, err)
	}
	if u, err := ParseUnit(q.Unit().String()); err != nil || !u.Same(q.Unit()) {
		t.Errorf("%s does not read back: %v", q.Unit(), err)
	}
	if list := OwnMasses(); len(list) != 1 || list[0].String() != "t 虚构石" {
		t.Errorf("%v", list)
	}
}

// A name that means something already, or that no unit can carry, is refused,
// and then nothing of it is known.
func TestDefineBaseRefuses(t *testing.T) {
	for _, c := range []struct{ name, also, says string }{
		{"原矿", "", "meaning already"}, {"新石", "矿石", "meaning already"}, {"石", "", "two letters"},
		{"虚构石 一", "", "letters only"}, {"a/b", "", "letters only"}, {strings.Repeat("长", 11), "", "30 bytes"},
		{"", "", "two letters"},
	} {
		also := []string{}
		if c.also != "" {
			also = append(also, c.also)
		}
		if err := DefineBase(c.name, also...); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q %q: %v, want %q", c.name, c.also, err, c.says)
		}
	}
	if _, err := ParseUnit("t 新石"); err == nil {
		t.Error("a refused base is known")
	}
}

// Whatever is defined as a base is a unit then, by each of its spellings, and
// reads back as it is shown; what a unit meant before it still means.
func FuzzDefineBase(f *testing.F) {
	f.Add("模糊石", "模糊石料")
	f.Add("原矿", "Ah")
	f.Add("a/b", "kg")
	known := map[string]Unit{"t 原矿/a": MustUnit("t 原矿/a"), "kVAh/a": MustUnit("kVAh/a"), "t": MustUnit("t")}
	f.Fuzz(func(t *testing.T, name, also string) {
		if DefineBase(name, also) == nil {
			for _, spelling := range []string{name, also} {
				u, err := ParseUnit("t " + spelling)
				if err != nil || !u.Same(MustUnit("t "+name)) {
					t.Fatalf("%q of %q: %v, %v", spelling, name, u, err)
				}
				if again, err := ParseUnit(u.String()); err != nil || !again.Same(u) {
					t.Fatalf("%q reads back as %v, %v", u, again, err)
				}
			}
		}
		for text, was := range known {
			if u, err := ParseUnit(text); err != nil || !u.Same(was) {
				t.Fatalf("after %q and %q, %s is %v, %v", name, also, text, u, err)
			}
		}
	})
}
