package view

import (
	"math/big"

	"tidai/calc/permit"
	"tidai/calc/quantity"
)

type methodsDoc struct {
	Schema    string        `json:"schema"`
	Policy    string        `json:"policy"`
	On        string        `json:"on"`
	Strictest string        `json:"strictest_of"`
	Outlets   []ladderJSON  `json:"outlets"`
	Findings  []findingJSON `json:"findings"`
}

type ladderJSON struct {
	Target    string      `json:"target"`
	Pollutant string      `json:"pollutant"`
	Medium    string      `json:"medium"`
	Permitted *numberJSON `json:"permitted"`
	Reason    *string     `json:"permitted_reason"`
	Rungs     []rungJSON  `json:"methods"`
	NotStated []string    `json:"not_stated"`
}

type rungJSON struct {
	Method      string      `json:"method"`
	Account     *string     `json:"account"`
	Detail      string      `json:"detail"`
	Amount      *numberJSON `json:"amount"`
	Reason      *string     `json:"amount_reason"`
	Abnormal    *numberJSON `json:"abnormal"`
	Fugitive    *numberJSON `json:"fugitive"`
	Binds       bool        `json:"binds"`
	Admissible  bool        `json:"admissible"`
	Why         string      `json:"why"`
	Rank        *int        `json:"rank"`
	Order       *string     `json:"order"`
	Strictest   bool        `json:"strictest"`
	Chosen      bool        `json:"chosen"`
	Flips       []flipJSON  `json:"strictest_when"`
	NotFromText []string    `json:"factors_not_from_text"`
}

type flipJSON struct {
	Term  string      `json:"term"`
	Now   *numberJSON `json:"now"`
	From  *numberJSON `json:"from"`
	To    *numberJSON `json:"to"`
	Never bool        `json:"never"`
	Text  string      `json:"text"`
}

func (b *builder) ladderJSON(l permit.Ladder) ladderJSON {
	out := ladderJSON{Target: l.Target(), Pollutant: string(l.Pollutant), Medium: string(l.Medium),
		Permitted: number(l.Permitted), Rungs: []rungJSON{}, NotStated: []string{}}
	if out.Permitted == nil {
		out.Reason = some(b.in(l.NoAmount))
	}
	for _, m := range l.NotStated {
		out.NotStated = append(out.NotStated, string(m))
	}
	for _, r := range l.Rungs {
		out.Rungs = append(out.Rungs, b.rungJSON(r))
	}
	return out
}

func (b *builder) rungJSON(r permit.Rung) rungJSON {
	out := rungJSON{Method: string(r.Method), Detail: b.in(r.Detail), Amount: number(r.Amount),
		Reason: some(reason(r.Amount)), Binds: r.Binds, Admissible: r.Admissible(),
		Why: b.in(r.Why), Strictest: r.Strictest, Chosen: r.Chosen, Flips: []flipJSON{},
		NotFromText: doubtIDs(r.Amount)}
	if s := r.Side; s != nil {
		out.Account, out.Order = some(string(s.Key)), some(s.Order.ID)
		out.Abnormal, out.Fugitive = number(s.Abnormal), number(s.Fugitive)
	}
	if r.Rank > 0 {
		out.Rank = &r.Rank
	}
	for _, f := range r.Flips {
		out.Flips = append(out.Flips, flipJSON{Term: f.Term, Now: quantityJSON(f.Now), From: end(f.Low, f.LowShown(),
			f.Now), To: end(f.High, f.HighShown(), f.Now), Never: f.Never, Text: b.flip(f)})
	}
	return out
}

// end is one end of a range, shown as it is printed: rounded into the range.
func end(x *big.Rat, text string, like quantity.Quantity) *numberJSON {
	if x == nil {
		return nil
	}
	return &numberJSON{Exact: quantity.Exact(x), Shown: text, Unit: like.Unit().String()}
}
