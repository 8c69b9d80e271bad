package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every example comes back from its documents as it was: each file that it
// names byte for byte, and the same plan.
func TestOpenRestores(t *testing.T) {
	for _, name := range some() {
		from := filepath.Join(repository, "testdata", "dossiers", name)
		for _, form := range []string{"docx", "xlsx"} {
			dir := t.TempDir()
			file, to := filepath.Join(dir, "chapter."+form), filepath.Join(dir, "back")
			say(t, "report", from, "-o", file)
			if _, code := say(t, "open", file, to); code != exitDone {
				t.Fatalf("%s %s: exit code %d", name, form, code)
			}
			n := 0
			err := fs.WalkDir(os.DirFS(to), ".", func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				n++
				was, err := os.ReadFile(filepath.Join(from, path))
				if err != nil {
					return err
				}
				is, err := os.ReadFile(filepath.Join(to, path))
				if err == nil && !bytes.Equal(was, is) {
					t.Errorf("%s %s: %s is not what it was", name, form, path)
				}
				return err
			})
			if err != nil || n < 2 {
				t.Errorf("%s %s: %d files, %v", name, form, n, err)
			}
			want, code := say(t, "plan", from, "--format", "json")
			got, again := say(t, "plan", to, "--format", "json")
			if code != again || strings.ReplaceAll(string(want), from, "X") != strings.ReplaceAll(string(got), to,
				"X") {
				t.Errorf("%s %s: the plan is another one", name, form)
			}
		}
	}
}

// A document is reviewed as the dossier it carries: the same opinion, word for
// word, but for the name of the place.
func TestReviewOfDocument(t *testing.T) {
	for _, name := range some() {
		from := filepath.Join(repository, "testdata", "dossiers", name)
		file := filepath.Join(t.TempDir(), "chapter.docx")
		say(t, "report", from, "-o", file)
		for _, form := range []string{"json", "csv", "md", "sarif"} {
			want, code := say(t, "review", from, "--format", form)
			got, again := say(t, "review", file, "--format", form)
			if code != again || strings.ReplaceAll(string(got), file, from) != string(want) {
				t.Errorf("%s %s: exit codes %d and %d, or another opinion:\n%.1500s\nwant\n%.1500s", name, form, code,
					again, got, want)
			}
		}
	}
}

// Factors of the author's own are not carried: a review without them would say
// something else.
func TestReviewOfDocumentWithOwnFactors(t *testing.T) {
	from, factors := filepath.Join(repository, "testdata", "dossiers", "plating"), t.TempDir()
	file := filepath.Join(t.TempDir(), "chapter.docx")
	say(t, "report", from, "--factors", factors, "-o", file)
	if _, code := say(t, "review", file); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if _, code := say(t, "review", file, "--factors", factors); code == exitFailed {
		t.Error("refused with its factors, too")
	}
}
