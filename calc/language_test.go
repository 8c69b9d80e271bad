package calc_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// A text of the program has both languages, and no word of one of them stands in a
// sentence of the other: but for what is typed as it stands (keys, options, commands,
// file names), units, symbols and numbers of standards, and what stands in quotation
// marks.
func TestLanguagesStayApart(t *testing.T) {
	faults, found := mixed(t, os.DirFS(".."))
	for _, fault := range faults {
		t.Error(fault)
	}
	if found < 1500 {
		t.Errorf("only %d texts found: is this the repository?", found)
	}
}

// Every rule is seen to fail.
func TestLanguagesStayApartFindsFaults(t *testing.T) {
	typed := map[string]bool{"capacity": true}
	for _, c := range []struct{ zh, en, fault string }{
		{"capacity 的单位 mg/L 不符（HJ 863.1-2017，--on）", "the unit \"t 生皮/a\" of notice 三（一） does not fit",
			""},
		{"单位 mismatch", "the units do not fit", "English in Chinese: mismatch"},
		{"可写 capacity is not one", "x", "an English sentence in Chinese"},
		{"单位不符", "the unit of 生皮", "Chinese in English"},
		{"单位不符", "", "one language only"},
	} {
		got := strings.Join(languageFaults(c.zh, c.en, typed), "\n")
		if (got == "") != (c.fault == "") || !strings.Contains(got, c.fault) {
			t.Errorf("%s | %s: %q", c.zh, c.en, got)
		}
	}
}

// mixed lists the texts that mix languages or lack one, and counts the texts.
func mixed(t *testing.T, repository fs.FS) (faults []string, found int) {
	set := token.NewFileSet()
	files := programFiles(t, repository, set, "calc", "cmd", "factors")
	typed := map[string]bool{} // words that stand as texts of their own: keys, choices, commands
	for _, f := range files {
		ast.Inspect(f.file, func(n ast.Node) bool {
			if s, ok := literal(n); ok && !strings.ContainsAny(s, " ") {
				for _, w := range latin.FindAllString(s, -1) {
					typed[w] = true
				}
			}
			return true
		})
	}
	for _, f := range files {
		ast.Inspect(f.file, func(n ast.Node) bool {
			zh, en, ok := bilingual(n)
			if !ok {
				return true
			}
			found++
			at := set.Position(n.Pos())
			at.Filename = f.name
			for _, what := range languageFaults(zh, en, typed) {
				faults = append(faults, at.String()+": "+what)
			}
			return true
		})
	}
	return faults, found
}

// latin are the words of a text that are typed in letters of ASCII.
var latin = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]`)

// units, symbols and names that stand in Chinese sentences as they are.
var alike = strings.Fields(`Excel Word CSV JSON HTML TOML UTF-8 GBK XLSX Markdown PDF ZIP SHA-256 iCalendar Unicode
	Ctrl-C Windows Blom Weibull Efron Hirsch Stedinger Helsel Cohn Olsson Open Strict Schema lint
	lead-battery account-ID s-Flag s-Avg`)

func languageFaults(zh, en string, typed map[string]bool) (out []string) {
	if (zh == "") != (en == "") {
		return []string{"one language only: " + zh + en}
	}
	plain := quotedText.ReplaceAllString(zh, "")
	for _, w := range latin.FindAllString(plain, -1) {
		if len(w) > 3 && w != strings.ToUpper(w) && !typed[w] && !slices.Contains(alike, w) &&
			!strings.ContainsAny(w, "_.0123456789") {
			out = append(out, "English in Chinese: "+w+": "+zh)
		}
	}
	if three.MatchString(plain) {
		out = append(out, "an English sentence in Chinese: "+zh)
	}
	plain = official.ReplaceAllString(quotedText.ReplaceAllString(en, ""), "")
	if strings.ContainsFunc(plain, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		out = append(out, "Chinese in English: "+en)
	}
	return out
}

var (
	quotedText = regexp.MustCompile("\"[^\"]*\"|“[^”]*”|'[^']*'|`[^`]*`|《[^》]*》|\\[\\[?[a-z_.]+\\]\\]?|" +
		"--[a-z-]+( [A-Za-z=:/.…]+)*|tidai [a-z ]+")
	// numbers of documents, the places of a notice, and the name of the tool
	official = regexp.MustCompile(`\p{Han}+〔\d+〕\d+号|\b(notice|under) [一二三四五六]([（(][一二三四五六][）)]\d?)?` +
		`( and [一二三四五六]([（(][一二三四五六][）)]\d?)?)?|\(?[一二三四五六][（(][一二三四五六][）)]\d?\)?|替代`)
	three = regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)
)

// bilingual is a text in both languages as the program writes it: calc.Text{ZH: …, EN: …},
// Text with both literals, or a call that takes both.
func bilingual(n ast.Node) (zh, en string, ok bool) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			kv, isKV := e.(*ast.KeyValueExpr)
			if !isKV {
				return "", "", false
			}
			key, isIdent := kv.Key.(*ast.Ident)
			if !isIdent || key.Name != "ZH" && key.Name != "EN" {
				return "", "", false
			}
			s, isText := literal(kv.Value)
			if !isText {
				return "", "", false
			}
			if key.Name == "ZH" {
				zh = s
			} else {
				en = s
			}
		}
		return zh, en, len(n.Elts) > 0
	case *ast.CallExpr:
		if len(n.Args) < 2 {
			return "", "", false
		}
		zh, ok1 := literal(n.Args[0])
		en, ok2 := literal(n.Args[1])
		han := strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		return zh, en, ok1 && ok2 && han && en != ""
	}
	return "", "", false
}

// literal is a text written in the source, in one piece or in several.
func literal(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(n.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok1 := literal(n.X)
		b, ok2 := literal(n.Y)
		return a + b, ok1 && ok2 && n.Op == token.ADD
	}
	return "", false
}
