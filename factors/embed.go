package factors

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"sync"

	"tidai/calc"
)

//go:embed laws standards specifications coefficients notices policies checks
var builtinFiles embed.FS

var builtin = sync.OnceValues(shelves)

// Builtin returns the factors that are part of the program. It reads each
// file once, when something in it is asked for; the book is shared and never
// changes.
func Builtin() (*Book, error) { return builtin() }

// shelves makes a book of the built-in files without parsing them.
func shelves() (*Book, error) {
	names, findings := tomlFiles(builtinFiles, origin{})
	if calc.HasErrors(findings) {
		return nil, fmt.Errorf("the built-in factors cannot be read: %w", findings[0])
	}
	b := newBook()
	for _, name := range names {
		data, err := builtinFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("the built-in factors cannot be read: %w", err)
		}
		s, ok := header(data)
		if _, twice := b.byInstrument[s.instrument]; !ok || twice {
			return nil, fmt.Errorf("the built-in factors are damaged: %s does not say which instrument it is", name)
		}
		s.load = sync.OnceValue(func() content {
			c := parse(name, data, origin{})
			c.values = usable(c.values) // a test lints the built-in files
			return c
		})
		b.shelve(s)
	}
	return b, nil
}

// header reads id, kind and prefix of the [instrument] of a built-in file from
// its lines: parsing 60 files to find the two or three a dossier needs would
// take most of the time of the program. A test compares it with what parsing
// says.
func header(data []byte) (section, bool) {
	var s section
	_, rest, _ := bytes.Cut(data, []byte("\n[instrument]\n"))
	for line := range bytes.SplitSeq(rest, []byte("\n")) {
		key, value, ok := strings.Cut(string(line), " = ")
		if !ok {
			break
		}
		switch value = strings.Trim(value, `"`); key {
		case "id":
			s.instrument = value
		case "kind":
			s.kind = InstrumentKind(value)
		case "prefix":
			s.prefix = value
		}
	}
	return s, s.instrument != "" && s.kind != "" && s.prefix != ""
}
