package markdown

import "testing"

func TestMarkdownEscapes(t *testing.T) {
	if got := mdText("a|b *c* <d> [e]"); got != `a\|b \*c\* &lt;d> \[e\]` {
		t.Errorf("got %s", got)
	}
}
