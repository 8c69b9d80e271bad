package document

import (
	"regexp"
	"strings"
	"testing"
)

// What people write wrongly is said in Chinese, with the line; no English is
// left but what they wrote.
func TestSyntaxInChinese(t *testing.T) {
	english := regexp.MustCompile(`[a-z]{4,}`)
	for text, want := range map[string]string{
		"a = 1\nb = 75 kg/a\n":       "一条写完后应换行",
		"a = kg\n":                   "等号后应为值",
		"a = \n":                     "等号后应为值",
		"a = 1\na = 2\n":             "键 'a' 重复",
		"a = \"x\nb = 1\n":           "文本不能换行",
		"a = \"x":                    "缺少 '\"'",
		"a = [1, 2\nb = 3\n":         "数组中应为逗号或 ]",
		"a = {b = 1 c = 2}\n":        "内联表中应为逗号",
		"[a\nb = 1\n":                "表名应以 ] 结束",
		"[[a]\nb = 1\n":              "表数组名应以 ]] 结束",
		"[]\n":                       "表名不能为空",
		"= 1\n":                      "缺少键名",
		"a b = 1\n":                  "键名后应为 =",
		"a = 2026-13-41\n":           "不是有效的日期",
		"a = 007\n":                  "不能以 0 开头",
		"a = .5\n":                   "小数须以数字开头",
		"a = \"C:\\q\"\n":            "转义",
		"a = [1,,2]\n":               "多余的逗号",
		"[a]\nb = 1\n[[a]]\nc = 1\n": "不能再作表数组",
		"a = 99999999999999999999\n": "过大",
		"a = \"x\x01y\"\n":           "控制字符",
		"a":                          "=",
	} {
		fs := Parse("t.toml", []byte(text)).Findings()
		if len(fs) == 0 || fs[0].Code != CodeSyntax {
			t.Errorf("%q: findings %v", text, fs)
			continue
		}
		m := fs[0].Message
		if !strings.Contains(m.ZH, want) || english.MatchString(m.ZH) || m.EN == "" ||
			strings.Contains(m.EN, "toml: line") {
			t.Errorf("%q: %q / %q, want %q", text, m.ZH, m.EN, want)
		}
	}
}
