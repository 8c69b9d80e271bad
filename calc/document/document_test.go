package document

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

const sample = `# a comment
name = "示例"
date = 2026-03-31

[project]
kind = "new"
capacty = "300000 m2/a"
flow = 12.5

[[line]]
id = "L1"
rate = { value = "1 mg/L", unknown = "x" }
[[line.product]]
capacity = "1 t/a"
[[line]]
id = "L2"
[[line.product]]
capacity = "2 m2/a"
[[line.product]]
capacity = "three"
`

func codesAt(fs []calc.Finding) map[string]string {
	out := map[string]string{}
	for _, f := range fs {
		out[f.At.String()] += f.Code
	}
	return out
}

// Every problem of one document arrives in one run, each at its own line; the
// line numbers are counted by hand in sample.
func TestAllProblemsWithTheirLines(t *testing.T) {
	root := Parse("d.toml", []byte(sample))
	root.String("name", true)
	root.Date("date", true)
	p := root.Table("project", true)
	p.String("kind", true)
	p.Quantity("capacity", true, quantity.MustUnit("m2/a"))
	p.Quantity("flow", false)
	for _, l := range root.Tables("line") {
		l.String("id", true)
		l.Table("rate", false).Quantity("value", true)
		for _, q := range l.Tables("product") {
			q.Quantity("capacity", true, quantity.MustUnit("m2/a"))
		}
	}
	want := map[string]string{
		"d.toml:5":  CodeMissing,  // project.capacity
		"d.toml:7":  CodeUnknown,  // capacty
		"d.toml:8":  CodeUnquoted, // flow = 12.5
		"d.toml:12": CodeUnknown,  // rate.unknown
		"d.toml:14": CodeUnit,     // 1 t/a for m2/a
		"d.toml:20": CodeQuantity, // "three"
	}
	got := codesAt(root.Findings())
	for at, code := range want {
		if got[at] != code {
			t.Errorf("%s: got %q, want %s", at, got[at], code)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got findings at %v, want %v", got, want)
	}
	for _, f := range root.Findings() {
		if f.Code == CodeUnknown && f.At.Line == 7 && !strings.Contains(f.Remedy.EN, "capacity") {
			t.Errorf("unknown key capacty: remedy %q does not offer capacity", f.Remedy.EN)
		}
	}
}

func TestSyntaxErrorHasALine(t *testing.T) {
	fs := Parse("d.toml", []byte("a = \"1\"\nb = = 2\n")).Findings()
	if len(fs) != 1 || fs[0].Code != CodeSyntax || fs[0].At.Line != 2 {
		t.Fatalf("got %v, want one %s at line 2", fs, CodeSyntax)
	}
}

// A byte order mark changes nothing, line numbers included; a text in another
// encoding is named as such at its first foreign line.
func TestEncodings(t *testing.T) {
	root := Parse("d.toml", []byte("\xef\xbb\xbfa = \"1 kg\"\n\nb = 2\n"))
	root.Quantity("a", true)
	root.Quantity("b", true)
	if got := codesAt(root.Findings()); len(got) != 1 || got["d.toml:3"] != CodeUnquoted {
		t.Errorf("with a byte order mark: %v, want %s at line 3", got, CodeUnquoted)
	}
	for name, text := range map[string]string{"GBK": "# ok\na = \"\xca\xbe\xc0\xfd\"\n", "UTF-16": "\n\x00a\x00"} {
		fs := Parse("d.toml", []byte(text)).Findings()
		if len(fs) != 1 || fs[0].At.Line != 2 || !strings.Contains(fs[0].Message.EN, "not UTF-8") {
			t.Errorf("%s: %v, want one finding at line 2 that says so", name, fs)
		}
	}
}

func TestChoiceTakesChinese(t *testing.T) {
	root := Parse("d.toml", []byte(`k = "扩建"`+"\n"+`m = ["x"]`))
	options := calc.Words[string]{{Key: "expanded", Name: calc.Text{ZH: "扩建"}}, {Key: "new", Name: calc.Text{ZH: "新建"}}}
	if got := Choice(root, "k", true, options); got != "expanded" {
		t.Errorf("扩建 reads as %q", got)
	}
	Choices(root, "m", true, options)
	if got := codesAt(root.Findings())["d.toml:2"]; got != CodeChoice {
		t.Errorf("a value outside the choices gives %q, want %s", got, CodeChoice)
	}
}

func TestDates(t *testing.T) {
	root := Parse("d.toml",
		[]byte("a = \"2026-02-29\"\nb = 2024-02-29\nc = 2024-02-29T10:00:00Z\nd = \"0001-01-01\"\ne = 20260101\n"))
	if got := root.Date("b", true); got != (calc.Date{Year: 2024, Month: 2, Day: 29}) {
		t.Errorf("2024-02-29 reads as %v", got)
	}
	for _, key := range []string{"a", "c", "d", "e"} {
		if got := root.Date(key, true); !got.IsZero() {
			t.Errorf("%s reads as %v, want no date", key, got)
		}
	}
	if n := len(root.Findings()); n != 4 {
		t.Errorf("%d findings, want 4: %v", n, root.Findings())
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("a=[{b=1},{c=[{}]}]\n[[x.y]]\n[x.y.z]\nq.w.e='1'"))
	f.Add([]byte("\"\\u0061\" = 1\na.b.c = {d = [{e = \"\"}]}\n'''x'''"))
	f.Fuzz(func(t *testing.T, data []byte) {
		root := Parse("f", data)
		for _, key := range root.Keys() {
			root.Pos(key)
			root.Quantity(key, true)
			root.Table(key, true).String("missing", true)
			for _, sub := range root.Tables(key) {
				sub.Date("missing", true)
			}
		}
		for _, x := range root.Findings() {
			if x.At.Line < 1 {
				t.Fatalf("finding without a line: %v", x)
			}
		}
	})
}
