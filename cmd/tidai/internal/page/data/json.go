// Package data writes results for programs: CSV and JSON.
package data

import (
	"bytes"
	"encoding/json"
)

// JSON writes a value with indentation.
func JSON(data any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // < and & in names stay readable
	e.SetIndent("", "  ")
	err := e.Encode(data)
	return b.Bytes(), err
}
