package certificate

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"tidai/calc"
)

// The places of Levels.
const (
	short = iota
	otherIndustry
	otherEnterprise
	otherCity
	surplus
	price
	levels
)

// cost is a cost or a total, level by level.
type cost [levels]*big.Int

func newCost() cost {
	var c cost
	for l := range c {
		c[l] = new(big.Int)
	}
	return c
}

// add adds units of something at a unit cost.
func (c cost) add(unit cost, units *big.Int) {
	for l := range c {
		c[l].Add(c[l], new(big.Int).Mul(unit[l], units))
	}
}

func (c cost) cmp(d cost) int {
	for l := range c {
		if n := c[l].Cmp(d[l]); n != 0 {
			return n
		}
	}
	return 0
}

func (c cost) minus(d cost) cost {
	out := newCost()
	for l := range c {
		out[l].Sub(c[l], d[l])
	}
	return out
}

func (c cost) String() string {
	var parts []string
	for _, x := range c {
		parts = append(parts, x.String())
	}
	return strings.Join(parts, " ")
}

// parseCost reads one number per level.
func parseCost(s string) (cost, bool) {
	c := newCost()
	parts := strings.Split(s, " ")
	if len(parts) != levels {
		return c, false
	}
	for l, p := range parts {
		if !whole(p, true) {
			return c, false
		}
		c[l].SetString(p, 10)
	}
	return c, true
}

// maxDigits bounds numbers, so that a hostile file cannot keep a machine busy.
const maxDigits = 60

// whole reports whether s is a whole number in its shortest form.
func whole(s string, signed bool) bool {
	if rest, minus := strings.CutPrefix(s, "-"); minus && signed && rest != "0" {
		s = rest
	}
	if s == "" || len(s) > maxDigits || (s[0] == '0' && s != "0") {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// source, project and plan are the records of a file as numbers.
type source struct {
	*ReductionSource
	supply, least []*big.Int // least: what it gives of a good if it gives any
	bound         cost       // unit cost of what a choice binds beyond its use
}

type project struct {
	*Project
	demand []*big.Int
}

// problem is what a certificate is about, read and checked.
type problem struct {
	*File
	sources  []source
	projects []project
	bySource map[string]int
	byNeed   map[string]int
	priced   bool // every source with a supply states a price
	short    cost
	cost     cost // of the plan, computed
	faults   []calc.Text
}

func (p *problem) fault(zh, en string, args ...any) {
	const most = 1000
	if len(p.faults) < most {
		p.faults = append(p.faults, calc.Textf(zh, en, args...))
	}
}

// amount reads a whole number that is not negative.
func (p *problem) amount(s string, where calc.Text) *big.Int {
	n := new(big.Int)
	if !whole(s, false) {
		p.fault("%[1]s：%[2]q 不是整数毫克", "%[1]s: %[2]q is no whole number of milligrams", where, s)
		return n
	}
	n.SetString(s, 10)
	return n
}

func (p *problem) amounts(list []string, n int, where calc.Text) []*big.Int {
	out := make([]*big.Int, n)
	if len(list) != n {
		p.fault("%s：应有 %d 个数，实有 %d 个", "%s: %d numbers are wanted, there are %d", where, n, len(list))
		list = nil
	}
	for i := range out {
		out[i] = new(big.Int)
		if list != nil {
			out[i] = p.amount(list[i], where)
		}
	}
	return out
}

func (p *problem) date(s string, where calc.Text) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		p.fault("%[1]s：%[2]q 不是日期", "%[1]s: %[2]q is no date", where, s)
	}
}

// read reads the records; what is wrong with them is a fault each.
func (p *problem) read() {
	if p.Schema != Schema {
		p.fault("不认识的 schema %q", "unknown schema %q", p.Schema)
	}
	if !slices.Equal(p.Levels, Levels) {
		p.fault("费用层级 %v 与本程序的 %v 不同", "the levels %v are not %v", p.Levels, Levels)
	}
	if sum, err := p.sum(); err != nil || sum != p.SHA256 {
		p.fault("校验和不符：文件被改动过", "the check sum does not fit: the file was changed")
	}
	p.bySource, p.byNeed = map[string]int{}, map[string]int{}
	p.short = newCost()
	p.short[short].SetInt64(1)
	p.priced = true
	for i := range p.Sources {
		p.readSource(&p.Sources[i])
	}
	for _, s := range p.sources {
		s.bound[surplus].SetInt64(1)
		if p.priced && s.Price != "" { // one that gives nothing need not state a price
			s.bound[price].Set(p.amount(s.Price, calc.Textf("来源 %s 的价格", "price of source %s", s.ID)))
		}
	}
	for i := range p.Projects {
		p.readProject(&p.Projects[i])
	}
}

func (p *problem) readSource(s *ReductionSource) {
	where := calc.Textf("来源 %s", "source %s", s.ID)
	if _, twice := p.bySource[s.ID]; twice {
		p.fault("%s 出现两次", "%s is there twice", where)
	}
	p.bySource[s.ID] = len(p.sources)
	p.date(s.Ready, where)
	x := source{ReductionSource: s, supply: p.amounts(s.Supply, len(p.Goods), where), bound: newCost()}
	x.least = p.amounts(s.Lot, len(p.Goods), where)
	gives := false
	for g := range x.supply {
		gives = gives || x.supply[g].Sign() > 0
		if x.least[g].Cmp(x.supply[g]) > 0 {
			p.fault("%s：%s 的最小转让量大于可用量", "%s: the lot of %s is larger than the supply", where, p.Goods[g])
		}
		if s.Whole {
			x.least[g] = x.supply[g]
		}
	}
	if gives && s.Price == "" {
		p.priced = false
	}
	p.sources = append(p.sources, x)
}

func (p *problem) readProject(x *Project) {
	where := calc.Textf("项目 %s", "project %s", x.ID)
	if _, twice := p.byNeed[x.ID]; twice {
		p.fault("%s 出现两次", "%s is there twice", where)
	}
	p.byNeed[x.ID] = len(p.projects)
	p.date(x.Commissioning, where)
	p.projects = append(p.projects, project{Project: x, demand: p.amounts(x.Demand, len(p.Goods), where)})
}

// eligible: the reduction is there when the project begins (reading 5).
// Dates of this form are in the order of their bytes.
func (p *problem) eligible(s source, x project) bool { return s.Ready <= x.Commissioning }

// rank is the place of a pair in the notice's order: same industry or other;
// same enterprise, same city, or neither.
type rank struct{ otherIndustry, otherEnterprise, otherCity bool }

var ranks = []rank{{}, {otherEnterprise: true}, {otherEnterprise: true, otherCity: true},
	{otherIndustry: true}, {otherIndustry: true, otherEnterprise: true}, {true, true, true}}

func rankOf(s source, x project) rank {
	other := s.Enterprise != x.Enterprise || s.Enterprise == ""
	return rank{s.Industry != x.Industry, other, other && s.City != x.City}
}

// pair is the unit cost of a source for a project of a rank.
func (p *problem) pair(s source, k rank) cost {
	c := newCost()
	for l, on := range map[int]bool{otherIndustry: k.otherIndustry, otherEnterprise: k.otherEnterprise,
		otherCity: k.otherCity} {
		if on {
			c[l].SetInt64(1)
		}
	}
	if p.priced {
		c[price] = s.bound[price]
	}
	return c
}
