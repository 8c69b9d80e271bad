package calc

import "slices"

// Cause names a finding that others follow from. How grave that one is may be judged
// later.
type Cause struct {
	Code    string
	At      Position
	Subject string
	Message Text
}

// Cause names the finding as the cause of others.
func (f Finding) Cause() Cause { return Cause{f.Code, f.At, f.Subject, f.Message} }

// FollowsFrom says that the finding only follows from others. One that follows itself
// stands for what it follows from.
func (f Finding) FollowsFrom(causes ...Finding) Finding {
	f.Follows, f.From = true, slices.Clone(f.From)
	for _, c := range causes {
		from := []Cause{c.Cause()}
		if c.Follows && c.From != nil {
			from = c.From
		}
		for _, x := range from {
			if !slices.Contains(f.From, x) {
				f.From = append(f.From, x)
			}
		}
	}
	return f
}

// CausesIn are the places, in a list, of the findings that one follows from.
func (f Finding) CausesIn(list []Finding) []int {
	var out []int
	for i := range list {
		if slices.Contains(f.From, list[i].Cause()) {
			out = append(out, i)
		}
	}
	return out
}

// folded puts each finding beneath the last of those it follows from, where these
// stand before it: the gravest come first, whatever follows from what.
func folded(fs []Finding) []Finding {
	if !slices.ContainsFunc(fs, func(f Finding) bool { return f.From != nil }) {
		return fs
	}
	beneath := map[int][]int{}
	var tops []int
	for i, f := range fs {
		causes := f.CausesIn(fs)
		if n := len(causes); n > 0 && causes[n-1] < i {
			beneath[causes[n-1]] = append(beneath[causes[n-1]], i)
			continue
		}
		tops = append(tops, i)
	}
	out := make([]Finding, 0, len(fs))
	var put func(i int)
	put = func(i int) {
		out = append(out, fs[i])
		for _, k := range beneath[i] { // behind i, so this ends
			put(k)
		}
	}
	for _, i := range tops {
		put(i)
	}
	return out
}
