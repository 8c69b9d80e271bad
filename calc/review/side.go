package review

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Side says on which side of the exact value a figure lies.
type Side string

// The sides. What offers less reduction, asks for a stricter permit or states more
// new emission than is computed is safe: nothing is emitted for which no quota was
// given up.
const (
	SafeSide   Side = "safe"
	UnsafeSide Side = "unsafe"
	NoSide     Side = "none" // either direction may do harm
)

// Sides lists the sides.
var Sides = calc.Words[Side]{
	{Key: UnsafeSide, Name: calc.Text{ZH: "偏不利", EN: "on the unsafe side"}},
	{Key: NoSide, Name: calc.Text{ZH: "方向不定", EN: "on neither side"}},
	{Key: SafeSide, Name: calc.Text{ZH: "偏安全", EN: "on the safe side"}},
}

// Name returns the side in words.
func (s Side) Name() calc.Text { return Sides.Name(s) }

// What numbers are harmful when they are too low or too high, by the head and the
// tail of their names. Other numbers, such as a monitored emission, may be used
// either way.
var (
	lowIsUnsafeHeads  = []string{"demand/", "new/", "net/", "whole/", "existing/", "shortfall/"}
	lowIsUnsafeTails  = []string{"/counted", "/intensity", "/after"}
	highIsUnsafeHeads = []string{"own/", "supply/", "allocated/", "allocation:"}
	highIsUnsafeTails = []string{"/permitted", "/formula"}
)

// sideOf says on which side a figure lies that is above (sign > 0) or below what
// is computed.
func sideOf(target string, sign int) Side {
	harm := harmOf(target)
	switch {
	case harm == 0:
		return NoSide
	case harm == sign:
		return UnsafeSide
	}
	return SafeSide
}

// harmOf is the sign of the difference that does harm: -1 where too low a figure
// does, 1 where too high a one does, 0 where both may.
func harmOf(target string) int {
	has := func(list []string, test func(s, part string) bool) bool {
		for _, x := range list {
			if test(target, x) {
				return true
			}
		}
		return false
	}
	switch {
	case has(lowIsUnsafeHeads, strings.HasPrefix), has(lowIsUnsafeTails, strings.HasSuffix),
		strings.Contains(target, "/intensity."):
		return -1
	case has(highIsUnsafeHeads, strings.HasPrefix), has(highIsUnsafeTails, strings.HasSuffix):
		return 1
	case strings.HasPrefix(target, "source:"): // before, reduction, usable: what is offered
		return 1
	}
	return 0
}

// Bounds of the grades, as shares of the computed value.
var (
	graveShare  = big.NewRat(5, 100)
	largerShare = big.NewRat(5, 1000)
)

// share is the size of a difference as a share of the computed value; nil where
// that is zero.
func (o Outcome) share() *big.Rat {
	exact, err := o.Computed.Value().In(o.Difference.Unit())
	if err != nil || exact.Sign() == 0 {
		return nil
	}
	out := new(big.Rat).Quo(o.Difference.Rat(), exact.Rat())
	return out.Abs(out)
}

// weigh grades a difference: slight on the safe side; else by whether it changes
// the verdict of the plan, and by its share of the computed value.
func (r *reviewer) weigh(o Outcome) Grade {
	if o.Side == SafeSide {
		return Slight
	}
	share := o.share()
	switch {
	case share == nil || share.Cmp(graveShare) >= 0 || r.changesVerdict(o):
		return Grave
	case share.Cmp(largerShare) >= 0:
		return Larger
	}
	return Common
}

// changesVerdict reports whether a difference is as large as the shortfall of its
// metal: with the submitted figure the plan would seem complete.
func (r *reviewer) changesVerdict(o Outcome) bool {
	off, err := o.Difference.In(quantity.KgPerYear)
	if err != nil || o.Side != UnsafeSide {
		return false
	}
	size := quantity.New(new(big.Rat).Abs(off.Rat()), off.Unit())
	parts := strings.Split(o.Submitted.Target, "/")
	for _, n := range r.Plan.Needs {
		if len(parts) < 2 || parts[1] != string(n.Pollutant) || !n.Shortfall.OK() || n.Shortfall.Sign() <= 0 {
			continue
		}
		if c, err := size.Cmp(n.Shortfall.Value()); err == nil && c >= 0 {
			return true
		}
	}
	return false
}

// Effect says by how much a figure is off, in kilograms where it is an amount, in
// percent, and to which side.
func (o Outcome) Effect() calc.Text {
	sign := "+"
	if o.Difference.Sign() < 0 {
		sign = "−"
	}
	off := o.Difference
	if kg, err := off.In(quantity.KgPerYear); err == nil {
		off = kg
	}
	size := quantity.New(new(big.Rat).Abs(off.Rat()), off.Unit())
	text := sign + size.Shown(3) + " " + off.Unit().String()
	if share := o.share(); share != nil {
		text += ", " + sign + quantity.Shown(new(big.Rat).Mul(share, big.NewRat(100, 1)), 2) + " %"
	}
	zh := strings.Replace(text, ", ", "，", 1)
	if o.Side == NoSide || o.Side == "" {
		return calc.Text{ZH: zh, EN: text}
	}
	side := o.Side.Name()
	return calc.Text{ZH: zh + "，" + side.ZH, EN: text + ", " + side.EN}
}
