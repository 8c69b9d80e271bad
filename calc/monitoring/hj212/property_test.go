package hj212

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// plainMessage is what a message says, without where it stood.
func plainMessage(m Message) string {
	return fmt.Sprint(m.QN, m.ST, m.CN, m.MN, m.DataTime, m.CP)
}

func plainMessages(list []Message) []string {
	out := make([]string, 0, len(list))
	for _, m := range list {
		out = append(out, plainMessage(m))
	}
	return out
}

func drawMessage(t *rapid.T, i int) Message {
	m := Message{
		QN: fmt.Sprintf("202503%02d15000%04d", 1+i%28, i), ST: rapid.SampledFrom([]string{"31", "32"}).Draw(t, "ST"),
		CN:   rapid.SampledFrom([]string{"2011", "2051", "2061", "2031"}).Draw(t, "CN"),
		MN:   fmt.Sprintf("010000A8900016F000169%03d", i),
		Flag: rapid.SampledFrom([]int{0, 4, 5}).Draw(t, "Flag"), DataTime: fmt.Sprintf("202503%02d%02d0000", 1+i%28,
			i%24),
	}
	codes := rapid.SliceOfNDistinct(rapid.SampledFrom(table), 1, 5, func(c Code) string { return c.Code }).Draw(t,
		"codes")
	for _, c := range codes {
		for _, name := range []string{"Cou", "Min", "Avg", "Max"} {
			m.CP = append(m.CP, Field{c.Code, name, rapid.StringMatching(`[0-9]{1,3}(\.[0-9]{1,3})?`).Draw(t, "value")})
		}
		m.CP = append(m.CP, Field{c.Code, "Flag", rapid.SampledFrom([]string{"N", "F", "M", "S", "D", "C", "T", "B"}).
			Draw(t, "mark")})
	}
	if rapid.Bool().Draw(t, "words") {
		m.CP = append(m.CP, Field{"i13101", "Info", rapid.SampledFrom([]string{"示例", "正在测量", "1#炉"}).Draw(t,
			"info")})
	}
	return m
}

var noise = rapid.OneOf(rapid.SampledFrom([]string{"", "\n", "\r\n", "2025-03-01 15:00:00 RECV ", "收到：", "## 日志\n",
	"#", "\n###\n", "##1234", "\"\n"}),
	rapid.StringMatching(`[#&=0-9A-F \n]{0,12}`))

// drawStream writes messages as frames, some split and shuffled, with noise
// between, and returns what ought to be read, sorted.
func drawStream(t *rapid.T) (stream []byte, want []string) {
	var frames [][]byte
	for i := range rapid.IntRange(1, 5).Draw(t, "messages") {
		m := drawMessage(t, i)
		want = append(want, plainMessage(m))
		parts := rapid.IntRange(1, 4).Draw(t, "parts")
		if frame, err := encode(m); err == nil && parts == 1 {
			frames = append(frames, frame)
			continue
		}
		split, err := encodeSplit(m, max(2, parts))
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, split...)
	}
	for _, frame := range rapid.Permutation(frames).Draw(t, "order") {
		stream = append(stream, noise.Draw(t, "noise")...)
		stream = append(stream, bytes.TrimRight(frame, "\r\n")...)
	}
	slices.Sort(want)
	return append(stream, noise.Draw(t, "noise")...), want
}

// chunks hands out the stream in pieces of the sizes drawn, over and over.
type chunks struct {
	data  []byte
	sizes []int
	turn  int
}

func (c *chunks) Read(p []byte) (int, error) {
	if len(c.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p, c.data[:min(len(c.data), c.sizes[c.turn%len(c.sizes)])])
	c.turn++
	c.data = c.data[n:]
	return n, nil
}

func TestWhateverTheChunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stream, want := drawStream(t)
		sizes := rapid.SliceOfN(rapid.IntRange(1, 300), 1, 5).Draw(t, "sizes")
		got, problems, stats := readAll(t, &chunks{data: stream, sizes: sizes})
		if stats.Bytes != int64(len(stream)) || len(problems) != 0 {
			t.Fatalf("%d bytes of %d, problems %+v in %q", stats.Bytes, len(stream), problems, stream)
		}
		if text := plainMessages(got); !reflect.DeepEqual(sorted(text), want) {
			t.Fatalf("got %q\nwant %q", text, want)
		}
	})
}

// One byte changed, anywhere: what is read is the same, or it is reported; and
// nothing is read that was not written.
func TestOneByteChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stream, want := drawStream(t)
		at := rapid.IntRange(0, len(stream)-1).Draw(t, "at")
		to := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("#0123456789ABCDEF&=;,\n"))).Draw(t, "to")
		changed := slices.Clone(stream)
		changed[at] = to
		got, problems, _ := readAll(t, bytes.NewReader(changed))
		text := sorted(plainMessages(got))
		if !reflect.DeepEqual(text, want) && len(problems) == 0 {
			t.Fatalf("byte %d %q -> %q in\n%q\nsilently gave %q", at, stream[at], to, stream, text)
		}
		for _, m := range text {
			if !slices.Contains(want, m) {
				t.Fatalf("byte %d %q -> %q in\n%q\ninvented %q", at, stream[at], to, stream, m)
			}
		}
	})
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

type fataler interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func readAll(t fataler, r io.Reader) ([]Message, []Problem, Stats) {
	var list []Message
	problems, stats, err := Read(r, func(m Message) error {
		m.CP, m.Parts = slices.Clone(m.CP), slices.Clone(m.Parts)
		list = append(list, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Frames != stats.Whole+stats.Parts+stats.Broken+stats.Encrypted+skipped(stats) || stats.Messages != stats.Whole+stats.Joined ||
		len(list) != stats.Messages {
		t.Fatalf("counts do not add up: %+v", stats)
	}
	return list, problems, stats
}

func TestCheckValueProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		if got, want := CRC(data), bitwise(string(data)); got != want {
			t.Fatalf("%04X, bit by bit %04X", got, want)
		}
	})
}

// Every one of the 255 other values of every byte of the example shows.
func TestEveryByteOfTheExample(t *testing.T) {
	for at := range annexA {
		for to := range 256 {
			changed := []byte(annexA)
			if changed[at] == byte(to) {
				continue
			}
			changed[at] = byte(to)
			got, problems, _ := readAll(t, bytes.NewReader(changed))
			same := len(got) == 1 && strings.EqualFold(string(changed), annexA) && at >= len(annexA)-4
			if !same && (len(problems) == 0 || len(got) != 0) {
				t.Errorf("byte %d %q -> %q: %+v %+v", at, annexA[at], byte(to), got, problems)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(annexA + "\r\n"))
	f.Add([]byte(hour("w20115-Avg=1.2,w20115-Flag=N") + hour("w20115-Avg=1.3,w20115-Flag=D")))
	f.Add([]byte(strings.Join(threeParts, "\n")))
	f.Add([]byte(annexA[:50] + "\n##9999QN=" + annexA))
	f.Add([]byte("##0000FFFF##\xff\xfe#\x00#\x00CP=&&"))
	f.Add([]byte(strings.Repeat(" ", 600) + "CP=&&DataTime=20250301140000;w20115-Avg=1.2&&CP=&&1&&\nCP=&&2&&"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, problems, stats := readAll(t, bytes.NewReader(data))
		again, sameProblems, sameStats := readAll(t, iotest.OneByteReader(bytes.NewReader(data)))
		if !reflect.DeepEqual(list, again) || !reflect.DeepEqual(problems, sameProblems) || !reflect.DeepEqual(stats,
			sameStats) {
			t.Fatal("what is read depends on the chunks")
		}
		if stats.Bytes != int64(len(data)) || stats.Lines > bytes.Count(data, []byte("\n"))+1 {
			t.Fatalf("%+v of %d bytes", stats, len(data))
		}
		for _, m := range list {
			at := bytes.Count(data[:m.Place.Offset], []byte("\n")) + 1
			if m.Place.Line != at || !bytes.HasPrefix(data[m.Place.Offset:], frameMark) {
				t.Fatalf("place %+v", m.Place)
			}
			if m.Kind() != Other && !validTime(m.DataTime) {
				t.Fatalf("DataTime %q", m.DataTime)
			}
			m.Flag &^= splitBit
			m.PNUM, m.PNO = 0, 0
			frame, err := encode(m)
			if err != nil {
				continue
			}
			back, _, _ := readAll(t, bytes.NewReader(frame))
			if len(back) != 1 || plainMessage(back[0]) != plainMessage(m) {
				t.Fatalf("%+v written and read is %+v", m, back)
			}
		}
	})
}

// FuzzSegment gives every data segment a frame that is right, so that what is
// behind the check value is reached.
func FuzzSegment(f *testing.F) {
	f.Add(header+"Flag=4;CP=&&DataTime=20250301140000;w20115-Avg=1.2,w20115-Flag=N&&", "")
	f.Add("QN="+qn+";CN=2061;MN=M1;Flag=6;PNUM=2;PNO=1;CP=&&DataTime=20250301140000&&",
		"QN="+qn+";CN=2061;MN=M1;Flag=6;PNUM=2;PNO=2;CP=&&w20120-Avg=2&&")
	f.Add("CN=2061;MN=M1;Flag=256;PNUM=99999;CP=&&&&", "CN=3020;MN=1;CP=&&x,y=;&&")
	f.Fuzz(func(t *testing.T, first, second string) {
		text := ""
		for _, s := range []string{first, second} {
			if len(s) > mostSegment || strings.Contains(s, "##") {
				return
			}
			text += frame(s)
		}
		list, problems, stats := readAll(t, strings.NewReader(text))
		if len(problems) == 0 && stats.Messages == 0 && stats.Repeated == 0 &&
			looksLike([]byte(text[:min(len(text), 70)])) {
			t.Fatalf("%q gave nothing: %+v", text, stats)
		}
		for _, m := range list {
			if m.MN == "" || len(m.CN) != 4 || m.Flag > 255 || (m.Kind() != Other && !validTime(m.DataTime)) ||
				(m.Parts != nil && len(m.Parts) != m.PNUM) {
				t.Fatalf("%+v", m)
			}
		}
	})
}

func skipped(stats Stats) (n int) {
	for _, x := range stats.Systems {
		n += x.Frames
	}
	return n
}
