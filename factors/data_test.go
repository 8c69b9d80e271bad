package factors

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

func builtinBook(t testing.TB) *Book {
	t.Helper()
	b, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Typed by hand from the instruments.
func TestSpotValues(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct{ id, amount, clause, status string }{
		{"gb21900.t1.water.cr", "1.5 mg/L", "GB 21900-2008 表1（4.1.1）", "text"},
		{"gb21900.t2.water.cr", "1.0 mg/L", "GB 21900-2008 表2（4.1.2、4.1.3）", "text"},
		{"gb21900.t2.water.cr6", "0.2 mg/L", "GB 21900-2008 表2（4.1.2、4.1.3）", "text"},
		{"gb21900.t3.water.hg", "0.005 mg/L", "GB 21900-2008 表3（4.1.4）", "text"},
		{"gb21900.t2.volume.multilayer", "500 L/m2", "GB 21900-2008 表2（4.1.2、4.1.3）", "text"},
		{"gb21900.t2.volume.single-layer", "200 L/m2", "GB 21900-2008 表2（4.1.2、4.1.3）", "text"},
		{"gb21900.t6.gas-volume.chromium", "74.4 Nm3/m2", "GB 21900-2008 表6（4.2.4）", "text"},
		{"gb30484.t2.water.lead.pb", "0.5 mg/L", "GB 30484-2013 表2（4.1.2、4.1.3）", "text"},
		{"gb30484.t5.air.lead.pb", "0.5 mg/Nm3", "GB 30484-2013 表5（4.2.2、4.2.3）", "text"},
		{"hj967.t17.pb.plates-assembly", "0.1 g/kVAh", "HJ 967-2018 表17", "text"},
		{"hj967.t18.workshop.plates-assembly", "0.16 m3/kVAh", "HJ 967-2018 表18", "text"},
		{"hj967.c1.power.plates-assembly.gt500k.bag-wet", "1.405 kg/万kVAh", "HJ 967-2018 表C.1 式(9)", "text"},
		{"hj967.c2.power.assembly.gt500k.generation", "679.3 g/万kVAh", "HJ 967-2018 表C.2 式(13)", "text"},
		{"census.3843.power.assembly.ge500k.air.pb", "6.18 g/kVAh", "产排污系数手册 3843 代码3843", "transcript"},
		{"hj984.b1.chromic-acid-mist.suppressed", "0.38 g/(m2·h)", "HJ 984-2018 附录B 表B.1", "transcript"},
		{"hj984.f1.chromic-acid-mist.spray-tower", "95 %", "HJ 984-2018 附录F 表F.1", "transcript"},
		{"atomic-mass.cr", "51.9961", "atomic-masses 相对原子质量表", "recalled"},
	} {
		v, ok := b.Value(c.id)
		if !ok {
			t.Errorf("%s is missing", c.id)
			continue
		}
		if want := quantity.Must(c.amount); !v.Amount.Equal(want) || v.Clause.String() != c.clause ||
			string(v.Status) != c.status {
			t.Errorf("%s: got %s, %s, %s; want %s, %s, %s", c.id, v.Amount, v.Clause, v.Status, want, c.clause,
				c.status)
		}
		step := v.Step("X")
		if o := step.Origin(); o.Kind != calc.FromFactor || o.Factor != c.id || o.Status != v.Status ||
			step.Clause() != v.Clause {
			t.Errorf("%s: its step says %+v, %s", c.id, o, step.Clause())
		}
	}
}

// Every selector of an appendix C or manual row agrees with the words of the
// row, so that a query by selector finds the row a reader would.
func TestSelectorsAgreeWithWords(t *testing.T) {
	sizes := strings.NewReplacer(">=", "大于等于", "<=", "不大于", ">", "大于", "<", "小于", "kVAh", "")
	for _, v := range builtinBook(t).All() {
		if v.Kind != GenerationFactor && v.Kind != EmissionFactor && v.Kind != VolumeFactor {
			continue
		}
		if v.Scale != "" && !strings.Contains(v.Describe, v.Scale) &&
			!strings.Contains(strings.NewReplacer("kVAh", "", "千伏安时", "").Replace(v.Describe),
				sizes.Replace(v.Scale)) {
			t.Errorf("%s: scale %q, but %q", v.ID, v.Scale, v.Describe)
		}
		if v.Industry != "lead-battery" {
			continue
		}
		plates, assembly := strings.Contains(v.Describe, "极板制造"), strings.Contains(v.Describe, "组装")
		want := map[[2]bool]string{{true, true}: "plates+assembly", {true, false}: "plates",
			{false, true}: "assembly"}[[2]bool{plates, assembly}]
		if v.Process != want {
			t.Errorf("%s: process %q, but %q", v.ID, v.Process, v.Describe)
		}
		for word, product := range map[string]string{"动力": "power", "工业": "industrial", "起动型": "starting-"} {
			if strings.HasPrefix(v.Describe, word) != strings.HasPrefix(v.Product, product) {
				t.Errorf("%s: product %q, but %q", v.ID, v.Product, v.Describe)
			}
		}
	}
}
