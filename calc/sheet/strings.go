package sheet

import "encoding/binary"

// table holds the shared strings of a book in blocks of bytes, each string
// behind its length, so that it never moves or doubles while it grows: four
// bytes and the length beside the words of a string.
type table struct {
	n      int
	shift  uint       // log2 of the block size
	blocks [][]byte   // of 1<<shift bytes
	places [][]uint32 // of placesSize: block<<shift + offset
	size   int64
	marks  map[int]Marks // of the few strings that have any
}

const placesSize = 1 << 14

func newTable(longest int) *table {
	t := &table{shift: 18, marks: map[int]Marks{}}
	for 1<<t.shift < longest+binary.MaxVarintLen64 {
		t.shift++
	}
	return t
}

func (t *table) add(s []byte) {
	last := len(t.blocks) - 1
	if last < 0 || cap(t.blocks[last])-len(t.blocks[last]) < len(s)+binary.MaxVarintLen64 {
		t.blocks = append(t.blocks, make([]byte, 0, 1<<t.shift))
		t.size += 1 << t.shift
		last++
	}
	if t.n%placesSize == 0 {
		t.places = append(t.places, make([]uint32, 0, placesSize))
		t.size += 4 * placesSize
	}
	b := t.blocks[last]
	p := &t.places[len(t.places)-1]
	*p = append(*p, uint32(last)<<t.shift|uint32(len(b)))
	b = binary.AppendUvarint(b, uint64(len(s)))
	t.blocks[last] = append(b, s...)
	t.n++
}

func (t *table) at(i int) []byte {
	place := t.places[i/placesSize][i%placesSize]
	b := t.blocks[place>>t.shift][place&(1<<t.shift-1):]
	n, used := binary.Uvarint(b)
	return b[used : used+int(n) : used+int(n)]
}

// loadStrings reads the shared strings.
func (b *book) loadStrings() (*table, error) {
	t := newTable(b.o.MaxCell)
	if b.strings == "" {
		return t, nil
	}
	var words []byte
	err := b.scan(b.strings, func(x *scanner) error {
		return x.each(func(name string) (err error) {
			if name != "si" {
				return x.skip()
			}
			var marks Marks
			if words, marks, err = x.rich(words[:0]); err != nil {
				return err
			}
			if marks != 0 {
				t.marks[t.n] = marks
			}
			if len(words) > b.o.MaxCell {
				return cellTooLong(b.o.MaxCell)
			}
			if t.add(words); t.size > b.o.MaxStrings {
				return fault(CodeSize, "共享字符串超过 %d MiB", "more than %d MiB of shared strings",
					b.o.MaxStrings>>20)
			}
			return nil
		})
	})
	return t, err
}
