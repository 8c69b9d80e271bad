package calc

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	type shape string
	shapes := Words[shape]{
		{Key: "round", Name: Text{ZH: "圆", EN: "a circle"}, Also: []string{"圆形"}},
		{Key: "square", Name: Text{ZH: "方", EN: "a square"}},
	}
	if got := shapes.Name("square"); got != (Text{ZH: "方", EN: "a square"}) {
		t.Errorf("a known value is called %v", got)
	}
	if got := shapes.Name("oval"); got != (Text{ZH: "oval", EN: "oval"}) {
		t.Errorf("an unknown value is called %v", got)
	}
	if !slices.Equal(shapes.Keys(), []string{"round", "square"}) || !slices.Equal(shapes.Values(), []shape{"round",
		"square"}) {
		t.Errorf("keys %q, values %q", shapes.Keys(), shapes.Values())
	}
	if shapes.Index("square") != 1 || shapes.Index("oval") != -1 || !shapes.Has("round") || shapes.Has("") {
		t.Error("a value is not where it stands")
	}
	for written, want := range map[string]shape{"round": "round", "圆": "round", "圆形": "round", "方": "square", "": "",
		"a circle": "", "oval": ""} {
		if got, ok := shapes.Read(written); got != want || ok != (want != "") {
			t.Errorf("%q reads as %q, %v", written, got, ok)
		}
	}
	if got := shapes.Only("square", "oval").Keys(); !slices.Equal(got, []string{"square"}) {
		t.Errorf("only squares: %q", got)
	}
	letters := Words[byte]{{Key: 'N', Name: Text{ZH: "正常", EN: "normal"}}}
	if !slices.Equal(letters.Keys(), []string{"N"}) || letters.Name('x').EN != "x" {
		t.Errorf("letters: %q, %v", letters.Keys(), letters.Name('x'))
	}
}
