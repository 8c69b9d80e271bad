package intensity

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

func stated(s string) calc.Step { return calc.Given("x", "x", quantity.Must(s), calc.Origin{}) }

// Worked by hand from the census manual's rows for 动力型 plates and assembly,
// 600 000 kVAh/a, and for a chromium bath (HJ 984-2018 table B.1).
func TestWorkedValues(t *testing.T) {
	power := "600000 kVAh/a"
	cases := []struct {
		name string
		got  calc.Step
		want string
	}{
		{"generation, Pb water: 0.22 × 600 000 g", Generated(stated("0.22 g/kVAh"), stated(power)), "132 kg/a"},
		{"behind 90 %, k = 1: 132 × 0.1", Emitted(Generated(stated("0.22 g/kVAh"), stated(power)), stated("90 %"),
			stated("1")), "13.2 kg/a"},
		{"generation, Pb air: 21.2 × 600 000 g", Generated(stated("21.2 g/kVAh"), stated(power)), "12720 kg/a"},
		{"behind 98 %, k = 1: 12 720 × 0.02", Emitted(Generated(stated("21.2 g/kVAh"), stated(power)), stated("98 %"),
			stated("1")), "254.4 kg/a"},
		{"behind 98 %, k = 0.95: 12 720 × (1 − 0.931)", Emitted(Generated(stated("21.2 g/kVAh"), stated(power)),
			stated("98 %"), stated("0.95")), "877.68 kg/a"},
		{"hides: 608 × 10 000 g × (1 − 0.993)", Emitted(Generated(stated("608 g/t 生皮"), stated("10000 t 生皮/a")),
			stated("99.3 %"), stated("1")), "42.56 kg/a"},
		{"bath 2 m2, 4800 h: 0.38 × 9600 g", Generated(stated("0.38 g/(m2·h)"), stated("9600 m2·h/a")), "3.648 kg/a"},
		{"emission factor: 1.405 × 60", EmittedByFactor(stated("1.405 kg/万kVAh"), stated("60万kVAh/a")), "84.3 kg/a"},
	}
	for _, c := range cases {
		if err := c.got.Err(); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if want := quantity.Must(c.want); !c.got.Value().Equal(want) {
			t.Errorf("%s: got %s, want %s", c.name, c.got.Value(), want)
		}
		if err := c.got.Recheck(); err != nil {
			t.Errorf("%s: recheck: %v", c.name, err)
		}
	}
}
