package cli

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

const root = "../../../../"

func readDoc(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// The README promises one command that does the main job and one that runs
// the tests. The first is run here as it stands; the second is what is running.
func TestReadmeCommands(t *testing.T) {
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readDoc(t, "README.md"), -1) {
		commands = append(commands, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	if len(commands) != 2 || commands[1] != "go test ./..." {
		t.Fatalf("commands of the README: %q, want the main job and go test ./...", commands)
	}
	args, ok := strings.CutPrefix(commands[0], "go run ./cmd/tidai ")
	if !ok {
		t.Fatalf("the main job is %q, not run with go run ./cmd/tidai", commands[0])
	}
	t.Chdir(root)
	var out, errs bytes.Buffer
	if code := Run(append(strings.Fields(args), "--lang", "zh"), strings.NewReader(""), &out, &errs); code != 0 {
		t.Errorf("%s: exit %d: %s", commands[0], code, errs.String())
	}
	for _, want := range []string{"方案完整", "削减来源", "责任主体", "完成时限"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: the plan does not say %s", commands[0], want)
		}
	}
}

// Every command and every file the README names is there.
func TestReadmeNames(t *testing.T) {
	text := readDoc(t, "README.md")
	seen := 0
	for _, m := range regexp.MustCompile("`tidai ([a-z]+)").FindAllStringSubmatch(text, -1) {
		var out, errs bytes.Buffer
		if code := Run([]string{m[1], "--help"}, strings.NewReader(""), &out, &errs); code != 0 {
			t.Errorf("tidai %s --help: exit %d: %s", m[1], code, errs.String())
		}
		seen++
	}
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(root + m[1]); err != nil {
			t.Errorf("the README links to %s: %v", m[1], err)
		}
		seen++
	}
	if seen < 10 {
		t.Errorf("only %d names found in the README", seen)
	}
}
