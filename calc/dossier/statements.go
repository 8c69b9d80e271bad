package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// Statement is one value as the dossier's files write it.
type Statement struct {
	Path  string // as in a change, source.S1.deadline; of a data file, file:data/2025.csv
	Value string // as written; of a data file its SHA-256
	At    calc.Position
}

// StatementDiff is a statement that two versions do not have in common. A
// version that does not make it has no value and no place.
type StatementDiff struct {
	Path          string
	Before, After Statement
}

// Statements lists what the files of a dossier state, in the order of files and keys,
// and the hash of every data file that they name.
func (d *Dossier) Statements() ([]Statement, error) {
	root, err := os.OpenRoot(d.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return statements(root.FS(), d)
}

func statements(fsys fs.FS, d *Dossier) ([]Statement, error) {
	s := &stater{seen: map[string]int{}}
	var problems []error
	for _, name := range d.Files {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		s.table("", document.Parse(filepath.Join(d.Shown, filepath.FromSlash(name)), data))
	}
	for _, m := range d.Monitoring {
		for _, name := range m.Files {
			sum, err := hashOf(fsys, name)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			s.add("file:"+name, sum, m.At)
		}
	}
	return s.list, errors.Join(problems...)
}

func hashOf(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

type stater struct {
	list []Statement
	seen map[string]int
}

// add keeps a statement; a path met before gets a count behind it.
func (s *stater) add(path, value string, at calc.Position) {
	s.seen[path]++
	if n := s.seen[path]; n > 1 {
		path = fmt.Sprintf("%s#%d", path, n)
	}
	s.list = append(s.list, Statement{path, value, at})
}

func (s *stater) table(path string, t *document.Table) {
	for _, key := range t.Written() {
		here := strings.TrimPrefix(path+"."+key, ".")
		switch t.Shape(key) {
		case document.Value:
			s.add(here, document.Written(t.Peek(key)), t.Pos(key))
		case document.Single:
			s.table(here, t.Table(key, false))
		case document.Several:
			count := map[string]int{}
			for _, sub := range t.Tables(key) {
				name := here + "." + thingName(sub)
				count[name]++
				if n := count[name]; n > 1 {
					name = fmt.Sprintf("%s#%d", name, n)
				}
				s.table(name, sub)
			}
		}
	}
}

// tellers are the keys by which the things of a list are told apart.
var tellers = []string{"id", "outlet", "line", "product", "pollutant", "method", "medium", "target", "table", "duty",
	"source", "header", "role", "name", "day", "path"}

// thingName is what a thing of a list says of itself: its id alone, else all
// that tells it apart.
func thingName(t *document.Table) string {
	var parts []string
	for _, key := range tellers {
		if t.Shape(key) != document.Value {
			continue
		}
		text := document.Written(t.Peek(key))
		if key == "id" {
			return text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ".")
}

// DiffStatements lists what two versions state differently, in the order of the
// first; what only the second states comes last.
func DiffStatements(before, after []Statement) []StatementDiff {
	other := map[string]Statement{}
	for _, s := range after {
		other[s.Path] = s
	}
	var out []StatementDiff
	for _, s := range before {
		x, ok := other[s.Path]
		delete(other, s.Path)
		if !ok || x.Value != s.Value {
			out = append(out, StatementDiff{s.Path, s, x})
		}
	}
	for _, s := range after {
		if _, left := other[s.Path]; left {
			out = append(out, StatementDiff{Path: s.Path, After: s})
		}
	}
	return out
}
