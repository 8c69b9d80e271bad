package dossier

import (
	"tidai/calc"
	"tidai/calc/document"
)

// kind is a kind of thing that has an id.
type kind string

// The kinds. Products are named within a line, versions within a permit.
const (
	aDischarger kind = "discharger"
	aLine       kind = "line"
	aProduct    kind = "product"
	anOutlet    kind = "outlet"
	aPermit     kind = "permit"
	aVersion    kind = "version"
	anEIA       kind = "eia"
	aSource     kind = "source"
	aMonitoring kind = "monitoring"
	aBasis      kind = "actual_basis"
	aScenario   kind = "scenario"
)

var kinds = calc.Words[kind]{
	{Key: aDischarger, Name: calc.Text{ZH: "排污单位", EN: "discharger"}},
	{Key: aLine, Name: calc.Text{ZH: "生产线", EN: "line"}},
	{Key: aProduct, Name: calc.Text{ZH: "产品", EN: "product"}},
	{Key: anOutlet, Name: calc.Text{ZH: "排放口", EN: "outlet"}},
	{Key: aPermit, Name: calc.Text{ZH: "排污许可证", EN: "permit"}},
	{Key: aVersion, Name: calc.Text{ZH: "许可证版本", EN: "permit version"}},
	{Key: anEIA, Name: calc.Text{ZH: "环评文件", EN: "eia"}},
	{Key: aSource, Name: calc.Text{ZH: "削减源", EN: "source"}},
	{Key: aMonitoring, Name: calc.Text{ZH: "监测数据", EN: "monitoring data"}},
	{Key: aBasis, Name: calc.Text{ZH: "实际排放量依据", EN: "basis of an actual emission"}},
	{Key: aScenario, Name: calc.Text{ZH: "情景", EN: "scenario"}},
}

func (k kind) subject(id string) string { return string(k) + ":" + id }

// reference is a place that names a thing by its id.
type reference struct {
	kind    kind
	within  string // the line of a product, the permit of a version
	id      string
	at      calc.Position
	subject string
}

// refer reads a key that names a thing and notes the reference.
func (r *reader) refer(t *document.Table, key string, required bool, k kind, subject string) string {
	id := t.String(key, required)
	r.refs = append(r.refs, reference{kind: k, id: id, at: t.Pos(key), subject: subject})
	return id
}

// referAll reads a list of ids, each once.
func (r *reader) referAll(t *document.Table, key string, required bool, k kind, subject string) []string {
	var out []string
	seen := map[string]bool{}
	for _, id := range t.Strings(key, required) {
		if seen[id] {
			r.listedTwice(t.Pos(key), subject, key, id)
			continue
		}
		seen[id] = true
		out = append(out, id)
		r.refs = append(r.refs, reference{kind: k, id: id, at: t.Pos(key), subject: subject})
	}
	return out
}

// referWithin notes a reference to a product of a line or a version of a
// permit.
func (r *reader) referWithin(k kind, within, id string, at calc.Position, subject string) {
	r.refs = append(r.refs, reference{kind: k, within: within, id: id, at: at, subject: subject})
}

// checkIDs reports ids used twice and builds the index.
func (r *reader) checkIDs() {
	d := r.d
	r.index = index{
		dischargers: unique(r, aDischarger, d.Dischargers, func(x *Discharger) (string, calc.Position) {
			return x.ID,
				x.At
		}),
		lines:   unique(r, aLine, d.Lines, func(x *Line) (string, calc.Position) { return x.ID, x.At }),
		outlets: unique(r, anOutlet, d.Outlets, func(x *Outlet) (string, calc.Position) { return x.ID, x.At }),
		permits: unique(r, aPermit, d.Permits, func(x *Permit) (string, calc.Position) { return x.ID, x.At }),
		sources: unique(r, aSource, d.Sources, func(x *ReductionSource) (string, calc.Position) {
			return x.ID,
				x.At
		}),
		eias: unique(r, anEIA, d.EIAs, func(x *EIA) (string, calc.Position) { return x.ID, x.At }),
	}
	unique(r, aMonitoring, d.Monitoring, func(x *MonitoringFiles) (string, calc.Position) { return x.ID, x.At })
	unique(r, aBasis, d.Bases, func(x *ActualBasis) (string, calc.Position) { return x.ID, x.At })
	unique(r, aScenario, d.Scenarios, func(x *Scenario) (string, calc.Position) { return x.ID, x.At })
	for _, l := range d.Lines {
		unique(r, aProduct, l.Products, func(x *Product) (string, calc.Position) { return x.ID, x.At })
	}
	for _, p := range d.Permits {
		unique(r, aVersion, p.Versions, func(x *PermitVersion) (string, calc.Position) { return x.ID, x.At })
	}
}

func unique[T any](r *reader, k kind, list []T, key func(*T) (string, calc.Position)) map[string]*T {
	first := make(map[string]*T, len(list))
	for i := range list {
		id, at := key(&list[i])
		if id == "" {
			continue
		}
		other, taken := first[id]
		if !taken {
			first[id] = &list[i]
			continue
		}
		_, before := key(other)
		r.report(r.at(at, "id"), CodeDuplicate, k.subject(id),
			calc.Textf("%s编号 %s 重复，首次见于 %s", "%s id %s is used twice, first at %s", kinds.Name(k), id,
				r.at(before, "id")),
			calc.Text{ZH: "每个编号只用一次", EN: "give each its own id"})
	}
	return first
}

// checkRefs reports references to nothing.
func (r *reader) checkRefs() {
	if r.partial {
		return
	}
	for _, ref := range r.refs {
		if ref.id == "" {
			continue
		}
		found, ids := r.resolve(ref)
		if found {
			continue
		}
		name := kinds.Name(ref.kind)
		remedy := calc.Textf("补充该%s，或改正编号", "describe that %s, or correct the id", name)
		if near := document.Nearest(ref.id, ids()); near != "" {
			remedy = calc.Textf("是否应为 %s？", "did you mean %s?", near)
		}
		message := calc.Textf("没有编号为 %s 的%s", "there is no %[2]s %[1]s", ref.id, name)
		if ref.within != "" {
			message = calc.Textf("%[3]s 没有编号为 %[1]s 的%[2]s", "%[3]s has no %[2]s %[1]s", ref.id, name, ref.within)
		}
		r.report(ref.at, CodeDangling, ref.subject, message, remedy)
	}
}

// resolve looks a reference up; ids lists what it could have named. Something
// within a thing that is itself unknown counts as found: that is reported
// where the thing is named.
func (r *reader) resolve(ref reference) (found bool, ids func() []string) {
	switch ref.kind {
	case aDischarger:
		return has(r.index.dischargers, ref.id)
	case aLine:
		return has(r.index.lines, ref.id)
	case anOutlet:
		return has(r.index.outlets, ref.id)
	case aPermit:
		return has(r.index.permits, ref.id)
	case aSource:
		return has(r.index.sources, ref.id)
	case anEIA:
		return has(r.index.eias, ref.id)
	case aProduct:
		if l := r.index.lines[ref.within]; l != nil {
			return among(l.Products, ref.id, func(p Product) string { return p.ID })
		}
	case aVersion:
		if p := r.index.permits[ref.within]; p != nil {
			return among(p.Versions, ref.id, func(v PermitVersion) string { return v.ID })
		}
	}
	return true, nil
}

func has[T any](index map[string]*T, id string) (bool, func() []string) {
	_, found := index[id]
	return found, func() []string {
		ids := make([]string, 0, len(index))
		for id := range index { // nearest sorts
			ids = append(ids, id)
		}
		return ids
	}
}

func among[T any](list []T, id string, idOf func(T) string) (bool, func() []string) {
	ids := make([]string, len(list))
	found := false
	for i, x := range list {
		ids[i] = idOf(x)
		found = found || ids[i] == id
	}
	return found, func() []string { return ids }
}
