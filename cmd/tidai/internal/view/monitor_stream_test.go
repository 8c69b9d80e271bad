package view

import (
	"bytes"
	"fmt"
	"math/big"
	"testing"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/totals"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page/data"
)

// What is written piece by piece is what encoding/json writes of the whole, for
// no group, one batch and several.
func TestStreamIsWhole(t *testing.T) {
	for _, n := range []int{0, 1, batch, 2*batch + 7} {
		m := totals.Summary{By: []totals.By{totals.ByOutlet},
			Findings: []calc.Finding{{Code: "TD-TOT-002", Severity: calc.Error, Message: calc.Text{ZH: `"groups": []`,
				EN: `"groups": []`}}}}
		for i := range n {
			g := totals.Group{Outlet: fmt.Sprintf("<%d>&", i), Pollutant: calc.Lead,
				Tally: monitoring.Tally{Read: int64(i), Used: int64(i)}, Minutes: 60, Covered: int64(60 * i)}
			q := quantity.New(big.NewRat(int64(i), 7), quantity.MustUnit("kg"))
			g.Amounts = totals.ByRule{Zero: q, Half: q, Limit: q, OK: i%2 == 0}
			m.Result.Groups = append(m.Result.Groups, g)
		}
		p := newMonitorPage(monitored{m}, calc.EN)
		want, err := data.JSON(monitorTable.One(p.Voice, p.monitored).Object())
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := p.streamJSON(&got); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Fatalf("%d groups, %v:\n%.2000s\nwant\n%.2000s", n, err, got.Bytes(), want)
		}
	}
}
