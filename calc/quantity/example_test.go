package quantity_test

import (
	"fmt"
	"math/big"

	"tidai/calc/quantity"
)

// Numbers are exact until they are told to round: a third of a tonne is 1000/3
// kilograms. A half rounds to the even digit (GB/T 8170). And ore is no product.
func Example() {
	third := quantity.New(big.NewRat(1, 3), quantity.TonnesPerYear)
	kg, err := third.In(quantity.KgPerYear)
	fmt.Println(kg.Exact(), "kg/a, shown as", kg.ShownAmount(), err)

	for _, s := range []string{"0.125", "0.135"} {
		x, _ := quantity.ParseNumber(s)
		fmt.Println(s, "to two places:", quantity.Fixed(x, 2))
	}

	_, err = quantity.Must("5 m3/t 原矿").In(quantity.MustUnit("m3/t 产品"))
	fmt.Println(err != nil)
	// Output:
	// 1000/3 kg/a, shown as 333.33 <nil>
	// 0.125 to two places: 0.12
	// 0.135 to two places: 0.14
	// true
}
