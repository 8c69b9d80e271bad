package application

import "sync"

// stage is one result of a case, computed when it is first asked for and never
// again, whoever asks.
type stage[T any] struct {
	once    sync.Once
	compute func() T
	result  T
}

func (s *stage[T]) get() T {
	s.once.Do(func() { s.result, s.compute = s.compute(), nil })
	return s.result
}

// inherit is the stage of the case that another was made from, where all it
// reads is the same, and else a new one. One that was put in place stays.
func inherit[T any](put, from *stage[T], same bool, compute func() T) *stage[T] {
	switch {
	case put != nil:
		return put
	case from != nil && same:
		return from
	}
	return &stage[T]{compute: compute}
}

// holding is a stage with a result from elsewhere.
func holding[T any](result T) *stage[T] { return &stage[T]{compute: func() T { return result }} }
