package calc

import (
	"slices"
	"strings"
)

// Word is one value of an enumeration: its key in files and in JSON, and its
// name in both languages.
type Word[K Key] struct {
	Key  K
	Name Text
	Also []string // other words a file may write for it
}

// Key is what the values of an enumeration are told apart by: a word, or a
// letter where a protocol has letters.
type Key interface{ ~string | ~byte }

// Words lists the values of an enumeration in their order. Every enumeration
// has one such list, called by the plural of its type; names, the words a file
// may write, lists of choices and the order of tables are read from it.
type Words[K Key] []Word[K]

// Name returns the name of a value, its key in both languages where there is
// no such value.
func (w Words[K]) Name(k K) Text {
	if i := w.Index(k); i >= 0 {
		return w[i].Name
	}
	return Text{ZH: string(k), EN: string(k)}
}

// Keys lists the keys as files write them.
func (w Words[K]) Keys() []string {
	out := make([]string, len(w))
	for i, x := range w {
		out[i] = string(x.Key)
	}
	return out
}

// List writes the keys one after the other.
func (w Words[K]) List() Text {
	return Text{ZH: strings.Join(w.Keys(), "、"), EN: strings.Join(w.Keys(), ", ")}
}

// Values lists the values.
func (w Words[K]) Values() []K {
	out := make([]K, len(w))
	for i, x := range w {
		out[i] = x.Key
	}
	return out
}

// Has reports whether k is one of the values.
func (w Words[K]) Has(k K) bool { return w.Index(k) >= 0 }

// Index is the place of a value in the order, -1 where there is no such value.
func (w Words[K]) Index(k K) int {
	return slices.IndexFunc(w, func(x Word[K]) bool { return x.Key == k })
}

// Chinese joins the Chinese words for a value, to search among; "" where there
// is no such value.
func (w Words[K]) Chinese(k K) string {
	i := w.Index(k)
	if i < 0 {
		return ""
	}
	return strings.Join(append([]string{w[i].Name.ZH}, w[i].Also...), " ")
}

// Read understands what a file writes for a value: its key, its Chinese name
// or another word for it.
func (w Words[K]) Read(s string) (k K, ok bool) {
	for _, x := range w {
		if s == string(x.Key) || (s != "" && s == x.Name.ZH) || slices.Contains(x.Also, s) {
			return x.Key, true
		}
	}
	return k, false
}

// Only lists some of the values, in the order of the whole: what may be chosen
// at a place that does not take all.
func (w Words[K]) Only(keys ...K) Words[K] {
	var out Words[K]
	for _, x := range w {
		if slices.Contains(keys, x.Key) {
			out = append(out, x)
		}
	}
	return out
}

// Without lists the others, in the order of the whole.
func (w Words[K]) Without(keys ...K) Words[K] {
	return slices.DeleteFunc(slices.Clone(w), func(x Word[K]) bool { return slices.Contains(keys, x.Key) })
}
