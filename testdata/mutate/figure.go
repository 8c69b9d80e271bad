package main

import (
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// figure is a number written in a factor file.
type figure struct {
	file  string // from the root of the module
	line  int
	start int // bytes of the number in the file
	from  string
}

// mutant is a figure with another number in its place.
type mutant struct {
	figure
	to string
}

// number matches a value that is a decimal number; what is stated in words
// has no last place.
var number = regexp.MustCompile(`(?m)^ *value = "(-?[0-9]+(?:\.[0-9]+)?)"`)

// figures lists the figures of the factor files in the order of their paths.
func figures(root, files string) ([]figure, error) {
	var out []figure
	err := filepath.WalkDir(filepath.Join(root, "factors"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" || !strings.Contains(path, files) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		for _, at := range number.FindAllSubmatchIndex(data, -1) {
			out = append(out, figure{file: rel, line: 1 + strings.Count(string(data[:at[2]]), "\n"), start: at[2],
				from: string(data[at[2]:at[3]])})
		}
		return nil
	})
	return out, err
}

// step moves a decimal number by one unit in its last place, up or down, and
// keeps its places; no figure goes below zero that was not there.
func step(text string, up bool) string {
	whole, places, _ := strings.Cut(text, ".")
	n, ok := new(big.Int).SetString(whole+places, 10)
	if !ok {
		panic("not a decimal number: " + text) // the expression above lets none through
	}
	by := int64(1)
	if !up && n.Sign() != 0 {
		by = -1
	}
	n.Add(n, big.NewInt(by))
	digits := new(big.Int).Abs(n).String()
	if short := len(places) + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if places != "" {
		at := len(digits) - len(places)
		digits = digits[:at] + "." + digits[at:]
	}
	if n.Sign() < 0 {
		return "-" + digits
	}
	return digits
}
