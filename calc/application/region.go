package application

import (
	"io"
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
	"tidai/factors"
)

// RegionInput is what a region is opened from.
type RegionInput struct {
	List     *dossier.Region
	Book     *factors.Book
	Policy   string                                                 // id; "": the one the list names
	On       calc.Date                                              // date of law; zero: the list's date
	Set      []factors.Override                                     // parameters of the policy set for this run
	Files    func(*dossier.Dossier) func(name string) (File, error) // of each dossier
	Findings []calc.Finding                                         // what is wrong with the list
	OfBook   []calc.Finding                                         // what is wrong with the user's own factor files
}

// Region is many applications that draw on the same sources, judged by one
// policy.
type Region struct {
	name     string
	shared   *Case // sources that belong to no project
	projects []project
	findings []calc.Finding
	plan     *stage[struct{}, planned]
}

type project struct {
	*Case
	id string
}

type planned struct {
	region.Plan
	ok bool
}

// OpenRegion reads the dossiers the list names.
func OpenRegion(in RegionInput) (*Region, error) {
	on := in.On
	if on.IsZero() {
		on = in.List.Shared.Date
	}
	one := func(d *dossier.Dossier, policy string) Input {
		return Input{Dossier: d, Book: in.Book, Policy: policy, On: on, AsOf: on, Set: in.Set, Files: in.Files(d)}
	}
	shared := one(in.List.Shared, in.Policy)
	shared.Findings, shared.OfBook = in.Findings, in.OfBook
	r := &Region{name: in.List.Name}
	var err error
	if r.shared, err = Open(shared); err != nil {
		return nil, err
	}
	r.findings = r.shared.Findings()
	for _, x := range in.List.Projects {
		d, found := dossier.Open(x.Dir)
		r.findings = append(r.findings, found...)
		if d == nil {
			continue
		}
		c, err := Open(one(d, r.shared.policy.ID))
		if err != nil {
			return nil, err
		}
		r.findings = append(r.findings, pick(c.Findings(), ofOverride)...)
		r.projects = append(r.projects, project{c, x.ID})
	}
	r.findings = calc.SortFindings(r.findings)
	r.plan = next(nil, nil, struct{}{}, r.compute)
	return r, nil
}

// ofOverride: a dossier of the region that sets the policy otherwise says so.
func ofOverride(f calc.Finding) bool {
	return !f.At.IsZero() && (f.Code == CodeSet || f.Code == CodeNotSet)
}

// Name is the region's name.
func (r *Region) Name() string { return r.name }

// Findings are what is wrong with the list and with the dossiers, as they were
// read. With errors among them there is nothing to plan with.
func (r *Region) Findings() []calc.Finding { return append([]calc.Finding(nil), r.findings...) }

// Dossiers are the list's own and those of the projects.
func (r *Region) Dossiers() []*dossier.Dossier {
	out := []*dossier.Dossier{r.shared.Dossier()}
	for _, x := range r.projects {
		out = append(out, x.Dossier())
	}
	return out
}

// Plan divides what the sources give among the projects. ok is false where that
// cannot be planned; the findings then say why.
func (r *Region) Plan() (plan region.Plan, ok bool) {
	p := r.plan.get()
	return p.Plan, p.ok
}

func (r *Region) compute(struct{}) planned {
	c := r.shared
	in := region.Input{Shared: regional{c}, Policy: *c.policy, On: c.on, Findings: append(c.Findings(),
		scopeErrors(c)...)}
	for _, x := range r.projects {
		in.Projects = append(in.Projects, region.Project{Case: regional{x.Case}, ID: x.id,
			Findings: scopeErrors(x.Case)})
	}
	p, ok := region.Make(in)
	return planned{p, ok}
}

// regional is a case as package region makes versions of it.
type regional struct{ *Case }

func (r regional) With(d *dossier.Dossier) region.Case {
	return regional{r.Case.With(Change{Dossier: d})}
}

// scopeErrors are lines that are not of the industry they are stated to be of:
// tiers rest on it.
func scopeErrors(c *Case) []calc.Finding {
	return pick(c.Scope().Findings, func(f calc.Finding) bool { return f.Severity == calc.Error })
}

// VerifyCertificate reads a certificate of optimality and judges it. faults say
// why it does not hold; the error, why it is none.
func VerifyCertificate(r io.Reader) (file certificate.File, faults []calc.Text, err error) {
	if file, err = certificate.Parse(r); err != nil {
		return file, nil, err
	}
	return file, certificate.Verify(file), nil
}
