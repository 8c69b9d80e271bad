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

// joiner puts split messages together.
type joiner struct {
	*ledger
	fn      func(*Message) error
	waiting waiting
	fields  []Field
	places  []Place
}

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
func (j *joiner) part(m *Message, body string, raw []byte) error {
	w := &j.waiting
	key := groupKey{m.QN, m.MN, m.CN}
	if done := w.done[key]; len(done) == m.PNUM && done[m.PNO-1] == hash(body) {
		j.stats.Parts++
		j.stats.Repeated++
		return nil
	}
	g := w.groups[key]
	if g == nil {
		g = &group{first: m.own(), raw: slices.Clone(raw), parts: map[int]part{}}
		g.key = groupKey{g.first.QN, g.first.MN, g.first.CN}
		w.groups[g.key] = g
		w.order = append(w.order, g)
	}
	if g.first.PNUM != m.PNUM {
		g.bad = true
		j.broken(m.Place, CodePart, raw, asSent, "同一报文的拆分包总数不一致：%d（第 %s 处）和 %d",
			"parts of one message disagree on their number: %d (at %s) and %d", g.first.PNUM, g.first.Place, m.PNUM)
		return nil
	}
	if old, ok := g.parts[m.PNO]; ok {
		if old.body == body {
			j.stats.Parts++
			j.stats.Repeated++
			return nil
		}
		g.bad = true
		j.broken(m.Place, CodePart, raw, asSent, "第 %d 包出现两次而内容不同（另一处 %s）",
			"part %d is there twice with different contents (also at %s)", m.PNO, old.place)
		return nil
	}
	j.stats.Parts++
	g.parts[m.PNO] = part{m.Place, strings.Clone(body)} // without the rest of the frame, which may be long
	g.bytes += partBytes + len(body)
	w.bytes += partBytes + len(body)
	if len(g.parts) == m.PNUM {
		return j.join(g)
	}
	for len(w.order) > mostGroups || w.bytes > mostBytes {
		j.giveUp(w.order[0])
	}
	return nil
}

// join makes one message of all parts.
func (j *joiner) join(g *group) error {
	j.waiting.remove(g)
	if g.bad {
		j.stats.Orphaned += len(g.parts)
		return nil
	}
	m := g.first
	m.DataTime, m.PNO = "", 0
	j.fields, j.places = j.fields[:0], j.places[:0]
	var f *fault
	for n := 1; n <= m.PNUM && f == nil; n++ {
		j.fields, f = m.fields(j.fields, g.parts[n].body)
		j.places = append(j.places, g.parts[n].place)
	}
	m.CP, m.Parts = j.fields, j.places
	if f == nil {
		f = j.check(&m)
	}
	if f != nil {
		j.stats.Orphaned += len(g.parts)
		j.report(Problem{Place: m.Place, Code: f.code, Severity: calc.Error, Lost: true},
			func() (calc.Text, calc.Text) {
				return calc.Textf(f.zh, f.en, f.args...), asSent
			}, g.raw)
		return nil
	}
	j.waiting.remember(g)
	j.stats.Joined++
	return j.deliver(&m, g.raw, j.fn)
}

// giveUp reports a split message whose other parts do not come.
func (j *joiner) giveUp(g *group) {
	j.waiting.remove(g)
	j.stats.Orphaned += len(g.parts)
	if g.bad {
		return
	}
	j.report(Problem{Place: g.first.Place, Code: CodeParts, Severity: calc.Error, Lost: true},
		func() (calc.Text, calc.Text) {
			return calc.Textf("拆分报文（QN=%s，MN=%s）应有 %d 包，缺第 %s 包",
					"the split message (QN=%s, MN=%s) should have %d parts; missing: %s", clip(g.key.qn),
					clip(g.key.mn), g.first.PNUM, missing(g)),
				calc.Text{ZH: "已到的各包不予采用；请从数采仪重新导出或补传该时段数据",
					EN: "the parts that are there are not used; export this period again from the data logger or " +
						"have it sent again"}
		}, g.raw)
}

// own returns the message with strings of its own, not of the window.
func (m *Message) own() Message {
	o := *m
	for _, s := range []*string{&o.QN, &o.ST, &o.CN, &o.MN} {
		*s = strings.Clone(*s)
	}
	o.DataTime, o.CP, o.Parts = "", nil, nil
	return o
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

func (j *joiner) giveUpAll() {
	for len(j.waiting.order) > 0 {
		j.giveUp(j.waiting.order[0])
	}
}
