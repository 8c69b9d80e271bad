package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// What the unpacking packages say is English; a message says it in both languages.
func TestPackedText(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	fmt.Fprint(w, strings.Repeat("1,2,3\n", 1000))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	ungzip := func(b []byte) error {
		r, err := gzip.NewReader(bytes.NewReader(b))
		if err == nil {
			_, err = io.ReadAll(r)
		}
		return err
	}
	wrongSum := bytes.Clone(packed.Bytes())
	wrongSum[len(wrongSum)-8] ^= 1
	_, noZip := Rows(strings.NewReader("PK\x03\x04 and no more"), 16, Options{}, func(*Row) error { return nil })
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"cut off":  {ungzip(packed.Bytes()[:packed.Len()/2]), "在中途断了"},
		"checksum": {ungzip(wrongSum), "校验和不符"},
		"no gzip":  {ungzip([]byte("not packed at all")), "开头不是压缩数据"},
	} {
		if got := PackedText(c.err); got.ZH == "" || !strings.Contains(got.ZH, c.want) {
			t.Errorf("%s: %v: %q, want %q", name, c.err, got.ZH, c.want)
		}
	}
	var f *Fault
	if f, _ = noZip.(*Fault); f == nil || !strings.Contains(f.Finding("a.xlsx").Message.ZH, "不是 zip 压缩包") {
		t.Errorf("a file that only begins as a zip does: %v", noZip)
	}
}
