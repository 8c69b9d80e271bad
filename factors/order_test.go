package factors

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// What every specification says about the order of methods for existing
// sources, from their chapter 9 (HJ 1120: 8): the second tier, what is shut
// out, and that measurement comes first.
func TestOrdersOfSpecifications(t *testing.T) {
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for spec, c := range map[string]struct {
		second  string
		refused string
	}{
		"HJ 863.1-2017": {"generation-factor", "balance"}, "HJ 863.3-2017": {"generation-factor", "balance"},
		"HJ 863.4-2018": {"emission-factor generation-factor", "balance"},
		"HJ 931-2017":   {"emission-factor generation-factor", "balance"},
		"HJ 934-2017":   {"emission-factor generation-factor", "balance"},
		"HJ 936-2017":   {"emission-factor generation-factor", "balance"},
		"HJ 937-2017":   {"emission-factor generation-factor", "balance"},
		"HJ 938-2017":   {"emission-factor generation-factor", "balance"},
		"HJ 967-2018":   {"emission-factor generation-factor", ""},
		"HJ 1036-2019": {"emission-factor generation-factor",
			""},
		"HJ 1120-2020": {"emission-factor generation-factor", ""}, "HJ 1035-2019": {"generation-factor", ""},
		"HJ 1065-2019":  {"generation-factor", ""},
		"HJ 855-2017":   {"generation-factor emission-factor balance", ""},
		"HJ 859.1-2017": {"balance generation-factor emission-factor", ""},
		"HJ 942-2018":   {"balance generation-factor emission-factor", ""},
	} {
		o := book.Order(spec, ExistingSource, "guide")
		if o.Instrument != spec || len(o.Tiers) != 2 || strings.Join(plain(o.Tiers[0]), " ") != "measurement" ||
			strings.Join(plain(o.Tiers[1]), " ") != c.second || strings.Join(plain(o.Refused), " ") != c.refused ||
			o.Status != calc.StatusText || o.Option {
			t.Errorf("%s: %+v", spec, o)
		}
	}
	for _, i := range book.Instruments() { // none without its order
		if i.Kind != Specification {
			continue
		}
		if o := book.Order(i.ID, ExistingSource, ""); len(book.read(i.ID).rules) > 0 && o.Instrument != i.ID {
			t.Errorf("%s has formulas and no order of methods", i.ID)
		}
	}
}

// An order in a user's file replaces the built-in one of the same id; a method
// that does not exist is reported.
func TestOwnOrder(t *testing.T) {
	base, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own := func(first string) fstest.MapFS {
		return fstest.MapFS{"o.toml": {Data: []byte("[instrument]\nid = \"HJ 936-2017\"\n[[order]]\nid = " +
			"\"hj936.order.existing\"\nsources = \"existing\"\nfirst = [\"" + first +
			"\"]\nclause = \"9.1\"\nstatus = \"recalled\"\nsource = \"x\"\n")}}
	}
	book, findings := base.With(own("analogy"), "mine")
	if len(findings) > 0 {
		t.Errorf("findings %v", findings)
	}
	if o := book.Order("HJ 936-2017", ExistingSource, ""); !o.Local || o.Rank("analogy") != 1 ||
		o.Rank("measurement") != 0 || o.Refuses("balance") {
		t.Errorf("order %+v", o)
	}
	if o := base.Order("HJ 936-2017", ExistingSource, ""); o.Local || o.Rank("measurement") != 1 {
		t.Errorf("the built-in order changed: %+v", o)
	}
	book, findings = base.With(own("guessing"), "mine")
	if !slices.ContainsFunc(findings, func(f calc.Finding) bool { return f.Severity == calc.Error && f.At.Line == 6 }) {
		t.Errorf("findings %v", findings)
	}
	if o := book.Order("HJ 936-2017", ExistingSource, ""); o.Local {
		t.Error("an order of a file with an error counts")
	}
}
