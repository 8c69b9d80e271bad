package factors

import (
	"slices"

	"tidai/calc"
)

// Topic is a subject on which the tool names what the law prescribes. Which
// article of which law that is depends on the date of law.
type Topic string

// The topics. Each is asked for by the code that names it; articles of no
// topic are not carried.
const (
	KeyAreas         Topic = "key-areas"         // key areas and industries of heavy metals
	TotalControl     Topic = "total-control"     // quotas of total emission
	AreaSuspension   Topic = "area-suspension"   // no approvals in an area over its quota
	EIARefusal       Topic = "eia-refusal"       // when an EIA is not approved
	EIAReexamination Topic = "eia-reexamination" // an approval of more than five years
	PermitDuty       Topic = "permit-duty"       // no discharge without a permit
	PermitValidity   Topic = "permit-validity"   // how long a permit is valid, and its renewal
	PermitAnew       Topic = "permit-anew"       // when a permit is applied for anew
	RecordKeeping    Topic = "record-keeping"    // how long monitoring records are kept
	Registered       Topic = "registration"      // how long a registration is valid
	FalseData        Topic = "false-data"        // monitoring data altered or invented
	FalseReport      Topic = "false-report"      // EIA reports that are not true
)

// Topics lists the topics in the order of documents.
var Topics = calc.Words[Topic]{
	{Key: KeyAreas, Name: calc.Text{ZH: "重金属重点地区和重点行业", EN: "key areas and industries of heavy metals"}},
	{Key: TotalControl, Name: calc.Text{ZH: "重点污染物总量控制", EN: "total-control quotas"}},
	{Key: AreaSuspension, Name: calc.Text{ZH: "区域限批", EN: "suspension of approvals in an area"}},
	{Key: EIARefusal, Name: calc.Text{ZH: "环评不予批准的情形", EN: "when an EIA is not approved"}},
	{Key: EIAReexamination, Name: calc.Text{ZH: "环评批准满五年的重新审核",
		EN: "re-examination of an EIA after five years"}},
	{Key: PermitDuty, Name: calc.Text{ZH: "持证排污", EN: "permit before discharge"}},
	{Key: PermitValidity, Name: calc.Text{ZH: "排污许可证有效期和延续", EN: "validity and renewal of permits"}},
	{Key: PermitAnew, Name: calc.Text{ZH: "重新取得排污许可证", EN: "permit applied for anew"}},
	{Key: RecordKeeping, Name: calc.Text{ZH: "监测记录和台账保存", EN: "keeping of monitoring records"}},
	{Key: Registered, Name: calc.Text{ZH: "排污登记有效期", EN: "validity of a registration"}},
	{Key: FalseData, Name: calc.Text{ZH: "篡改、伪造监测数据", EN: "false monitoring data"}},
	{Key: FalseReport, Name: calc.Text{ZH: "环评文件弄虚作假", EN: "false EIA documents"}},
}

// Name returns the topic in words.
func (t Topic) Name() calc.Text { return Topics.Name(t) }

// Provision is what one article of an instrument prescribes on a topic, in our
// words. It holds as long as its instrument, unless it states days of its own.
type Provision struct {
	ID      string
	Topic   Topic
	Clause  calc.Clause
	Summary calc.Text
	Years   int // that it sets: how long something holds or is kept; 0: none
	Since   calc.Date
	Until   calc.Date
	Status  calc.Status
	Source  string
	Note    string
	Local   bool
	At      calc.Position
}

// LegalTerm is what a thing is called in the language of a law; the law in force says
// which word is right.
type LegalTerm string

// The words that change with the law.
const (
	EIADocument LegalTerm = "eia-document" // report or form on a project's impact
)

// LegalTerms lists them; a name is that of no law in particular.
var LegalTerms = calc.Words[LegalTerm]{
	{Key: EIADocument, Name: calc.Text{ZH: "环评文件", EN: "EIA document"}},
}

// Wording is how one law calls a thing.
type Wording struct {
	Term LegalTerm
	Text calc.Text
	At   calc.Position
}

// InForce reports whether an instrument is in force on a day. A day that is not
// known reaches as far as it can.
func (in Instrument) InForce(on calc.Date) bool {
	return !on.Before(in.Since) && (in.Until.IsZero() || !on.After(in.Until))
}

func (p Provision) holds(on calc.Date) bool {
	return !on.Before(p.Since) && (p.Until.IsZero() || !on.After(p.Until))
}

// Law is what the tool knows of the law in force on one day: the statutes, what
// they prescribe and how they call things. The zero Law knows nothing.
type Law struct {
	On         calc.Date
	Statutes   []Instrument // laws first, then regulations
	Provisions []Provision  // by topic, then in the order of the statutes
	Unknown    []Gap        // lists the law provides for that nobody has found
	words      map[LegalTerm]calc.Text
	book       *Book
}

// Law returns the law in force on a day.
func (b *Book) Law(on calc.Date) Law {
	out := Law{On: on, words: map[LegalTerm]calc.Text{}, book: b}
	for _, kind := range []InstrumentKind{LawKind, RegulationKind} {
		for _, c := range b.readKinds(kind) {
			if c.instrument.ID == "" || !c.instrument.InForce(on) {
				continue
			}
			out.Statutes = append(out.Statutes, c.instrument)
			for _, p := range c.provisions {
				if p.holds(on) {
					out.Provisions = append(out.Provisions, p)
				}
			}
			for _, w := range c.wordings {
				out.words[w.Term] = w.Text
			}
			out.Unknown = append(out.Unknown, c.gaps...)
		}
	}
	slices.SortStableFunc(out.Provisions, func(x, y Provision) int {
		return Topics.Index(x.Topic) - Topics.Index(y.Topic)
	})
	return out
}

// Of lists what the law prescribes on a topic: laws before regulations.
func (l Law) Of(topics ...Topic) []calc.Basis {
	var out []calc.Basis
	for _, p := range l.Provisions {
		if slices.Contains(topics, p.Topic) {
			out = append(out, calc.Basis{Clause: p.Clause, Text: p.Summary})
		}
	}
	return out
}

// Years is the term that the law sets on a topic; false where it sets none.
func (l Law) Years(topic Topic) (int, bool) {
	for _, p := range l.Provisions {
		if p.Topic == topic && p.Years > 0 {
			return p.Years, true
		}
	}
	return 0, false
}

// Word is how the law of the day calls a thing.
func (l Law) Word(w LegalTerm) calc.Text {
	if t, ok := l.words[w]; ok {
		return t
	}
	return LegalTerms.Name(w)
}

// Basis lists the statutes that every document names.
func (l Law) Basis() []Instrument {
	return slices.DeleteFunc(slices.Clone(l.Statutes), func(in Instrument) bool { return !in.General })
}

// Instrument is what is known of an instrument that a derivation cites; one of
// no file has its id alone.
func (l Law) Instrument(id string) Instrument {
	if l.book != nil {
		if in, ok := l.book.Instrument(id); ok {
			in.Status = l.book.StatusOf(id)
			return in
		}
	}
	return Instrument{ID: id}
}

// Articles lists the places of a statute that the tool names and that hold on
// the day, each once, in the order of the statute.
func (l Law) Articles(id string) []string {
	if l.book == nil {
		return nil
	}
	var out []string
	for _, p := range l.book.Provisions(id) {
		if p.holds(l.On) && !slices.Contains(out, p.Clause.Locator) {
			out = append(out, p.Clause.Locator)
		}
	}
	return out
}

// Provisions lists what an instrument prescribes on the topics the tool names.
func (b *Book) Provisions(instrument string) []Provision {
	return slices.Clone(b.read(instrument).provisions)
}

// StatusOf says how surely an instrument is known: what its file says of it,
// else the least sure of what stands in the file; "" for an empty one.
func (b *Book) StatusOf(id string) calc.Status {
	c := b.read(id)
	if c.instrument.Status != "" {
		return c.instrument.Status
	}
	var least calc.Status
	see := func(s calc.Status) {
		if calc.Statuses.Index(s) > calc.Statuses.Index(least) {
			least = s
		}
	}
	for _, v := range c.values {
		see(v.Status)
	}
	for _, r := range c.rules {
		see(r.Status)
	}
	return least
}
