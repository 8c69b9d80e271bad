package factors

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
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
		if want := quantity.Must(c.amount); !v.Amount.Equal(want) || v.Clause.String() != c.clause || string(v.Status) != c.status {
			t.Errorf("%s: got %s, %s, %s; want %s, %s, %s", c.id, v.Amount, v.Clause, v.Status, want, c.clause, c.status)
		}
		step := v.Step("X")
		if o := step.Origin(); o.Kind != calc.FromFactor || o.Factor != c.id || o.Status != v.Status || step.Clause() != v.Clause {
			t.Errorf("%s: its step says %+v, %s", c.id, o, step.Clause())
		}
	}
}

func readCSV(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range records[1:] {
		m := map[string]string{}
		for i, key := range records[0] {
			m[key] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// compare reports every line that only one side has; lines that occur twice
// must occur twice on both.
func compare(t *testing.T, want, got []string) {
	t.Helper()
	count := map[string]int{}
	for _, s := range want {
		count[s]++
	}
	for _, s := range got {
		count[s]--
	}
	var keys []string
	for s := range count {
		keys = append(keys, s)
	}
	slices.Sort(keys)
	for _, s := range keys {
		switch n := count[s]; {
		case n > 0:
			t.Errorf("lost or altered: %s", s)
		case n < 0:
			t.Errorf("not in the table of figures: %s", s)
		}
	}
	if len(want) == 0 || len(want) != len(got) {
		t.Errorf("%d rows in the table of figures, %d in the factor files", len(want), len(got))
	}
}

var (
	tableNumber = regexp.MustCompile(`^表[0-9]+`)
	span        = regexp.MustCompile(`([0-9-]{10})\.\.([0-9-]{10})`)
	newFrom     = regexp.MustCompile(`new from ([0-9-]{10})`)
)

func amountText(t *testing.T, value, unit string) string {
	t.Helper()
	q, err := quantity.Parse(value + " " + unit)
	if err != nil {
		t.Fatal(err)
	}
	return q.String()
}

// atStandardState is the reading of gas units: the standards print m3 and say
// in their definitions that gas is at standard state.
func atStandardState(unit string) string {
	return strings.NewReplacer("mg/m3", "mg/Nm3", "m3/m2", "Nm3/m2").Replace(unit)
}

// dates reads the days a row's clause states. The volume rows of GB 30484
// state none of their own; they are rows of the same tables as its limits.
func dates(r map[string]string) (since, until string) {
	clause := r["clause"]
	if r["standard"] == "GB 30484" && strings.HasPrefix(clause, "表1") {
		clause = "2014-07-01..2015-12-31"
	} else if r["standard"] == "GB 30484" && strings.HasPrefix(clause, "表2") {
		clause = "new from 2014-03-01"
	}
	if m := span.FindStringSubmatch(clause); m != nil {
		return m[1], m[2]
	}
	if m := newFrom.FindStringSubmatch(clause); m != nil {
		return m[1], ""
	}
	switch {
	case strings.Contains(clause, "to 2010-06-30"):
		return "", "2010-06-30"
	case r["standard"] == "HJ 967":
		return "2018-09-23", ""
	}
	return "", ""
}

// rowSelectors reads industry, process and outlet from the words of a row.
func rowSelectors(r map[string]string, kind Kind) (industry, process, outlet string) {
	seg := r["industry_segment"]
	if strings.HasPrefix(seg, "铅蓄电池") {
		industry = "lead-battery"
	} else if strings.HasPrefix(seg, "镉镍") {
		industry = "nickel-cadmium"
	}
	for _, part := range strings.Split(seg, "|") {
		if p, ok := processNames[part]; ok {
			process = p
		}
	}
	switch {
	case strings.Contains(seg, "企业总排口"):
		outlet = "total"
	case strings.Contains(seg, "车间"):
		outlet = "workshop"
	case r["standard"] == "GB 30484" && kind == BenchmarkVolume && r["medium"] == "water":
		outlet = "total"
	case r["medium"] == "air" && kind != BenchmarkVolume:
		outlet = "stack"
	}
	return industry, process, outlet
}

var bracketed = regexp.MustCompile(`\((Pb|Cd)\)`)

// figureLine writes one row of figures.csv as the selectors it must get.
func figureLine(t *testing.T, r map[string]string) string {
	t.Helper()
	seg := r["industry_segment"]
	kind, pollutant, substance, class := Limit, r["pollutant"], "", r["limit_class"]
	switch {
	case strings.HasPrefix(pollutant, "基准"):
		kind, pollutant, class = BenchmarkVolume, "", ""
	case class == "performance":
		kind, class = Performance, ""
	case pollutant == "铬酸雾":
		pollutant, substance = "Cr", "铬酸雾"
	}
	for _, c := range []string{"existing", "new", "special"} {
		if strings.HasSuffix(seg, "class="+c) {
			class = c
		}
	}
	industry, process, outlet := rowSelectors(r, kind)
	if r["standard"] == "HJ 967" && outlet == "workshop" { // the pollutant stands in brackets behind the outlet
		pollutant = bracketed.FindStringSubmatch(seg)[1]
	}
	since, until := dates(r)
	amount, table := "absent", tableNumber.FindString(r["clause"])
	if r["value"] == "" { // that an item is absent holds for all tables
		class, table, outlet = "", "", ""
	} else {
		unit := r["unit"]
		if r["medium"] == "air" {
			unit = atStandardState(unit)
		}
		amount = amountText(t, r["value"], unit)
	}
	return strings.Join([]string{r["standard"] + "-" + r["edition"], string(kind), r["medium"], pollutant, substance, class, industry,
		process, outlet, since, until, table, amount, r["status"]}, "|")
}

var processNames = map[string]string{"多层镀": "multilayer", "单层镀": "single-layer", "极板制造+组装": "plates+assembly",
	"极板制造": "plates", "组装": "assembly", "镀锌": "zinc", "镀铬": "chromium", "其他镀种(镀铜、镍等)": "other-plating",
	"阳极氧化": "anodising", "发蓝": "blackening"}

// TestFigures compares every row of the standards and of HJ 967 tables 17 and
// 18 with the table of figures, both ways: nothing lost, doubled or altered.
func TestFigures(t *testing.T) {
	var want, got []string
	for _, r := range readCSV(t, "testdata/figures.csv") {
		want = append(want, figureLine(t, r))
	}
	for _, v := range builtinBook(t).All() {
		if v.Kind != Limit && v.Kind != BenchmarkVolume && v.Kind != Performance {
			continue
		}
		amount, table, class, outlet := "absent", tableNumber.FindString(v.Clause.Locator), v.Class, v.Outlet
		if v.Absent {
			table, class, outlet = "", "", ""
		} else {
			amount = v.Amount.String()
		}
		got = append(got, strings.Join([]string{v.Instrument, string(v.Kind), string(v.Medium), string(v.Pollutant), v.Substance, class,
			v.Industry, v.Process, outlet, v.Since.String(), v.Until.String(), table, amount, string(v.Status)}, "|"))
	}
	compare(t, want, got)
}

var (
	quantityKinds = map[string]Kind{"generation": GenerationFactor, "emission": EmissionFactor, "removal": Removal}
	mediaNames    = map[string]calc.Medium{"废水": calc.Water, "废气": calc.Air, "water": calc.Water, "air": calc.Air}
)

// coefficientLines writes one row of coefficients.csv as the rows it must
// become: one for each metal it names.
func coefficientLines(t *testing.T, r map[string]string) []string {
	t.Helper()
	kind, medium := quantityKinds[r["quantity"]], mediaNames[r["medium"]]
	unit, _, _ := strings.Cut(r["unit"], " (")
	instrument, describe, treatment := "", "", ""
	name := strings.ReplaceAll(strings.ReplaceAll(r["product_or_process"], " | ", "|"), "总铅", "铅")
	parts := strings.Split(name, "|")
	pollutants := r["pollutant"]
	switch {
	case r["document"] == "HJ 967-2018":
		instrument = r["document"]
		if kind == EmissionFactor {
			treatment, parts = parts[len(parts)-1], parts[:len(parts)-1]
		}
		describe = strings.NewReplacer("、", " ", "|", " ", ">", "大于", "<=", "不大于").Replace(strings.Join(parts, "|"))
	case strings.HasPrefix(r["document"], "HJ 984"):
		instrument, describe, pollutants = "HJ 984-2018", "铬酸雾 "+name, "铬"
		if kind == Removal {
			treatment = name
		}
	default:
		instrument = "产排污系数手册 33-37,431-434"
		if strings.HasSuffix(r["industry"], "3843") {
			instrument = "产排污系数手册 3843"
		}
		describe, treatment, pollutants = manualRow(kind, parts, pollutants)
	}
	var out []string
	for _, p := range strings.Split(pollutants, "、") {
		symbol, ok := calc.ParsePollutant(strings.TrimSuffix(p, "及其化合物"))
		if !ok {
			t.Fatalf("pollutant %q", p)
		}
		line := strings.Join([]string{instrument, string(kind), string(medium), string(symbol), describe, treatment,
			amountText(t, r["value"], unit), r["status"]}, "|")
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// manualRow reads a row name of the census manual: product, raw material,
// process, size class; or a treatment with the metals it removes.
func manualRow(kind Kind, parts []string, pollutants string) (describe, treatment, metals string) {
	if kind == Removal {
		return "", parts[0], pollutants
	}
	if len(parts) == 4 { // 3843
		return parts[0] + " " + parts[2] + " " + strings.TrimSuffix(parts[3], "时"), "", pollutants
	}
	// "钝（滚镀）" lost two characters to the neighbouring column in the source.
	return parts[0] + " " + strings.Replace(parts[3], "钝（滚镀）", "钝化（滚镀）", 1), "", pollutants
}

// TestCoefficients compares every coefficient with the table of figures, both
// ways.
func TestCoefficients(t *testing.T) {
	var want, got []string
	for _, r := range readCSV(t, "testdata/coefficients.csv") {
		want = append(want, coefficientLines(t, r)...)
	}
	for _, v := range builtinBook(t).All() {
		if v.Kind != GenerationFactor && v.Kind != EmissionFactor && v.Kind != Removal {
			continue
		}
		describe := v.Describe
		if strings.HasPrefix(v.Instrument, "产排污系数手册") {
			describe = strings.TrimSuffix(describe, "时")
			if v.Kind == Removal {
				describe = ""
			}
		}
		got = append(got, strings.Join([]string{v.Instrument, string(v.Kind), string(v.Medium), string(v.Pollutant), describe, v.Treatment,
			v.Amount.String(), string(v.Status)}, "|"))
	}
	compare(t, want, got)
}

// Every selector of an appendix C or manual row agrees with the words of the
// row, so that a query by selector finds the row a reader would.
func TestSelectorsAgreeWithWords(t *testing.T) {
	sizes := strings.NewReplacer(">=", "大于等于", "<=", "不大于", ">", "大于", "<", "小于", "kVAh", "")
	for _, v := range builtinBook(t).All() {
		if v.Kind != GenerationFactor && v.Kind != EmissionFactor {
			continue
		}
		if v.Scale != "" && !strings.Contains(strings.ReplaceAll(v.Describe, "kVAh", ""), sizes.Replace(v.Scale)) {
			t.Errorf("%s: scale %q, but %q", v.ID, v.Scale, v.Describe)
		}
		if v.Industry != "lead-battery" {
			continue
		}
		plates, assembly := strings.Contains(v.Describe, "极板制造"), strings.Contains(v.Describe, "组装")
		want := map[[2]bool]string{{true, true}: "plates+assembly", {true, false}: "plates", {false, true}: "assembly"}[[2]bool{plates, assembly}]
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

// What was back-calculated or merged by the source says so.
func TestDoubtIsNoted(t *testing.T) {
	for _, v := range builtinBook(t).All() {
		if strings.HasPrefix(v.Instrument, "产排污系数手册") && v.Kind == GenerationFactor {
			if !strings.Contains(v.Note, "back-calculated") {
				t.Errorf("%s does not say that it was back-calculated", v.ID)
			}
			if (v.Variant != "") != strings.Contains(v.Note, "ambiguous") {
				t.Errorf("%s: variant %q, note %q", v.ID, v.Variant, v.Note)
			}
		}
	}
}
