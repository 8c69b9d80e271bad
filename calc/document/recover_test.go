package document

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// All errors of a file are told in one run, and nothing that only follows from one.
func TestAllSyntaxErrors(t *testing.T) {
	for text, lines := range map[string][]int{
		"a = kg\nb = \"x\"\nc = m\n":                                {1, 3},
		"a = 1\na = 2\nb = .5\n":                                    {2, 3},
		"[line\nid = \"x\"\n[outlet]\nid = \"y\"\nz\n":              {1, 5}, // id is of another table each time
		"id = \"x\"\n[[a]\nid = \"y\"\n":                            {2},    // nor is id stated twice
		"a = [1, 2\nb = 3\nc = 4\n":                                 {2},    // where the list ends nobody knows
		"name = “甲公司”\nkind ＝ \"new\"\n":                            {1, 2},
		"［project］\nname = \"甲\"\nlines = [\"A\"，\"B\"]\nz = 007\n": {1, 3, 4},
		"a = “x\nb = 1\n":                                           {1, 1}, // full width, and not closed
		"a = \"x\"\u3000# 备注，说明\n":                                  {1},
	} {
		var got []int
		for _, f := range Parse("t.toml", []byte(text)).Findings() {
			if f.Code != CodeSyntax {
				t.Errorf("%q: %v", text, f)
			}
			got = append(got, f.At.Line)
		}
		if fmt.Sprint(got) != fmt.Sprint(lines) {
			t.Errorf("%q: errors in lines %v, want %v", text, got, lines)
		}
	}
}

func TestHalfWidth(t *testing.T) {
	for line, want := range map[string]string{
		`name = “甲公司，乙”`:        `name = "甲公司，乙"`,
		`name ＝ "甲“乙”丙"`:        `name = "甲“乙”丙"`,
		`capacity = "300 m2/a”`: `capacity = "300 m2/a"`,
		`lines = 【“A”，“B”】`:     `lines = ["A","B"]`,
		`ｎａｍｅ = "x" ＃ 备注，不动`:    `name = "x" # 备注，不动`,
		`a = "x" # “留着”`:        `a = "x" # “留着”`,
		`a = '“x”'`:             `a = '“x”'`,
	} {
		if got := halfWidth(line); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	f := Parse("t.toml", []byte("[project]\nname = “甲公司”\n")).Findings()
	if len(f) != 1 || !strings.Contains(f[0].Remedy.ZH, `name = "甲公司"`) ||
		!strings.Contains(f[0].Remedy.ZH, "全角→半角") {
		t.Errorf("%v", f)
	}
}

// Whatever single lines of a right file are spoilt, just these are named.
func TestSpoiltLines(t *testing.T) {
	bad := []string{"x%d = kg", "x%d = ", "x%d = “甲”", "x%d ＝ 1", "x%d x = 1", "x%d = .5", "= %d", "x%d = \"a"}
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var want []int
		for i := range rapid.IntRange(1, 12).Draw(t, "lines") {
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				fmt.Fprintf(&text, "[[table]]\n")
			case 1:
				fmt.Fprintf(&text, rapid.SampledFrom(bad).Draw(t, "bad")+"\n", i)
				want = append(want, i+1)
			default:
				fmt.Fprintf(&text, "y%d = \"值，%d\"\n", i, i)
			}
		}
		var got []int
		for _, f := range Parse("t.toml", []byte(text.String())).Findings() {
			if f.Code == CodeSyntax {
				got = append(got, f.At.Line)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: errors in lines %v, want %v", text.String(), got, want)
		}
	})
}

// A line of nothing but brackets of full width is told shortly, and is not decoded once
// they are mended: it would be nested too deeply.
func TestHostileFullWidth(t *testing.T) {
	found := Parse("t.toml", []byte("z = "+strings.Repeat("【", 300_000)+"\n")).Findings()
	if len(found) != 1 || len(found[0].Remedy.ZH) > 1000 || !strings.Contains(found[0].Remedy.ZH, "[[[") {
		t.Errorf("%d findings", len(found))
	}
}
