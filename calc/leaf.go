package calc

// LeafID tells the leaves of derivations apart: two leaves with the same id are
// one number, under whatever symbol and term each of them uses it. Ids of
// different dossiers are never compared: the files and keys of both may be
// called the same.
type LeafID struct {
	kind   OriginKind
	file   string
	key    string // of the dossier; of a leaf that has none, what follows
	line   int
	factor string
	series Series // zero: not of a series
	symbol string // of a leaf from no place
	value  string
}

// Leaf returns the id of a leaf: its key in the dossier, where it has one; else
// the line, the factor or the rows it comes from, and its value. A leaf from no
// place at all is known by its symbol. The zero LeafID is of no leaf.
func (s Step) Leaf() LeafID {
	n := s.get()
	if len(n.operands) > 0 || n.err != nil {
		return LeafID{}
	}
	o := n.origin
	id := LeafID{kind: o.Kind, file: o.At.File, key: o.Key}
	if id.key != "" {
		return id
	}
	id.line, id.factor, id.value = o.At.Line, o.Factor, n.value.String()
	if o.Series != nil {
		id.series = *o.Series
	}
	if !id.Placed() {
		id.symbol = n.symbol
	}
	return id
}

// Placed reports whether the leaf comes from a place: a file or a factor.
func (id LeafID) Placed() bool { return id.file != "" || id.key != "" || id.factor != "" }
