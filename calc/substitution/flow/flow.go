// Package flow divides what sources can give among projects at the least cost,
// exactly, with a proof. It knows no metals and no law: goods are numbered,
// amounts are whole units, costs are levels of integers.
//
// Each good is a transportation network: sources, projects, and a root that
// takes what is left over and stands in for what is missing. The primal network
// simplex method with strongly feasible trees solves it (W. H. Cunningham, A
// network simplex method, Mathematical Programming 11, 1976; R. K. Ahuja, T. L.
// Magnanti, J. B. Orlin, Network Flows, 1993, chapter 11). Sources that give
// all or nothing, or at least a lot, are yes/no choices above it: branch and
// bound (A. H. Land, A. G. Doig, Econometrica 28, 1960), whose tree is kept.
package flow

import (
	"errors"
	"fmt"
	"math"
)

// The errors of Solve.
var (
	ErrTooLarge = errors.New("the problem is too large: costs and amounts must fit 61 bits over the length of a cycle")
	ErrNegative = errors.New("an amount or a cost is negative")
	ErrShape    = errors.New("a source or a project does not state an amount for every good")
	ErrLot      = errors.New("a lot is larger than the supply")
	ErrSameID   = errors.New("two sources or two projects have the same id")
)

// Source can give an amount of each good.
type ReductionSource struct {
	ID     string
	Supply []int64 // by good

	// Whole: all of every good is given, or nothing of any.
	Whole bool
	// Lot is the least amount of a good that is given at all; nil or 0: none.
	// It is at most the supply, and does not count where Whole is set.
	Lot []int64
	// Bound is the unit cost of what a choice binds beyond what is used.
	Bound Cost
}

// Project needs an amount of each good.
type Project struct {
	ID     string
	Demand []int64 // by good
}

// Problem is what Solve works on. The order of sources and projects does not
// matter: they are taken by id, bytewise.
type Problem struct {
	Goods    int
	Sources  []ReductionSource
	Projects []Project
	Short    Cost // unit cost of demand not met; the largest cost there is
	// Cost is the unit cost of a pair; ok is false where it may not be joined.
	Cost func(good, source, project int) (c Cost, ok bool)
	// MaxNodes bounds the tree of choices; 0: DefaultNodes, and maxPrices.
	MaxNodes int
}

// DefaultNodes is how many nodes the tree of choices may have. In a large
// problem it ends earlier, where the prices of its nodes together take
// maxPrices bytes: a bound on memory, on the size of a certificate, and on
// time that is the same on every machine.
const (
	DefaultNodes = 20_000
	maxPrices    = 64 << 20
)

// Shipment is what a source gives to a project, as indices of the problem.
type Shipment struct {
	Source, Project int
	Amount          int64
}

// Allocation is the result for one good.
type Allocation struct {
	Shipments []Shipment // by id of the source, then of the project
	Given     []int64    // by source: what it parts with, used or not
	Short     []int64    // by project
}

// Prices are the duals of one good under the answers of a leaf. A project's is
// what one more unit of demand costs; a source's is what one more unit of
// supply costs, at most zero, or, of what a yes binds, at most Bound.
type Prices struct {
	Project []Cost
	Source  []Cost
	Gives   []bool // by source: it has something to give under the answers
}

// Choice is a yes/no question: does the source give? Good is -1 where the
// answer holds for all goods.
type Choice struct {
	Source, Good int
}

// Node is a node of the tree of choices. A leaf has prices, one for each good;
// any other node asks Choice, and has both answers.
type Node struct {
	Choice  Choice
	Yes, No *Node
	Prices  []*Prices
	Bound   PlanCost
}

// least is the least bound of the leaves below.
func (n *Node) least() PlanCost {
	if n.Leaf() {
		return n.Bound
	}
	yes, no := n.Yes.least(), n.No.least()
	if no.Cmp(yes) < 0 {
		return no
	}
	return yes
}

// Leaf reports whether nothing is asked here.
func (n *Node) Leaf() bool { return n.Yes == nil }

// Result is the plan of least cost, with its proof.
type Result struct {
	Goods  []Allocation
	Cost   PlanCost
	Bound  PlanCost // no plan costs less; Cost where Proven
	Opened []Choice // answered yes in the plan
	Tree   *Node
	Nodes  int
	Pivots int
	// Proven is false where MaxNodes ended the search: the plan is then the
	// best found, and Tree has leaves whose bound is below its cost.
	Proven bool
}

// check looks for what Solve cannot work with.
func (p *Problem) check() error {
	for _, s := range p.Sources {
		if len(s.Supply) != p.Goods || (s.Lot != nil && len(s.Lot) != p.Goods) {
			return fmt.Errorf("source %s: %w", s.ID, ErrShape)
		}
		if bad(s.Supply) || bad(s.Lot) || bad(s.Bound[:]) {
			return fmt.Errorf("source %s: %w", s.ID, ErrNegative)
		}
	}
	for _, s := range p.Sources {
		for g, lot := range s.Lot {
			if lot > s.Supply[g] {
				return fmt.Errorf("source %s: %w", s.ID, ErrLot)
			}
		}
	}
	for _, x := range p.Projects {
		if len(x.Demand) != p.Goods {
			return fmt.Errorf("project %s: %w", x.ID, ErrShape)
		}
		if bad(x.Demand) {
			return fmt.Errorf("project %s: %w", x.ID, ErrNegative)
		}
	}
	if bad(p.Short[:]) {
		return ErrNegative
	}
	for g := range p.Goods {
		var supply, demand int64
		for _, s := range p.Sources {
			supply = saturate(supply, s.Supply[g])
		}
		for _, x := range p.Projects {
			demand = saturate(demand, x.Demand[g])
		}
		if supply > math.MaxInt64/4 || demand > math.MaxInt64/4 {
			return ErrTooLarge
		}
	}
	return nil
}

func bad(list []int64) bool {
	for _, x := range list {
		if x < 0 {
			return true
		}
	}
	return false
}

func saturate(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
