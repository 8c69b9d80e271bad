package factors

import (
	"embed"
	"fmt"
	"sync"

	"tidai/calc"
)

//go:embed standards specifications coefficients policies
var builtinFiles embed.FS

var builtin = sync.OnceValues(func() (*Book, error) {
	contents, findings := readAll(builtinFiles, origin{})
	if calc.HasErrors(findings) { // a test lints the built-in files, so this is a broken build
		return nil, fmt.Errorf("the built-in factors are damaged: %w", calc.SortFindings(findings)[0])
	}
	return newBook(contents), nil
})

// Builtin returns the factors that are part of the program. It reads them
// once; the book is shared and never changes.
func Builtin() (*Book, error) { return builtin() }
