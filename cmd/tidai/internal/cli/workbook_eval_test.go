package cli

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// book evaluates the formulas of a workbook in float64, as a spreadsheet does.
// It knows what the workbooks of `report` use.
type book struct {
	t      testing.TB
	sheets []string
	rows   map[string]int
	cells  map[string]bookCell
	known  map[string]float64
}

type bookCell struct{ text, formula string }

func (b *book) text(sheet, cell string) string    { return b.cells[sheet+"!"+cell].text }
func (b *book) formula(sheet, cell string) string { return b.cells[sheet+"!"+cell].formula }
func (b *book) last(sheet string) int             { return b.rows[sheet] }

func (b *book) cached(sheet, cell string) float64 {
	x, err := strconv.ParseFloat(b.text(sheet, cell), 64)
	if err != nil {
		b.t.Fatalf("%s!%s: %v", sheet, cell, err)
	}
	return x
}

func (b *book) isText(sheet, cell string) bool {
	_, err := strconv.ParseFloat(b.text(sheet, cell), 64)
	return err != nil
}

func (b *book) everyFormula(sheet string, do func(cell string)) {
	for key, c := range b.cells {
		if of, cell, _ := strings.Cut(key, "!"); of == sheet && c.formula != "" {
			do(cell)
		}
	}
}

// close compares within 1e-12 of the number or, where numbers cancel, of the
// numbers that do: binary arithmetic knows the difference no better.
func (b *book) close(sheet, cell string, want float64) bool {
	return math.Abs(b.number(sheet, cell)-want) <= 1e-12*math.Max(math.Abs(want), b.doubt(sheet+"!"+cell))
}

var referred = regexp.MustCompile(`'([^']+)'!\$?([A-Z])\$?([0-9]+)|\b([A-Z][0-9]+)\b`)

// doubt is the error of a cell where every given number has an error of 1 part:
// errors of terms add up as they are, those of factors in proportion.
func (b *book) doubt(key string) float64 {
	sheet, cell, _ := strings.Cut(key, "!")
	value := math.Abs(b.number(sheet, cell))
	formula := b.formula(sheet, cell)
	most := value
	for _, m := range referred.FindAllStringSubmatch(formula, -1) {
		next := sheet + "!" + m[4]
		if m[1] != "" {
			next = m[1] + "!" + m[2] + m[3]
		}
		d := b.doubt(next)
		if strings.ContainsAny(formula, "*/^") {
			if d *= value; b.known[next] != 0 {
				d /= math.Abs(b.known[next])
			}
		}
		most = math.Max(most, d)
	}
	return most
}

// set puts a number in a cell; what was computed before is forgotten.
func (b *book) set(sheet, cell string, x float64) {
	b.known = map[string]float64{sheet + "!" + cell: x}
}

// number is what a cell comes to.
func (b *book) number(sheet, cell string) float64 {
	key := sheet + "!" + cell
	if x, ok := b.known[key]; ok {
		return x
	}
	formula := b.formula(sheet, cell)
	x := 0.0
	if formula == "" {
		x = b.cached(sheet, cell)
	} else {
		p := &formulaReader{book: b, sheet: sheet, rest: formula}
		x = p.compare()
		if p.rest != "" {
			b.t.Fatalf("%s: %q is left of %q", key, p.rest, formula)
		}
	}
	b.known[key] = x
	return x
}

type formulaReader struct {
	*book
	sheet, rest string
}

func (p *formulaReader) eat(s string) bool {
	if !strings.HasPrefix(p.rest, s) {
		return false
	}
	p.rest = p.rest[len(s):]
	return true
}

func (p *formulaReader) compare() float64 {
	x := p.sum()
	truth := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	switch {
	case p.eat("<="):
		return truth(x <= p.sum())
	case p.eat("<"):
		return truth(x < p.sum())
	case p.eat("="):
		return truth(x == p.sum())
	}
	return x
}

func (p *formulaReader) sum() float64 {
	x := p.product()
	for {
		switch {
		case p.eat("+"):
			x += p.product()
		case p.eat("-"):
			x -= p.product()
		default:
			return x
		}
	}
}

func (p *formulaReader) product() float64 {
	x := p.power()
	for {
		switch {
		case p.eat("*"):
			x *= p.power()
		case p.eat("/"):
			x /= p.power()
		default:
			return x
		}
	}
}

func (p *formulaReader) power() float64 {
	x := p.atom()
	for p.eat("^") {
		x = math.Pow(x, p.atom())
	}
	return x
}

func (p *formulaReader) atom() float64 {
	switch {
	case p.eat("-"):
		return -p.atom()
	case p.eat("("):
		x := p.compare()
		p.must(")")
		return x
	case p.eat("'"):
		sheet, rest, _ := strings.Cut(p.rest, "'!")
		p.rest = rest
		return p.number(sheet, p.cell())
	}
	for name, of := range formulaFunctions {
		if p.eat(name + "(") {
			var args []float64
			for {
				args = append(args, p.compare())
				if !p.eat(",") {
					break
				}
			}
			p.must(")")
			return of(args)
		}
	}
	if c := p.rest[0]; c >= 'A' && c <= 'Z' {
		return p.number(p.sheet, p.cell())
	}
	n := 0
	for n < len(p.rest) && (strings.IndexByte("0123456789.E", p.rest[n]) >= 0 || n > 0 && p.rest[n-1] == 'E') {
		n++
	}
	x, err := strconv.ParseFloat(p.rest[:n], 64)
	if err != nil {
		p.t.Fatalf("%q: %v", p.rest, err)
	}
	p.rest = p.rest[n:]
	return x
}

func (p *formulaReader) must(s string) {
	if !p.eat(s) {
		p.t.Fatalf("%q stands where %q should", p.rest, s)
	}
}

func (p *formulaReader) cell() string {
	name := ""
	for p.rest != "" && (p.rest[0] == '$' || p.rest[0] >= 'A' && p.rest[0] <= 'Z' || p.rest[0] >= '0' &&
		p.rest[0] <= '9') {
		if p.rest[0] != '$' {
			name += p.rest[:1]
		}
		p.rest = p.rest[1:]
	}
	return name
}

var formulaFunctions = map[string]func([]float64) float64{
	"IF": func(a []float64) float64 {
		if a[0] != 0 {
			return a[1]
		}
		return a[2]
	},
	"ABS":   func(a []float64) float64 { return math.Abs(a[0]) },
	"INT":   func(a []float64) float64 { return math.Floor(a[0]) },
	"TRUNC": func(a []float64) float64 { return math.Trunc(a[0]) },
	"LOG10": func(a []float64) float64 { return math.Log10(a[0]) },
	"ROUND": func(a []float64) float64 { // half away from zero
		if a[1] != 0 {
			panic(fmt.Sprint("ROUND to ", a[1]))
		}
		return math.Round(a[0])
	},
	"MAX": func(a []float64) float64 {
		x := a[0]
		for _, y := range a[1:] {
			x = math.Max(x, y)
		}
		return x
	},
	"MIN": func(a []float64) float64 {
		x := a[0]
		for _, y := range a[1:] {
			x = math.Min(x, y)
		}
		return x
	},
}
