package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// packages are those whose tests rest on figures of factors/.
var packages = []string{"./factors", "./calc/intensity", "./calc/permit", "./calc/reduction", "./calc/substitution"}

// tester runs tests against factor files of which one is changed.
type tester struct{ root, temp string }

func moduleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	return strings.TrimSpace(string(out)), err
}

// mutant returns the names of the tests that notice the changed figure.
func (t tester) mutant(ctx context.Context, m mutant) ([]string, error) {
	path := filepath.Join(t.root, m.file)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	changed := slices.Concat(data[:m.start], []byte(m.to), data[m.start+len(m.from):])
	copied, overlay := filepath.Join(t.temp, "changed.toml"), filepath.Join(t.temp, "overlay.json")
	if err := os.WriteFile(copied, changed, 0o600); err != nil {
		return nil, err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {path: copied}})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		return nil, err
	}
	return t.tests(ctx, overlay)
}

// failure matches the report on a test, not on a part of it.
var failure = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)

// tests runs the packages and returns the names of the tests that failed. A
// run that fails for another reason, such as a compiler's, is an error: a
// broken run must not count as a figure that was caught.
func (t tester) tests(ctx context.Context, overlay string) ([]string, error) {
	args := []string{"test", "-vet=off", "-timeout=2m"}
	if overlay != "" {
		args = append(args, "-overlay="+overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, packages...)...)
	cmd.Dir, cmd.WaitDelay = t.root, 10*time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var failed []string
	for _, f := range failure.FindAllStringSubmatch(out.String(), -1) {
		failed = append(failed, f[1])
	}
	slices.Sort(failed)
	failed = slices.Compact(failed)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || len(failed) == 0) {
		return nil, fmt.Errorf("go test: %w\n%s", err, out.String())
	}
	return failed, nil
}
