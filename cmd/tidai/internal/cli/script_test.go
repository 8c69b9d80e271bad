package cli

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// repository is the root of the module, seen from this package.
const repository = "../../../.."

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tidai": func() { os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/script: every command, flag, stream and exit
// status. A script finds the example dossiers in its working folder.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(repository, "testdata", "script", "*.txtar"))
	if err != nil || len(scripts) < 30 {
		t.Fatal(scripts, err)
	}
	if detectsRaces {
		scripts = slices.DeleteFunc(scripts, func(name string) bool {
			return !slices.Contains(concurrent, strings.TrimSuffix(filepath.Base(name), ".txtar"))
		})
	}
	testscript.Run(t, testscript.Params{
		Files: scripts,
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "C")
			e.Setenv("COLUMNS", "100")
			for _, part := range []string{"dossiers", "regions"} { // as they lie in testdata, for regions
				if err := copyNew(filepath.Join(e.WorkDir, "testdata", part), filepath.Join(repository, "testdata",
					part)); err != nil {
					return err
				}
			}
			if err := copyNew(e.WorkDir, filepath.Join(repository, "testdata", "factors")); err != nil {
				return err
			}
			return copyNew(e.WorkDir, filepath.Join(repository, "testdata", "dossiers"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "replace": replace},
	})
}

// concurrent are the scripts of commands that do things at the same time.
// Under the race detector, which makes each command several times slower, only
// they run: the others would find nothing there that they do not find without.
var concurrent = []string{"actual", "batch", "monitor", "region"}

// copyNew copies the folder from into the folder to.
func copyNew(to, from string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o777)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o666)
	})
}

// exits N command…: the command ends with status N; where N is 1 or 2 it has
// written nothing to stdout.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command [args…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
	if out := ts.ReadFile("stdout"); (want == exitFailed || want == exitUsage) && out != "" {
		ts.Fatalf("stdout is not empty: %q", out)
	}
}

// replace FILE OLD NEW: in the file, the first OLD becomes NEW, in which \n is
// a line end.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	text := ts.ReadFile(name)
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not contain %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(text, args[1], strings.ReplaceAll(args[2], `\n`, "\n"), 1)),
		0o666))
}
