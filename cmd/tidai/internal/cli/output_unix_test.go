//go:build unix

package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What stands at the place of an output and is no regular file stays what it is: a device
// and a pipe are written to, a pipe that nobody reads is an error at once, a link stays a
// link and the file it leads to is replaced whole.
func TestOutputIsNoRegularFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) error { return writeFile(filepath.Join(dir, name), []byte(text)) }
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	waited := make(chan error, 1)
	go func() { waited <- write("pipe", "x") }()
	select {
	case err := <-waited:
		if err == nil {
			t.Error("a pipe that nobody reads takes all")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a pipe that nobody reads is waited for")
	}
	got := make(chan string, 1)
	reader, err := os.OpenFile(filepath.Join(dir, "pipe"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		data := make([]byte, 4)
		_, _ = io.ReadFull(reader, data)
		got <- string(data)
	}()
	if err := write("pipe", "text"); err != nil || <-got != "text" {
		t.Errorf("a pipe that is read: %v", err)
	}
	reader.Close()
	if info, _ := os.Lstat(filepath.Join(dir, "pipe")); info.Mode()&os.ModeNamedPipe == 0 {
		t.Error("the pipe has become a file")
	}
	if err := writeFile(os.DevNull, []byte("x")); err != nil {
		t.Error(err)
	}
	if info, _ := os.Lstat(os.DevNull); info.Mode()&os.ModeDevice == 0 {
		t.Fatal("the device has become a file")
	}
	os.WriteFile(filepath.Join(dir, "target"), []byte("old"), 0o644)
	os.Symlink("target", filepath.Join(dir, "link"))
	if err := write("link", "new"); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(filepath.Join(dir, "target"))
	if target, err := os.Readlink(filepath.Join(dir, "link")); err != nil || target != "target" || string(data) != "new" {
		t.Errorf("the link: %v, the file behind it %q", err, data)
	}
}

// A panic in a command is a line and code 70, with the place only where it is asked for.
func TestFaultIsOneLine(t *testing.T) {
	for _, debug := range []bool{false, true} {
		var out bytes.Buffer
		e := &env{out: io.Discard, err: &out, now: func() time.Time { panic("示例") }, width: func() int { return 0 },
			waiting: func() bool { return false },
			lookup:  func(name string) (string, bool) { return "", debug && name == "TIDAI_DEBUG" }}
		code := run([]string{"plan", "../../../../testdata/dossiers/leather", "--as-of", "today"}, e)
		lines := strings.Count(out.String(), "\n")
		if code != exitFault || !strings.Contains(out.String(), "示例") || (lines == 1) == debug {
			t.Errorf("%d, %v: %s", code, debug, out.String())
		}
	}
}
