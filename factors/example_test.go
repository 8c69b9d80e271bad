package factors_test

import (
	"fmt"

	"tidai/calc"
	"tidai/factors"
)

// Law is dated data: total chromium at a workshop outlet of an electroplating
// line, by table 1 of GB 21900-2008 for existing firms until 30 June 2010 and
// by table 2 for new ones.
func Example() {
	book, err := factors.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range []factors.Query{{Class: "existing", On: calc.MustDate("2010-06-30")},
		{Class: "new", On: calc.MustDate("2026-03-31")}} {
		q.Kind, q.Instrument, q.Pollutant, q.Medium = factors.Limit, "GB 21900-2008", calc.Chromium, calc.Water
		v, err := book.Find(q)
		fmt.Println(q.On, v.Amount, v.Clause, v.Status, err)
	}
	// Output:
	// 2010-06-30 1.5 mg/L GB 21900-2008 表1（4.1.1） text <nil>
	// 2026-03-31 1 mg/L GB 21900-2008 表2（4.1.2、4.1.3） text <nil>
}
