package view

import (
	"testing"

	"tidai/calc"
)

// Articles that follow each other are one; Chinese numbers are numbers in English.
func TestArticles(t *testing.T) {
	zh, en := newBuilder(calc.ZH), newBuilder(calc.EN)
	code := []string{"第一百零五条", "第一百零六条第二款", "第一百零七条", "第一百五十八条", "第一百八十二条",
		"第一百八十三条", "第一千一百零八条"}
	for _, c := range []struct{ got, want string }{
		{zh.articles(code),
			"第一百零五条至第一百零七条、第一百五十八条、第一百八十二条、第一百八十三条、第一千一百零八条"},
		{en.articles(code), "articles 105–107, 158, 182, 183, 1108"},
		{zh.articles([]string{"第十四条", "第四十四条第二款"}), "第十四条、第四十四条第二款"},
		{en.articles([]string{"第九条", "第十条", "第十四条", "第四十四条第一款", "第四十四条第二款"}),
			"articles 9, 10, 14, 44"},
		{zh.articles([]string{"第四十四条第一款", "第四十四条第二款"}), "第四十四条第一款、第四十四条第二款"},
		{en.articles([]string{"第14条", "附则"}), "2 articles"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
