package application

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
)

// OfPermit are the findings of the plan on permitted emissions and on the
// scope of the project's lines.
func (c *Case) OfPermit() []calc.Finding {
	return pick(c.Explained().Findings, func(f calc.Finding) bool {
		permitted := f.Stage == calc.StagePermit || f.Stage == calc.StageIntensity ||
			f.Stage == calc.StagePlausibility && c.ofProject(f)
		return permitted && !strings.HasPrefix(f.Subject, "source:") || f.Code == CodeSet ||
			ofLines(c.given.Dossier, f, c.given.Dossier.Project.Lines)
	})
}

// SetOtherwise are the parameters of the policy that the dossier or the run sets
// otherwise.
func (c *Case) SetOtherwise() []calc.Finding {
	return pick(c.Findings(), func(f calc.Finding) bool { return f.Code == CodeSet })
}

// OfSources are the findings of the plan on sources and their lines. A refusal
// is a result and has its own place.
func (c *Case) OfSources() []calc.Finding {
	refused := map[string]bool{}
	var lines []string
	p := c.Explained()
	for _, s := range p.Result.Sources {
		lines = append(lines, s.Line.ID)
		for _, x := range s.Refusals {
			refused[x.Code+x.Subject] = true
		}
	}
	own := pick(p.Findings, func(f calc.Finding) bool {
		concerns := strings.HasPrefix(f.Subject, "source:") && f.Stage != calc.StageSubstitution ||
			f.Code == reduction.CodePlace || f.Code == monitoring.CodeJudging || f.Code == CodeSet ||
			ofLines(c.given.Dossier, f, lines)
		return concerns && !refused[f.Code+f.Subject]
	})
	for i, f := range own { // here the sources are the subject, whether the plan needs them or not
		own[i].Severity = cmp.Or(f.Was, f.Severity)
	}
	return calc.SortFindings(own)
}

// ofProject reports whether a doubtful fact is of the project: of its table,
// its lines, their outlets or its discharger.
func (c *Case) ofProject(f calc.Finding) bool {
	kind, id, _ := strings.Cut(f.Subject, ":")
	d := c.given.Dossier
	switch kind {
	case "source":
		return false
	case "line":
		return slices.Contains(d.Project.Lines, id)
	case "discharger":
		return id == d.Project.Discharger
	case "outlet":
		first, _, _ := strings.Cut(id, "+")
		o, _ := d.Outlet(first)
		return o.Discharger == d.Project.Discharger
	}
	return true
}

// IsScope reports whether a finding is of the classification of lines.
func IsScope(f calc.Finding) bool { return f.Stage == calc.StageScope }

// ofLines reports whether a finding of the classification concerns one of the
// lines, or the discharger of one.
func ofLines(d *dossier.Dossier, f calc.Finding, lines []string) bool {
	return (IsScope(f) || f.Stage == calc.StagePlausibility) && slices.ContainsFunc(lines, func(id string) bool {
		line, ok := d.Line(id)
		return ok && (f.Subject == "line:"+id || f.Subject == "discharger:"+line.Discharger)
	})
}

func pick(fs []calc.Finding, is func(calc.Finding) bool) []calc.Finding {
	var out []calc.Finding
	for _, f := range fs {
		if is(f) {
			out = append(out, f)
		}
	}
	return out
}
