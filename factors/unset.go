package factors

import "tidai/calc"

// Unset is something a policy leaves open.
type Unset struct {
	ID string // of the parameter, or "prefix", "province"
	At calc.Position
}

// Unset lists what has to be confirmed before anything is computed under the
// policy, in the order of its file.
func (p Policy) Unset() []Unset {
	var out []Unset
	if p.Prefix == "" && !p.Nationwide {
		out = append(out, Unset{"prefix", p.At})
	}
	if p.Province.ZH == "" || p.Province.EN == "" {
		out = append(out, Unset{"province", p.At})
	}
	for _, x := range p.Parameters {
		if x.Unset {
			out = append(out, Unset{x.ID, x.At})
		}
	}
	return out
}
