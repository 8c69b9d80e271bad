package view

import (
	"tidai/calc"
	"tidai/calc/review"
)

type reviewDoc struct {
	Schema     string            `json:"schema"`
	Dossier    string            `json:"dossier"`
	Policy     string            `json:"policy"`
	On         string            `json:"on"`
	Status     string            `json:"status"`
	Counts     map[string]int    `json:"counts"`
	Recomputed int               `json:"recomputable"`
	Figures    []outcomeJSON     `json:"figures"`
	Findings   []gradedJSON      `json:"findings"`
	Points     []reviewPointJSON `json:"points"`
}

type reviewPointJSON struct {
	ID     string  `json:"id"`
	Clause *string `json:"clause"`
	What   string  `json:"what"`
	Result string  `json:"result"`
	Why    *string `json:"why"`
}

type outcomeJSON struct {
	Target     string      `json:"target"`
	Submitted  string      `json:"submitted"`
	Unit       string      `json:"unit"`
	Table      *string     `json:"table"`
	File       *string     `json:"file"`
	Line       *int        `json:"line"`
	Verdict    string      `json:"verdict"`
	Computed   *numberJSON `json:"computed"`
	Rounded    *string     `json:"rounded"`
	Difference *string     `json:"difference"`
	Path       *pathJSON   `json:"path"`
	Near       bool        `json:"near"`
	Accepted   bool        `json:"accepted"`
	Why        *string     `json:"why"`
	Searched   int         `json:"searched"`
	Causes     []causeJSON `json:"causes"`
}

type pathJSON struct {
	Kind  string      `json:"kind"`
	How   string      `json:"how"`
	From  *string     `json:"from"`
	To    *string     `json:"to"`
	Trace *calc.Trace `json:"trace"`
}

type causeJSON struct {
	Mistakes []string    `json:"mistakes"`
	What     string      `json:"what"`
	Weight   int         `json:"weight"`
	Explains int         `json:"explains"`
	Breaks   int         `json:"breaks"`
	Gives    *numberJSON `json:"gives"`
}

type gradedJSON struct {
	Grade string `json:"grade"`
	findingJSON
}

func reviewJSON(r review.Result, all []calc.Finding, lang calc.Lang) reviewDoc {
	out := reviewDoc{Schema: "tidai/review/1", Dossier: r.Plan.Dossier.Shown, Policy: r.Plan.Policy.ID,
		On: r.Plan.On.String(), Status: string(r.Plan.Status),
		Counts: map[string]int{}, Recomputed: len(r.Targets), Figures: []outcomeJSON{}, Findings: gradedOf(all, lang),
		Points: []reviewPointJSON{}}
	for _, p := range r.Points {
		out.Points = append(out.Points, reviewPointJSON{ID: p.ID, Clause: some(clause("", p.Clause)),
			What: p.What.In(lang), Result: string(p.Result), Why: some(p.Why.In(lang))})
	}
	for _, v := range review.Verdicts.Values() {
		out.Counts[string(v)] = r.Count(v)
	}
	for _, o := range r.Outcomes {
		out.Figures = append(out.Figures, outcomeOf(o, lang))
	}
	return out
}

func gradedOf(all []calc.Finding, lang calc.Lang) []gradedJSON {
	out := []gradedJSON{}
	for i, f := range findingsJSON(all, lang) {
		out = append(out, gradedJSON{Grade: string(review.GradeOf(all[i])), findingJSON: f})
	}
	return out
}

func outcomeOf(o review.Outcome, lang calc.Lang) outcomeJSON {
	x := outcomeJSON{Target: o.Submitted.Target, Submitted: o.Submitted.Written, Unit: o.Submitted.Unit,
		Table: some(o.Submitted.Table), File: some(o.Submitted.At.File), Verdict: string(o.Verdict),
		Computed: number(o.Computed), Rounded: some(o.Rounded), Near: o.Near, Accepted: o.Accepted,
		Why: some(o.Why.In(lang)), Searched: o.Searched, Causes: []causeJSON{}}
	if o.Submitted.At.Line > 0 {
		x.Line = &o.Submitted.At.Line
	}
	if o.Rounded != "" {
		x.Difference = some(o.Difference.Exact())
	}
	if p := o.Path; p != nil {
		x.Path = &pathJSON{Kind: p.Kind, How: p.How.In(lang), From: some(p.Bounds[0].In(lang)),
			To: some(p.Bounds[1].In(lang))}
		if p.Step.OK() {
			t := p.Step.Trace()
			x.Path.Trace = &t
		}
	}
	for _, c := range o.Causes {
		x.Causes = append(x.Causes, causeJSON{Mistakes: c.Mistakes, What: c.What.In(lang), Weight: c.Weight,
			Explains: c.Explains, Breaks: c.Breaks, Gives: number(c.Step)})
	}
	return x
}
