package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Charts are for terminals: none without one, none with --plain, none in a
// file. By ORIGIN.md of lead-battery: 108 kg/a of lead, 54 of them from S1,
// short by 49.13.
func TestPlanCharts(t *testing.T) {
	dossier := filepath.Join(repository, "testdata", "dossiers", "lead-battery")
	file := filepath.Join(t.TempDir(), "plan.txt")
	for _, c := range []struct {
		width int
		args  []string
		want  bool
	}{
		{80, nil, true}, {120, nil, true}, {0, nil, false}, {80, []string{"--plain"}, false},
		{80, []string{"--format", "md"}, false}, {80, []string{"-o", file}, false},
	} {
		var b, errs bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) {
			return "",
				false
		}, now: time.Now,
			width: func() int { return c.width }, waiting: func() bool { return false }}
		if code := run(append([]string{"plan", dossier, "--lang", "en"}, c.args...), e); code != exitStanding {
			t.Fatalf("%v: exit code %d: %s", c.args, code, errs.String())
		}
		if data, err := os.ReadFile(file); err == nil {
			b.Write(data)
			os.Remove(file)
		}
		var s1, short bool
		for l := range strings.Lines(b.String()) {
			s1 = s1 || strings.HasPrefix(l, "S1 ") && strings.Contains(l, "██") && strings.Contains(l, " 54.0")
			short = short || strings.HasPrefix(l, "short ") && strings.Contains(l, "░░") &&
				strings.Contains(l, " 49.13")
		}
		if s1 != c.want || short != c.want {
			t.Errorf("width %d %v: bar of S1 %t, bar of what is short %t, want %t", c.width, c.args, s1, short, c.want)
		}
	}
}
