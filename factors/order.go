package factors

import (
	"slices"

	"tidai/calc"
	"tidai/calc/document"
)

// The states of a source an order of methods is for.
const (
	NewSource      = "new"      // new, rebuilt, expanded
	ExistingSource = "existing" // in operation, or closed
)

// Order is what a guide or a specification says about the order of the
// accounting methods: tiers of equal rank, the first preferred. No tier at all
// says that the text fixes none.
type Order struct {
	ID         string
	Instrument string
	Sources    string                   // NewSource or ExistingSource
	Tiers      [][]calc.IntensityMethod // methods by rank; empty: none fixed
	Refused    []calc.IntensityMethod   // methods the text shuts out for metals
	Option     bool                     // a reader's short form, used only where a policy asks for it
	Clause     calc.Clause
	Status     calc.Status
	Source     string
	Note       string
	Local      bool
	At         calc.Position
}

// Rank is the place of a method, 1 for the first; 0 where the order does not
// name it.
func (o Order) Rank(method calc.IntensityMethod) int {
	return 1 + slices.IndexFunc(o.Tiers, func(t []calc.IntensityMethod) bool { return slices.Contains(t, method) })
}

// Refuses reports whether the text shuts the method out for metals.
func (o Order) Refuses(method calc.IntensityMethod) bool { return slices.Contains(o.Refused, method) }

// GeneralGuide is the guide that holds where the industry's own was not read
// or says nothing.
const GeneralGuide = "HJ 884-2018"

// Order returns the order of methods that holds for a line under the
// specification, the general guide's where it states none. Under the reading
// "reviewers" the short form of reviewers ranks new sources, which no text
// does; what a specification shuts out stays shut out.
func (b *Book) Order(specification, sources, reading string) Order {
	own, found := b.orderOf(specification, ExistingSource, false)
	if found && sources == ExistingSource {
		return own
	}
	general, _ := b.orderOf(GeneralGuide, sources, false)
	if option, ok := b.orderOf(GeneralGuide, sources, true); ok && reading == "reviewers" {
		general = option
	}
	general.Refused = own.Refused
	return general
}

// Refusal is the clause by which a specification shuts a method out.
func (b *Book) Refusal(specification string, method calc.IntensityMethod) (calc.Clause, bool) {
	own, found := b.orderOf(specification, ExistingSource, false)
	return own.Clause, found && own.Refuses(method)
}

func (b *Book) orderOf(instrument, sources string, option bool) (Order, bool) {
	for _, o := range b.read(instrument).orders {
		if o.Sources == sources && o.Option == option {
			return o, true
		}
	}
	return Order{}, false
}

// order reads one [[order]].
func (r *reader) order(t *document.Table) Order {
	o := Order{
		ID:         t.String("id", true),
		Instrument: r.instrument.ID,
		Sources:    document.Choice(t, "sources", true, SourceStates),
		Refused:    document.Choices(t, "refused", false, calc.AccountMethods),
		Option:     t.Bool("option", false),
		Clause:     calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Status:     document.Choice(t, "status", true, calc.Statuses),
		Source:     t.String("source", true),
		Note:       t.String("note", false),
		Local:      r.local,
		At:         r.at(t),
	}
	for _, key := range []string{"first", "second", "third", "fourth"} {
		if tier := document.Choices(t, key, false, calc.AccountMethods); len(tier) > 0 {
			o.Tiers = append(o.Tiers, tier)
		}
	}
	r.checkID(t, o.ID)
	return o
}
