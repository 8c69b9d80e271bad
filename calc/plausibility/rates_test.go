package plausibility_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/factors"
)

var (
	rightOnes = flag.Int("right", 60, "right dossiers for the rates")
	wrongOnes = flag.Int("wrong", 8, "wrong dossiers of each kind for the rates")
	onlyKind  = flag.String("kind", "", "this kind alone for the rates")
	heldOnes  = flag.Bool("held", false, "the kinds held back, too")
)

// The generator's dossiers are right: nothing else that looks at them finds a
// fault in what they state, so an alarm of this room would be a false one.
func TestRightDossiersAreRight(t *testing.T) {
	book := builtin(t)
	amounts := 0
	for seed := range uint64(60) {
		m := right(book, seed)
		_, findings, _ := m.read()
		for _, f := range findings {
			if f.Severity != calc.Note {
				text, _ := m.text()
				t.Fatalf("seed %d: %v\n%s", seed, f, text)
			}
		}
		amounts += len(m.all("[[permit.version.amount]]")) + len(m.all("[[eia.amount]]"))
	}
	if amounts < 600 {
		t.Errorf("only %d amounts in 60 dossiers", amounts)
	}
}

// Every kind of slip can be made in some of the dossiers, and what it makes can
// still be read as a dossier.
func TestEveryKindCanBeMade(t *testing.T) {
	book := builtin(t)
	if len(kinds) < 40 {
		t.Errorf("only %d kinds", len(kinds))
	}
	list := rightDossiers(book, 40)
	for _, k := range kinds {
		made := 0
		for seed, m := range list {
			out, right := k.make(slip{rand.New(rand.NewPCG(uint64(seed), 7)), m.clone()})
			if out == nil {
				continue
			}
			if d, _, _ := out.read(); d == nil || len(right) == 0 {
				t.Errorf("%s, seed %d: nothing can be read, or no place is right", k.name, seed)
			}
			made++
		}
		if made < 3 {
			t.Errorf("%s: made only %d times of 40", k.name, made)
		}
	}
}

func builtin(t testing.TB) *factors.Book {
	t.Helper()
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func rightDossiers(book *factors.Book, n int) []material {
	out := make([]material, n)
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < n; i += 2 {
				out[i] = right(book, uint64(i))
			}
		})
	}
	wg.Wait()
	return out
}

// found lists what is found on a dossier: by the room, and by all others.
func found(t testing.TB, book *factors.Book, d *dossier.Dossier, findings []calc.Finding) []calc.Finding {
	t.Helper()
	c, err := application.Open(application.Input{Dossier: d, Book: book, Findings: findings})
	if err != nil {
		t.Fatal(err)
	}
	if calc.HasErrors(c.Findings()) {
		return append(c.Findings(), c.Doubted().Findings...)
	}
	return c.Planned().Findings
}

func doubts(fs []calc.Finding) []calc.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f calc.Finding) bool {
		return f.Stage != calc.StagePlausibility || f.Severity == calc.Note
	})
}

// tally is how one check, or one kind of slip, came out.
type tally struct{ of, found, placed, named int }

// Rates prints how often the checks alarm on right dossiers and find the slip in
// wrong ones, and holds them to their goals.
//
//	go test ./calc/plausibility -run Rates -v -right 1000 -wrong 40 -held
func TestRates(t *testing.T) {
	book := builtin(t)
	alarms, alarmed, falseErrors := map[string]int{}, 0, 0
	list := rightDossiers(book, max(*rightOnes, *wrongOnes*3))
	var base []map[string]bool // what is found on each right dossier anyway
	for i, m := range list {
		d, findings, _ := m.read()
		all := found(t, book, d, findings)
		base = append(base, said(all))
		if i >= *rightOnes {
			continue
		}
		bad := doubts(all)
		if len(bad) > 0 {
			alarmed++
		}
		if calc.HasErrors(bad) {
			falseErrors++
		}
		seen := map[string]bool{}
		for _, f := range bad {
			if !seen[f.Code] {
				seen[f.Code] = true
				alarms[f.Code]++
			}
			if testing.Verbose() && alarmed < 15 {
				t.Logf("alarm on right dossier %d: %v", i, f)
			}
		}
	}
	t.Logf("right dossiers %d: with an alarm %d, with an error %d; by check %v", *rightOnes, alarmed,
		falseErrors, alarms)
	groups := map[string]*tally{}
	finds := map[string]int{}
	for _, k := range kinds {
		if k.held && !*heldOnes || *onlyKind != "" && k.name != *onlyKind {
			continue
		}
		x := rate(t, book, k, list, base, finds)
		t.Logf("%-45s of %3d found %3d, right place first %3d, slip named %3d", k.name, x.of, x.found,
			x.placed, x.named)
		for _, g := range []string{k.group, "all"} {
			if groups[g] == nil {
				groups[g] = &tally{}
			}
			groups[g].of += x.of
			groups[g].found += x.found
			groups[g].placed += x.placed
			groups[g].named += x.named
		}
	}
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		x := groups[g]
		t.Logf("%s: of %d found %d, placed %d, named %d", g, x.of, x.found, x.placed, x.named)
	}
	t.Logf("finds by check: %v", finds)
	if falseErrors > 0 || alarmed*50 > *rightOnes {
		t.Errorf("of %d right dossiers %d have an error and %d an alarm", *rightOnes, falseErrors, alarmed)
	}
	goal(t, groups[powers], "named", 99, func(x *tally) int { return x.named })
	goal(t, groups[missing], "found", 90, func(x *tally) int { return x.found })
	goal(t, groups["all"], "placed first", 80, func(x *tally) int { return x.placed })
}

// goal holds a group of slips to the part of them, in per cent, that has to come
// out.
func goal(t testing.TB, x *tally, what string, percent int, of func(*tally) int) {
	t.Helper()
	if x != nil && of(x)*100 < percent*x.of {
		t.Errorf("of %d only %d are %s, want %d %%", x.of, of(x), what, percent)
	}
}

func said(fs []calc.Finding) map[string]bool {
	out := map[string]bool{}
	for _, f := range fs {
		out[f.Code+f.Subject+f.Message.EN] = true
	}
	return out
}

// rate makes a kind of slip in dossiers until it was made often enough.
func rate(t testing.TB, book *factors.Book, k kind, list []material, base []map[string]bool,
	finds map[string]int) (x tally) {
	for seed, m := range list {
		if x.of == *wrongOnes {
			break
		}
		out, right := k.make(slip{rand.New(rand.NewPCG(uint64(seed), 7)), m.clone()})
		if out == nil {
			continue
		}
		d, findings, places := out.read()
		x.of++
		fresh := slices.DeleteFunc(found(t, book, d, findings), func(f calc.Finding) bool {
			return base[seed][f.Code+f.Subject+f.Message.EN] || f.Severity == calc.Note ||
				!strings.HasPrefix(f.Code, "TD-DOS") && !strings.HasPrefix(f.Code, "TD-DOC") &&
					f.Stage != calc.StagePlausibility && f.Severity != calc.Error || f.Stage == calc.StageSubstitution
		})
		if len(fresh) == 0 {
			if testing.Verbose() && x.of-x.found < 3 {
				t.Logf("%s: not found in dossier %d: %s", k.name, seed, place(right, places))
			}
			continue
		}
		x.found++
		seen := map[string]bool{}
		placed, named := false, false
		for i, f := range fresh {
			if !seen[f.Code] {
				seen[f.Code] = true
				finds[f.Code]++
			}
			at := slices.ContainsFunc(right, func(t *table) bool {
				return f.At.Line >= places[t][0] && f.At.Line <= places[t][1]
			})
			placed = placed || at && i == 0
			named = named || at && strings.Contains(f.Message.EN, "factor of")
		}
		if placed {
			x.placed++
		} else if testing.Verbose() {
			t.Logf("%s: dossier %d: first %v, right %s", k.name, seed, fresh[0], place(right, places))
		}
		if named {
			x.named++
		}
	}
	return x
}

func place(right []*table, places map[*table][2]int) string {
	var out []string
	for _, t := range right {
		out = append(out, fmt.Sprint(t.head, places[t], t.keys))
	}
	return strings.Join(out, "; ")
}
