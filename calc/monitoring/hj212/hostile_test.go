package hj212

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// repeat is a reader of the same text over and over, so that a large file
// needs no memory of its own.
type repeat struct {
	text string
	left int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n+len(r.text) <= len(p) && r.left > 0 {
		n += copy(p[n:], r.text)
		r.left -= len(r.text)
	}
	return n, nil
}

// Large files of every bad kind: read to the end, in bounded memory.
func TestHostile(t *testing.T) {
	const size = 10 << 20
	for name, text := range map[string]string{
		"one line without frames": "abcdefgh", "hashes": "#", "heads": "##9999",
		"heads that look like frames": "##9999QN=", "heads without digits": "##QN=",
		"ends": "##0005CP=&&&&FFFF", "no heads": "CP=&&", "NUL": "\x00", "line ends": "\n", "cut frames": annexA[:60],
		"long and cut": "##9999QN=" + strings.Repeat("x", 9000),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			problems, stats, err := Read(&repeat{text, size}, func(Message) error { return nil })
			runtime.ReadMemStats(&after)
			if err != nil || stats.Bytes < size || len(problems) > 1000 {
				t.Errorf("%d problems, %+v, %v", len(problems), stats, err)
			}
			if got := after.HeapAlloc - min(after.HeapAlloc, before.HeapAlloc); got > 64<<20 {
				t.Errorf("%d MB in use", got>>20)
			}
		})
	}
}

// atEnd runs f when its reader has come to the end.
type atEnd struct {
	r io.Reader
	f func()
}

func (a atEnd) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err == io.EOF {
		a.f()
	}
	return n, err
}

// Parts that wait do not hold on to the frames they came in: 4,500 frames of
// 9,000 bytes are 40 MB, their contents are next to nothing.
func TestPartsDoNotKeepFrames(t *testing.T) {
	var frames []io.Reader
	junk := strings.Repeat("J=1;", 2230)
	for i := range 4500 {
		frames = append(frames, &lazy{f: func() string {
			return frame(fmt.Sprintf("QN=%s;CN=2061;MN=M;Flag=6;PNUM=4501;PNO=%d;%sCP=&&x=1&&", qn, i+1, junk))
		}})
	}
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, stats, err := Options{MaxProblems: 1}.Read(atEnd{io.MultiReader(frames...), func() {
		runtime.GC()
		runtime.ReadMemStats(&during)
	}}, func(Message) error { return nil })
	if err != nil || stats.Parts != 4500 || stats.Orphaned != 4500 {
		t.Fatalf("%+v %v", stats, err)
	}
	if used := int64(during.HeapAlloc) - int64(before.HeapAlloc); used > 12<<20 {
		t.Errorf("%d MB wait", used>>20)
	}
}

// lazy is a text made when it is read.
type lazy struct {
	f func() string
	r io.Reader
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.r == nil {
		l.r = strings.NewReader(l.f())
	}
	n, err := l.r.Read(p)
	if err == io.EOF {
		l.r = strings.NewReader("")
	}
	return n, err
}

func benchmarkText() []byte {
	line := "2025-03-01 15:00:03 RECV " +
		hour("w00000-Cou=36.50,w00000-Min=9.1,w00000-Avg=10.14,w00000-Max=11.2,w00000-Flag=N;"+
			"w20115-Cou=0.043,w20115-Min=0.9,w20115-Avg=1.20,w20115-Max=1.6,w20115-Flag=N;w20120-Cou=0.5,w20120-Min=9,w20120-Avg=12.0,w20120-Max=16,w20120-Flag=N") + "\r\n"
	return bytes.Repeat([]byte(line), 1000)
}

func BenchmarkRead(b *testing.B) {
	text := benchmarkText()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	frames := 0
	for b.Loop() {
		_, stats, err := Read(bytes.NewReader(text), func(Message) error { return nil })
		if err != nil || stats.Messages != 1000 {
			b.Fatal(stats, err)
		}
		frames += stats.Messages
	}
	b.ReportMetric(float64(frames)/b.Elapsed().Seconds(), "frames/s")
}

func BenchmarkCRC(b *testing.B) {
	text := benchmarkText()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		CRC(text)
	}
}
