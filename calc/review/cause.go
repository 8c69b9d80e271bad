package review

import "tidai/calc"

// Cause is a mistake, or two, that reproduce a submitted figure. It explains
// the figure; it does not show that the mistake was made.
type Cause struct {
	Mistakes []string  // stable names, "part-omitted"
	What     calc.Text // in words, with where
	Weight   int       // how common such mistakes are, from 1
	Explains int       // how many of the differing figures it reproduces
	Breaks   int       // how many figures that agree it would change
	Step     calc.Step // the derivation with the mistake in it
}

func (r *reviewer) explain() {}
