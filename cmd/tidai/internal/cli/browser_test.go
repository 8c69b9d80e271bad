//go:build browser

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browser is a headless Chromium, driven by chromedriver over loopback
// (W3C WebDriver).
type browser struct {
	t       *testing.T
	session string
}

func startBrowser(t *testing.T) *browser {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	driver := exec.Command("chromedriver", fmt.Sprintf("--port=%d", port))
	if err := driver.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { driver.Process.Kill(); driver.Wait() })
	b := &browser{t: t, session: fmt.Sprintf("http://127.0.0.1:%d/session", port)}
	for range 100 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	args := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--window-size=1280,900", "--user-data-dir=" + t.TempDir()}
	var made struct{ SessionID string }
	b.do("POST", "", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"browserName": "chrome", "goog:chromeOptions": map[string]any{"args": args},
		"goog:loggingPrefs": map[string]string{"browser": "ALL", "performance": "ALL"}}}}, &made)
	b.session += "/" + made.SessionID
	t.Cleanup(func() { b.do("DELETE", "", nil, nil) })
	b.do("POST", "/url", map[string]string{"url": "about:blank"}, nil)
	for _, kind := range []string{"browser", "performance"} { // what the browser's own first page did
		b.do("POST", "/se/log", map[string]string{"type": kind}, nil)
	}
	return b
}

func (b *browser) do(method, path string, in, out any) {
	b.t.Helper()
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			b.t.Fatal(err)
		}
	}
	req, err := http.NewRequest(method, b.session+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	answer, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %s: %v %s", method, path, err, data)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(data, &struct{ Value any }{out}); err != nil {
		b.t.Fatalf("%v in %.300s", err, data)
	}
}

func (b *browser) open(file string) {
	b.t.Helper()
	b.do("POST", "/url", map[string]string{"url": "file://" + file}, nil)
}

// element is the first that a selector finds.
func (b *browser) element(css string) string {
	b.t.Helper()
	found := map[string]string{}
	b.do("POST", "/element", map[string]string{"using": "css selector", "value": css}, &found)
	for _, id := range found {
		return "/element/" + id
	}
	b.t.Fatalf("no %s", css)
	return ""
}

func (b *browser) click(css string) {
	b.t.Helper()
	b.do("POST", b.element(css)+"/click", map[string]any{}, nil)
}

// ask evaluates an expression in the page.
func (b *browser) ask(expression string) (out any) {
	b.t.Helper()
	b.do("POST", "/execute/sync", map[string]any{"script": "return " + expression, "args": []any{}}, &out)
	return out
}

func (b *browser) want(expression string, want any) {
	b.t.Helper()
	if got := b.ask(expression); got != want {
		b.t.Errorf("%s is %v, want %v", expression, got, want)
	}
}

// quiet checks that nothing was said on the console and nothing but the file
// was asked for.
func (b *browser) quiet() {
	b.t.Helper()
	var entries []struct{ Message string }
	b.do("POST", "/se/log", map[string]string{"type": "browser"}, &entries)
	for _, e := range entries {
		b.t.Errorf("console: %s", e.Message)
	}
	b.do("POST", "/se/log", map[string]string{"type": "performance"}, &entries)
	for _, e := range entries {
		var m struct {
			Message struct {
				Method string
				Params struct{ Request struct{ URL string } }
			}
		}
		if json.Unmarshal([]byte(e.Message), &m) == nil && m.Message.Method == "Network.requestWillBeSent" && !strings.HasPrefix(m.Message.Params.Request.URL, "file:") && !strings.HasPrefix(m.Message.Params.Request.URL, "chrome:") {
			b.t.Errorf("asked for %s", m.Message.Params.Request.URL)
		}
	}
}

// A click, or the enter key, on an amount opens the sheet that derives it; a
// box hides findings; nothing scrolls sideways in a narrow window; nothing
// leaves the file.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	for _, lang := range []string{"zh", "en"} {
		for _, name := range bundled {
			dir := t.TempDir()
			say(t, "report", filepath.Join(repository, "testdata", "dossiers", name), "-o", dir, "--lang", lang)
			b.open(filepath.Join(dir, "chapter.html"))
			b.want("document.querySelectorAll('details[open]').length", 0.0)
			b.want("document.querySelectorAll('.cards li').length > 0", true)
			b.click("td a")
			b.want("document.querySelectorAll('details[open]').length", 1.0)
			b.want("document.querySelector(location.hash).closest('details').open", true)
			b.want("document.querySelector(location.hash).getBoundingClientRect().height > 20", true)
			b.do("POST", b.element("details:not([open]) summary")+"/value", map[string]string{"text": "\ue007"}, nil) // enter
			b.want("document.querySelectorAll('details[open]').length", 2.0)
			b.narrow()
			b.quiet()
			b.open(filepath.Join(dir, "opinion.html"))
			if b.ask("document.querySelector('.filter input') !== null") == true {
				b.want("getComputedStyle(document.querySelector('article.k-common')).display", "block")
				b.click(".filter input.k-common")
				b.want("getComputedStyle(document.querySelector('article.k-common')).display", "none")
				b.click(".filter input.k-common")
				b.want("getComputedStyle(document.querySelector('article.k-common')).display", "block")
			}
			b.narrow()
			b.quiet()
		}
	}
}

// narrow looks at the page in a frame of 360 pixels: windows are wider.
func (b *browser) narrow() {
	b.t.Helper()
	var url string
	b.do("GET", "/url", nil, &url)
	file, _, _ := strings.Cut(strings.TrimPrefix(url, "file://"), "#")
	frame := filepath.Join(filepath.Dir(file), "frame.html")
	page := `<!DOCTYPE html><body style="margin:0"><iframe src="` + filepath.Base(file) + `" style="width:360px;height:700px;border:0"></iframe>`
	if err := os.WriteFile(frame, []byte(page), 0o666); err != nil {
		b.t.Fatal(err)
	}
	b.open(frame)
	id := map[string]string{}
	b.do("POST", "/element", map[string]string{"using": "css selector", "value": "iframe"}, &id)
	b.do("POST", "/frame", map[string]any{"id": id}, nil)
	b.want("document.documentElement.scrollWidth <= document.documentElement.clientWidth", true)
	b.do("POST", "/frame", map[string]any{"id": nil}, nil)
	b.open(file)
}
