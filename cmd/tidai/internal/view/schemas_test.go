package view

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tidai/cmd/tidai/internal/page/data"
)

var update = flag.Bool("update", false, "write the schemas of docs/schema anew")

// The schemas of docs/schema are those of the tables; -update writes them.
func TestSchemasAreThoseOfTheTables(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "..", "docs", "schema")
	known := map[string]bool{}
	for _, s := range Schemas() {
		name := filepath.Join(folder, s.Name+".schema.json")
		known[name] = true
		want, err := data.JSON(s.Schema)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(name, want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not the schema of its table; go test ./cmd/tidai/internal/view -run Schemas -update", name)
		}
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	for _, f := range files {
		if !known[f] {
			t.Errorf("%s is of no table", f)
		}
	}
}
