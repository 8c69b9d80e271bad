package factors

import "slices"

// add puts one file's content into a book under construction: what has the id
// of something already there takes its place.
func (b *Book) add(c content) {
	id := c.instrument.ID
	if _, ok := b.byInstrument[id]; !ok {
		empty := content{instrument: c.instrument}
		b.shelve(section{instrument: id, kind: c.instrument.Kind, load: func() content { return empty }})
	}
	i := b.byInstrument[id]
	old := b.sections[i].load().clone()
	if old.instrument.Title.EN == "" {
		old.instrument = c.instrument
	}
	old.bases = append(old.bases, c.bases...)
	b.scopes, b.names = append(b.scopes, c.scope), append(b.names, c.names...)
	for _, r := range c.rules {
		old.rules = replace(old.rules, r, func(x Rule) bool { return x.ID == r.ID })
	}
	for _, g := range c.gaps {
		old.gaps = replace(old.gaps, g, func(x Gap) bool { return x.ID == g.ID })
	}
	for _, m := range c.methods {
		old.methods = replace(old.methods, m, func(x Method) bool { return x.ID == m.ID })
	}
	for _, o := range c.orders {
		old.orders = replace(old.orders, o, func(x Order) bool { return x.ID == o.ID })
	}
	for _, p := range c.provisions {
		if was := slices.IndexFunc(old.provisions, func(x Provision) bool { return x.ID == p.ID }); was >= 0 &&
			p.Years == 0 {
			p.Years = old.provisions[was].Years // who confirms the words need not repeat the term
		}
		old.provisions = replace(old.provisions, p, func(x Provision) bool { return x.ID == p.ID })
	}
	for _, w := range c.wordings {
		old.wordings = replace(old.wordings, w, func(x Wording) bool { return x.Term == w.Term })
	}
	for _, r := range c.actual {
		old.actual = replace(old.actual, r, func(x MonitoringRule) bool { return x.ID == r.ID })
	}
	b.sections[i].load = func() content { return old }
	b.addChecks(i, c.checks)
	b.addValues(i, c.values)
	if c.policy != nil {
		b.addPolicy(i, *c.policy)
	}
}

func (c content) clone() content {
	c.values, c.rules = slices.Clone(c.values), slices.Clone(c.rules)
	c.gaps, c.methods = slices.Clone(c.gaps), slices.Clone(c.methods)
	c.orders, c.bases = slices.Clone(c.orders), slices.Clone(c.bases)
	c.actual = slices.Clone(c.actual)
	c.provisions, c.wordings = slices.Clone(c.provisions), slices.Clone(c.wordings)
	c.checks = slices.Clone(c.checks)
	if c.policy != nil {
		p := c.policy.clone()
		c.policy = &p
	}
	return c
}

// addValues puts values into section i. A value whose id belongs to another
// section leaves that one: an id means one value.
func (b *Book) addValues(i int, values []Value) {
	for _, v := range values {
		if at, ok := b.place(v.ID); ok && at != i {
			other := b.sections[at].load().clone()
			other.values = slices.DeleteFunc(other.values, func(x Value) bool { return x.ID == v.ID })
			b.sections[at].load = func() content { return other }
		}
		c := b.sections[i].load().clone()
		if v.Title.ZH == "" { // a user's file need not repeat the title of a known instrument
			v.Title = c.instrument.Title
		}
		c.values = replace(c.values, v, func(x Value) bool { return x.ID == v.ID })
		b.sections[i].load = func() content { return c }
		b.placed[v.ID] = i
	}
}
