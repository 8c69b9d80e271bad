package totals

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Spans hold every part that was noted, in order, however goroutines shared
// them; files of one part that follow each other are one span.
func TestSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfNDistinct(rapid.Int32Range(0, 200), 1, 60, rapid.ID).Draw(t, "parts")
		slices.Sort(parts)
		each := rapid.Int32Range(1, 20).Draw(t, "parts of a file")
		var shared [2]*block
		for i := range shared {
			shared[i] = newBlock(0)
		}
		for _, part := range parts {
			shared[rapid.IntRange(0, 1).Draw(t, "goroutine")].touch(part/each, part)
		}
		spans := mergeSpans(shared[0].spans, shared[1].spans)
		for _, part := range parts {
			if !slices.ContainsFunc(spans, func(s span) bool { return s.from <= part && part <= s.to }) {
				t.Fatalf("part %d is in none of %v", part, spans)
			}
		}
		for i, s := range spans {
			if s.from > s.to || i > 0 && s.from <= spans[i-1].to {
				t.Fatalf("spans %v", spans)
			}
		}
	})
	month := newBlock(0)
	for day := range int32(31) {
		month.touch(day, day)
	}
	if len(month.spans) != 1 {
		t.Errorf("a month of days: %v", month.spans)
	}
}
