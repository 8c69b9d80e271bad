package plausibility_test

// route is one way of making one product of the key industries, as its permit
// specification tabulates it.
type route struct {
	industry, spec, class string
	process, hide         string
	unit                  string // of capacity
	low, high             int    // of capacity, in steps of step
	step                  int
	water, air            []string // metals with a permitted amount
	stacks                []string // rows of the table of gas volumes
	standard              string   // of the outlet, where the specification names none
	facts                 []string // names and values of the line's own statements
	all                   []string // metals of the product, where more than have an amount
}

// routes are products of the six key industries.
var routes = []route{
	plated("single-layer", 20, 2000, "Cr", "Cr6+"), plated("multilayer", 20, 2000, "Cr", "Cr6+"),
	plated("single-layer", 10, 500, "Cd"), plated("multilayer", 10, 500, "Pb"),

	leather("raw-finished", "", "t 生皮/a", 1000, 60000), leather("raw-wetblue", "", "t 生皮/a", 1000, 60000),
	leather("wetblue-finished.sheep", "sheep", "t 蓝湿革/a", 500, 20000),
	leather("wetblue-finished.other", "cattle", "t 蓝湿革/a", 500, 20000),
	fur("mink", 200), fur("fox", 100), fur("rabbit", 500),

	battery("plates+assembly"), battery("plates"), battery("assembly"),

	smelter("HJ 863.1-2017", "3212", "lead", []string{"Pb", "Hg"}, "acid-plant", "desulphurisation", "hood"),
	smelter("HJ 863.1-2017", "3212", "zinc-hydro", []string{"Pb", "Hg"}, "acid-plant", "kiln"),
	smelter("HJ 863.1-2017", "3212", "zinc-pyro.electric", []string{"Pb", "Hg"}, "acid-plant", "hood", "kiln"),
	smelter("HJ 863.1-2017", "3212", "zinc-isp", []string{"Pb", "Hg"},
		"sinter-machine", "acid-plant", "hood", "fuming-furnace"),
	smelter("HJ 863.3-2017", "3211", "copper", []string{"Pb", "Hg", "As"}, "acid-plant", "anode-furnace", "hood"),
	smelter("HJ 934-2017", "3213", "nickel", []string{"Pb", "Hg", "As"}, "acid-plant", "hood"),
	smelter("HJ 936-2017", "3214", "tin", []string{"Pb", "Hg", "Cd", "As"},
		"pre-treatment", "reduction", "volatilisation", "hood"),
	smelter("HJ 936-2017", "3214", "tin", []string{"Pb", "Hg", "Cd", "As"},
		"pre-treatment", "reduction", "volatilisation", "all-other"),
	smelter("HJ 938-2017", "3215", "antimony.concentrate", []string{"Pb", "Hg", "Cd", "As"},
		"volatilisation", "reduction"),
	cobalt(),
	secondary("secondary-lead", "3212", []string{"Pb", "As"}, "furnace", "hood", "refining-kettle"),
	secondary("secondary-copper.anode", "3211", []string{"Pb", "As"}, "furnace", "hood"),
	secondary("secondary-zinc.scrap", "3212", []string{"Pb", "As"}, "furnace", "hood", "ash"),

	mine("GB 25467-2010", "0911"), mine("GB 25466-2010", "0912"),
	pvc(),
}

func plated(process string, low, high int, metals ...string) route {
	return route{industry: "electroplating", spec: "HJ 855-2017", class: "3360", process: process, unit: "m2/a",
		low: low, high: high, step: 1000, water: metals}
}

func leather(process, hide, unit string, low, high int) route {
	return route{industry: "leather", spec: "HJ 859.1-2017", class: "1910", process: process, hide: hide, unit: unit,
		low: low / 100, high: high / 100, step: 100, water: []string{"Cr"}, all: []string{"Cr", "Cr6+"}}
}

func fur(hide string, thousands int) route {
	return route{industry: "leather", spec: "HJ 1065-2019", class: "1931", process: "raw-finished", hide: hide,
		unit: "张/a", low: thousands / 10, high: thousands * 4, step: 1000, water: []string{"Cr"},
		facts: []string{"tanning", "=true"}}
}

func battery(process string) route {
	return route{industry: "lead-battery", spec: "HJ 967-2018", class: "3843", process: process, unit: "kVAh/a",
		low: 20, high: 1500, step: 10000, water: []string{"Pb"}, air: []string{"Pb"}, stacks: []string{""}}
}

func smelter(spec, class, process string, air []string, stacks ...string) route {
	return route{industry: "nonferrous-smelting", spec: spec, class: class, process: process, unit: "t 产品/a",
		low: 10, high: 400, step: 1000, water: []string{"Pb", "Hg", "Cd", "As"}, air: air, stacks: stacks,
		facts: []string{"recycled", "=false"}}
}

func cobalt() route {
	r := smelter("HJ 937-2017", "3213", "leaching-purification", nil)
	r.low, r.high, r.facts = 1, 20, append(r.facts, "material", "cobalt")
	return r
}

func secondary(process, class string, air []string, stacks ...string) route {
	return route{industry: "nonferrous-smelting", spec: "HJ 863.4-2018", class: class, process: process,
		unit: "t 产品/a", low: 10, high: 200, step: 1000, water: []string{"Pb", "Cd", "As"}, air: air, stacks: stacks,
		facts: []string{"recycled", "=true"}}
}

func mine(standard, class string) route {
	return route{industry: "nonferrous-mining", spec: "HJ 1120-2020", class: class, process: "beneficiation",
		unit: "t 原矿/a", low: 5, high: 300, step: 10000, water: []string{"Pb", "Hg", "Cd", "As"}, standard: standard,
		facts: []string{"general_process", "water-treatment"}}
}

func pvc() route {
	return route{industry: "chemicals", spec: "HJ 1036-2019", class: "2651", process: "acetylene-pvc",
		unit: "t 产品/a", low: 20, high: 500, step: 1000, water: []string{"Hg"},
		facts: []string{"route", "calcium-carbide"}}
}
