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
	for _, name := range bundled {
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
			if code != again || strings.ReplaceAll(string(want), from, "X") != strings.ReplaceAll(string(got), to, "X") {
				t.Errorf("%s %s: the plan is another one", name, form)
			}
		}
	}
}
