package quantity

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"
)

// Bases that factor files define, beside those of this package. They are only
// ever added, and each is a dimension of its own, so that a new one changes
// nothing of what could be read before: it only makes a text readable that was
// an error. That is why the program has one set of them.
type ownBases struct {
	tags  map[string]string // spelling -> name
	names []string          // in the order in which they were defined
}

var (
	own        atomic.Pointer[ownBases]
	ownWriting sync.Mutex
)

const maxBaseName = 30 // bytes; the longest of the standards has 27

// DefineBase adds what a capacity may be a mass of: "t NAME/a" is a unit then,
// and so are the other spellings. Defining the same again does nothing.
func DefineBase(name string, also ...string) error {
	ownWriting.Lock()
	defer ownWriting.Unlock()
	next := &ownBases{tags: map[string]string{}}
	if was := own.Load(); was != nil {
		next = &ownBases{tags: maps.Clone(was.tags), names: slices.Clone(was.names)}
	}
	for _, spelling := range append([]string{name}, also...) {
		if is, known := next.tags[spelling]; known && is == name {
			continue
		}
		if err := mayBeBase(spelling, next); err != nil {
			return err
		}
		next.tags[spelling] = name
	}
	if !slices.Contains(next.names, name) {
		next.names = append(next.names, name)
	}
	own.Store(next)
	return nil
}

// mayBeBase says why a spelling cannot name a new base.
func mayBeBase(spelling string, others *ownBases) error {
	if len(spelling) > maxBaseName || len([]rune(spelling)) < 2 {
		return problem("基数的名称 %q 应有两个字以上、不超过 %d 字节",
			"the name of a base, %q, has two letters or more and at most %d bytes", spelling, maxBaseName)
	}
	for _, r := range spelling {
		if !unicode.IsLetter(r) {
			return problem("基数的名称 %q 只能用文字", "the name of a base, %q, has letters only", spelling)
		}
	}
	if foldUnit(spelling) != spelling { // a unit with it would be read as something else
		return problem("基数的名称 %q 含有单位符号的异体（如 μ）",
			"the name of a base, %q, has another form of a unit's sign, such as μ",
			spelling)
	}
	if is := others.tags[spelling]; is != "" {
		return problem("%q 已是基数 %q 的写法", "%q is a spelling of the base %q already", spelling, is)
	}
	for _, m := range masses {
		if _, err := ParseUnit(m + " " + spelling); err == nil || symbols[m+spelling].text != "" {
			return problem("%q 已有含义：%q 是已知的单位", "%q has a meaning already: %q is a unit known here",
				spelling, m+" "+spelling)
		}
	}
	return nil
}

// OwnMasses lists the tonnes of the bases that factor files defined.
func OwnMasses() []Unit {
	var out []Unit
	if o := own.Load(); o != nil {
		for _, name := range o.names {
			out = append(out, MustUnit("t "+name))
		}
	}
	return out
}

// tagOf is what a spelling behind a mass names; "" where it names nothing.
func tagOf(spelling string) string {
	if tag := tags[spelling]; tag != "" {
		return tag
	}
	if o := own.Load(); o != nil {
		return o.tags[spelling]
	}
	return ""
}
