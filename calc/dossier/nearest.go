package dossier

import "slices"

// maxSuggest is the number of ids beyond which no nearest one is looked for:
// a dossier made to be slow must not succeed.
const maxSuggest = 500

// nearest returns the id within two edits of s that is nearest, the first in
// order of ids where several are; "" where there is none.
func nearest(s string, ids []string) string {
	if len(ids) > maxSuggest || len(s) > 60 {
		return ""
	}
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	best, least := "", 3
	for _, id := range sorted {
		if n := edits([]rune(s), []rune(id)); n < least {
			best, least = id, n
		}
	}
	return best
}

// edits is the Levenshtein distance; 99 for ids too long to compare.
func edits(a, b []rune) int {
	if len(b) > 60 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal, row[j+1] = row[j+1], min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
