package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkBatch reviews sixty dossiers, ten of each example; dossiers/s is what
// docs/review.md names.
func BenchmarkBatch(b *testing.B) {
	dir := b.TempDir()
	n := 0
	for _, from := range bundled {
		for i := range 10 {
			if err := os.CopyFS(filepath.Join(dir, fmt.Sprintf("%s-%d", from, i)),
				os.DirFS("../../../../testdata/dossiers/"+from)); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	for b.Loop() {
		if out, code := say(b, "batch", dir, "--format", "json"); code != exitStanding || len(out) == 0 {
			b.Fatal(code)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "dossiers/s")
}
