// Package document reads a TOML file into typed fields and reports every
// problem of it at once, each with file and line.
//
// Rules: every key read is accounted for and every other key is an unknown
// key; numbers are quoted strings with their unit, because a TOML float loses
// digits on the way; nothing is guessed.
package document

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Codes of the findings this package reports.
const (
	CodeSyntax   = "TD-DOC-001" // not valid TOML
	CodeUnknown  = "TD-DOC-002" // unknown key
	CodeMissing  = "TD-DOC-003" // missing key
	CodeType     = "TD-DOC-004" // value of the wrong type
	CodeUnquoted = "TD-DOC-005" // number without quotes and unit
	CodeQuantity = "TD-DOC-006" // not a number with a unit
	CodeUnit     = "TD-DOC-007" // unit of the wrong kind
	CodeDate     = "TD-DOC-008" // not a date
	CodeChoice   = "TD-DOC-009" // not one of the choices
)

// MaxFile is the largest file Parse reads, in bytes.
const MaxFile = 8 << 20

type file struct {
	name     string
	data     []byte
	lines    map[string]int // path -> line, built when first asked for
	findings []calc.Finding
}

// Table is one table of a document. A nil Table is an absent one: every read
// of it gives nothing and reports nothing.
type Table struct {
	f    *file
	path string
	m    map[string]any
	used map[string]bool
	subs []*Table // in the order they were first read

	// What was changed before reading (edit.go).
	moved   map[string]calc.Position
	more    map[string][]*Table
	dropped bool
}

// Parse reads a document. The table is never nil; when the text is not TOML,
// it is empty and Findings says where.
func Parse(name string, data []byte) *Table {
	f := &file{name: name, data: data}
	root := &Table{f: f, m: map[string]any{}, used: map[string]bool{}}
	if len(data) > MaxFile {
		f.report(calc.Finding{Stage: calc.StageDocument, Code: CodeSyntax, At: calc.Position{File: name, Line: 1},
			Message: calc.Textf("文件超过 %d MiB", "file is larger than %d MiB", MaxFile>>20),
			Remedy: calc.Text{ZH: "分成几个文件，在主文件用 include 列出",
				EN: "divide it, and list the parts under include"}})
		return root
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	f.data = data
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		f.report(notUTF8(name, data))
		return root
	}
	if line := tooDeep(data); line > 0 {
		f.report(calc.Finding{Stage: calc.StageDocument, Code: CodeSyntax, At: calc.Position{File: name, Line: line},
			Message: calc.Textf("嵌套超过 %d 层", "nested deeper than %d levels", maxNesting),
			Remedy: calc.Text{ZH: "减少嵌套：材料的内容不超过三层",
				EN: "nest less: nothing in a dossier is deeper than three levels"}})
		return root
	}
	if err := decode(string(data), &root.m); err != nil {
		root.m = map[string]any{}
		for _, x := range syntaxFindings(name, data, err) {
			f.report(x)
		}
	}
	return root
}

// byteOrderMark stands at the head of a text that a Windows editor saved as
// UTF-8; TOML does not know it.
var byteOrderMark = []byte("\xef\xbb\xbf")

// notUTF8 says at which line a text stops being UTF-8: in China it is GBK as a
// rule, and a message about single bytes would help nobody.
func notUTF8(name string, data []byte) calc.Finding {
	line := 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if (r == utf8.RuneError && size == 1) || r == 0 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[size:]
	}
	return calc.Finding{Stage: calc.StageDocument, Code: CodeSyntax, At: calc.Position{File: name, Line: line},
		Message: calc.Text{ZH: "文件不是 UTF-8 文本（可能是 GBK 或 UTF-16）",
			EN: "the file is not UTF-8 text (perhaps GBK or UTF-16)"},
		Remedy: calc.Text{ZH: "用编辑器另存为 UTF-8", EN: "save it as UTF-8"}}
}

func syntaxFinding(name string, err error) calc.Finding {
	at, what := calc.Position{File: name, Line: 1}, err.Error()
	var pe toml.ParseError
	if errors.As(err, &pe) {
		at.Line, what = max(pe.Position.Line, 1), pe.Message
		if what == "" {
			what = pe.Error()
		}
		if strings.Contains(what, "table") && strings.Contains(what, `but got '\n' instead`) {
			// the decoder stands at the next line by then
			at.Line = max(at.Line-1, 1)
		}
	}
	return calc.Finding{Stage: calc.StageDocument, Code: CodeSyntax, At: at,
		Message: calc.Textf("不是有效的 TOML：%s", "not valid TOML: %s", syntaxText(what)),
		Remedy:  calc.Text{ZH: "改正该行；文本和数量都要加引号", EN: "mend this line; texts and quantities are quoted"}}
}

func decode(s string, into *map[string]any) (err error) {
	defer func() {
		if r := recover(); r != nil { // a decoder fault must not take the program down
			err = fmt.Errorf("%v", r)
		}
	}()
	_, err = toml.Decode(s, into)
	return err
}

func (f *file) report(x calc.Finding) {
	if x.Severity == "" {
		x.Severity = calc.Error
	}
	f.findings = append(f.findings, x)
}

// Findings returns all that was found, with every key that nobody has read so
// far.
func (t *Table) Findings() []calc.Finding {
	if t == nil {
		return nil
	}
	known := len(t.f.findings)
	t.reportUnread()
	all := slices.Clone(t.f.findings)
	t.f.findings = t.f.findings[:known]
	return all
}

func (t *Table) reportUnread() {
	var unknown []string
	for key := range t.m {
		if !t.used[key] {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		remedy := calc.Text{ZH: "删除该项，或核对拼写", EN: "remove it, or check its spelling"}
		if near := Nearest(key, t.known()); near != "" {
			remedy = calc.Textf("是否应为 %s？", "did you mean %s?", near)
		}
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeUnknown, Remedy: remedy,
			Message: calc.Textf("未知的项 %s", "unknown key %s", t.join(key))}, key)
	}
	for _, s := range t.subs {
		if !s.dropped {
			s.reportUnread()
		}
	}
}

func (t *Table) known() []string {
	var names []string
	for key := range t.used {
		if _, present := t.m[key]; !present {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	return names
}

func (t *Table) join(key string) string {
	if t.path == "" {
		return key
	}
	return t.path + "." + key
}

// At is the position of the table's header.
func (t *Table) At() calc.Position {
	if t == nil {
		return calc.Position{}
	}
	return calc.Position{File: t.f.name, Line: t.f.nearestLine(t.path)}
}

// Pos is the position of a key; the table's own where the key is absent.
func (t *Table) Pos(key string) calc.Position {
	if t == nil {
		return calc.Position{}
	}
	if at, changed := t.moved[key]; changed {
		return at
	}
	if line := t.f.line(t.join(key)); line > 0 {
		return calc.Position{File: t.f.name, Line: line}
	}
	return t.At()
}

// KeyPath names a key inside the document, such as "source[2].deadline".
func (t *Table) KeyPath(key string) string {
	if t == nil {
		return ""
	}
	return t.join(key)
}

// Path names the table inside its document, such as "source[2]".
func (t *Table) Path() string {
	if t == nil {
		return ""
	}
	return t.path
}

// Report adds a finding at key (or at the table, where key is empty); an
// empty severity means error.
func (t *Table) Report(x calc.Finding, key string) {
	if t == nil {
		return
	}
	if x.At.IsZero() {
		x.At = t.At()
		if key != "" {
			x.At = t.Pos(key)
		}
	}
	t.f.report(x)
}

// Has reports whether the key is written.
func (t *Table) Has(key string) bool {
	if t == nil {
		return false
	}
	t.used[key] = true
	_, ok := t.m[key]
	return ok || len(t.more[key]) > 0
}

func (t *Table) get(key string, required bool) (any, bool) {
	if t == nil {
		return nil, false
	}
	t.used[key] = true
	v, ok := t.m[key]
	if !ok && required {
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeMissing,
			Message: calc.Textf("缺少 %s", "%s is missing", t.join(key)),
			Remedy:  calc.Textf("补充 %s", "add %s", key)}, "")
	}
	return v, ok
}

func (t *Table) wrongType(key string, want calc.Text, got any) {
	x := calc.Finding{Stage: calc.StageDocument, Code: CodeType,
		Message: calc.Textf("%s 应为%s", "%s should be %s", t.join(key), want),
		Remedy:  calc.Textf("改写成%s", "write %s", want)}
	switch got.(type) {
	case int64, float64:
		x.Code = CodeUnquoted
		x.Remedy = calc.Text{ZH: "数字须加引号并写明单位，例如 \"0.5 mg/L\"：不加引号的小数在读取时会丢失位数",
			EN: "quote the number with its unit, such as \"0.5 mg/L\": an unquoted decimal loses digits when read"}
	}
	t.Report(x, key)
}

var wantText = calc.Text{ZH: "加引号的文本", EN: "a quoted text"}

// String reads a text. An empty text counts as missing.
func (t *Table) String(key string, required bool) string {
	v, ok := t.get(key, required)
	if !ok {
		return ""
	}
	if q, exact := v.(quantity.Quantity); exact { // put there by Set
		return q.String()
	}
	s, ok := v.(string)
	if !ok {
		t.wrongType(key, wantText, v)
		return ""
	}
	s = strings.TrimSpace(s)
	if s == "" && required {
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeMissing,
			Message: calc.Textf("%s 为空", "%s is empty", t.join(key)),
			Remedy:  calc.Textf("补充 %s", "add %s", key)}, key)
	}
	return s
}

// Strings reads a list of texts; a single text is a list of one.
func (t *Table) Strings(key string, required bool) []string {
	v, ok := t.get(key, required)
	if !ok {
		return nil
	}
	if s, single := v.(string); single {
		return []string{strings.TrimSpace(s)}
	}
	list, ok := v.([]any)
	if !ok {
		t.wrongType(key, calc.Text{ZH: "文本列表", EN: "a list of quoted texts"}, v)
		return nil
	}
	var out []string
	for _, e := range list {
		s, ok := e.(string)
		if !ok {
			t.wrongType(key, calc.Text{ZH: "文本列表", EN: "a list of quoted texts"}, e)
			continue
		}
		out = append(out, strings.TrimSpace(s))
	}
	return out
}

// Bool reads true or false; absent is false.
func (t *Table) Bool(key string, required bool) bool {
	v, ok := t.get(key, required)
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		t.wrongType(key, calc.Text{ZH: " true 或 false（不加引号）", EN: "true or false, without quotes"}, v)
	}
	return b
}

// Date reads a date, quoted or not; years outside 1949–2199 are refused.
func (t *Table) Date(key string, required bool) calc.Date {
	v, ok := t.get(key, required)
	if !ok {
		return calc.Date{}
	}
	var d calc.Date
	var err error
	switch v := v.(type) {
	case string:
		d, err = calc.ParseDate(strings.TrimSpace(v))
	case time.Time:
		if v.Location().String() != "date-local" {
			err = calc.Explain("%s 含有时刻，应只写日期", "%s is a time; a date is wanted", v.Format(time.RFC3339))
		}
		d = calc.Date{Year: v.Year(), Month: int(v.Month()), Day: v.Day()}
	default:
		err = calc.Explain("应为日期", "a date is wanted")
	}
	if err == nil && (d.Year < 1949 || d.Year > 2199) {
		err = calc.Explain("年份 %d 不合理", "the year %d cannot be meant", d.Year)
	}
	if err != nil {
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeDate,
			Message: calc.Textf("%s 不是日期：%s", "%s is not a date: %s", t.join(key), calc.ErrorText(err)),
			Remedy:  calc.Text{ZH: "写成 2026-03-31 的形式", EN: "write it like 2026-03-31"}}, key)
		return calc.Date{}
	}
	return d
}

// Dates reads a list of dates.
func (t *Table) Dates(key string, required bool) []calc.Date {
	var out []calc.Date
	for _, text := range t.Strings(key, required) {
		d, err := calc.ParseDate(strings.TrimSpace(text))
		if err == nil && (d.Year < 1949 || d.Year > 2199) {
			err = calc.Explain("年份 %d 不合理", "the year %d cannot be meant", d.Year)
		}
		if err != nil {
			t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeDate,
				Message: calc.Textf("%s 中的 %q 不是日期：%s", "%s: %q is not a date: %s", t.join(key), text,
					calc.ErrorText(err)),
				Remedy: calc.Text{ZH: "写成 \"2026-03-31\" 的形式", EN: "write it like \"2026-03-31\""}}, key)
			continue
		}
		out = append(out, d)
	}
	return out
}

// Quantity reads a number with a unit that measures the same thing as one of
// like; no like accepts any unit. set is false where nothing usable stands.
func (t *Table) Quantity(key string, required bool, like ...quantity.Unit) (q quantity.Quantity, set bool) {
	v, ok := t.get(key, required)
	if !ok {
		return quantity.Quantity{}, false
	}
	q, exact := v.(quantity.Quantity) // put there by Set
	s, ok := v.(string)
	if !ok && !exact {
		t.wrongType(key, calc.Text{ZH: "加引号、带单位的数", EN: "a quoted number with its unit"}, v)
		return quantity.Quantity{}, false
	}
	var err error
	if exact {
		s = q.String()
	} else {
		q, err = quantity.Parse(s)
	}
	if err != nil {
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeQuantity,
			Message: calc.Textf("%s 不是带单位的数：%s", "%s is not a number with a unit: %s", t.join(key),
				calc.ErrorText(err)),
			Remedy: calc.Textf("写成例如 %s 的形式", "write it like %s", example(like))}, key)
		return quantity.Quantity{}, false
	}
	if len(like) > 0 && !slices.ContainsFunc(like, q.Unit().Same) {
		t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeUnit,
			Message: calc.Textf("%s = %q 的单位不符：应与 %s 同类",
				"%s = %q has the wrong unit: it should measure the same as %s",
				t.join(key), s, unitList(like)),
			Remedy: calc.Textf("写成例如 %s 的形式", "write it like %s", example(like))}, key)
		return quantity.Quantity{}, false
	}
	return q, true
}

func example(like []quantity.Unit) string {
	if len(like) == 0 {
		return `"0.5 mg/L"`
	}
	return fmt.Sprintf("%q", strings.TrimSpace("12.5 "+like[0].String()))
}

func unitList(like []quantity.Unit) string {
	names := make([]string, len(like))
	for i, u := range like {
		if names[i] = u.String(); names[i] == "" {
			names[i] = "%"
		}
	}
	return strings.Join(names, ", ")
}

// Choice reads one value of an enumeration, by its key or a word for it; the
// zero value where nothing usable stands.
func Choice[K calc.Key](t *Table, key string, required bool, words calc.Words[K]) (k K) {
	s := t.String(key, required)
	if s == "" {
		return k
	}
	return choose(t, key, s, words)
}

// Choices reads a list of values of an enumeration.
func Choices[K calc.Key](t *Table, key string, required bool, words calc.Words[K]) []K {
	var none K
	var out []K
	for _, s := range t.Strings(key, required) {
		if k := choose(t, key, s, words); k != none {
			out = append(out, k)
		}
	}
	return out
}

func choose[K calc.Key](t *Table, key, s string, words calc.Words[K]) K {
	k, ok := words.Read(s)
	if ok {
		return k
	}
	remedy := choices(s, words)
	t.Report(calc.Finding{Stage: calc.StageDocument, Code: CodeChoice, Remedy: remedy,
		Message: calc.Textf("%s = %q 不在可用值之内", "%s = %q is not one of the values it may take", t.join(key), s)},
		key)
	return k
}

// choices lists what may be written, the nearest first: keys, with their Chinese words
// beside them for those who write Chinese.
func choices[K calc.Key](written string, words calc.Words[K]) calc.Text {
	words = slices.Clone(words)
	near := nearestWord(written, words)
	if near > 0 {
		first := words[near]
		words = slices.Insert(slices.Delete(words, near, near+1), 0, first)
	}
	var zh, en []string
	for _, w := range words {
		key := string(w.Key)
		en = append(en, key)
		if w.Name.ZH != "" && w.Name.ZH != key {
			key += "（" + w.Name.ZH + "）"
		}
		zh = append(zh, key)
	}
	list := calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
	if near < 0 {
		return calc.Textf("可用：%s", "one of: %s", list)
	}
	return calc.Textf("是否应为 %s？可用：%s", "did you mean %s? one of: %s",
		calc.Text{ZH: zh[0], EN: en[0]}, list)
}

// Table reads a sub-table; nil where it is absent.
func (t *Table) Table(key string, required bool) *Table {
	v, ok := t.get(key, required)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.wrongType(key, calc.Text{ZH: "一个表 [" + key + "]", EN: "a table [" + key + "]"}, v)
		return nil
	}
	return t.sub(t.join(key), m)
}

// Tables reads an array of tables.
func (t *Table) Tables(key string) []*Table {
	v, ok := t.get(key, false)
	if t == nil {
		return nil
	}
	var out []*Table
	if ok {
		out = t.listed(key, v)
	}
	return append(out, t.more[key]...)
}

func (t *Table) listed(key string, v any) []*Table {
	var out []*Table
	take := func(i int, m map[string]any) {
		if s := t.sub(fmt.Sprintf("%s[%d]", t.join(key), i), m); !s.dropped {
			out = append(out, s)
		}
	}
	switch v := v.(type) {
	case []map[string]any:
		for i, m := range v {
			take(i, m)
		}
		return out
	case []any:
		for i, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				t.wrongType(key, calc.Text{ZH: "一组表 [[" + key + "]]", EN: "a list of tables [[" + key + "]]"}, e)
				continue
			}
			take(i, m)
		}
		return out
	}
	t.wrongType(key, calc.Text{ZH: "一组表 [[" + key + "]]", EN: "a list of tables [[" + key + "]]"}, v)
	return nil
}

// sub returns the table at path: the same one each time, so that what several
// readers of it read counts together.
func (t *Table) sub(path string, m map[string]any) *Table {
	for _, s := range t.subs {
		if s.path == path {
			return s
		}
	}
	s := &Table{f: t.f, path: path, m: m, used: map[string]bool{}}
	t.subs = append(t.subs, s)
	return s
}

// Keys lists the keys of a table whose keys are free, sorted, and counts them
// as read.
func (t *Table) Keys() []string {
	if t == nil {
		return nil
	}
	keys := make([]string, 0, len(t.m))
	for key := range t.m {
		t.used[key] = true
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
