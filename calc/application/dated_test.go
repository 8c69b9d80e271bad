package application

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

var examples = []string{"lead-battery", "leather", "mining", "plating", "pvc", "smelting"}

// planOf plans an example on a day under the built-in law and one more file.
func planOf(t *testing.T, name string, on calc.Date, more string) *Case {
	t.Helper()
	d, _ := dossier.Open("../../testdata/dossiers/" + name)
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if more != "" {
		var found []calc.Finding
		if book, found = book.With(fstest.MapFS{"more.toml": {Data: []byte(more)}}, "more"); calc.HasErrors(found) {
			t.Fatal(found)
		}
	}
	c, err := Open(Input{Dossier: d, Book: book, On: on, AsOf: d.Date})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// amounts is what a plan comes to; cited adds what it says and rests on.
func amounts(c *Case) string {
	p := c.Planned()
	var out []string
	for _, n := range p.Needs {
		out = append(out, fmt.Sprint(n.Pollutant, n.Medium, " ", n.Demand.Value().Exact(), " ", n.Shortfall.OK()))
	}
	for _, a := range p.Allocations {
		out = append(out, fmt.Sprint(a.Source, a.Pollutant, " ", a.Amount.Value().Exact()))
	}
	return string(p.Status) + "\n" + strings.Join(out, "\n")
}

func cited(c *Case) string {
	p := c.Planned()
	out := []string{amounts(c)}
	for _, f := range p.Findings {
		out = append(out, fmt.Sprint(f.Code, f.Severity, f.Subject, f.Clause, f.Law, f.Message.ZH))
	}
	for _, o := range p.Obligations {
		out = append(out, fmt.Sprint(o.Code, o.Clause, o.Law, o.Due, o.Text.ZH))
	}
	return strings.Join(out, "\n")
}

// The Code takes the place of ten laws on 2026-08-15. A date of law moved across
// that night changes what is cited, and no amount and no finding's code.
func TestDateOfLawAcrossTheCode(t *testing.T) {
	for _, name := range examples {
		before, after := planOf(t, name, calc.MustDate("2026-08-14"), ""), planOf(t, name, calc.MustDate("2026-08-15"),
			"")
		if x, y := amounts(before), amounts(after); x != y {
			t.Errorf("%s: amounts move\n%s\n---\n%s", name, x, y)
		}
		if x, y := codesOf(before), codesOf(after); x != y {
			t.Errorf("%s: findings move\n%s\n---\n%s", name, x, y)
		}
		x, y := cited(before), cited(after)
		if strings.Contains(x, "生态环境法典") || !strings.Contains(y, "生态环境法典") {
			t.Errorf("%s: the Code is cited before its day, or not after it", name)
		}
		for _, repealed := range []string{"环境保护法", "环境影响评价法", "水污染防治法"} {
			if strings.Contains(y, repealed+" 第") {
				t.Errorf("%s: %s is cited after its end", name, repealed)
			}
		}
	}
}

func codesOf(c *Case) string {
	var out []string
	for _, f := range c.Planned().Findings {
		out = append(out, string(f.Severity)+" "+f.Code+" "+f.Subject)
	}
	return strings.Join(out, "\n")
}

// dated are values with a day: what stands behind each example's plan, or could.
var dated = map[string]string{
	"ratio": "[[ratio]]\nvalue = \"7\"\nunit = \"1\"\nsince = %s\n" + source,
	"parameter": "[[parameter]]\nid = \"ratio\"\nrule = \"JL-2.0\"\nvalue = \"3\"\nunit = \"1\"\nsince = %s\n" +
		source,
	"quota":  "[[quota_metal]]\npollutants = [\"Ni\"]\nsince = %s\n" + source,
	"region": "[[key_region]]\nlevel = \"national\"\nname = \"区\"\nname_en = \"area\"\ncodes = [\"22\"]\nsince = %s\n" + source,
	"exempt": "[[exempt]]\nname = \"类\"\nname_en = \"class\"\ncodes = [\"0\", \"1\", \"2\", \"3\"]\nsince = %s\n" +
		source,
	"zone": "[[no_transfer_in]]\nname = \"区\"\nname_en = \"zone\"\ncodes = [\"220000\"]\nsince = %s\n" + source,
	"small": "[[parameter]]\nid = \"small_amount\"\nrule = \"JL-2.0\"\nvalue = \"100000\"\nunit = " +
		"\"kg/a\"\nsince = %s\n" + source,
	"restricted": "[[parameter]]\nid = \"media\"\nrule = \"JL-1.2\"\nchoice = \"separate\"\nsince = %s\n" + source,
}

const source = "clause = \"第1条\"\nstatus = \"recalled\"\nsource = \"invented\"\n"

const moreOfJilin = "[instrument]\nid = \"虚构的后续文件\"\ntitle = \"虚构\"\ntitle_en = \"invented\"\nkind = \"policy\"\n\n" +
	"[policy]\nid = \"jilin-2022-12\"\n\n"

// A value that begins on a day alters no result whose date of law lies before
// that day, in any example; what decides every demand does from that day on.
func TestValuesOfALaterDay(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 2026))
	for _, name := range examples {
		base := planOf(t, name, calc.Date{}, "")
		want, on := cited(base), base.Dossier().Date
		for kind, value := range dated {
			later := on.AddDays(1 + r.IntN(2000))
			if got := cited(planOf(t, name, calc.Date{}, moreOfJilin+fmt.Sprintf(value, later))); got != want {
				t.Errorf("%s: a %s from %s on alters the result of %s\n%s\n---\n%s", name, kind, later, on, want, got)
			}
			if kind != "ratio" && kind != "parameter" && kind != "exempt" && kind != "small" {
				continue
			}
			now := on.AddDays(-r.IntN(200))
			if amounts(planOf(t, name, calc.Date{}, moreOfJilin+fmt.Sprintf(value, now))) == amounts(base) &&
				demands(base) {
				t.Errorf("%s: a %s from %s on alters nothing on %s", name, kind, now, on)
			}
		}
	}
}

func demands(c *Case) bool {
	for _, n := range c.Planned().Needs {
		if n.Demand.Sign() > 0 {
			return true
		}
	}
	return false
}
