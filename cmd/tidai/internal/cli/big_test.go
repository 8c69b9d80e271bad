package cli

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// bigDossier is a dossier of the generator in testdata/bigregion: a project of
// four metals that takes nearly all there is.
func bigDossier(tb testing.TB, sources string) string {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "big")
	generate := exec.Command("go", "run", "./testdata/bigregion", "-one", "-sources", sources, "-o", dir)
	generate.Dir = repository
	if out, err := generate.CombinedOutput(); err != nil {
		tb.Fatalf("%v: %s", err, out)
	}
	return dir
}

// A plan of 1,250 sources with four metals each: 5,000 rows of sources.
func BenchmarkBigPlan(b *testing.B) {
	dir := bigDossier(b, "1250")
	for _, format := range []string{"table", "html", "json"} {
		b.Run(format, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "plan")
			for b.Loop() {
				if _, code := say(b, "plan", dir, "--format", format, "-o", out); code != exitDone &&
					code != exitStanding {
					b.Fatalf("exit code %d", code)
				}
			}
		})
	}
}

// All documents of it in all their forms.
func BenchmarkBigReport(b *testing.B) {
	dir := bigDossier(b, "1250")
	for b.Loop() {
		if _, code := say(b, "report", dir, "-o", filepath.Join(b.TempDir(), "out")); code != exitDone &&
			code != exitStanding {
			b.Fatalf("exit code %d", code)
		}
	}
}
