// Package data writes results for programs: CSV and JSON.
package data

import (
	"bytes"
	"encoding/json"
	"tidai/cmd/tidai/internal/page"
)

// JSON writes a value with indentation.
func JSON(value any) ([]byte, error) { return write(value, false) }

// Traced is JSON in which every amount carries its derivation.
func Traced(value any) ([]byte, error) { return write(value, true) }

func write(value any, traces bool) ([]byte, error) {
	line, err := page.Marshal(value, traces)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, line, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
