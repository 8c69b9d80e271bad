package cli

import (
	"cmp"
	"slices"
	"strings"
)

// nearest returns at most n of names that are near to what was typed, the
// nearest first.
func nearest(typed string, names []string, n int) []string {
	type scored struct {
		name     string
		distance int
	}
	var list []scored
	t := strings.ToLower(typed)
	for _, name := range names {
		low := strings.ToLower(name)
		d := distance(t, low)
		if d > max(2, len(t)/3) && !strings.Contains(low, t) {
			continue
		}
		list = append(list, scored{name, d})
	}
	slices.SortStableFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, s := range list[:min(n, len(list))] {
		out = append(out, s.name)
	}
	return out
}

// distance counts the characters to insert, delete or replace (Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := diagonal
			if x[i-1] != y[j-1] {
				change++
			}
			diagonal = row[j]
			row[j] = min(change, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(y)]
}
