package hj212

import (
	"errors"
	"io"
	"sync"
)

// Batch takes the messages of one piece. Take is called by one goroutine;
// Hand, later, by the one that called Each, in the order of the file.
type Batch interface {
	// Take gets a message that is whole in the piece, and copies what it keeps.
	// Its lines are counted from the beginning of the piece.
	Take(m *Message) error
	// Hand hands on what the messages before the n-th came to, as far as that
	// has not been done; at is where the piece begins.
	Hand(at Place, n int) error
	// Done says that nothing more comes: the batch may be used for another
	// piece.
	Done()
}

// pieceBytes is the size of a piece: large against a frame, small against the
// memory of readings made of it.
const pieceBytes = 1 << 20

// Each reads a file with so many goroutines, a batch for each piece. Messages
// that were split go to joined, between what came before and behind their last
// part. Messages, problems and counts are those of Read.
func (o Options) Each(r io.ReaderAt, size int64, workers int, batch func() Batch,
	joined func(*Message) error) ([]Problem, Stats, error) {
	bytes := o.Piece
	if bytes == 0 {
		bytes = pieceBytes
	}
	j := o.Join(joined)
	next := func(from int64) (*task, error) {
		to, err := NextFrame(r, size, min(from+bytes, size))
		return &task{from: from, to: to, done: make(chan struct{})}, err
	}
	run := func(x *task) {
		x.batch = batch()
		x.piece, x.err = o.Scan(r, size, x.from, x.to, x.batch.Take)
		close(x.done)
	}
	add := func(x *task) error {
		<-x.done
		at := j.At()
		err := j.Add(x.piece, func(n int) error { return x.batch.Hand(at, n) })
		if err = errors.Join(err, x.batch.Hand(at, x.piece.messages), x.err); err == nil {
			x.batch.Done()
		}
		return err
	}
	err := cutter{size, next, run, add}.inOrder(workers)
	if err != nil {
		return j.sum.sorted(), j.sum.stats, err
	}
	problems, stats := j.Done()
	return problems, stats, nil
}

// task is a piece on its way.
type task struct {
	from, to int64
	batch    Batch
	piece    *Piece
	err      error
	done     chan struct{}
}

// cutter cuts a file, has the pieces read, and adds them in order.
type cutter struct {
	size int64
	next func(from int64) (*task, error)
	run  func(*task)
	add  func(*task) error
}

// inOrder works with so many goroutines; a few pieces are on their way at a
// time.
func (c cutter) inOrder(workers int) error {
	if workers <= 1 {
		return c.alone()
	}
	work := make(chan *task)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for x := range work {
				c.run(x)
			}
		})
	}
	defer all.Wait()
	defer close(work)
	var waiting []*task
	for from := int64(0); from < c.size || len(waiting) > 0; {
		if from == c.size || len(waiting) > 2*workers {
			x := waiting[0]
			waiting = waiting[1:]
			if err := c.add(x); err != nil {
				return err
			}
			continue
		}
		x, err := c.next(from)
		if err != nil {
			return err
		}
		work <- x
		waiting, from = append(waiting, x), x.to
	}
	return nil
}

func (c cutter) alone() error {
	for from := int64(0); from < c.size; {
		x, err := c.next(from)
		if err != nil {
			return err
		}
		c.run(x)
		if err := c.add(x); err != nil {
			return err
		}
		from = x.to
	}
	return nil
}
