package quantity

import (
	"errors"
	"fmt"
	"strings"
)

// Problem is what is wrong with a text that should be a number or a unit, in
// both languages. Its Error speaks English.
type Problem struct {
	ZH, EN string
	class  error // what errors.Is tells it by; nil: nothing

	counted, against string // bases of two units that do not fit; "": it is not about bases
}

// Bases are what two units that do not fit count in, where that is why: the one unit
// 蓝湿革, the other 生皮.
func Bases(err error) (counted, against string, ok bool) {
	var p *Problem
	if !errors.As(err, &p) || p.counted == "" {
		return "", "", false
	}
	return p.counted, p.against, true
}

// Error returns the English sentence.
func (p *Problem) Error() string { return p.EN }

// Unwrap returns the class of the problem.
func (p *Problem) Unwrap() error { return p.class }

func problem(zh, en string, args ...any) error {
	return &Problem{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// misfit says why two units cannot be of one sum or comparison: where they count in
// different bases, which those are; where one is a volume of gas, that only gas at
// standard state is.
func misfit(u, v Unit) error {
	p := &Problem{class: ErrUnit, EN: fmt.Sprintf("units do not fit: %s is not %s", orOne(u), orOne(v)),
		ZH: fmt.Sprintf("单位不是同类：%s 与 %s", inWords(u), inWords(v))}
	var counted, against []string
	left := combine(u, v, -1).dimMap()
	for name, exp := range left {
		switch base, ok := baseName(name); {
		case ok && exp > 0:
			counted = append(counted, base)
		case ok && exp < 0:
			against = append(against, base)
		}
	}
	if len(counted) == 1 && len(against) == 1 {
		p.counted, p.against = counted[0], against[0]
		p.ZH = fmt.Sprintf("基数不同：一个按“%s”计，另一个按“%s”计（%s 与 %s）", counted[0], against[0], inWords(u),
			inWords(v))
		p.EN = fmt.Sprintf("units do not fit: one counts %s, the other %s (%s, %s)", counted[0], against[0], orOne(u),
			orOne(v))
	} else if left["gas"]*left["length"] < 0 && len(counted)+len(against) == 0 {
		p.ZH += "；气量须为标准状态（Nm3）"
		p.EN += "; volumes of gas are at standard state (Nm3)"
	}
	return p
}

// baseName is what a dimension counts, where it counts something: ores, hides, plated
// area; not mass, length, time or gas.
func baseName(dimension string) (string, bool) {
	if _, tag, tagged := strings.Cut(dimension, ":"); tagged {
		return tag, true
	}
	switch dimension {
	case "energy capacity", "charge", "power", "cells", "cells of R20", "hides":
		return baseText[dimension], true
	}
	return "", false
}

func inWords(u Unit) string {
	if s := u.String(); s != "" {
		return s
	}
	return "无单位的数"
}

// within says in what an inner problem lies.
func within(zh, en string, s string, inner error) error {
	var p *Problem
	if !errors.As(inner, &p) {
		p = &Problem{ZH: inner.Error(), EN: inner.Error()}
	}
	return &Problem{ZH: fmt.Sprintf("%s %q：%s", zh, s, p.ZH), EN: fmt.Sprintf("%s %q: %s", en, s, p.EN)}
}
