package intake

import (
	"fmt"
	"strings"

	"tidai/calc"
)

// many is how many findings of one kind stand one by one; more are one.
const many = 3

// Gathered makes one finding of many of a kind, over files, outlets and
// pollutants: the first, with how many others there are and where some of them
// stand; hint says how to see all of them.
func Gathered(list []calc.Finding, hint calc.Text) []calc.Finding {
	type kind struct {
		code, remedy string
		severity     calc.Severity
	}
	of := func(f calc.Finding) kind { return kind{f.Code, f.Remedy.EN, f.Severity} }
	kinds := map[kind][]calc.Finding{}
	for _, f := range list {
		kinds[of(f)] = append(kinds[of(f)], f)
	}
	var out []calc.Finding
	for _, f := range list {
		all := kinds[of(f)]
		if len(all) <= many {
			out = append(out, f)
			continue
		}
		if all[0].Code == "" {
			continue // the first has been written
		}
		first := all[0]
		first.Count, first.Places = together(all)
		first.Message = calc.Textf("%s。同类的另有 %d 条：%s%s", "%s. There are %d more of this kind: %s%s",
			first.Message,
			len(all)-1, whereOf(all[1:]), hint)
		out = append(out, first)
		all[0].Code = ""
	}
	return out
}

// together is how many places findings stand for, and the first of them.
func together(list []calc.Finding) (n int64, places []string) {
	for _, f := range list {
		own := f.Places
		if len(own) == 0 && f.At.Line > 0 {
			own = []string{fmt.Sprint(f.At.Line)}
		}
		n += max(f.Count, 1)
		for _, p := range own {
			if file := f.At.File; file != "" && !strings.HasPrefix(p, file+":") {
				p = file + ": " + p
			}
			if len(places) < mostPlaces {
				places = append(places, p)
			}
		}
	}
	return n, places
}

// whereOf names where some findings stand.
func whereOf(list []calc.Finding) string {
	const shown = 6
	var names []string
	for _, f := range list[:min(len(list), shown)] {
		switch {
		case f.At.Line > 0:
			names = append(names, fmt.Sprintf("%s:%d", f.At.File, f.At.Line))
		case f.At.File != "":
			names = append(names, f.At.File)
		default:
			names = append(names, strings.TrimPrefix(f.Subject, "outlet:"))
		}
	}
	if len(list) > shown {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}
