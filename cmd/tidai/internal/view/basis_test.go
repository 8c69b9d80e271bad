package view

import (
	"testing"

	"tidai/calc"
)

// Articles that follow each other are one; Chinese numbers are numbers in English.
func TestArticles(t *testing.T) {
	zh, en := newBuilder(calc.ZH), newBuilder(calc.EN)
	code := []string{"第105条", "第106条第二款", "第107条", "第158条", "第182条", "第183条", "第1108条"}
	for _, c := range []struct{ got, want string }{
		{zh.articles(code), "第105～107、158、182、183、1108条"},
		{en.articles(code), "articles 105–107, 158, 182, 183, 1108"},
		{zh.articles([]string{"第十四条", "第四十四条第二款"}), "第十四条、第四十四条第二款"},
		{en.articles([]string{"第九条", "第十条", "第十四条", "第四十四条第一款", "第四十四条第二款"}),
			"articles 9, 10, 14, 44"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
