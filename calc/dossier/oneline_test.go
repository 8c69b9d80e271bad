package dossier

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The form of a file must not change what it says: with a byte order mark,
// with Windows line ends, or with all outlets as inline tables on one line,
// the same dossier reads without findings.
func TestFormChangesNothing(t *testing.T) {
	raw, err := os.ReadFile("../reduction/testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	first, last := strings.Index(text, "[[outlet]]"), strings.Index(text, "[[permit]]")
	var inline []string
	for _, block := range strings.Split(text[first:last], "[[outlet]]\n")[1:] {
		inline = append(inline, "{ "+strings.Join(strings.Split(strings.TrimSpace(block), "\n"), ", ")+" }")
	}
	head := strings.Index(text, "[project]")
	oneLine := text[:head] + "outlet = [" + strings.Join(inline, ", ") + "]\n\n" + text[head:first] + text[last:]
	for name, form := range map[string]string{
		"as it is": text, "byte order mark": "\xef\xbb\xbf" + text, "Windows line ends": strings.ReplaceAll(text, "\n",
			"\r\n"), "outlets on one line": oneLine,
	} {
		d, findings := Parse(fstest.MapFS{MainFile: {Data: []byte(form)}})
		if len(findings) > 0 || d == nil || len(d.Outlets) != len(inline) {
			t.Errorf("%s: findings %v", name, findings)
		}
	}
}
