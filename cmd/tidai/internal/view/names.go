package view

import (
	"regexp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// naming puts names in the place of the ids by which a dossier calls its things: those
// who receive a document do not know them.
type naming struct {
	ids   *regexp.Regexp // nil: there are none
	names map[string]string
}

// namesIn are the names of the things of a dossier. A line is called with its firm, an
// outlet by its code with its firm; an id that is an outlet's own code stays.
func namesIn(d *dossier.Dossier) naming {
	n := naming{names: map[string]string{}}
	firms := map[string]string{}
	for _, x := range d.Dischargers {
		firms[x.ID] = x.Name
		n.names[x.ID] = x.Name
	}
	for _, x := range d.Lines {
		n.names[x.ID] = x.Name
	}
	for _, x := range d.Outlets {
		if x.ID != x.Code {
			n.names[x.ID] = firms[x.Discharger] + x.Code
		}
	}
	for _, x := range d.Permits {
		n.names[x.ID] = x.Number
	}
	for _, x := range d.EIAs {
		n.names[x.ID] = x.Number
	}
	for _, x := range d.Sources {
		if line, ok := d.Line(x.Line); ok {
			n.names[x.ID] = firms[line.Discharger] + "“" + line.Name + "”"
		}
	}
	var ids []string
	for id, name := range n.names {
		if name != "" && distinctive(id) {
			ids = append(ids, regexp.QuoteMeta(id))
		}
	}
	if len(ids) > 0 {
		slices.SortFunc(ids, func(a, b string) int { return len(b) - len(a) })
		n.ids = regexp.MustCompile(`(^|[^A-Za-z0-9_.#-])(` + strings.Join(ids, "|") + `)($|[^A-Za-z0-9_.#-])`)
	}
	return n
}

// distinctive reports whether an id is unlikely to stand in a sentence as something else,
// as "A" or "Cr" might.
func distinctive(id string) bool {
	return len(id) > 1 && strings.ContainsAny(id, "0123456789-_.#") && !strings.HasPrefix(id, "GB") &&
		!strings.HasPrefix(id, "HJ")
}

// in is a text with names for ids; what then stands twice, as the name behind its id in
// brackets, stands once.
func (n naming) in(text string, lang calc.Lang) string {
	if n.ids == nil {
		return text
	}
	for range 2 { // two ids beside each other share the character between them
		text = n.ids.ReplaceAllStringFunc(text, func(s string) string {
			m := n.ids.FindStringSubmatch(s)
			name := n.names[m[2]]
			if lang == calc.ZH && name[0] > '~' { // no blank sets Chinese words apart
				m[1] = strings.TrimSuffix(m[1], " ")
			}
			if lang == calc.ZH && name[len(name)-1] > '~' {
				m[3] = strings.TrimPrefix(m[3], " ")
			}
			return m[1] + name + m[3]
		})
	}
	for _, name := range n.names {
		if name != "" {
			text = strings.ReplaceAll(text, name+"（"+name+"）", name)
			text = strings.ReplaceAll(text, name+" ("+name+")", name)
		}
	}
	return text
}
