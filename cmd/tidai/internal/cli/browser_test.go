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

	xhtml "golang.org/x/net/html"
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
	args := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--window-size=1280,900", "--user-data-dir=" + t.TempDir()}
	var made struct{ SessionID string }
	b.do("POST", "",
		map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"browserName": "chrome",
			"goog:chromeOptions": map[string]any{"args": args},
			"goog:loggingPrefs":  map[string]string{"browser": "ALL", "performance": "ALL"}}}}, &made)
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
		if json.Unmarshal([]byte(e.Message), &m) == nil && m.Message.Method == "Network.requestWillBeSent" &&
			!strings.HasPrefix(m.Message.Params.Request.URL, "file:") &&
			!strings.HasPrefix(m.Message.Params.Request.URL, "chrome:") {
			b.t.Errorf("asked for %s", m.Message.Params.Request.URL)
		}
	}
}

// A click, or the enter key, on an amount opens the sheet that derives it; the
// languages change by click and by key; a box hides findings, a search finds
// them; figures keep to the colours asked for; nothing scrolls sideways in a
// narrow window; nothing leaves the file.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	for _, lang := range []string{"zh", "en"} {
		other := map[string]string{"zh": "en", "en": "zh"}[lang]
		for _, name := range bundled {
			dir := t.TempDir()
			say(t, "report", filepath.Join(repository, "testdata", "dossiers", name), "-o", dir, "--lang", lang)
			chapter, opinion := filepath.Join(dir, "chapter.html"), filepath.Join(dir, "opinion.html")
			b.open(chapter)
			b.want("document.querySelectorAll('details[open]').length", 0.0)
			b.want("document.querySelectorAll('.cards li').length > 0", true)
			b.click("td a")
			b.want("document.querySelectorAll('details[open]').length", 1.0)
			b.want("document.querySelector(location.hash).closest('details').open", true)
			b.want("document.querySelector(location.hash).getBoundingClientRect().height > 20", true)
			b.press("#"+lang+" details:not([open]) summary", "\ue007") // enter
			b.want("document.querySelectorAll('details[open]').length", 2.0)
			b.figures()
			b.languages(chapter, lang, other)
			b.narrow()
			b.quiet()
			b.open(opinion)
			b.still()
			b.search(opinion, lang)
			b.languages(opinion, lang, other)
			b.narrow()
			b.quiet()
			if accounts, _ := filepath.Glob(filepath.Join(dir, "account-*.html")); len(accounts) > 0 {
				b.open(accounts[0])
				b.languages(accounts[0], lang, other)
				b.narrow()
				b.quiet()
			}
		}
	}
}

// The months of monitoring data are drawn as high as they are, and do not move
// the page.
func TestBrowserMonths(t *testing.T) {
	b := startBrowser(t)
	file := filepath.Join(t.TempDir(), "actual.html")
	say(t, "actual", filepath.Join(repository, "testdata", "dossiers", "plating"), "--lang", "en", "--format", "html",
		"-o", file)
	b.open(file)
	b.want("document.querySelectorAll('rect.hatched').length > 12", true) // months and the legend
	b.want("[...document.querySelectorAll('rect.hatched')].every(r => getComputedStyle(r).fill.startsWith('url('))",
		true)
	b.figures()
	b.narrow()
	b.quiet()
}

// figures checks that letters of figures are text of a size to read, and that
// colours follow the scheme.
func (b *browser) figures() {
	b.t.Helper()
	if b.ask("document.querySelector('figure svg') === null") == true {
		b.t.Error("no figure")
		return
	}
	b.want("[...document.querySelectorAll('figure text')].every(x => !x.checkVisibility() || "+
		"parseFloat(getComputedStyle(x).fontSize) >= 12)", true)
	b.want("[...document.querySelectorAll('figure svg')].every(x => !x.checkVisibility() || "+
		"x.getBoundingClientRect().width == x.getAttribute('width'))", true)
	ink := "getComputedStyle(document.querySelector('figure text')).fill + " +
		"getComputedStyle(document.querySelector('svg .taken, svg .done, svg .open')).stroke + " +
		"getComputedStyle(document.querySelector('svg .taken, svg .done, svg .open')).fill"
	light := b.ask(ink)
	b.media("", "dark")
	if dark := b.ask(ink); dark == light {
		b.t.Errorf("figures are %v, light and dark", dark)
	}
	b.media("", "light")
	b.still()
}

// barely is how far a page may move while it is laid out, by the measure of Core
// Web Vitals, where up to 0.1 is good. It is not 0: a busy browser shows a table
// before its last rows have come, and these may widen a column.
const barely = 0.02

// still checks that the page did not move while it was laid out.
func (b *browser) still() {
	b.t.Helper()
	var moved float64
	b.do("POST", "/execute/async", map[string]any{"args": []any{},
		"script": "const done = arguments[0]; let sum = 0; new PerformanceObserver(l => { for (const e of " +
			"l.getEntries()) if (!e.hadRecentInput) sum += e.value }).observe({type: 'layout-shift', buffered: " +
			"true}); setTimeout(() => done(sum), 100)"}, &moved)
	if moved > barely {
		b.t.Errorf("the page moved by %v", moved)
	}
}

// media sets the medium, and the colours asked for.
func (b *browser) media(medium, scheme string) {
	b.t.Helper()
	b.do("POST", "/goog/cdp/execute", map[string]any{"cmd": "Emulation.setEmulatedMedia",
		"params": map[string]any{"media": medium, "features": []map[string]string{{"name": "prefers-color-scheme",
			"value": scheme}}}}, nil)
}

func (b *browser) press(css, key string) {
	b.t.Helper()
	b.do("POST", b.element(css)+"/value", map[string]string{"text": key}, nil)
}

// languages changes the language by click and back by an arrow key; the sheet of
// the other language opens there; paper has the one that is shown.
func (b *browser) languages(file, lang, other string) {
	b.t.Helper()
	shown := func(lang, other string) {
		b.t.Helper()
		b.want("getComputedStyle(document.querySelector('#"+lang+"')).display", "block")
		b.want("getComputedStyle(document.querySelector('#"+other+"')).display", "none")
		b.want("document.documentElement.lang", map[string]string{"zh": "zh-CN", "en": "en"}[lang])
		b.want("document.title === document.querySelector('#"+lang+" h1').textContent.replace(/\\s+/g, ' ')", true)
	}
	b.open("/dev/null")
	b.open(file)
	shown(lang, other)
	b.click("#lang-" + other)
	shown(other, lang)
	if b.ask("document.querySelector('#"+other+" td a') !== null") == true {
		b.click("#" + other + " td a")
		b.want("document.querySelector(location.hash).closest('.page').id", other)
		b.want("document.querySelector(location.hash).checkVisibility()", true)
	}
	b.media("print", "light")
	shown(other, lang)
	b.want("document.querySelector('.langs').checkVisibility()", false)
	b.media("", "light")
	// arrow right, arrow left: the ring has two
	b.press("#lang-"+other, map[string]string{"zh": "\ue014", "en": "\ue012"}[other])
	shown(lang, other)
	b.open("/dev/null")
	b.open(file + "#" + other + "-s2") // a link into the other language
	shown(other, lang)
}

// search looks for a word of a finding; what is found is counted from the file,
// not from the page. Grades hidden stay hidden, and paper has every finding.
func (b *browser) search(file, lang string) {
	b.t.Helper()
	page := "#" + lang
	if b.ask("document.querySelector('"+page+" .search') === null") == true {
		b.want("document.querySelectorAll('"+page+" article[class^=k-]').length < 3", true)
		return
	}
	var texts []string
	grades := map[string]int{}
	for n := range parsedHTML(b.t, file).Descendants() {
		if n.Type != xhtml.ElementNode || n.Data != "div" || attrs(n)["id"] != lang {
			continue
		}
		for x := range n.Descendants() {
			if class := attrs(x)["class"]; x.Data == "article" && strings.HasPrefix(class, "k-") {
				var text strings.Builder
				for y := range x.Descendants() {
					if y.Type == xhtml.TextNode {
						text.WriteString(y.Data)
					}
				}
				texts = append(texts, class+" "+strings.ToLower(text.String()))
				grades[class]++
			}
		}
	}
	word := "td-per"
	found, common := 0, 0
	for _, text := range texts {
		if strings.Contains(text, word) {
			found++
			if strings.HasPrefix(text, "k-common ") {
				common++
			}
		}
	}
	says := func(n int) string {
		if lang == "zh" {
			return fmt.Sprintf("显示 %d 条，共 %d 条", n, len(texts))
		}
		return fmt.Sprintf("%d of %d shown", n, len(texts))
	}
	visible := "[...document.querySelectorAll('" + page +
		" article[class^=k-]')].filter(x => x.checkVisibility()).length"
	said := "document.querySelector('" + page + " .search output').textContent"
	b.want(visible, float64(len(texts)))
	b.press(page+" .search input", "ＴＤ-per") // full-width letters find the same
	b.want(visible, float64(found))
	b.want(said, says(found))
	if grades["k-common"] > 0 && len(grades) > 1 {
		b.click(page + " .filter input.k-common")
		b.want(visible, float64(found-common))
		b.want(said, says(found-common))
		b.media("print", "light")
		b.want(visible, float64(len(texts)))
		b.media("", "light")
		b.click(page + " .filter input.k-common")
	}
	b.press(page+" .search input", " no-such-word")
	b.want(visible, 0.0)
	b.want(said, says(0))
	b.press(page+" .search input", strings.Repeat("\ue003", 40)) // backspace
	b.want(visible, float64(len(texts)))
	b.want(said, says(len(texts)))

	script := func(off bool) {
		b.t.Helper()
		b.do("POST", "/goog/cdp/execute", map[string]any{"cmd": "Emulation.setScriptExecutionDisabled",
			"params": map[string]any{"value": off}}, nil)
		b.open("/dev/null")
		b.open(file)
	}
	script(true)
	b.want("document.querySelector('"+page+" .search').checkVisibility({visibilityProperty: true})", false)
	b.want(visible, float64(len(texts)))
	b.click("#lang-" + map[string]string{"zh": "en", "en": "zh"}[lang])
	b.want(visible, 0.0)
	script(false)
	b.want("document.querySelector('"+page+" .search').checkVisibility({visibilityProperty: true})", true)
}

// narrow looks at the page in a frame of 360 pixels: windows are wider.
func (b *browser) narrow() {
	b.t.Helper()
	var url string
	b.do("GET", "/url", nil, &url)
	file, _, _ := strings.Cut(strings.TrimPrefix(url, "file://"), "#")
	frame := filepath.Join(filepath.Dir(file), "frame.html")
	page := `<!DOCTYPE html><body style="margin:0"><iframe src="` + filepath.Base(file) +
		`" style="width:360px;height:700px;border:0"></iframe>`
	if err := os.WriteFile(frame, []byte(page), 0o666); err != nil {
		b.t.Fatal(err)
	}
	b.open(frame)
	id := map[string]string{}
	b.do("POST", "/element", map[string]string{"using": "css selector", "value": "iframe"}, &id)
	b.do("POST", "/frame", map[string]any{"id": id}, nil)
	fits := func() {
		b.t.Helper()
		b.want("document.documentElement.scrollWidth <= document.documentElement.clientWidth", true)
		b.want("[...document.querySelectorAll('figure svg')].every(x => !x.checkVisibility() || "+
			"x.parentElement.scrollWidth >= x.getAttribute('width'))", true)
	}
	fits()
	if b.ask("document.querySelector('.langs') !== null") == true {
		b.click(".langs input:not(:checked)")
		fits()
	}
	b.do("POST", "/frame", map[string]any{"id": nil}, nil)
	b.open(file)
}
