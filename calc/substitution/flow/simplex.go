package flow

import (
	"math"
	"math/bits"
)

// network is one good as a transportation network in the form the simplex
// method works on. Nodes are rows (supplies), then columns (demands), then the
// root; every row has an arc to the root for what is left over, the root an
// arc to every column for what is missing.
//
// A tree arc lies between a node and its parent. Rows only emit and columns
// only receive, so the arc above a row runs up and the arc above a column runs
// down.
type network struct {
	rows, cols int
	cost       [][]packed // of each row: to every column
	idle       []packed   // of each row: to the root
	short      packed     // from the root to any column

	parent, first, next, prev, depth []int32
	flow                             []int64 // on the arc to the parent
	price                            []packed

	hints []pair // arcs that are likely to be in the final tree

	pivots int
	at     int // where the search for an entering arc goes on
	stack  []int32
}

// pair is an arc from a row to a column, by their places.
type pair struct{ row, col int32 }

// newNetwork starts from the tree in which nothing is joined: everything is
// left over and everything is missing. All amounts are positive, so the tree
// is strongly feasible.
func newNetwork(cost [][]packed, supply []int64, idle []packed, demand []int64, short packed) *network {
	n := &network{rows: len(supply), cols: len(demand), cost: cost, idle: idle, short: short}
	nodes := n.rows + n.cols + 1
	for _, list := range []*[]int32{&n.parent, &n.first, &n.next, &n.prev, &n.depth} {
		*list = make([]int32, nodes)
	}
	n.flow, n.price = make([]int64, nodes), make([]packed, nodes)
	for v := range nodes {
		n.first[v], n.next[v], n.prev[v] = -1, -1, -1
	}
	n.parent[n.root()] = -1
	for v := range nodes - 1 {
		n.hang(int32(v), n.root())
		n.depth[v] = 1
		if v < n.rows {
			n.flow[v], n.price[v] = supply[v], idle[v]
		} else {
			n.flow[v], n.price[v] = demand[v-n.rows], short
		}
	}
	return n
}

func (n *network) root() int32 { return int32(n.rows + n.cols) }

func (n *network) hang(v, under int32) {
	n.parent[v], n.prev[v], n.next[v] = under, -1, n.first[under]
	if n.first[under] >= 0 {
		n.prev[n.first[under]] = v
	}
	n.first[under] = v
}

func (n *network) unhang(v int32) {
	if n.prev[v] >= 0 {
		n.next[n.prev[v]] = n.next[v]
	} else {
		n.first[n.parent[v]] = n.next[v]
	}
	if n.next[v] >= 0 {
		n.prev[n.next[v]] = n.prev[v]
	}
}

// solve pivots until no arc has a negative reduced cost. Strongly feasible
// trees cannot cycle. The hints have their turn first, as if there were no
// other arcs: that only shortens the way.
func (n *network) solve() {
	for again := len(n.hints) > 0; again; {
		again = false
		for _, h := range n.hints {
			if i, j, reduced := n.reduced(int(h.row), int(h.col)); reduced.negative() {
				n.pivot(i, j, reduced)
				n.pivots++
				again = true
			}
		}
	}
	block := max(64, 1<<(bits.Len(uint(n.arcs()))/2)) // about the square root of the arcs
	for {
		i, j, reduced := n.entering(block)
		if i < 0 {
			return
		}
		n.pivot(i, j, reduced)
		n.pivots++
	}
}

func (n *network) arcs() int { return n.rows*(n.cols+1) + n.cols }

// entering is the arc of the most negative reduced cost in the first block
// that has one, tail and head; tail -1 where there is none. The search goes
// on where it last ended, row by row: the pairs of a row, its arc to the root;
// after the rows the arcs from the root.
func (n *network) entering(block int) (tail, head int32, least packed) {
	arcs := n.arcs()
	tail = -1
	row, col := n.at/(n.cols+1), n.at%(n.cols+1)
	for seen := 0; seen < arcs && tail < 0; {
		end := min(seen+block, arcs)
		for ; seen < end; seen++ {
			i, j, reduced := n.reduced(row, col)
			if reduced.less(least) {
				tail, head, least = i, j, reduced
			}
			if col++; col > n.cols || (row == n.rows && col == n.cols) {
				row, col = (row+1)%(n.rows+1), 0
			}
		}
	}
	n.at = row*(n.cols+1) + col
	return tail, head, least
}

// tree lists the arcs between rows and columns that the tree has.
func (n *network) tree() []pair {
	var out []pair
	for v := range n.root() {
		switch above := n.parent[v]; {
		case above == n.root():
		case n.isRow(v):
			out = append(out, pair{v, above - int32(n.rows)})
		default:
			out = append(out, pair{above, v - int32(n.rows)})
		}
	}
	return out
}

// reduced is an arc with its reduced cost.
func (n *network) reduced(row, col int) (tail, head int32, r packed) {
	switch {
	case row == n.rows:
		v := int32(n.rows + col)
		return n.root(), v, n.short.minus(n.price[v])
	case col == n.cols:
		return int32(row), n.root(), n.idle[row].minus(n.price[row])
	}
	c := n.cost[row][col]
	if c == none {
		return int32(row), 0, packed{}
	}
	v := int32(n.rows + col)
	return int32(row), v, c.minus(n.price[row]).minus(n.price[v])
}

// pivot brings the arc from tail to head into the tree and takes out the last
// blocking arc of the cycle, seen from its apex along the arc.
func (n *network) pivot(tail, head int32, reduced packed) {
	a, b := tail, head
	leaving, side, delta := int32(-1), tail, int64(math.MaxInt64)
	for a != b { // up both branches to the apex, the deeper first
		if n.depth[a] >= n.depth[b] {
			if n.isRow(a) && n.flow[a] < delta {
				leaving, side, delta = a, tail, n.flow[a]
			}
			a = n.parent[a]
			continue
		}
		b = n.parent[b]
	}
	apex := a
	for v := head; v != apex; v = n.parent[v] {
		if !n.isRow(v) && n.flow[v] <= delta {
			leaving, side, delta = v, head, n.flow[v]
		}
	}
	n.push(tail, apex, delta, true)
	n.push(head, apex, delta, false)
	if side == tail {
		n.regraft(tail, head, leaving, delta, reduced)
	} else {
		n.regraft(head, tail, leaving, delta, reduced)
	}
}

func (n *network) isRow(v int32) bool { return int(v) < n.rows }

// push changes the flow on the branch from v to the apex: below the tail of
// the entering arc what rows send up falls, below its head what columns get.
func (n *network) push(v, apex int32, delta int64, tail bool) {
	for ; v != apex; v = n.parent[v] {
		if n.isRow(v) == tail {
			n.flow[v] -= delta
		} else {
			n.flow[v] += delta
		}
	}
}

// regraft cuts the subtree below the leaving arc off, makes x its top, and
// hangs it under y by the entering arc.
func (n *network) regraft(x, y, leaving int32, delta int64, reduced packed) {
	under, flow := y, delta
	for v := x; ; {
		above, old := n.parent[v], n.flow[v]
		n.unhang(v)
		n.hang(v, under)
		n.flow[v] = flow
		if v == leaving {
			break
		}
		under, flow, v = v, old, above
	}
	n.reprice(x, reduced)
}

// reprice gives the subtree of x its prices and depths. Prices of rows and of
// columns move against each other, so that arcs inside stay tight.
func (n *network) reprice(x int32, reduced packed) {
	rows := reduced
	if !n.isRow(x) {
		rows = packed{}.minus(reduced)
	}
	n.stack = append(n.stack[:0], x)
	for len(n.stack) > 0 {
		v := n.stack[len(n.stack)-1]
		n.stack = n.stack[:len(n.stack)-1]
		n.depth[v] = n.depth[n.parent[v]] + 1
		if n.isRow(v) {
			n.price[v] = n.price[v].plus(rows)
		} else {
			n.price[v] = n.price[v].minus(rows)
		}
		for c := n.first[v]; c >= 0; c = n.next[c] {
			n.stack = append(n.stack, c)
		}
	}
}
