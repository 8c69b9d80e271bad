package calc

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

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

// Trace writes the whole derivation.
func (s Step) Trace() Trace {
	n := s.get()
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
		t.Operands = append(t.Operands, o.Trace())
	}
	return t
}

// Recheck re-evaluates every node of the derivation from its operands and
// reports every node whose value does not follow, joined into one error.
func (s Step) Recheck() error { return s.Trace().Recheck() }

// Depth and size a trace may have before Recheck refuses it: traces arrive
// from outside.
const (
	maxTraceDepth = 200
	maxTraceNodes = 1_000_000
)

// Recheck re-evaluates every node of a written trace from its operands.
func (t Trace) Recheck() error {
	count := 0
	return t.recheck("", 0, &count)
}

func (t Trace) recheck(path string, depth int, count *int) error {
	path = strings.TrimPrefix(path+"/"+t.Symbol, "/")
	if *count++; depth > maxTraceDepth || *count > maxTraceNodes {
		return fmt.Errorf("%s: trace is too deep or too large to check", path)
	}
	var errs []error
	for _, o := range t.Operands {
		errs = append(errs, o.recheck(path, depth+1, count))
	}
	if err := t.recheckOne(); err != nil {
		errs = append(errs, fmt.Errorf("%s: %w", path, err))
	}
	return errors.Join(errs...)
}

func (t Trace) recheckOne() error {
	if t.Error != "" {
		return fmt.Errorf("could not be computed: %s", t.Error)
	}
	stated, err := t.quantity()
	if err != nil {
		return err
	}
	if t.Op == OpGiven || t.Op == OpFactor {
		if len(t.Operands) > 0 {
			return fmt.Errorf("a leaf has no operands")
		}
		return nil
	}
	values := make([]quantity.Quantity, len(t.Operands))
	for i, o := range t.Operands {
		if values[i], err = o.quantity(); err != nil {
			return nil // reported at the operand itself
		}
	}
	follows, err := t.follow(values, stated.Unit())
	if err != nil {
		return err
	}
	if !follows.Equal(stated) {
		return fmt.Errorf("stated %s, but its operands give %s", stated, follows)
	}
	return nil
}

func (t Trace) follow(values []quantity.Quantity, unit quantity.Unit) (quantity.Quantity, error) {
	switch t.Op {
	case OpConvert, OpRound:
		if len(values) != 1 {
			return quantity.Quantity{}, fmt.Errorf("%s takes one operand, not %d", t.Op, len(values))
		}
	}
	switch t.Op {
	case OpConvert:
		return values[0].In(unit)
	case OpRound:
		interval, err := parseExact(t.Interval)
		if err != nil {
			return quantity.Quantity{}, err
		}
		q, err := values[0].In(unit)
		if err != nil {
			return quantity.Quantity{}, err
		}
		return quantity.New(quantity.RoundTo(q.Rat(), interval), unit), nil
	}
	return apply(t.Op, values)
}

func (t Trace) quantity() (quantity.Quantity, error) {
	r, err := parseExact(t.Exact)
	if err != nil {
		return quantity.Quantity{}, err
	}
	u, err := quantity.ParseUnit(t.Unit)
	if err != nil {
		return quantity.Quantity{}, err
	}
	return quantity.New(r, u), nil
}

const maxExactText = 4000 // bytes; exact fractions of long derivations are long

func parseExact(s string) (*big.Rat, error) {
	if s == "" || len(s) > maxExactText || strings.ContainsAny(s, "eEpPxX_") {
		return nil, fmt.Errorf("%.40q is not an exact number", s)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil, fmt.Errorf("%.40q is not an exact number", s)
	}
	return r, nil
}
