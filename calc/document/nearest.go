package document

import (
	"slices"

	"tidai/calc"
)

// maxSuggest is the number of names beyond which no nearest one is looked for:
// a document made to be slow must not succeed.
const maxSuggest = 500

// Nearest returns the name within two edits of s that is nearest, the first in
// order of names where several are; "" where there is none.
func Nearest(s string, names []string) string {
	if len(names) > maxSuggest || len(s) > 60 {
		return ""
	}
	sorted := slices.Clone(names)
	slices.Sort(sorted)
	best, least := "", 3
	for _, name := range sorted {
		if n := edits([]rune(s), []rune(name)); n < least {
			best, least = name, n
		}
	}
	return best
}

// nearestWord is the place of the value whose key, name or other word is nearest to what
// was written; -1 where none is near. At most half of a word may differ: two Chinese
// words of two characters are never near by chance.
func nearestWord[K calc.Key](written string, words calc.Words[K]) int {
	best, least := -1, 3
	if len(words) > maxSuggest || len(written) > 60 {
		return best
	}
	for i, w := range words {
		for _, word := range append([]string{string(w.Key), w.Name.ZH}, w.Also...) {
			a, b := []rune(written), []rune(word)
			if n := edits(a, b); n < least && 2*n <= max(len(a), len(b)) {
				best, least = i, n
			}
		}
	}
	return best
}

// edits is the Levenshtein distance; 99 for names too long to compare.
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
