package totals

import (
	"fmt"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// The same fault in five files is one finding, with where the others are, and
// five where all are asked for; the same fault in three is three.
func TestManyFindings(t *testing.T) {
	texts, names := map[string]string{}, []string{}
	for i := range 5 {
		name := fmt.Sprintf("%d.csv", i)
		names = append(names, name)
		texts[name] = fmt.Sprintf("日期,排放口,总铅(mg/L),流量(m3/d)\n2025-01-0%d,A,x,10\n2025-02-0%d,A,1,10\n",
			i+1, i+1)
	}
	for _, c := range []struct {
		files int
		all   bool
		want  int
	}{{5, false, 1}, {5, true, 5}, {3, false, 3}} {
		m := ofTexts(t, Options{AllFindings: c.all}, dossier.MonitoringFiles{}, texts, names[:c.files]...)
		var found []calc.Finding
		for _, f := range m.Findings {
			if f.Code == intake.CodeNumber {
				found = append(found, f)
			}
		}
		if len(found) != c.want {
			t.Fatalf("%d findings of %d files, want %d: %v", len(found), c.files, c.want, found)
		}
		others := "4 more of this kind: 1.csv:2, 2.csv:2, 3.csv:2, 4.csv:2"
		if c.want == 1 && !strings.Contains(found[0].Message.EN, others) {
			t.Errorf("the finding %q", found[0].Message.EN)
		}
	}
}
