package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tidai/calc"
)

// Documents that make a decoder recurse, or copy its context at every level,
// are refused before it sees them; large plain ones are read.
func TestHostileDocuments(t *testing.T) {
	const n = 1_000_000
	var keys bytes.Buffer
	for i := range 200_000 {
		fmt.Fprintf(&keys, "key%d = \"1 kg\"\n", i)
	}
	for _, c := range []struct {
		name, text string
		refused    bool
	}{
		{"arrays in arrays", "a = " + strings.Repeat("[", n) + strings.Repeat("]", n), true},
		{"arrays never closed", "a = " + strings.Repeat("[", n), true},
		{"inline tables", "a = " + strings.Repeat("{a=", n) + "1" + strings.Repeat("}", n), true},
		{"inline tables behind a text", `a = ["""x"""", ` + strings.Repeat("{a=", n) + "1" + strings.Repeat("}", n) +
			"]", true},
		{"inline tables behind a comment", "# \"\"\"\na = " + strings.Repeat("{a=", n) + "1" + strings.Repeat("}", n),
			true},
		{"inline tables behind an apostrophe", "a = \"'\"\nb = ''''x''' \nc = " + strings.Repeat("{a=", n), true},
		{"inline tables behind an escape", `a = ["\"", ` + strings.Repeat("{a=", n), true},
		{"inline tables behind a backslash", `a = ['\', ` + strings.Repeat("{a=", n), true},
		{"dotted key", strings.Repeat("a.", n) + "a = 1", true},
		{"dotted key in an inline table", "x = {" + strings.Repeat("a.", n) + "a = 1}", true},
		{"dotted header", "[" + strings.Repeat("a.", n) + "a]\nb = 1", true},
		{"dotted header with spaces", "[[" + strings.Repeat("a . ", n) + "a]]\nb = 1", true},
		{"dotted quoted header", "[" + strings.Repeat(`"a".`, n) + "a]\nb = 1", true},
		{"larger than the limit", strings.Repeat("#", MaxFile+1), true},
		{"many tables", strings.Repeat("[[a]]\n[[a.b]]\n", 100_000), false},
		{"many keys", keys.String(), false},
		{"brackets and dots in a text", "a = \"" + strings.Repeat("[{.", 100_000) + "\"\nb = '''\n" +
			strings.Repeat("[{.\n", 100_000) + "'''\n", false},
		{"dots in a comment", "a = \"1\" # " + strings.Repeat(".[", 100_000), false},
	} {
		start := time.Now()
		root := Parse("d.toml", []byte(c.text))
		root.Keys()
		fs := root.Findings()
		took := time.Since(start)
		switch {
		case c.refused && (len(fs) != 1 || fs[0].Code != CodeSyntax || fs[0].At.Line < 1):
			t.Errorf("%s: findings %.200v, want one %s", c.name, fs, CodeSyntax)
		case !c.refused && len(fs) != 0:
			t.Errorf("%s: findings %.200v, want none", c.name, fs)
		case took > 20*time.Second:
			t.Errorf("%s: took %s", c.name, took)
		}
	}
}

// Escaped, dotted and implied keys have lines too; counted by hand.
func TestLinesOfOddKeys(t *testing.T) {
	root := Parse("d.toml", []byte("# 1\n\"\\u0061\" = 2\nb = 3\n[x.y]\nz.w.v = 5\n\n[plain]\nk = 8\n"))
	for _, key := range []string{"a", "b"} {
		root.String(key, true) // numbers: unquoted
	}
	root.Table("x", true).String("none", true)
	z := root.Table("x", true).Table("y", true).Table("z", true)
	z.String("none", true)
	z.Table("w", true).String("none", true)
	root.Table("plain", true).String("k", true)
	want := map[string]string{
		"d.toml:2": CodeUnquoted, "d.toml:3": CodeUnquoted,
		"d.toml:4": CodeMissing,                             // x.none, beside the header [x.y]
		"d.toml:5": CodeMissing + CodeMissing + CodeUnknown, // x.y.z.none, x.y.z.w.none; x.y.z.w.v unread
		"d.toml:8": CodeUnquoted,
	}
	got := codesAt(root.Findings())
	for at, codes := range want {
		if got[at] != codes {
			t.Errorf("%s: got %q, want %q", at, got[at], codes)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Reading a table in two places counts the keys of both, and asking for the
// findings twice does not double them.
func TestTablesAreReadTogether(t *testing.T) {
	root := Parse("d.toml", []byte("[p]\na = \"1\"\nb = \"2\"\nc = \"3\"\n[[l]]\na = \"1\"\nb = \"2\"\n"))
	root.Table("p", true).String("a", true)
	root.Table("p", true).String("b", true)
	root.Tables("l")[0].String("a", true)
	root.Tables("l")[0].String("b", true)
	for range 2 {
		fs := root.Findings()
		if len(fs) != 1 || fs[0].Code != CodeUnknown || fs[0].At.Line != 4 {
			t.Fatalf("findings %v, want the unknown key c once", fs)
		}
	}
	root.Table("p", true).String("c", true)
	if fs := root.Findings(); len(fs) != 0 {
		t.Errorf("findings %v after c was read", fs)
	}
}

func TestAbsentTableReportsNothing(t *testing.T) {
	var absent *Table
	absent.Report(calc.Finding{Code: "X"}, "k")
	if q, set := absent.Quantity("k", true); set || q.Sign() != 0 {
		t.Error("an absent table has a quantity")
	}
	if absent.Has("k") || absent.Bool("k", true) || absent.String("k", true) != "" || absent.Strings("k", true) !=
		nil || Choice[string](absent, "k", true, nil) != "" ||
		Choices[string](absent, "k", true, nil) != nil || !absent.Date("k", true).IsZero() || absent.Table("k", true) != nil ||
		absent.Tables("k") != nil || absent.Keys() != nil ||
		absent.Path() != "" || !absent.At().IsZero() || !absent.Pos("k").IsZero() || absent.Findings() != nil {
		t.Error("an absent table gives something")
	}
}

func TestWrongTypes(t *testing.T) {
	root := Parse("d.toml",
		[]byte("a = 1\nb = true\nc = \"true\"\nd = [1]\ne = \"x\"\nf = [1]\ng = \" \"\nh = 0.0000001234\ni = "+
			"[\"a\", 2]\n"))
	root.String("a", true)
	root.String("b", true)
	root.Bool("c", true)
	root.Quantity("d", true)
	root.Table("e", true)
	root.Tables("f")
	root.String("g", true)
	root.Quantity("h", true)
	if got := root.Strings("i", true); len(got) != 1 || got[0] != "a" {
		t.Errorf("i reads as %q", got)
	}
	want := []string{"", CodeUnquoted, CodeType, CodeType, CodeType, CodeType, CodeUnquoted, CodeMissing, CodeUnquoted,
		CodeUnquoted}
	got := codesAt(root.Findings())
	for line := 1; line < len(want); line++ {
		if at := fmt.Sprintf("d.toml:%d", line); got[at] != want[line] {
			t.Errorf("%s: got %q, want %q", at, got[at], want[line])
		}
	}
}
