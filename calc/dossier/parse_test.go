package dossier

import (
	"testing"
	"testing/fstest"

	"tidai/calc"
)

func parseText(text string) (*Dossier, []calc.Finding) {
	return Parse(fstest.MapFS{MainFile: {Data: []byte(text)}})
}

func TestWholeHasNoFault(t *testing.T) {
	d, fs := parseText(whole)
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	if d == nil {
		t.Fatal("no dossier")
	}
}
