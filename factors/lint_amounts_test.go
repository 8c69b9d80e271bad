package factors

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// coefficients is a file of a user's own: 500 g of chromium and some water for
// each tonne of salt.
func coefficients(volume, chromium, rest string) fstest.MapFS {
	return fstest.MapFS{"own.toml": {Data: fmt.Appendf(nil, `[instrument]
id = "示例手册"
prefix = "example."
title = "示例手册"
title_en = "Example manual"
kind = "coefficients"

[[table]]
clause = "表1"
kind = "volume-factor"
industry = "chemicals"
medium = "water"
process = "salt"
unit = "t/t"
status = "transcript"
source = "example"

[[table.value]]
id = "example.salt.volume"
value = %q

[[table]]
clause = "表1"
kind = "generation-factor"
industry = "chemicals"
pollutant = "Cr"
medium = "water"
process = "salt"
unit = "g/t"
status = "transcript"
source = "example"

[[table.value]]
id = "example.salt.cr"
value = %q
%s`, volume, chromium, rest)}}
}

func TestLintOfAmounts(t *testing.T) {
	variants := `
[[table.value]]
id = "example.salt.pb.a"
pollutant = "Pb"
variant = "a"
value = "2"

[[table.value]]
id = "example.salt.pb.b"
pollutant = "Pb"
variant = "b"
value = "3"
`
	for _, c := range []struct {
		name, volume, chromium, rest string
		code, says                   string
	}{
		{name: "500 g in 5 t: 100 mg/L", volume: "5", chromium: "500"},
		{name: "500 g in 0.005 t: 100,000 mg/L", volume: "0.005", chromium: "500",
			code: CodeConcentration, says: "100000 mg/L"},
		{name: "0.00001 g in 5 t: 0.000002 mg/L", volume: "5", chromium: "0.00001",
			code: CodeConcentration, says: "0.00000200 mg/L"},
		{name: "a volume of 1 t for a tonne", volume: "1", chromium: "500", code: CodeReferenceProduct,
			says: "example.salt.volume"},
		{name: "1,000 g for a tonne", volume: "5", chromium: "1000", code: CodeReferenceProduct,
			says: "example.salt.cr"},
		{name: "two values", volume: "5", chromium: "500", code: CodeTwoValues, says: "example.salt.pb.a 为 2 g/t",
			rest: strings.Replace(variants, "pollutant = \"Pb\"\n", "", 2)},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked []calc.Finding
			for _, f := range Lint(coefficients(c.volume, c.chromium, c.rest), "own") {
				if f.Code == CodeStart { // no date in the example
					continue
				}
				asked = append(asked, f)
			}
			if c.code == "" {
				if len(asked) > 0 {
					t.Fatalf("asked: %v", asked)
				}
				return
			}
			if len(asked) != 1 || asked[0].Code != c.code || asked[0].Severity != calc.Warning ||
				!strings.Contains(asked[0].Message.ZH, c.says) || asked[0].At.Line == 0 {
				t.Fatalf("want %s with %q, got %v", c.code, c.says, asked)
			}
		})
	}
}

// The built-in coefficients, read as if they were a user's own, raise no
// question but those on rows that their source merged, which their notes admit.
func TestBuiltinAmountsAreSound(t *testing.T) {
	merged := 0
	for _, instrument := range builtinBook(t).Instruments() {
		values := builtinBook(t).read(instrument.ID).values
		own := make([]Value, len(values))
		for i, v := range values {
			v.Local = true
			own[i] = v
		}
		for _, f := range checkAmounts(own) {
			if f.Code == CodeTwoValues {
				merged++
				continue
			}
			t.Errorf("%v", f)
		}
	}
	t.Logf("%d items have two values, as their notes say", merged)
}
