package certificate

import (
	"math/big"

	"tidai/calc"
)

// Verify returns everything that is wrong with a certificate: nothing means
// that its plan keeps every rule of the problem and that no plan of the same
// problem costs less.
func Verify(f File) []calc.Text {
	p := &problem{File: &f}
	p.read()
	if len(p.faults) > 0 {
		return p.faults // what follows would only echo it
	}
	opened := p.opened()
	p.plan(opened)
	p.tree()
	return p.faults
}

// choice is a choice by places; good -1: all goods.
type choice struct{ source, good int }

// find reads a choice: it must be one that the source gives occasion for.
func (p *problem) find(c Choice) (choice, bool) {
	i, ok := p.bySource[c.Source]
	if !ok {
		p.fault("选择：没有来源 %s", "choice: there is no source %s", c.Source)
		return choice{}, false
	}
	s := p.sources[i]
	if c.Good == "" {
		if !s.Whole {
			p.fault("选择：来源 %s 不是整体转让", "choice: source %s is not given whole", c.Source)
		}
		return choice{i, -1}, s.Whole
	}
	for g, name := range p.Goods {
		if name == c.Good && !s.Whole && s.least[g].Sign() > 0 {
			return choice{i, g}, true
		}
	}
	p.fault("选择：来源 %s 的 %s 没有最小转让量", "choice: source %s has no lot of %s", c.Source, c.Good)
	return choice{}, false
}

func (p *problem) opened() map[choice]bool {
	out := map[choice]bool{}
	for _, c := range p.Opened {
		k, ok := p.find(c)
		if ok && out[k] {
			p.fault("选择 %s %s 出现两次", "choice %s %s is there twice", c.Source, c.Good)
		}
		out[k] = ok
	}
	return out
}

// plan checks that the plan keeps every rule, and computes its cost.
func (p *problem) plan(opened map[choice]bool) {
	p.cost = newCost()
	if len(p.Plan) != len(p.Goods) {
		p.fault("分配方案的污染物数不符", "the plan does not have all goods")
		return
	}
	for g := range p.Goods {
		p.good(g, opened)
	}
	if stated, ok := parseCost(p.Cost); !ok || stated.cmp(p.cost) != 0 {
		p.fault("方案的总费用应为 %s，所写为 %s", "the plan costs %s, not %s", p.cost, p.Cost)
	}
}

func (p *problem) good(g int, opened map[choice]bool) {
	name, plan := p.Goods[g], p.Plan[g]
	where := calc.Textf("%s 的分配", "plan of %s", name)
	given, missing := p.amounts(plan.Given, len(p.sources), where), p.amounts(plan.Short, len(p.projects), where)
	used, got := zeros(len(p.sources)), zeros(len(p.projects))
	seen := map[[2]int]bool{}
	for _, f := range plan.Flows {
		i, known := p.bySource[f.Source]
		j, needs := p.byNeed[f.Project]
		if !known || !needs {
			p.fault("%s：没有来源 %s 或项目 %s", "%s: there is no source %s or no project %s", where, f.Source,
				f.Project)
			continue
		}
		if seen[[2]int{i, j}] {
			p.fault("%s：%s → %s 出现两次", "%s: %s to %s is there twice", where, f.Source, f.Project)
		}
		seen[[2]int{i, j}] = true
		x := p.amount(f.Amount, where)
		if x.Sign() == 0 {
			p.fault("%s：%s → %s 为零", "%s: %s to %s is zero", where, f.Source, f.Project)
		}
		if !p.eligible(p.sources[i], p.projects[j]) {
			p.fault("%s：来源 %s 在项目 %s 投产以后才完成", "%s: source %s is ready only after project %s begins",
				where, f.Source, f.Project)
		}
		used[i].Add(used[i], x)
		got[j].Add(got[j], x)
		p.cost.add(p.pair(p.sources[i], rankOf(p.sources[i], p.projects[j])), x)
	}
	for j, x := range p.projects {
		if new(big.Int).Add(got[j], missing[j]).Cmp(x.demand[g]) != 0 {
			p.fault("%s：项目 %s 得到 %s，缺 %s，需求 %s", "%s: project %s gets %s, is short of %s, needs %s", where,
				x.ID, got[j], missing[j], x.demand[g])
		}
		p.cost.add(p.short, missing[j])
	}
	for i, s := range p.sources {
		p.checkGiven(g, i, s, used[i], given[i], opened)
	}
}

// checkGiven checks what one source parts with of one good.
func (p *problem) checkGiven(g, i int, s source, used, given *big.Int, opened map[choice]bool) {
	where := calc.Textf("来源 %s 的 %s", "source %s, %s", s.ID, p.Goods[g])
	least, yes := new(big.Int), opened[choice{i, g}]
	if s.Whole {
		yes = opened[choice{i, -1}]
	}
	if yes {
		least = s.least[g]
	}
	want := used // what it must part with: what is used, or the least it gives
	if want.Cmp(least) < 0 {
		want = least
	}
	switch {
	case given.Cmp(s.supply[g]) > 0:
		p.fault("%s：给出 %s，多于可用的 %s", "%s: gives %s, more than its supply %s", where, given, s.supply[g])
	case given.Cmp(want) != 0:
		p.fault("%s：给出 %s，应为 %s", "%s: gives %s where it should be %s", where, given, want)
	}
	if s.least[g].Sign() > 0 && used.Sign() > 0 && !yes {
		p.fault("%s：有用量，但选择为否", "%s: is used, though the choice is no", where)
	}
	p.cost.add(s.bound, new(big.Int).Sub(given, used))
}

func zeros(n int) []*big.Int {
	out := make([]*big.Int, n)
	for i := range out {
		out[i] = new(big.Int)
	}
	return out
}

// tree checks every leaf. A node that asks must have both answers, so the
// leaves cover every combination.
func (p *problem) tree() {
	p.walk(p.Tree, map[choice]bool{}, calc.Text{ZH: "根", EN: "root"})
}

func (p *problem) walk(n Node, answers map[choice]bool, path calc.Text) {
	if n.Ask == nil {
		if n.Yes != nil || n.No != nil {
			p.fault("%s：有分支而没有问题", "%s: has branches without a question", path)
		}
		p.leaf(n, answers, path)
		return
	}
	c, ok := p.find(*n.Ask)
	_, before := answers[c]
	switch {
	case !ok:
		return
	case before:
		p.fault("%s：重复询问 %s %s", "%s: asks %s %s again", path, n.Ask.Source, n.Ask.Good)
		return
	case n.Yes == nil || n.No == nil || n.Duals != nil || n.Bound != "":
		p.fault("%s：询问 %s %s 而没有两个分支", "%s: asks %s %s without two branches", path, n.Ask.Source, n.Ask.Good)
		return
	}
	name := calc.Textf("%s/%s%s", "%s/%s%s", path, n.Ask.Source, mark(n.Ask.Good))
	for _, side := range []struct {
		node   *Node
		answer bool
		word   calc.Text
	}{{n.Yes, true, calc.Text{ZH: "是", EN: "yes"}}, {n.No, false, calc.Text{ZH: "否", EN: "no"}}} {
		answers[c] = side.answer
		p.walk(*side.node, answers, calc.Textf("%s=%s", "%s=%s", name, side.word))
	}
	delete(answers, c)
}

func mark(good string) string {
	if good == "" {
		return ""
	}
	return ":" + good
}

// leaf checks the bound of a leaf: what its prices prove, and that it is not
// below the cost of the plan.
func (p *problem) leaf(n Node, answers map[choice]bool, path calc.Text) {
	if len(n.Duals) != len(p.Goods) {
		p.fault("叶 %s：缺少影子价格", "leaf %s: prices are missing", path)
		return
	}
	bound := newCost()
	for g, k := range n.Duals {
		if k < 0 || k >= len(p.Duals) || p.Duals[k].Good != g {
			p.fault("叶 %s：没有 %s 的影子价格", "leaf %s: there are no prices of %s", path, p.Goods[g])
			return
		}
		p.dual(g, p.Duals[k], answers, path, bound)
	}
	if stated, ok := parseCost(n.Bound); !ok || stated.cmp(bound) != 0 {
		p.fault("叶 %s：下界应为 %s，所写为 %s", "leaf %s: the prices prove the bound %s, not %s", path, bound, n.Bound)
	}
	if bound.cmp(p.cost) < 0 {
		p.fault("叶 %s：下界 %s 低于方案的费用 %s，最优性未证明",
			"leaf %s: the bound %s is below the cost of the plan, %s: nothing proves it the best", path, bound, p.cost)
	}
}

// row is a source under the answers of a leaf.
type row struct {
	source
	price        cost
	least, spare *big.Int      // of its supply: bound by a yes, and the rest
	most         map[rank]cost // by rank: the highest price a project may have
}

// dual checks one set of prices under answers and adds what it proves to
// bound: of a project its price times its demand, of a source its price times
// its supply; what no choice binds may lie idle for nothing.
func (p *problem) dual(g int, d Dual, answers map[choice]bool, path calc.Text, bound cost) {
	where := calc.Textf("叶 %s 的 %s", "leaf %s, %s", path, p.Goods[g])
	if len(d.Source) != len(p.sources) || len(d.Project) != len(p.projects) {
		p.fault("%s：影子价格个数不符", "%s: the number of prices is wrong", where)
		return
	}
	var rows []row
	for i, s := range p.sources {
		if r, ok := p.row(g, i, s, d.Source[i], answers, where); ok {
			rows = append(rows, r)
			bound.add(r.price, r.least)
			if r.price.cmp(newCost()) < 0 {
				bound.add(r.price, r.spare)
			}
		}
	}
	for j, x := range p.projects {
		if x.demand[g].Sign() == 0 {
			if d.Project[j] != "" {
				p.fault("%s：项目 %s 没有需求，不应有价格", "%s: project %s needs nothing and has a price", where, x.ID)
			}
			continue
		}
		v, ok := parseCost(d.Project[j])
		if !ok || v.cmp(p.short) > 0 {
			p.fault("%s：项目 %s 的价格 %q 不可用", "%s: the price %q of project %s cannot be used", where,
				d.Project[j], x.ID)
			continue
		}
		bound.add(v, x.demand[g])
		for _, r := range rows {
			if p.eligible(r.source, x) && r.most[rankOf(r.source, x)].cmp(v) < 0 {
				p.fault("%s：%s → %s 的折减费用为负", "%s: the reduced cost of %s to %s is negative", where, r.ID, x.ID)
			}
		}
	}
}

// row reads the price of a source; ok is false where it has nothing to give
// under the answers.
func (p *problem) row(g, i int, s source, text string, answers map[choice]bool, where calc.Text) (row, bool) {
	yes, asked := answers[choice{i, g}]
	if s.Whole {
		yes, asked = answers[choice{i, -1}]
	}
	if s.supply[g].Sign() == 0 || (asked && !yes) {
		if text != "" {
			p.fault("%s：来源 %s 没有可给的量，不应有价格", "%s: source %s has nothing to give and has a price", where,
				s.ID)
		}
		return row{}, false
	}
	r := row{source: s, least: new(big.Int), spare: s.supply[g]}
	most := newCost()
	if yes {
		r.least, r.spare = s.least[g], new(big.Int).Sub(s.supply[g], s.least[g])
		most = s.bound
	}
	v, ok := parseCost(text)
	if !ok || v.cmp(most) > 0 {
		p.fault("%s：来源 %s 的价格 %q 不可用", "%s: the price %q of source %s cannot be used", where, text, s.ID)
		return row{}, false
	}
	r.price, r.most = v, map[rank]cost{}
	for _, k := range ranks {
		r.most[k] = p.pair(s, k).minus(v)
	}
	return r, true
}
