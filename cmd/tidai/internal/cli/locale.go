package cli

import (
	"io"
	"os"
	"strconv"
	"strings"

	"tidai/calc"
)

// chooseLang decides the language before the command line is parsed, so that
// help and errors about the command line itself speak it too: --lang, then
// the locale, then what the system says.
func chooseLang(args []string, lookup func(string) (string, bool)) calc.Lang {
	for i, a := range args {
		value, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if lang := calc.Lang(value); ok && calc.Langs.Has(lang) {
			return lang
		}
		if a == "--" {
			break
		}
	}
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v, ok := lookup(key); ok && v != "" {
			return langOf(v)
		}
	}
	return langOf(systemLocale())
}

func langOf(locale string) calc.Lang {
	if strings.HasPrefix(strings.ToLower(locale), "zh") {
		return calc.ZH
	}
	return calc.EN
}

// defaultWidth is the width of a page that no terminal shows.
const defaultWidth = 100

// columns is the width of pages: COLUMNS, else the terminal's.
func (e *env) columns() int {
	if v, ok := e.lookup("COLUMNS"); ok {
		if n, err := strconv.Atoi(v); err == nil && n > 0 {
			return min(n, 400)
		}
	}
	if n := e.width(); n > 0 {
		return n
	}
	return defaultWidth
}

func terminalWidth(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		return deviceWidth(f)
	}
	return 0
}
