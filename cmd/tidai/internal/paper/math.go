package paper

// Math is a formula. Exactly one of the shapes below.
type Math interface{ math() }

// Symbol is a letter of a standard with its index: E, or Q with index "base".
// Name is the quantity in words.
type Symbol struct{ Base, Index, Name string }

// Number is a figure with its unit as it is printed.
type Number struct {
	Text, Unit string
	Notes      []int
}

// Chain is terms side by side with an operator such as "×", "+", "−" or "=".
type Chain struct {
	Operator string
	Terms    []Math
}

// Ratio is a fraction.
type Ratio struct{ Over, Under Math }

// Call is a named function of its terms, such as min or max.
type Call struct {
	Name  string
	Terms []Math
}

// Bracket is a term in round brackets.
type Bracket struct{ Term Math }

// Words is text inside a formula.
type Words string

func (Symbol) math()  {}
func (Number) math()  {}
func (Chain) math()   {}
func (Ratio) math()   {}
func (Call) math()    {}
func (Bracket) math() {}
func (Words) math()   {}
