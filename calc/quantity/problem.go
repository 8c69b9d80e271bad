package quantity

import (
	"errors"
	"fmt"
)

// Problem is what is wrong with a text that should be a number or a unit, in
// both languages. Its Error speaks English.
type Problem struct{ ZH, EN string }

// Error returns the English sentence.
func (p *Problem) Error() string { return p.EN }

func problem(zh, en string, args ...any) error {
	return &Problem{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// within says in what an inner problem lies.
func within(zh, en string, s string, inner error) error {
	var p *Problem
	if !errors.As(inner, &p) {
		p = &Problem{ZH: inner.Error(), EN: inner.Error()}
	}
	return &Problem{ZH: fmt.Sprintf("%s %q：%s", zh, s, p.ZH), EN: fmt.Sprintf("%s %q: %s", en, s, p.EN)}
}
