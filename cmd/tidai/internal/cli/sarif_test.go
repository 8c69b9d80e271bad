package cli

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) demands of the
// properties a review writes: those required, the words allowed, URIs that are
// references, lines from 1 on, and a rule behind every index.
func TestSARIFKeepsTheSchema(t *testing.T) {
	for _, dossier := range []string{"plating", "lead-battery", "leather", "smelting", "pvc", "mining"} {
		var b, errs bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) {
			return "",
				false
		}, now: time.Now, width: func() int { return 0 }}
		run([]string{"review", filepath.Join(repository, "testdata", "dossiers", dossier), "--format", "sarif"}, e)
		var log struct {
			Schema  string `json:"$schema"`
			Version string
			Runs    []struct {
				Tool *struct {
					Driver *struct {
						Name  string
						Rules []struct{ ID string }
					}
				}
				Results []struct {
					RuleID    string
					RuleIndex *int
					Level     string
					Message   struct{ Text string }
					Locations []struct {
						PhysicalLocation *struct {
							ArtifactLocation *struct{ URI string }
							Region           *struct{ StartLine int }
						}
					}
				}
			}
		}
		if err := json.Unmarshal(b.Bytes(), &log); err != nil {
			t.Fatalf("%s: %v: %s", dossier, err, errs.String())
		}
		if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool == nil || log.Runs[0].Tool.Driver == nil ||
			log.Runs[0].Tool.Driver.Name == "" {
			t.Fatalf("%s: version %q, %d runs", dossier, log.Version, len(log.Runs))
		}
		r := log.Runs[0]
		rules := map[string]bool{}
		for _, x := range r.Tool.Driver.Rules {
			if x.ID == "" || rules[x.ID] {
				t.Errorf("%s: rule %q without id or twice", dossier, x.ID)
			}
			rules[x.ID] = true
		}
		if len(r.Results) == 0 {
			t.Errorf("%s: no results", dossier)
		}
		for i, x := range r.Results {
			level := x.Level == "none" || x.Level == "note" || x.Level == "warning" || x.Level == "error"
			if x.Message.Text == "" || !level || !rules[x.RuleID] || x.RuleIndex != nil &&
				r.Tool.Driver.Rules[*x.RuleIndex].ID != x.RuleID {
				t.Errorf("%s: result %d %+v", dossier, i, x)
			}
			for _, l := range x.Locations {
				if l.PhysicalLocation == nil || l.PhysicalLocation.ArtifactLocation == nil {
					t.Errorf("%s: result %d: a place without file", dossier, i)
					continue
				}
				uri := l.PhysicalLocation.ArtifactLocation.URI
				if u, err := url.Parse(uri); err != nil || uri == "" || strings.ContainsAny(uri, "\\ ") ||
					u.String() != uri {
					t.Errorf("%s: result %d: %q is no URI reference (%v)", dossier, i, uri, err)
				}
				if g := l.PhysicalLocation.Region; g != nil && g.StartLine < 1 {
					t.Errorf("%s: result %d: line %d", dossier, i, g.StartLine)
				}
			}
		}
	}
}
