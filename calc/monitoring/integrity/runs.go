package integrity

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"tidai/calc"
)

// constant reports values that stay exactly the same for long. A value that
// is common anyway, as with a coarse instrument, may well do so by chance:
// the expected number of such runs, n·qᴸ with its share q among the other
// readings, must be small too. Values below the detection limit are left out.
func (c *checker) constant() {
	least := c.rules.count(c.pick("constant-readings", "constant-days"))
	if len(c.good) < least {
		c.notMade(CodeConstant, len(c.good), "有效读数只有 %d 个", "only %d valid readings", len(c.good))
		return
	}
	c.made(CodeConstant, len(c.good))
	c.number()
	for i := 0; i < len(c.good); {
		j := i + 1
		for j < len(c.good) && c.ids[j] == c.ids[i] && follows(&c.good[j-1], &c.good[j]) {
			j++
		}
		first, run, id := &c.good[i], j-i, c.ids[i]
		i = j
		if run < least || first.NonDetect {
			continue
		}
		expected := chanceOfRun(len(c.good), run, int(c.counts[id]))
		if expected > c.rules.float("constant-chance") {
			continue
		}
		last := c.good[j-1]
		c.find(CodeConstant, calc.Warning, first.Place,
			calc.Textf("自 %s 起连续 %s 个读数均为 %s %s，至 %s",
				"from %s on, %s readings in a row are all %s %s, until %s",
				first.Start.String(), strconv.Itoa(run), first.C.String(), c.Unit.String(), last.Start.String()),
			counted("连续相同的读数", "equal readings in a row", run, first.Place),
			reading("数值", "value", first.C.Decimal, c.Unit, first.Place),
			described("偶然出现的预期次数", "number to be expected by chance", expected, first.Place),
			c.rules.figure(c.pick("constant-readings", "constant-days")), c.rules.figure("constant-chance"))
	}
}

// follows reports whether b begins where a ends.
func follows(a, b *Sample) bool { return int64(b.Start) == int64(a.Start)+int64(a.Minutes) }

// chanceOfRun is the number of runs of this length expected where each of n
// readings takes the value with the share it has outside the run.
func chanceOfRun(n, run, count int) float64 {
	others := n - run
	if others == 0 {
		return 0
	}
	q := float64(count-run) / float64(others)
	return float64(n) * math.Pow(q, float64(run))
}

// block is a stretch of readings that occurs a second time.
type block struct{ first, again, length int }

// copied reports stretches of values that occur again, at whatever place:
// month against month, day against day. What has few different values, or
// values so common that a stretch may repeat by chance, is left out.
func (c *checker) copied() {
	window := c.rules.count(c.pick("block-readings", "block-days"))
	if len(c.good) < 2*window {
		c.notMade(CodeCopied, len(c.good), "有效读数只有 %d 个", "only %d valid readings", len(c.good))
		return
	}
	c.made(CodeCopied, len(c.good))
	value, step := c.collision()
	n := float64(len(c.good))
	for _, b := range c.blocks(window) {
		expected := n * n / 2 * value * math.Pow(max(value, step), float64(b.length-1))
		if expected > c.rules.float("block-chance") {
			continue
		}
		first, again := c.good[b.first], c.good[b.again]
		flows := 0
		for k := range b.length {
			if x, y := c.good[b.first+k].Flow, c.good[b.again+k].Flow; x.Set && x == y {
				flows++
			}
		}
		c.find(CodeCopied, calc.Warning, again.Place,
			calc.Textf("自 %s 起的 %s 个读数与自 %s 起（%s）的逐一相同",
				"%[2]s readings from %[1]s on are, one by one, those from %[3]s on (%[4]s)",
				again.Start.String(), strconv.Itoa(b.length), first.Start.String(), first.Place.String()),
			counted("重复的读数", "repeated readings", b.length, again.Place), counted("其中流量也相同的",
				"of which with the same flow", flows, again.Place),
			described("偶然重复的预期次数", "number to be expected by chance", expected, again.Place),
			c.rules.figure(c.pick("block-readings", "block-days")), c.rules.figure("block-distinct"),
			c.rules.figure("block-chance"))
	}
}

// collision is the chance that two readings are equal, and that two steps
// from one reading to the next are: Σq² of each.
func (c *checker) collision() (value, step float64) {
	c.number()
	steps := &stepCounts{}
	exp, _ := lastPlace(c.good)
	unit := math.Pow(10, float64(-exp))
	for i := 1; i < len(c.good); i++ {
		steps.add(math.Round((float(c.good[i].C.Decimal) - float(c.good[i-1].C.Decimal)) * unit))
	}
	return squares(c.counts), squares(steps.small[:], slices.Collect(maps.Values(steps.other)))
}

// blocks finds the longest repeated stretches of at least window readings
// that do not overlap themselves, each once, in the order of their second
// occurrence. Windows are found by a rolling hash and then compared.
func (c *checker) blocks(window int) []block {
	distinct := c.rules.count("block-distinct")
	ids := c.numbered()
	var out []block
	hashes := rolling(ids, window)
	seen := newFirsts(hashes)
	covered := 0 // readings before this belong to a block already reported
	for i := range hashes {
		j, first := seen.meet(i)
		if first || i < covered || j+window > i || !slices.Equal(ids[i:i+window], ids[j:j+window]) ||
			varied(ids[i:i+window]) <
				distinct {
			continue
		}
		length := window
		for i+length < len(ids) && j+length < i && ids[i+length] == ids[j+length] {
			length++
		}
		out = append(out, block{j, i, length})
		covered = i + length
	}
	return out
}

// numbered gives equal readings equal numbers.
func (c *checker) numbered() []uint32 {
	c.number()
	ids := make([]uint32, len(c.good))
	for i, id := range c.ids {
		ids[i] = 2*id + 1
		if c.good[i].NonDetect {
			ids[i]++
		}
	}
	return ids
}

// rolling hashes every window.
func rolling(ids []uint32, window int) []uint64 {
	const base = 0x9e3779b97f4a7c15 // odd, so that no digit is lost
	if len(ids) < window {
		return nil
	}
	top := uint64(1)
	for range window - 1 {
		top *= base
	}
	out := make([]uint64, 0, len(ids)-window+1)
	var h uint64
	for i, id := range ids {
		if i >= window {
			h -= uint64(ids[i-window]) * top
		}
		h = h*base + uint64(id)
		if i >= window-1 {
			out = append(out, h)
		}
	}
	return out
}

func varied(ids []uint32) int {
	seen := map[uint32]bool{}
	for _, id := range ids {
		seen[id] = true
	}
	return len(seen)
}
