package calc

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"tidai/calc/quantity"
)

// Trace is the written form of a Step: what JSON output carries and what a
// reviewer gets back. It can be rechecked without the formulas of this
// program: every node names its operation and its operands.
type Trace struct {
	Symbol   string  `json:"symbol"`
	Term     string  `json:"term"`
	Op       Op      `json:"op"`
	Exact    string  `json:"exact,omitempty"` // decimal, or "p/q" where no decimal ends
	Unit     string  `json:"unit,omitempty"`
	Clause   Clause  `json:"clause,omitzero"`
	Origin   Origin  `json:"origin,omitzero"`
	Interval string  `json:"interval,omitempty"` // round: the interval
	Error    string  `json:"error,omitempty"`    // why there is no value
	Operands []Trace `json:"operands,omitempty"`
}

// Trace writes the whole derivation. A step used in several places is written
// in each of them.
func (s Step) Trace() Trace { return s.trace(map[*node]Trace{}) }

// trace remembers what it wrote: a step that many others share costs once.
func (s Step) trace(written map[*node]Trace) Trace {
	n := s.get()
	if t, ok := written[n]; ok {
		return t
	}
	t := Trace{Symbol: n.symbol, Term: n.term, Op: n.op, Clause: n.clause, Origin: n.origin}
	if n.err != nil {
		t.Error = n.err.Error()
	} else {
		t.Exact, t.Unit = n.value.Exact(), n.value.Unit().String()
	}
	if n.interval != nil {
		t.Interval = quantity.Exact(n.interval)
	}
	for _, o := range n.operands {
		t.Operands = append(t.Operands, o.trace(written))
	}
	written[n] = t
	return t
}

// Recheck re-evaluates every node of the derivation from its operands and
// reports every node whose value does not follow, joined into one error.
func (s Step) Recheck() error { return s.Trace().Recheck() }

// Bounds of what Recheck looks at: traces arrive from outside.
const (
	maxTraceDepth  = 1000          // nodes on a path
	maxTraceNodes  = 1_000_000     // nodes in all
	maxTraceWork   = 2_000_000_000 // squared 64-bit words of intermediate values: some seconds
	maxTraceErrors = 100           // errors reported one by one
	maxExactText   = 16_000        // bytes; exact fractions of long sums are long
)

// Recheck re-evaluates every node of a written trace from its operands. What
// was read from files of monitoring data is taken as it stands: RecheckWith
// reads it again.
func (t Trace) Recheck() error { return t.RecheckWith(nil) }

// RecheckWith is Recheck that also asks reread, where it is not nil, for every
// number that came from the rows of a file.
func (t Trace) RecheckWith(reread Reread) error {
	c := checker{done: map[*Trace]bool{}, reread: reread}
	if err := c.walk(&t); err != nil {
		c.errs = append(c.errs, err)
	}
	if c.unsaid > 0 {
		c.errs = append(c.errs, fmt.Errorf("and %d more", c.unsaid))
	}
	return errors.Join(c.errs...)
}

type checker struct {
	path   []string        // symbols from the root to the node looked at
	done   map[*Trace]bool // operand lists that were checked; derivations share them
	nodes  int
	work   int
	errs   []error
	unsaid int // errors beyond maxTraceErrors
	reread Reread
}

// walk checks a node and all below it. It collects what does not follow and
// returns an error only when the trace is beyond the bounds.
func (c *checker) walk(t *Trace) error {
	c.path = append(c.path, clip(t.Symbol, 40))
	defer func() { c.path = c.path[:len(c.path)-1] }()
	if c.nodes++; len(c.path) > maxTraceDepth || c.nodes > maxTraceNodes {
		return c.at(errors.New("trace is too deep or too large to check"))
	}
	if len(t.Operands) > 0 && !c.done[&t.Operands[0]] {
		c.done[&t.Operands[0]] = true
		for i := range t.Operands {
			if err := c.walk(&t.Operands[i]); err != nil {
				return err
			}
		}
	}
	err := c.one(t)
	switch {
	case errors.Is(err, errWork):
		return c.at(err)
	case err == nil:
	case len(c.errs) < maxTraceErrors:
		c.errs = append(c.errs, c.at(err))
	default:
		c.unsaid++
	}
	return nil
}

func (c *checker) at(err error) error {
	path := c.path
	if len(path) > 50 {
		path = append([]string{"…"}, path[len(path)-50:]...)
	}
	return fmt.Errorf("%s: %w", strings.Join(path, "/"), err)
}

func (c *checker) one(t *Trace) error {
	if t.Error != "" {
		return fmt.Errorf("could not be computed: %s", clip(t.Error, 400))
	}
	stated, err := c.quantity(t)
	if err != nil {
		return err
	}
	if t.Op == OpGiven || t.Op == OpFactor || t.Op == OpSeries {
		if len(t.Operands) > 0 {
			return errors.New("a leaf has no operands")
		}
		return c.again(t, stated)
	}
	values := make([]quantity.Quantity, len(t.Operands))
	for i := range t.Operands {
		values[i], err = c.quantity(&t.Operands[i])
		switch {
		case errors.Is(err, errWork):
			return err
		case err != nil:
			return nil // reported at the operand itself
		}
	}
	follows, err := c.follow(t, values, stated.Unit())
	if err != nil {
		return err
	}
	if !follows.Equal(stated) {
		return fmt.Errorf("stated %s, but its operands give %s", clip(stated.String(), 200),
			clip(follows.String(), 200))
	}
	return nil
}

func (c *checker) follow(t *Trace, values []quantity.Quantity, unit quantity.Unit) (quantity.Quantity, error) {
	if t.Op != OpConvert && !t.Op.rounds() {
		return apply(t.Op, values, c.spend)
	}
	if len(values) != 1 {
		return quantity.Quantity{}, fmt.Errorf("%s takes one operand, not %d", t.Op, len(values))
	}
	q, err := values[0].In(unit)
	if err != nil || t.Op == OpConvert {
		return q, err
	}
	interval, err := parseExact(t.Interval)
	if err != nil {
		return quantity.Quantity{}, err
	}
	if interval.Sign() <= 0 {
		return quantity.Quantity{}, errInterval
	}
	return quantity.New(rounding(t.Op, q.Rat(), interval), unit), nil
}

var errWork = errors.New("numbers of this trace are too long to check")

// spend counts what an operation on a value of this size costs.
func (c *checker) spend(q quantity.Quantity) error {
	r := q.Rat()
	words := (r.Num().BitLen()+r.Denom().BitLen())/64 + 1
	if c.work += words * words; c.work > maxTraceWork {
		return errWork
	}
	return nil
}

func (c *checker) quantity(t *Trace) (quantity.Quantity, error) {
	r, err := parseExact(t.Exact)
	if err != nil {
		return quantity.Quantity{}, err
	}
	u, err := quantity.ParseUnit(t.Unit)
	if err != nil {
		return quantity.Quantity{}, err
	}
	q := quantity.New(r, u)
	return q, c.spend(q)
}

// parseExact reads what quantity.Exact writes: a plain decimal, or p/q. All
// digits are decimal digits; big.Rat alone would read 010/1 as eight.
func parseExact(s string) (*big.Rat, error) {
	num, denom, fraction := strings.Cut(strings.TrimPrefix(s, "-"), "/")
	ok := len(s) <= maxExactText
	if fraction {
		ok = ok && isDigits(num) && isDigits(denom) && denom[0] != '0' && (num[0] != '0' || num == "0")
	} else {
		whole, decimals, point := strings.Cut(num, ".")
		ok = ok && isDigits(whole) && (!point || isDigits(decimals))
	}
	if ok {
		if r, ok := new(big.Rat).SetString(s); ok {
			return r, nil
		}
	}
	return nil, fmt.Errorf("%q is not an exact number", clip(s, 40))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// clip shortens a text from outside to about n bytes, at a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
