package factors

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tidai/calc"
)

// Policies lists the policies in the order of their files.
func (b *Book) Policies() []Policy {
	var out []Policy
	for _, c := range b.readKinds(PolicyNotice) {
		if c.policy != nil {
			out = append(out, c.policy.clone())
		}
	}
	return out
}

// Policy returns the policy with this id; the ids of a built-in policy begin with its own,
// so that no other is read.
func (b *Book) Policy(id string) (Policy, bool) {
	for _, s := range b.sections {
		if s.kind == PolicyNotice && s.prefix == id+"." {
			if c := s.load(); c.policy != nil && c.policy.ID == id {
				return c.policy.clone(), true
			}
		}
	}
	for _, p := range b.Policies() {
		if p.ID == id {
			return p, true
		}
	}
	return Policy{}, false
}

func (p Policy) clone() Policy {
	p.Rules = slices.Clone(p.Rules)
	p.Industries = slices.Clone(p.Industries)
	p.Authorities = maps.Clone(p.Authorities)
	p.Parameters = slices.Clone(p.Parameters)
	p.Ratios, p.Regions, p.Closed = slices.Clone(p.Ratios), slices.Clone(p.Regions), slices.Clone(p.Closed)
	p.Exempt, p.Targets, p.LeftOut = slices.Clone(p.Exempt), slices.Clone(p.Targets), slices.Clone(p.LeftOut)
	p.Metals = slices.Clone(p.Metals)
	return p
}

// addPolicy adds a policy to section i, or lets a later file change parts of
// one that is there by id, wherever that stands.
func (b *Book) addPolicy(i int, p Policy) {
	for j, s := range b.sections {
		if s.kind != PolicyNotice {
			continue
		}
		if c := s.load(); c.policy != nil && c.policy.ID == p.ID {
			c = c.clone()
			c.policy.change(p)
			b.sections[j].load = func() content { return c }
			return
		}
	}
	c := b.sections[i].load().clone()
	p.Rules = b.inherit(p.Rules)
	c.policy = &p
	b.sections[i].kind = PolicyNotice
	b.sections[i].load = func() content { return c }
}

// inherit gives a rule without keys the keys of the built-in rule of the same
// id: files made from an earlier template have the ids of that policy.
func (b *Book) inherit(rules []PolicyRule) []PolicyRule {
	rules = slices.Clone(rules)
	for i, r := range rules {
		if r.Off || len(r.Keys) > 0 {
			continue
		}
		for _, p := range b.Policies() {
			if same, ok := p.Rule(r.ID); ok && len(same.Keys) > 0 {
				rules[i].Keys, rules[i].As = same.Keys, p.ID
				break
			}
		}
	}
	return rules
}

// Within is the policy for a place with this administrative code: of a nationwide one, the
// policy as the province of the place is under it.
func (p Policy) Within(code string) Policy {
	if p.Nationwide && len(code) >= 2 {
		p.Prefix = code[:2]
	}
	return p
}

// change lets p alter parts of a policy by id.
func (old *Policy) change(p Policy) {
	if !p.Until.IsZero() {
		old.Until = p.Until
	}
	for _, r := range p.Rules {
		if was, ok := old.Rule(r.ID); ok && len(r.Keys) == 0 {
			r.Keys = was.Keys
		}
		for i := range old.Rules { // a key moves to the rule of the later file
			old.Rules[i].Keys = slices.DeleteFunc(slices.Clone(old.Rules[i].Keys),
				func(k calc.Rule) bool { return slices.Contains(r.Keys, k) })
		}
		old.Rules = replace(old.Rules, r, func(x PolicyRule) bool { return r.ID != "" && x.ID == r.ID })
	}
	for _, n := range p.Industries {
		old.Industries = replace(old.Industries, n, func(x Industry) bool { return x.ID == n.ID })
	}
	for _, n := range p.Parameters {
		if was, ok := old.Parameter(n.ID); ok { // an override need not repeat what the built-in entry says
			n.Rule = firstOf(n.Rule, was.Rule)
			n.Symbol, n.Term = firstOf(n.Symbol, was.Symbol), firstOf(n.Term, was.Term)
			if n.Choices == nil {
				n.Choices = was.Choices
			}
		}
		old.Parameters = replace(old.Parameters, n,
			func(x Parameter) bool { return x.ID == n.ID && x.Since == n.Since })
	}
	maps.Copy(old.Authorities, p.Authorities)
	old.Ratios, old.Regions = append(old.Ratios, p.Ratios...), append(old.Regions, p.Regions...)
	old.Closed, old.Exempt = append(old.Closed, p.Closed...), append(old.Exempt, p.Exempt...)
	old.Targets, old.LeftOut = append(old.Targets, p.Targets...), append(old.LeftOut, p.LeftOut...)
	old.Metals = append(old.Metals, p.Metals...)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// replace puts x in the place of the element that is the same, or at the end.
func replace[T any](list []T, x T, same func(T) bool) []T {
	if i := slices.IndexFunc(list, same); i >= 0 {
		list[i] = x
		return list
	}
	return append(list, x)
}

// Rule returns the rule of the clause map with this id, "JL-3.1a".
func (p Policy) Rule(id string) (PolicyRule, bool) {
	for _, r := range p.Rules {
		if r.ID == id {
			return r, true
		}
	}
	return PolicyRule{}, false
}

// Of returns the rule of the clause map that stands behind a key of the
// engine.
func (p Policy) Of(key calc.Rule) (PolicyRule, bool) {
	for _, r := range p.Rules {
		if slices.Contains(r.Keys, key) {
			return r, true
		}
	}
	return PolicyRule{}, false
}

// KeyOf is the first key that a rule of the clause map stands for, "" where
// there is no such rule.
func (p Policy) KeyOf(id string) calc.Rule {
	if r, ok := p.Rule(id); ok && len(r.Keys) > 0 {
		return r.Keys[0]
	}
	return ""
}

// RuleID is the policy's own name of the rule behind a key, "" where it has
// none.
func (p Policy) RuleID(key calc.Rule) string {
	r, _ := p.Of(key)
	return r.ID
}

// Clause returns the clause behind a key; the zero Clause where there is none.
func (p Policy) Clause(key calc.Rule) calc.Clause {
	r, _ := p.Of(key)
	return r.Clause
}

// PlaceOf is the place of the rule behind a key, in brackets, to stand in a
// sentence; empty where the policy has none.
func (p Policy) PlaceOf(key calc.Rule) calc.Text {
	r, ok := p.Of(key)
	if !ok || r.Clause.Locator == "" {
		return calc.Text{}
	}
	return calc.Textf("（%s）", " (%s)", r.Clause.Locator)
}

// Asks reports whether the policy asks for what a key stands for: true unless
// it switches the key off.
func (p Policy) Asks(key calc.Rule) bool {
	r, ok := p.Of(key)
	return !ok || !r.Off
}

// Cited is a finding with the policy's name of its rule, and with the clause
// behind it where it states none.
func (p Policy) Cited(f calc.Finding) calc.Finding {
	if !p.Asks(calc.RuleRoles) {
		f.Role = calc.Text{}
	}
	if f.Key == "" {
		return f
	}
	r, _ := p.Of(f.Key)
	f.Rule = r.ID
	if f.Clause.IsZero() {
		f.Clause = r.Clause
	}
	return f
}

// Parameter returns the parameter with this id; of several, the one that began
// last.
func (p Policy) Parameter(id string) (found Parameter, ok bool) {
	for _, x := range p.Parameters {
		if x.ID == id && (!ok || x.Since.After(found.Since)) {
			found, ok = x, true
		}
	}
	return found, ok
}

// Figure returns a parameter that is a number as a leaf of a derivation.
func (p Policy) Figure(id string) (calc.Step, error) {
	x, ok := p.Parameter(id)
	if !ok {
		return calc.Step{}, fmt.Errorf("policy %s has no parameter %s", p.ID, id)
	}
	if x.Unset {
		return calc.Step{}, calc.Explain("政策 %s 的参数 %s 未配置，须先确认",
			"parameter %[2]s of policy %[1]s is not configured and must be confirmed", p.ID, id)
	}
	if !x.IsFigure {
		return calc.Step{}, fmt.Errorf("parameter %s of policy %s is not a figure", id, p.ID)
	}
	term := firstOf(x.Term, strings.ReplaceAll(id, "_", "-"))
	return calc.Factor(firstOf(x.Symbol, id), term, x.Amount, x.Clause, calc.Origin{Kind: calc.FromFactor,
		Factor: p.ID + "." + id, Status: x.Status, Local: x.Local, Source: x.Source, Note: x.Note}), nil
}

// Choice returns the reading a parameter chooses, "" where there is no such
// choice.
func (p Policy) Choice(id string) string {
	x, _ := p.Parameter(id)
	return x.Choice
}

// Date returns a parameter that is a date.
func (p Policy) Date(id string) (calc.Date, bool) {
	x, _ := p.Parameter(id)
	return x.Date, !x.Date.IsZero()
}

// Industry returns the key industry with this id.
func (p Policy) Industry(id string) (Industry, bool) {
	for _, x := range p.Industries {
		if x.ID == id {
			return x, true
		}
	}
	return Industry{}, false
}

// Authority names the place whose department is competent: a county with a
// bureau of its own goes before its city. An unknown code stands for itself.
func (p Policy) Authority(county, city string) calc.Text {
	for _, code := range []string{county, city} {
		if name, ok := p.Authorities[code]; ok && code != "" {
			return name
		}
	}
	code := firstOf(city, county)
	return calc.Text{ZH: code, EN: code}
}
