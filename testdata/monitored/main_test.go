package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The files of the dossiers are those this program writes.
func TestFiles(t *testing.T) {
	for name, want := range files() {
		got, err := os.ReadFile(filepath.Join("..", "dossiers", filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what go run ./testdata/monitored writes (%v)", name, err)
		}
	}
}

// Annex A of HJ 212-2017 prints this message with its check value.
func TestCRC(t *testing.T) {
	const data = "QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&"
	if got := crc(data); got != 0x1C80 {
		t.Errorf("%04X, want 1C80", got)
	}
}
