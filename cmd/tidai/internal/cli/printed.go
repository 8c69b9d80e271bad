package cli

import (
	"strings"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
	"tidai/cmd/tidai/internal/printed"
)

// mostDifferent bounds the numbers of a document that are listed one by one.
const mostDifferent = 200

// againstPrinted holds a document of `report` against the documents made anew from
// the dossier in it, and lists every number that is printed otherwise.
func againstPrinted(o *options, c *application.Case, name string, data []byte) ([]calc.Finding, error) {
	word := strings.HasSuffix(strings.ToLower(name), ".docx")
	form := page.XLSX
	if word {
		form = page.Word
	}
	own, err := printed.Read(data, word)
	if err != nil {
		return []calc.Finding{notCompared(name, calc.Textf("文中的数字没有核对：%s",
			"its numbers were not compared: %s", err.Error()))}, nil
	}
	best, found := printed.Comparison{}, false
	for _, lang := range []calc.Lang{calc.ZH, calc.EN} {
		docs, err := (reportOptions{options: o, lang: lang}).documents(c)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			if form == page.XLSX && d.page.Own[form] == nil {
				continue
			}
			made, err := forms.Write(d.page, form, 100)
			if err != nil {
				return nil, err
			}
			pieces, err := printed.Read(made, word)
			if err != nil {
				return nil, failed("%s：%s", "%s: %s", name, calc.ErrorText(err))
			}
			for i := range pieces { // the dossier is called by the name of the document here
				pieces[i].Text = strings.ReplaceAll(pieces[i].Text, name, "")
			}
			if x := printed.Compare(own, pieces); !found || fits(x) > fits(best) {
				best, found = x, true
			}
		}
		if fits(best) > 0 {
			break // in the language of the document
		}
	}
	return differing(name, best), nil
}

// fits is how much of a document made anew is in the one at hand: negative where
// that is less than half.
func fits(x printed.Comparison) int { return x.Compared - x.Missing - len(x.Differences)/4 }

// differing are the findings of a comparison.
func differing(name string, x printed.Comparison) []calc.Finding {
	var out []calc.Finding
	for i, d := range x.Differences {
		if i == mostDifferent {
			out = append(out, notCompared(name, calc.Textf("另有 %d 处不一致没有逐一列出",
				"%d more differences are not listed",
				len(x.Differences)-mostDifferent)))
			break
		}
		at, line := calc.Textf("第 %d 段“%s”", "paragraph %d “%s”", d.At.Row, short(d.At.Text)), 0
		if d.At.Cell != "" {
			at, line = calc.Textf("单元格 %s", "cell %s", d.At.Cell), d.At.Row
		}
		out = append(out, calc.Finding{Stage: calc.StageReview, Code: review.CodeDocument, Severity: calc.Error,
			At: calc.Position{File: name, Sheet: d.At.Sheet, Line: line}, Subject: "document",
			Message: calc.Textf("不一致：%s 印的是 %s，由所附申请材料重新生成为 %s",
				"differs: %s prints %s; made anew from the dossier in it, it is %s", at, d.Printed, d.Made),
			Remedy: calc.Text{ZH: "改正申请材料后重新生成，或改回该数字",
				EN: "correct the dossier and make the document again, or put the number back"}})
	}
	if x.Missing > 0 {
		out = append(out, notCompared(name, calc.Textf("%d 处数字在文中没有找到，未核对",
			"%d numbers were not found in it and not compared",
			x.Missing)))
	}
	return out
}

// notCompared says that a part of a document was not compared.
func notCompared(name string, what calc.Text) calc.Finding {
	return calc.Finding{Stage: calc.StageReview, Code: review.CodeNotCompared, Severity: calc.Warning,
		At: calc.Position{File: name}, Subject: "document", Message: what,
		Remedy: calc.Text{ZH: "逐处核对，或用 report 重新生成",
			EN: "check them by hand, or make the document again with report"}}
}

// short is the beginning of a text.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
