package term

import (
	"strings"
	"testing"

	"tidai/cmd/tidai/internal/page"
)

// TestTableAligns: a Chinese character is two cells, and numbers align at
// their last digit whatever marks stand behind.
func TestTableAligns(t *testing.T) {
	got := drawTable(table{
		columns: []page.Head{{Head: "重金属"}, {Head: "kg/a", Right: true}, {Head: "说明", Wrap: true}},
		rows: [][]cell{{{text: "铬 Cr"}, {"75.0", "¹⁻⁴"}, {text: "甲"}}, {{text: "Pb"}, {text: "0.600"},
			{text: "乙"}}},
	}, 80)
	want := strings.Join([]string{
		"────────────────────────",
		" 重金属   kg/a     说明",
		"────────────────────────",
		" 铬 Cr    75.0¹⁻⁴  甲",
		" Pb      0.600     乙",
		"────────────────────────", ""}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A head breaks inside a word only where nothing else can give way: text
// beside it wraps first.
func TestHeadsBreakLast(t *testing.T) {
	wide := table{columns: []page.Head{{Head: "method", Wrap: true}, {Head: "kg/a", Right: true},
		{Head: "difference", Right: true}, {Head: "why", Wrap: true}},
		rows: [][]cell{{{text: "generation factor"}, {"1", "¹˙²"}, {text: "2"},
			{text: "larger difference; the least of all methods is taken"}}}}
	if text := drawTable(wide, 60); !strings.Contains(text, "kg/a") || !strings.Contains(text, "difference  ") {
		t.Errorf("heads are broken:\n%s", text)
	}
	numbers := table{columns: []page.Head{{Head: "difference", Right: true}, {Head: "difference", Right: true}},
		rows: [][]cell{{{text: "1"}, {text: "2"}}}}
	if text := drawTable(numbers, 18); strings.Contains(text, "difference") {
		t.Errorf("the table does not give way:\n%s", text)
	}
}
