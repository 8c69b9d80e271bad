package document

import (
	"regexp"

	"tidai/calc"
)

// The decoder speaks English only. syntaxWords are its messages, whole, with
// what they quote, and the same in Chinese; a message that is not here stays as
// it is.
var syntaxWords = []struct {
	message string // a regular expression, compiled only when there is an error
	zh      string // $1 is what the message quotes
}{
	{`expected a top-level item to end with a newline, comment, or EOF, but got (.+) instead`,
		"一条写完后应换行，却遇到 $1（常见于漏写引号）"},
	{`expected end of table array name delimiter '\]', but got (.+) instead`, "表数组名应以 ]] 结束，却遇到 $1"},
	{`unexpected end of table name \(table names cannot be empty\)`, "表名不能为空"},
	{`unexpected table separator \(table names cannot be empty\)`, "表名的“.”前后不能为空"},
	{`expected '\.' or '\]' to end table name, but got (.+) instead`, "表名应以 ] 结束，却遇到 $1"},
	{`unexpected EOF; expected value`, "文件在应有值的地方结束"},
	{`unexpected EOF; expected key separator '='`, "文件在键名之后结束，缺少 ="},
	{`unexpected EOF; expected (.+)`, "文件结束时引号没有闭合，缺少 $1"},
	{`unexpected EOF`, "文件提前结束"},
	{`expected value but found (.+) instead`, "等号后应为值，却遇到 $1（文本和数量要加引号）"},
	{`unexpected '=': key name appears blank`, "等号前缺少键名"},
	{`unexpected '\.': keys cannot start with a '\.'`, "键名不能以“.”开头"},
	{`unexpected '='`, "多余的 ="},
	{`unexpected '\.'`, "多余的“.”"},
	{`expected '\.' or '=', but got (.+) instead`, "键名后应为 =，却遇到 $1"},
	{`floats must start with a digit, not '\.'`, "小数须以数字开头，不能以“.”开头"},
	{`unexpected comma`, "多余的逗号"},
	{`expected a comma \(','\) or array terminator \('\]'\), but got (.+)`, "数组中应为逗号或 ]，却遇到 $1"},
	{`expected a comma or an inline table terminator '\}', but got (.+) instead`, "内联表中应为逗号或 }，却遇到 $1"},
	{`invalid float: (.+)`, "不是有效的小数：$1"},
	{`Invalid float "?(.+?)"?: .+`, "不是有效的小数：$1"},
	{`Invalid float value: (.+)`, "不是有效的小数：$1"},
	{`Invalid integer (.+): underscores must be surrounded by digits`, "整数 $1 的下划线前后须有数字"},
	{`Invalid integer (.+): cannot have leading zeroes`, "整数 $1 不能以 0 开头（编号要加引号）"},
	{`expected a digit but got (.+)`, "应为数字，却遇到 $1"},
	{`(.+) is out of range for (?:int|float)64`, "数值 $1 过大"},
	{`invalid datetime: (.+)`, "不是有效的日期：$1（写成 2026-03-31）"},
	{`Key (.+) was already created as a hash\.`, "键 $1 已作为表使用"},
	{`Key (.+) was already created and cannot be used as an array\.`, "键 $1 已经使用，不能再作表数组"},
	{`Key (.+) has already been defined\.`, "键 $1 重复"},
	{`invalid escape in string (.+)`, "文本中的转义 $1 无效（路径用 / 或单引号）"},
	{`invalid escape: (.+)`, "文本中的转义 $1 无效（路径用 / 或单引号）"},
	{`newlines not allowed within inline tables`, "内联表须写在同一行"},
	{`strings cannot contain newlines`, "文本不能换行（引号没有闭合？）"},
	{`TOML files cannot contain control characters: (.+)`, "文件含有控制字符 $1"},
	{`invalid UTF-8 byte: (.+)`, "不是 UTF-8 的字节 $1"},
}

// syntaxPrefix is what the decoder puts before a message of its own kinds of
// errors.
const syntaxPrefix = `^toml: line \d+(?: \(last key "[^"]*"\))?: `

// syntaxText is a message of the decoder in both languages.
func syntaxText(message string) calc.Text {
	message = regexp.MustCompile(syntaxPrefix).ReplaceAllString(message, "")
	for _, w := range syntaxWords {
		if re := regexp.MustCompile("^" + w.message + "$"); re.MatchString(message) {
			return calc.Text{ZH: re.ReplaceAllString(message, w.zh), EN: message}
		}
	}
	return calc.Text{ZH: message, EN: message}
}
