package view

import (
	"bytes"
	"encoding/xml"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
)

// The SARIF form follows the OASIS standard Static Analysis Results Interchange
// Format 2.1.0: one run, a rule for every code, a result for every finding.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name  string      `json:"name"`
	Rules []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID     string            `json:"ruleId"`
	RuleIndex  int               `json:"ruleIndex"`
	Level      string            `json:"level"`
	Message    sarifText         `json:"message"`
	Locations  []sarifLocation   `json:"locations,omitempty"`
	Properties map[string]string `json:"properties"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

func sarif(all []calc.Finding, lang calc.Lang) sarifLog {
	run := sarifRun{Tool: sarifTool{Driver: sarifDriver{Name: "tidai", Rules: []sarifRule{}}}, Results: []sarifResult{}}
	rules := &run.Tool.Driver.Rules
	for _, f := range all {
		i := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == f.Code })
		if i < 0 {
			i = len(*rules)
			*rules = append(*rules, sarifRule{ID: f.Code})
		}
		text := f.Message.In(lang)
		if remedy := f.Remedy.In(lang); remedy != "" {
			text += calc.Text{ZH: "；", EN: "; "}.In(lang) + remedy
		}
		run.Results = append(run.Results, sarifResult{RuleID: f.Code, RuleIndex: i, Level: string(f.Severity),
			Message: sarifText{text}, Locations: sarifPlace(f.At),
			Properties: map[string]string{"grade": string(review.GradeOf(f)), "clause": clause(f.Rule, f.Clause),
				"subject": f.Subject}})
	}
	return sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
}

func sarifPlace(at calc.Position) []sarifLocation {
	if at.IsZero() {
		return nil
	}
	p := sarifPhysical{Artifact: sarifArtifact{URI: uriOf(at.File)}}
	if at.Line > 0 {
		p.Region = &sarifRegion{StartLine: at.Line}
	}
	return []sarifLocation{{p}}
}

// uriOf writes a path as a relative reference: forward slashes, and no
// character that a URI gives a meaning to.
func uriOf(path string) string {
	return strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "?", "%3F", ":", "%3A").
		Replace(filepath.ToSlash(path))
}

// The JUnit form has a case for every figure and for every finding that is no
// figure's. What could not be checked is an error of its case: never a pass.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	Failure *junitFail `xml:"failure,omitempty"`
	Error   *junitFail `xml:"error,omitempty"`
}

type junitFail struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Error != nil {
		s.Errors++
	}
}

func junit(r review.Result, all []calc.Finding, lang calc.Lang) ([]byte, error) {
	figures, rules := junitSuite{Name: "figures"}, junitSuite{Name: "findings"}
	for _, o := range r.Outcomes {
		c := junitCase{Class: "figures", Name: o.Submitted.Target}
		fail := &junitFail{Message: o.Verdict.Name().In(lang) + ": " + outcomeWhy(o).In(lang), Type: string(o.Verdict)}
		switch {
		case o.Verdict == review.Differs && !o.Accepted && o.Side != review.SafeSide:
			c.Failure = fail
		case o.Verdict == review.Unknown || o.Verdict == review.FewDigits:
			c.Error = fail
		}
		figures.add(c)
	}
	for _, f := range all {
		if strings.HasPrefix(f.Subject, "submitted:") {
			continue // a figure's own
		}
		c := junitCase{Class: f.Code, Name: strings.Join(page.Present(f.Subject, f.At.String()), " ")}
		if f.Severity == calc.Error {
			c.Failure = &junitFail{Message: f.Message.In(lang), Type: string(review.GradeOf(f))}
		}
		rules.add(c)
	}
	doc := junitSuites{Name: "tidai review", Tests: figures.Tests + rules.Tests, Failures: figures.Failures +
		rules.Failures, Errors: figures.Errors + rules.Errors,
		Suites: []junitSuite{figures, rules}}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	err := e.Encode(doc)
	b.WriteByte('\n')
	return b.Bytes(), err
}
