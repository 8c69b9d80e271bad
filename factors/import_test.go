package factors

import (
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

// The tables of figures that the factor files were made from lie in testdata,
// without the column that says where copies were found. Each row is written as
// one line of what it says, each entry of the factor files likewise, and both
// lists must be the same: nothing lost, doubled or altered. How the words of a
// row become selectors and units is spelled out in import_words_test.go.

type row map[string]string

func readCSV(t *testing.T, name string) []row {
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
	var out []row
	for _, r := range records[1:] {
		m := row{}
		for i, key := range records[0] {
			m[key] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// line is what a row or an entry says.
type line struct {
	instrument string
	kind       Kind
	medium     string
	metals     string // symbols in order, or the substance
	class      string
	words      string
	treatment  string
	dates      string
	amount     string // value with unit, or what stands in its place
	clause     string
	status     string
	doubt      string
}

func (l line) String() string {
	return strings.Join([]string{l.instrument, string(l.kind), l.medium, l.metals, l.class, l.words, l.treatment,
		l.dates, l.amount, l.clause,
		l.status, l.doubt}, " | ")
}

func amountOf(t *testing.T, value, unit string) string {
	t.Helper()
	q, err := quantity.Parse(strings.TrimSuffix(value+" "+unit, " 1"))
	if err != nil {
		t.Fatal(err)
	}
	return q.String()
}

// entries groups the values of a book by entry and writes each as a line.
func entries(t *testing.T) map[string]line {
	t.Helper()
	groups := map[string][]Value{}
	for _, v := range builtinBook(t).All() {
		groups[v.Entry] = append(groups[v.Entry], v)
	}
	out := map[string]line{}
	for id, values := range groups {
		if !slices.Contains(ownAdditions, values[0].Instrument) && !isOwnFrequency(id) {
			out[id] = entryLine(values)
		}
	}
	for _, g := range builtinBook(t).Gaps() {
		if isOwnFrequency(g.ID) || !g.AsOf.IsZero() { // gaps with a day are of the law, not of the figures
			continue
		}
		out[g.ID] = line{instrument: g.Instrument, kind: g.Kind, medium: string(g.Medium),
			metals: metalsOf([]string{string(g.Pollutant)}, g.Substance),
			class:  g.Class, words: entryWords(g.Describe, g.Instrument), amount: "gap",
			clause: clauseTokens(g.Clause.Locator), status: "unknown"}
	}
	return out
}

// ownAdditions are the instruments that rest on no table of figures.
var ownAdditions = []string{"atomic-masses"}

// isOwnFrequency tells the frequencies of the specifications: they stand in no
// table of figures, and TestFrequency states them.
func isOwnFrequency(id string) bool { return strings.Contains(id+".", ".frequency.") }

func entryLine(values []Value) line {
	v := values[0]
	var symbols []string
	for _, x := range values {
		symbols = append(symbols, string(x.Pollutant))
	}
	l := line{instrument: v.Instrument, kind: v.Kind, medium: string(v.Medium), metals: metalsOf(symbols, v.Substance),
		class: v.Class,
		words: entryWords(v.Describe, v.Instrument), treatment: v.Treatment, dates: v.Since.String() + ".." +
			v.Until.String(),
		amount: v.Amount.String(), clause: clauseTokens(v.Clause.Locator), status: string(v.Status)}
	switch {
	case v.Absent:
		l.amount, l.class, l.dates = "absent", "", ".." // that an item is absent holds for all classes
	case v.Use != "":
		l.amount = "use " + v.Use
	case v.Text != "":
		l.amount = "text " + v.Text + " " + v.TextUnit
	}
	if v.Kind == Target { // its year is over: TestTargetsAreOver
		l.dates = ".."
	}
	if v.Kind == BenchmarkVolume { // which metals a volume is for stands in its words
		l.metals = ""
	}
	if v.Suspect {
		l.doubt = "suspect"
	}
	return l
}

func metalsOf(symbols []string, substance string) string {
	slices.Sort(symbols)
	s := strings.Join(slices.Compact(symbols), "+")
	if substance != "" {
		s += "[" + substance + "]"
	}
	return s
}

// figureRow writes a row of figures.csv as the line its entry must be.
func figureRow(t *testing.T, r row) line {
	t.Helper()
	kind := figureKind(r)
	symbols, substance := figureMetals(r, kind)
	l := line{instrument: r.instrument(), kind: kind, medium: mediumWords[r["medium"]],
		metals: metalsOf(symbols, substance),
		class:  r.class(kind), words: r.figureWords(), treatment: r.figureTreatment(), dates: r.dates(),
		clause: clauseTokens(r.figureClause()),
		status: r["status"], amount: r.form()}
	switch {
	case l.amount == "gap":
		l.dates = ""
	case l.amount == "absent":
		l.class, l.dates = "", ".."
	case strings.HasPrefix(l.amount, "use "):
	case kind == Applicability: // what applies stands in the column of pollutants
		l.amount = "text " + r["pollutant"] + " "
	case plainNumber.MatchString(r["value"]):
		l.amount = amountOf(t, r["value"], r.unit())
	default:
		l.amount = "text " + r["value"] + " " + r.textUnit()
	}
	return l
}

// coefficientRow writes a row of coefficients.csv likewise.
func coefficientRow(t *testing.T, r row) line {
	t.Helper()
	kind := coefficientKind(r)
	symbols, substance := coefficientMetals(r)
	words, treatment := r.coefficientWords(kind)
	l := line{instrument: r.instrument(), kind: kind, medium: mediumWords[r["medium"]],
		metals: metalsOf(symbols, substance),
		words:  words, treatment: treatment, dates: r.dates(), clause: clauseTokens(r.coefficientClause()),
		status: r["status"]}
	switch {
	case r["status"] == "unknown":
		l.amount, l.dates = "gap", ""
	case plainNumber.MatchString(r["value"]):
		l.amount = amountOf(t, r["value"], r.coefficientUnit())
	default:
		l.amount = "text " + r["value"] + " " + quantity.MustUnit(r.coefficientUnit()).String()
	}
	if strings.Contains(r["note"], "UNIT SUSPECT") {
		l.doubt = "suspect"
	}
	return l
}

// Every row is one entry, and every entry is one row.
func TestImport(t *testing.T) {
	figures, coefficients := readCSV(t, "testdata/figures.csv"), readCSV(t, "testdata/coefficients.csv")
	if len(figures) != 593 || len(coefficients) != 1243 {
		t.Fatalf("%d figures and %d coefficients, there are 593 and 1243", len(figures), len(coefficients))
	}
	var want, got []string
	skipped := 0
	for _, r := range figures {
		if r.isTwice(t) {
			skipped++
			continue
		}
		want = append(want, figureRow(t, r).String())
	}
	for _, r := range coefficients {
		if r.isTwice(t) {
			skipped++
			continue
		}
		want = append(want, coefficientRow(t, r).String())
	}
	if skipped != len(twice) {
		t.Errorf("%d rows say again what another row says; %d are known", skipped, len(twice))
	}
	for _, l := range entries(t) {
		got = append(got, l.String())
	}
	compare(t, want, got)
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
	for _, s := range slices.Sorted(maps.Keys(count)) {
		switch n := count[s]; {
		case n > 0:
			t.Errorf("lost or altered: %s", s)
		case n < 0:
			t.Errorf("not in the tables of figures: %s", s)
		}
	}
	if len(want) != len(got) {
		t.Errorf("%d rows in the tables of figures, %d entries", len(want), len(got))
	}
}

// A row that names its outlet has an entry for that outlet.
func TestImportedOutlets(t *testing.T) {
	byLine := map[string][]string{} // line -> outlets of its entries
	groups := map[string][]Value{}
	for _, v := range builtinBook(t).All() {
		groups[v.Entry] = append(groups[v.Entry], v)
	}
	for _, values := range groups {
		l := entryLine(values).String()
		byLine[l] = append(byLine[l], values[0].Outlet)
	}
	stated := 0
	for _, r := range readCSV(t, "testdata/figures.csv") {
		outlet := r.outlet()
		if outlet == "" || r.isTwice(t) || r.form() != "" {
			continue
		}
		stated++
		if l := figureRow(t, r).String(); !slices.Contains(byLine[l], outlet) {
			t.Errorf("%s: outlet %q, the row says %s", l, byLine[l], outlet)
		}
	}
	if stated < 300 {
		t.Errorf("only %d rows name an outlet", stated)
	}
}

// What was back-calculated, merged, read in a draft or for a medium not
// printed says so.
func TestDoubtIsNoted(t *testing.T) {
	marks := map[string]string{"back-calculated": "back-calculated", "AMBIGUOUS": "ambiguous",
		"medium not printed": "does not print the medium",
		"stored without η":   "of particulate matter", "UNIT SUSPECT": "unit suspect",
		"mislabels medium": "labels the medium waste gas",
		"no η given":       "no efficiency is stated"}
	count := map[string][2]int{}
	for _, r := range readCSV(t, "testdata/coefficients.csv") {
		for mark := range marks {
			if strings.Contains(r["note"], mark) {
				c := count[mark]
				c[0]++
				count[mark] = c
			}
		}
	}
	for _, v := range builtinBook(t).All() {
		for mark, said := range marks {
			if strings.Contains(v.Note, said) && v.Kind == map[bool]Kind{true: VolumeFactor,
				false: v.Kind}[mark == "UNIT SUSPECT"] && v.Kind != Removal &&
				!(mark == "AMBIGUOUS" && v.Kind == VolumeFactor) {
				c := count[mark]
				c[1]++
				count[mark] = c
			}
		}
		if v.Kind == GenerationFactor && (v.Variant != "") != strings.Contains(v.Note, "ambiguous") {
			t.Errorf("%s: variant %q, note %q", v.ID, v.Variant, v.Note)
		}
	}
	for mark := range marks {
		if c := count[mark]; c[0] == 0 || c[0] != c[1] {
			t.Errorf("%s: %d rows, %d values", mark, c[0], c[1])
		}
	}
	for _, v := range builtinBook(t).Values(Query{Instrument: "HJ 863.1-2017"}) {
		if !strings.Contains(v.Note, "pre-publication") || v.Status != calc.StatusText {
			t.Errorf("%s does not say that a pre-publication copy was read", v.ID)
		}
	}
}
