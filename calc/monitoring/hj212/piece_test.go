package hj212

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// kept is a batch that keeps its messages.
type kept struct {
	t    fataler
	list []Message
	done int
	to   *[]Message
}

func (k *kept) Take(m *Message) error {
	c := *m
	c.CP, c.Parts = slices.Clone(m.CP), slices.Clone(m.Parts)
	k.list = append(k.list, c)
	return nil
}

func (k *kept) Hand(at Place, n int) error {
	if n < k.done || n > len(k.list) {
		k.t.Fatalf("%d of %d messages, %d are handed on", n, len(k.list), k.done)
	}
	for ; k.done < n; k.done++ {
		m := k.list[k.done]
		m.Place = m.Place.from(at)
		*k.to = append(*k.to, m)
	}
	return nil
}

func (k *kept) Done() {
	if k.done != len(k.list) {
		k.t.Fatalf("%d of %d messages are handed on", k.done, len(k.list))
	}
}

// readPieces reads data in pieces of so many bytes at least.
func readPieces(t fataler, data []byte, piece int64, workers int) (list []Message, problems []Problem, stats Stats) {
	o := Options{Piece: piece}
	problems, stats, err := o.Each(bytes.NewReader(data), int64(len(data)), workers,
		func() Batch { return &kept{t: t, to: &list} },
		func(m *Message) error {
			c := *m
			c.CP, c.Parts = slices.Clone(m.CP), slices.Clone(m.Parts)
			list = append(list, c)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return list, problems, stats
}

// samePieces fails where pieces come to something else than the whole.
func samePieces(t fataler, data []byte, piece int64, workers int) {
	want, problems, stats := readAll(t, bytes.NewReader(data))
	got, cutProblems, cutStats := readPieces(t, data, piece, workers)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("pieces of %d bytes gave\n%+v\nwant\n%+v\nin %q", piece, got, want, data)
	}
	if !reflect.DeepEqual(cutProblems, problems) {
		t.Fatalf("pieces of %d bytes: problems\n%+v\nwant\n%+v\nin %q", piece, cutProblems, problems, data)
	}
	if !reflect.DeepEqual(cutStats, stats) {
		t.Fatalf("pieces of %d bytes: counts\n%+v\nwant\n%+v\nin %q", piece, cutStats, stats, data)
	}
}

// Wherever a file is cut, it is read as in one piece: whole and split messages,
// broken frames, noise, with and without line ends.
func TestPiecesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stream, _ := drawStream(t)
		more, _ := drawStream(t)
		stream = append(stream, more...) // the same split messages again
		for range rapid.IntRange(0, 3).Draw(t, "faults") {
			at := rapid.IntRange(0, len(stream)-1).Draw(t, "at")
			stream[at] = rapid.SampledFrom([]byte("#0A&=;,\n")).Draw(t, "to")
		}
		samePieces(t, stream, rapid.Int64Range(1, 800).Draw(t, "piece"), rapid.IntRange(1, 3).Draw(t, "workers"))
	})
}

func FuzzPieces(f *testing.F) {
	good := hour("w20115-Avg=1.2,w20115-Flag=N;w99999-Avg=1")
	f.Add([]byte(good + "\r\n" + hour("w20115-Avg=1.3,w20115-Flag=Q;w99999-Avg=2") + good))
	f.Add([]byte(threeParts[0] + good + threeParts[1] + "\n" + good + good + threeParts[2] + threeParts[2]))
	f.Add([]byte(threeParts[0] + "\n" + good + threeParts[0][:70] + good + threeParts[1]))
	f.Add([]byte("\n##9999QN=\n" + good + "CP=&&x&&\n" + good + "##" + good))
	f.Add([]byte(frame("QN=1;ST=44;CN=2061;MN=M;Flag=9;CP=&&&&") + good +
		frame("QN=1;ST=32;CN=2061;MN=M;Flag=9;CP=&&DataTime=20260301000000;"+strings.Repeat("8F", 32)+"&&")))
	f.Fuzz(func(t *testing.T, data []byte) {
		samePieces(t, data, 1, 1) // cut wherever a sound frame begins
	})
}

// More problems, unknown codes and marks than are kept: which of them are kept
// and counted does not depend on the cuts.
func TestPiecesKeepTheFirst(t *testing.T) {
	var text strings.Builder
	for i := range 1500 {
		text.WriteString(hour(fmt.Sprintf("w9%04d-Avg=1,w9%04d-Max=2;w90001-Min=1;w20115-Flag=x%d", i%400, i%300,
			i%270)))
		if i%2 == 0 {
			text.WriteString("##0100QN=broken\n")
		}
		if i%7 == 0 {
			text.WriteString(partOf(fmt.Sprintf("20250301150%06d", i), "2", "1",
				"DataTime=20250301140000;w88888-Avg=1"))
		}
	}
	data := []byte(text.String())
	_, problems, stats := readAll(t, bytes.NewReader(data))
	if len(problems) != 1000 || len(stats.Unknown) != mostNames || stats.Orphaned != 215 {
		t.Fatalf("%d problems, %d codes, %+v", len(problems), len(stats.Unknown), stats.Orphaned)
	}
	for _, piece := range []int64{1, 1000, 20000, 1 << 20} {
		samePieces(t, data, piece, 2)
	}
}

// A file without a sound frame is one piece, and heads in plenty do not make
// the search for one slow.
func TestNextFrame(t *testing.T) {
	for text, want := range map[string]int64{annexA: 0, "x" + annexA: 1, "##0101" + annexA: 6, annexA[1:]: 110,
		strings.Repeat("##0005CP=&&", 1_000_000): 11_000_000, strings.Repeat(" ", 50_000) + annexA: 50_000,
		strings.Repeat("#", 39_990) + annexA: 39_990} {
		if got, err := NextFrame(strings.NewReader(text), int64(len(text)), 0); got != want || err != nil {
			t.Errorf("%.40q: %d, want %d; %v", text, got, want, err)
		}
	}
}

func BenchmarkEach(b *testing.B) {
	text := bytes.Repeat(benchmarkText(), 30)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("goroutines=%d", workers), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				_, stats, err := Options{}.Each(bytes.NewReader(text), int64(len(text)), workers,
					func() Batch { return nobody{} }, func(*Message) error { return nil })
				if err != nil || stats.Messages != 30_000 {
					b.Fatal(stats, err)
				}
			}
		})
	}
}

type nobody struct{}

func (nobody) Take(*Message) error   { return nil }
func (nobody) Hand(Place, int) error { return nil }
func (nobody) Done()                 {}
