package application

import (
	"sync"
	"sync/atomic"
)

// stage is one result of a case, computed when it is first asked for and never
// again, whoever asks. It is computed from what it reads and nothing else, so
// that cases in which that is the same share the stage.
type stage[R comparable, T any] struct {
	reads   R
	compute func(R) T
	once    sync.Once
	result  T
	there   atomic.Bool // the result
}

func (s *stage[R, T]) get() T {
	s.once.Do(func() {
		if s.compute != nil {
			s.result, s.compute = s.compute(s.reads), nil
		}
		s.there.Store(true)
	})
	return s.result
}

// next is the stage of a case made from another: the one put in its place, if
// any; the other's, where it reads the same; else a new one.
func next[R comparable, T any](put, from *stage[R, T], reads R, compute func(R) T) *stage[R, T] {
	switch {
	case put != nil:
		put.reads = reads
		return put
	case from != nil && from.reads == reads:
		return from
	}
	return &stage[R, T]{reads: reads, compute: compute}
}

// holding is a stage whose result comes from elsewhere.
func holding[R comparable, T any](result T) *stage[R, T] { return &stage[R, T]{result: result} }
