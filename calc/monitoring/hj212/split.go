package hj212

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
)

// Limits on what is kept of split messages, so that a file of first parts
// does not fill the memory. The oldest message is given up first.
const (
	mostGroups  = 256
	mostBytes   = 8 << 20
	partBytes   = 256 // a part's own cost, beside its text
	mostDone    = 256 // joined messages remembered, to know parts that are sent again
	mostOfADone = 64  // parts of a message that is remembered
)

type groupKey struct{ qn, mn, cn string }

type part struct {
	place Place
	body  string
}

// group is a split message of which parts are waiting for others.
type group struct {
	key   groupKey
	first Message // the part read first
	raw   []byte  // its beginning
	parts map[int]part
	bytes int
	bad   bool // contradicts itself, which has been reported
}

// waiting holds the split messages that are not complete, and what is needed
// to recognise parts of those that were.
type waiting struct {
	groups map[groupKey]*group
	order  []*group // by age
	bytes  int

	done  map[groupKey][]uint64 // hashes of the parts, by PNO
	dones []groupKey            // by age
}

func newWaiting() waiting {
	return waiting{groups: map[groupKey]*group{}, done: map[groupKey][]uint64{}}
}

func (w *waiting) remove(g *group) {
	delete(w.groups, g.key)
	w.bytes -= g.bytes
	if i := slices.Index(w.order, g); i >= 0 {
		w.order = slices.Delete(w.order, i, i+1)
	}
}

// remember keeps hashes of a joined message's parts.
func (w *waiting) remember(g *group) {
	if g.first.PNUM > mostOfADone {
		return
	}
	if len(w.dones) == mostDone {
		delete(w.done, w.dones[0])
		w.dones = slices.Delete(w.dones, 0, 1)
	}
	hashes := make([]uint64, g.first.PNUM)
	for n, p := range g.parts {
		hashes[n-1] = hash(p.body)
	}
	if _, again := w.done[g.key]; !again {
		w.dones = append(w.dones, g.key)
	}
	w.done[g.key] = hashes
}

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// part takes in one part of a split message, and hands the message on when it
// is complete.
func (s *scanner) part(m Message, body string, raw []byte) error {
	w := &s.waiting
	key := groupKey{m.QN, m.MN, m.CN}
	if done := w.done[key]; len(done) == m.PNUM && done[m.PNO-1] == hash(body) {
		s.stats.Parts++
		s.stats.Repeated++
		return nil
	}
	g := w.groups[key]
	if g == nil {
		g = &group{key: key, first: m, raw: slices.Clone(raw), parts: map[int]part{}}
		w.groups[key] = g
		w.order = append(w.order, g)
	}
	if g.first.PNUM != m.PNUM {
		g.bad = true
		s.broken(m.Place, CodePart, raw, asSent, "同一报文的拆分包总数不一致：%d（第 %s 处）和 %d",
			"parts of one message disagree on their number: %d (at %s) and %d", g.first.PNUM, g.first.Place, m.PNUM)
		return nil
	}
	if old, ok := g.parts[m.PNO]; ok {
		if old.body == body {
			s.stats.Parts++
			s.stats.Repeated++
			return nil
		}
		g.bad = true
		s.broken(m.Place, CodePart, raw, asSent, "第 %d 包出现两次而内容不同（另一处 %s）",
			"part %d is there twice with different contents (also at %s)", m.PNO, old.place)
		return nil
	}
	s.stats.Parts++
	g.parts[m.PNO] = part{m.Place, strings.Clone(body)} // without the rest of the frame, which may be long
	g.bytes += partBytes + len(body)
	w.bytes += partBytes + len(body)
	if len(g.parts) == m.PNUM {
		return s.join(g)
	}
	for len(w.order) > mostGroups || w.bytes > mostBytes {
		s.giveUp(w.order[0])
	}
	return nil
}

// join makes one message of all parts.
func (s *scanner) join(g *group) error {
	s.waiting.remove(g)
	if g.bad {
		s.stats.Orphaned += len(g.parts)
		return nil
	}
	m := g.first
	m.DataTime, m.PNO = "", 0
	s.fields, s.places = s.fields[:0], s.places[:0]
	var f *fault
	for n := 1; n <= m.PNUM && f == nil; n++ {
		s.fields, f = m.fields(s.fields, g.parts[n].body)
		s.places = append(s.places, g.parts[n].place)
	}
	m.CP, m.Parts = s.fields, s.places
	if f == nil {
		f = s.check(&m)
	}
	if f != nil {
		s.stats.Orphaned += len(g.parts)
		s.report(Problem{Place: m.Place, Code: f.code, Severity: calc.Error, Lost: true},
			func() (calc.Text, calc.Text) {
				return calc.Textf(f.zh, f.en, f.args...), asSent
			}, g.raw)
		return nil
	}
	s.waiting.remember(g)
	s.stats.Joined++
	return s.deliver(m, g.raw)
}

// giveUp reports a split message whose other parts do not come.
func (s *scanner) giveUp(g *group) {
	s.waiting.remove(g)
	s.stats.Orphaned += len(g.parts)
	if g.bad {
		return
	}
	s.report(Problem{Place: g.first.Place, Code: CodeParts, Severity: calc.Error, Lost: true},
		func() (calc.Text, calc.Text) {
			return calc.Textf("拆分报文（QN=%s，MN=%s）应有 %d 包，缺第 %s 包",
					"the split message (QN=%s, MN=%s) should have %d parts; missing: %s", clip(g.key.qn),
					clip(g.key.mn), g.first.PNUM, missing(g)),
				calc.Text{ZH: "已到的各包不予采用；请从数采仪重新导出或补传该时段数据",
					EN: "the parts that are there are not used; export this period again from the data logger or " +
						"have it sent again"}
		}, g.raw)
}

// missing lists the parts that are not there, the first ten.
func missing(g *group) string {
	var list []string
	for n := 1; n <= g.first.PNUM; n++ {
		if _, ok := g.parts[n]; ok {
			continue
		}
		if len(list) == 10 {
			return strings.Join(list, ", ") + " …"
		}
		list = append(list, strconv.Itoa(n))
	}
	return strings.Join(list, ", ")
}

func (s *scanner) giveUpAll() {
	for len(s.waiting.order) > 0 {
		s.giveUp(s.waiting.order[0])
	}
}
