package intake

import (
	"strings"
	"testing"

	"tidai/calc/quantity"
)

func TestScanNumber(t *testing.T) {
	for text, want := range map[string]quantity.Decimal{
		"0": {}, "1": {Coef: 1}, "1234567": {Coef: 1234567}, "0.981235": {Coef: 981235, Exp: -6},
		"00.50":           {Coef: 50, Exp: -2},
		"1234567.7654321": {Coef: 12345677654321, Exp: -7}, "0.0000001": {Coef: 1, Exp: -7},
	} {
		for _, behind := range []string{",", "\n", ";9", ",99999999"} {
			buf := append([]byte(text+behind), make([]byte, spare)...)
			c, e, end, ok := scanNumber(buf, 0)
			if got := (quantity.Decimal{Coef: c, Exp: e}); !ok || got != want || end != len(text) {
				t.Errorf("%q = %v, ends at %d, %v; want %v", text+behind, got, end, ok, want)
			}
		}
	}
	for _, text := range []string{"", "-1", "+1", ".5", "1.", "12345678", "0.12345678", "x", "<1", "１"} {
		if _, _, _, ok := scanNumber(append([]byte(text+","), make([]byte, spare)...), 0); ok {
			t.Errorf("%q is taken for plain", text)
		}
	}
}

// A line longer than a chunk is read once, by the chunk it begins in; an
// endless one, and a file shorter than its size, are errors.
func TestReadChunk(t *testing.T) {
	text := "a\n" + strings.Repeat("x", 5000) + "\nb\nc"
	var got []string
	for from := 0; from < len(text); from += 1000 {
		c := chunk{int64(from), int64(min(from+1000, len(text))), int64(len(text)), from == 0}
		read, _, begin, err := c.read(strings.NewReader(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		if begin < len(read) {
			got = append(got, string(read[begin:]))
		}
	}
	if all := strings.Join(got, ""); all != text+"\n" {
		t.Errorf("read %d bytes of %d in %d chunks", len(all), len(text), len(got))
	}
	endless := strings.Repeat("x", 2*maxLine+1<<20)
	if _, _, _, err := (chunk{0, 1000, int64(len(endless)), true}).read(strings.NewReader(endless), nil); err == nil {
		t.Error("an endless line was read")
	}
	if _, _, _, err := (chunk{0, 100, 100, true}).read(strings.NewReader("a\n"), nil); err == nil {
		t.Error("a file shorter than its size was read")
	}
}
