package factors

import (
	"testing"

	"tidai/calc/quantity"
)

// Every threshold is whole, above zero, and says that it is ours and why.
func TestIntegrityThresholds(t *testing.T) {
	list, err := IntegrityThresholds()
	if err != nil || len(list) != 34 {
		t.Fatalf("%d thresholds, %v", len(list), err)
	}
	for _, x := range list {
		if x.Amount.Sign() <= 0 || x.Provenance != "ours" || x.Why.ZH == "" || x.Why.EN == "" || x.Name.ZH == "" ||
			!x.Step().OK() {
			t.Errorf("%+v", x)
		}
	}
	share, err := list[7].Amount.In(quantity.One)
	if list[7].ID != "band" || err != nil || share.Rat().RatString() != "1/50" {
		t.Errorf("%s %s", list[7].ID, share)
	}
}

// A damaged file names every fault with its line.
func TestBadThresholds(t *testing.T) {
	_, findings := parseThresholds("x.toml", []byte("[[threshold]]\nid = \"a\"\nvalue = \"x\"\nunit = "+
		"\"1\"\nname_zh=\"a\"\nname_en=\"a\"\nprovenance=\"ours\"\nwhy_zh=\"a\"\nwhy_en=\"a\"\n[[threshold]]\nid = \"a\"\n"))
	codes := map[string]int{}
	for _, f := range findings {
		codes[f.Code]++
	}
	if codes[CodeNumber] != 1 || codes[CodeDuplicate] != 1 || codes["TD-DOC-003"] != 7 {
		t.Errorf("%v", findings)
	}
}
