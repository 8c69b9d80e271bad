package hj212

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// What says what a code measures.
type What string

// The things a code can measure.
const (
	Concentration What = "concentration"
	Flow          What = "flow"
	Auxiliary     What = "auxiliary" // flue velocity, temperature, pressure, humidity, O2
	OtherThing    What = "other"     // a pollutant without a quota
)

// Whats lists them.
var Whats = calc.Words[What]{
	{Key: Concentration, Name: calc.Text{ZH: "浓度", EN: "concentration"}},
	{Key: Flow, Name: calc.Text{ZH: "流量", EN: "flow"}},
	{Key: Auxiliary, Name: calc.Text{ZH: "烟气参数", EN: "state of the flue gas"}},
	{Key: OtherThing, Name: calc.Text{ZH: "其他污染物", EN: "another pollutant"}},
}

// Code is an entry of annex B of HJ 212-2017. Units are the defaults: a device
// may be set to others, which a frame does not say. Gas volumes are written m3
// there; whether they are dry and at standard state a frame does not say
// either.
type Code struct {
	Code      string // of 2017
	Old       string // of HJ/T 212-2005, "" where there was none
	Name      calc.Text
	Pollutant calc.Pollutant // "" where it is none the tool carries
	Medium    calc.Medium
	What      What

	Concentration quantity.Unit // of Rtd, Min, Avg and Max, where What is Concentration
	Flow          quantity.Unit // of the same, where What is Flow
	Total         quantity.Unit // of Cou, for both
	UnitText      string        // of the same as Concentration, as annex B writes it, for every entry that has one

	Ambient bool // of ambient air: not measured in a stack

	// AsOld is set where Lookup was asked for the old code. UnitInDoubt is set
	// beside it where the editions name different defaults: HJ/T 212-2005 has
	// mg/L and kg for every metal in water, HJ 212-2017 has ug/L and g for
	// most. The units above are those of 2017; they must be stated.
	AsOld       bool
	UnitInDoubt bool
}

func unit(s string) quantity.Unit {
	if s == "" {
		return quantity.Unit{}
	}
	return quantity.MustUnit(s)
}

// concentration is an entry for a metal.
func concentration(code, old string, p calc.Pollutant, m calc.Medium, of, total, zh, en string) Code {
	return Code{Code: code, Old: old, Pollutant: p, Medium: m, What: Concentration, Name: calc.Text{ZH: zh, EN: en},
		Concentration: unit(of), Total: unit(total), UnitText: of}
}

func flow(code, old string, m calc.Medium, of, zh, en string) Code {
	return Code{Code: code, Old: old, Medium: m, What: Flow, Name: calc.Text{ZH: zh, EN: en}, Flow: unit(of),
		Total: unit("m3"), UnitText: of}
}

func auxiliary(code, old, of, zh, en string) Code {
	return Code{Code: code, Old: old, Medium: calc.Air, What: Auxiliary, Name: calc.Text{ZH: zh, EN: en}, UnitText: of}
}

func other(code string, m calc.Medium, zh, en string) Code {
	return Code{Code: code, Medium: m, What: OtherThing, Name: calc.Text{ZH: zh, EN: en}}
}

func ambient(c Code) Code {
	c.Ambient = true
	return c
}

// table is annex B as far as it concerns quota metals, flows and the state of
// the flue gas, with the common pollutants that stand beside them in the same
// frames, so that only what is really unknown is asked for.
//
// The units differ from metal to metal: that is the trap of the protocol.
// There is no code for arsenic or chromium compounds in a stack; a local one
// must be mapped by hand.
var table = []Code{
	flow("w00000", "B01", calc.Water, "L/s", "污水流量", "waste water flow"),
	concentration("w20111", "020", calc.Mercury, calc.Water, "ug/L", "g", "总汞", "total mercury"),
	concentration("w20115", "022", calc.Cadmium, calc.Water, "ug/L", "g", "总镉", "total cadmium"),
	concentration("w20116", "023", calc.Chromium, calc.Water, "mg/L", "kg", "总铬", "total chromium"),
	concentration("w20117", "024", calc.CrVI, calc.Water, "ug/L", "g", "六价铬", "hexavalent chromium"),
	concentration("w20119", "026", calc.Arsenic, calc.Water, "ug/L", "g", "总砷", "total arsenic"),
	concentration("w20120", "027", calc.Lead, calc.Water, "ug/L", "g", "总铅", "total lead"),
	concentration("w20141", "", calc.Arsenic, calc.Water, "mg/L", "kg", "砷", "arsenic"),
	concentration("w20142", "", calc.Mercury, calc.Water, "ug/L", "g", "汞", "mercury"),
	concentration("w20143", "", calc.Cadmium, calc.Water, "ug/L", "g", "镉", "cadmium"),
	concentration("w20144", "", calc.Lead, calc.Water, "mg/L", "kg", "铅", "lead"),

	flow("a00000", "B02", calc.Air, "m3/s", "废气流量", "waste gas flow"),
	concentration("a20043", "32", calc.Lead, calc.Air, "mg/m3", "kg", "铅及其化合物", "lead and compounds"),
	concentration("a20025", "33", calc.Cadmium, calc.Air, "mg/m3", "kg", "镉及其化合物", "cadmium and compounds"),
	concentration("a20057", "31", calc.Mercury, calc.Air, "mg/m3", "kg", "汞及其化合物", "mercury and compounds"),
	ambient(concentration("a20044", "", calc.Lead, calc.Air, "ng/m3", "g", "铅（环境空气）", "lead (ambient air)")),
	ambient(concentration("a20026", "", calc.Cadmium, calc.Air, "ng/m3", "g", "镉（环境空气）",
		"cadmium (ambient air)")),
	ambient(concentration("a20058", "", calc.Mercury, calc.Air, "ng/m3", "g", "汞（环境空气）",
		"mercury (ambient air)")),
	ambient(concentration("a20007", "", calc.Arsenic, calc.Air, "ng/m3", "g", "砷（环境空气）",
		"arsenic (ambient air)")),
	// Chromic acid mist is CrO3, not chromium: no pollutant of the notice until someone says how to count it.
	concentration("a34040", "15", "", calc.Air, "mg/m3", "kg", "铬酸雾", "chromic acid mist"),

	auxiliary("a01011", "S02", "m/s", "烟气流速", "flue gas velocity"),
	auxiliary("a01012", "S03", "°C", "烟气温度", "flue gas temperature"),
	auxiliary("a01013", "S08", "kPa", "烟气压力", "flue gas pressure"),
	auxiliary("a01014", "S05", "%", "烟气湿度", "flue gas humidity"),
	auxiliary("a19001", "S01", "%", "氧气含量", "oxygen"),

	other("w01001", calc.Water, "pH值", "pH"),
	other("w01010", calc.Water, "水温", "water temperature"),
	other("w01012", calc.Water, "悬浮物", "suspended solids"),
	other("w01018", calc.Water, "化学需氧量", "COD"),
	other("w01020", calc.Water, "总有机碳", "TOC"),
	other("w20121", calc.Water, "总镍", "total nickel"),
	other("w20122", calc.Water, "总铜", "total copper"),
	other("w20123", calc.Water, "总锌", "total zinc"),
	other("w21001", calc.Water, "总氮", "total nitrogen"),
	other("w21003", calc.Water, "氨氮", "ammonia nitrogen"),
	other("w21011", calc.Water, "总磷", "total phosphorus"),
	other("a21002", calc.Air, "氮氧化物", "nitrogen oxides"),
	other("a21026", calc.Air, "二氧化硫", "sulfur dioxide"),
	other("a34013", calc.Air, "烟尘", "flue dust"),
}

// index finds an entry by its code or old code, in capitals.
var index = func() map[string]Code {
	m := map[string]Code{}
	for _, c := range table {
		m[strings.ToUpper(c.Code)] = c
		if c.Old != "" {
			c.AsOld = true
			c.UnitInDoubt = c.Medium == calc.Water && c.What == Concentration && c.UnitText != "mg/L"
			m[c.Old] = c
		}
	}
	return m
}()

// Lookup finds a code of 2017, or an old one, without regard to case. What it
// does not know is not guessed: it has to be mapped by hand.
func Lookup(code string) (Code, bool) {
	if c, ok := index[code]; ok {
		return c, true
	}
	c, ok := index[strings.ToUpper(code)]
	return c, ok
}

// series begins the names of fields that carry measurements of a code (6.6.3).
var series = []string{"Rtd", "Cou", "Min", "Avg", "Max"}

// measured reports whether a field is a measurement, as opposed to a state of
// the device.
func measured(f Field) bool {
	name := strings.TrimPrefix(f.Name, "Zs")
	for _, s := range series {
		if name == s {
			return f.Code != ""
		}
	}
	return false
}
