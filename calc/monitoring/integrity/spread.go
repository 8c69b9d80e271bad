package integrity

import (
	"math"
	"slices"
	"strings"

	"tidai/calc/quantity"
)

// spread is how the different values of a series scatter, and to which place
// they are given.
type spread struct {
	logs   []float64      // of the different values, sorted
	sd     float64        // of them, about their median
	places map[int]int8   // finest place by order of magnitude
	times  map[string]int // each value stands; flows only
	n      int
}

// spreadsOf is the spread of each pollutant's detected results at each outlet,
// and of its flows.
func spreadsOf(list []sampling) map[string]spread {
	values := map[string][]quantity.Decimal{}
	for _, s := range list {
		for i, m := range s.results {
			if !m.NonDetect && m.C.Sign() > 0 {
				key := s.outlet + "/" + string(m.Pollutant)
				values[key] = append(values[key], m.C.Decimal)
			}
			if i == 0 && m.Flow.Set && m.Flow.Sign() > 0 {
				values[s.outlet+"/flow"] = append(values[s.outlet+"/flow"], m.Flow.Decimal)
			}
		}
	}
	out := map[string]spread{}
	for key, list := range values {
		out[key] = newSpread(list, strings.HasSuffix(key, "/flow"))
	}
	return out
}

func newSpread(list []quantity.Decimal, flow bool) spread {
	s := spread{places: map[int]int8{}, times: map[string]int{}, n: len(list)}
	for _, d := range list {
		size := magnitude(d)
		if exp, known := s.places[size]; !known || d.Exp < exp {
			s.places[size] = d.Exp
		}
		if flow {
			s.times[d.String()]++
		}
		s.logs = append(s.logs, math.Log(float(d)))
	}
	slices.Sort(s.logs)
	s.logs = slices.Compact(s.logs)
	mean, squares := 0.0, 0.0
	for _, x := range s.logs {
		mean += x / float64(len(s.logs))
	}
	median := s.logs[len(s.logs)/2]
	var off []float64
	for _, x := range s.logs {
		squares += (x - mean) * (x - mean)
		off = append(off, math.Abs(x-median))
	}
	slices.Sort(off)
	// The lesser of the ordinary and the robust one: a few extreme values must not make the others look unlikely to
	// be met again.
	s.sd = min(math.Sqrt(squares/max(float64(len(s.logs)-1), 1)), 1.4826*off[len(off)/2])
	return s
}

// leastSpread is the scatter of results of an even process in relative terms,
// below which no series counts as to scatter.
const leastSpread = 0.10

// chance bounds the probability that an independent result of the series has
// just this value: its last place times the greatest density there of a
// log-normal distribution of that scatter, or times the density of the other
// values near it, whichever is more. A flow that stands often may be a nominal
// one: it counts with its share, but for two of them.
func (s spread) chance(d quantity.Decimal) float64 {
	x := float(d)
	if !(x > 0) || len(s.logs) == 0 {
		return 1
	}
	place := math.Pow(10, float64(s.places[magnitude(d)])) / x // relative
	density := 1 / (math.Sqrt(2*math.Pi) * max(s.sd, leastSpread))
	const near = 0.1
	others := 0
	for _, y := range s.logs {
		if away := math.Abs(y - math.Log(x)); away > 0 && away < near {
			others++
		}
	}
	density = max(density, float64(others)/float64(len(s.logs))/(2*near))
	nominal := float64(s.times[d.String()]-2) / float64(s.n)
	return min(max(place*density, nominal), 1)
}
