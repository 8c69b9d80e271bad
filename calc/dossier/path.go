package dossier

import (
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// find follows a path to the tables it names. What is left of the path behind
// them is returned too: the key of a value, or nothing. No table means that
// the path was refused.
func (x *varier) find(path string, at calc.Position) (found []*document.Table, rest []string) {
	parts := strings.Split(path, ".")
	for _, p := range parts {
		if strings.TrimSpace(p) == "" {
			x.report(at, CodeChange, x.subject, calc.Textf("路径 %q 有空的一段", "path %q has an empty part", path),
				calc.Text{ZH: "用 . 连接各段，例如 source.S1.after.efficiency",
					EN: "join the parts with dots, such as source.S1.after.efficiency"})
			return nil, nil
		}
	}
	if slices.Contains(fixed, parts[0]) {
		x.report(at, CodeChange, x.subject, calc.Textf("%s 不能改动", "%s cannot be changed", parts[0]),
			calc.Text{ZH: "改动申请材料的内容，例如 source.S1.keep",
				EN: "change what the dossier states, such as source.S1.keep"})
		return nil, nil
	}
	w := &walk{varier: x, path: path, at: at, here: x.files, rest: parts}
	for w.step() {
	}
	return w.here, w.rest
}

// fixed are the keys that no variant changes: they say how to read the rest.
var fixed = []string{"schema", "include", "scenario"}

// walk is a path being followed.
type walk struct {
	*varier
	path string
	at   calc.Position
	here []*document.Table // tables reached
	rest []string          // of the path
}

// aliases are the short names of lists whose key also names a value: the
// states of a source and the versions they stand in.
var aliases = map[string]string{"before": "account_before", "after": "account_after"}

// step follows one part of the path; false at the end of it.
func (w *walk) step() bool {
	if len(w.rest) == 0 {
		return false
	}
	key := w.rest[0]
	shape := w.shape(key)
	if alias, ok := aliases[key]; ok && len(w.rest) > 1 && shape != document.Single &&
		w.shape(alias) == document.Several {
		key, shape = alias, document.Several
	}
	switch shape {
	case document.Single:
		w.enter(func(t *document.Table) []*document.Table { return []*document.Table{t.Table(key, false)} }, key)
		return true
	case document.Several:
		w.enter(func(t *document.Table) []*document.Table { return t.Tables(key) }, key)
		return w.choose(key)
	}
	if len(w.rest) > 1 {
		w.unknown(key)
		return false
	}
	if len(w.here) > 1 { // a value of the dossier itself stands in its main file
		if w.here[0].Path() == "" {
			w.here = w.here[:1]
		}
	}
	return false
}

// shape is what stands at key in the tables reached, the first that has it.
func (w *walk) shape(key string) document.Shape {
	for _, t := range w.here {
		if s := t.Shape(key); s != document.Nothing {
			return s
		}
	}
	return document.Nothing
}

func (w *walk) enter(sub func(*document.Table) []*document.Table, key string) {
	var next []*document.Table
	for _, t := range w.here {
		if t.Shape(key) != document.Nothing {
			next = append(next, sub(t)...)
		}
	}
	w.here, w.rest = next, w.rest[1:]
}

// choose follows the parts that say which of a list is meant: an id, a number
// from 1, *, or what the things say of themselves, such as Cr or measurement.
// Of a list of one nothing need be said, but what is said must fit.
func (w *walk) choose(key string) bool {
	if len(w.rest) > 0 && w.rest[0] == "*" {
		w.rest = w.rest[1:]
		return true
	}
	for len(w.rest) > 0 {
		n, chosen := w.named(w.here)
		if n == 0 {
			break
		}
		w.here, w.rest = chosen, w.rest[n:]
	}
	switch {
	case len(w.rest) > 0 && !w.known(w.rest[0]) && (len(w.here) > 1 || len(w.rest) > 1):
		w.unknown(w.rest[0])
		return false
	case len(w.here) == 1:
		return true
	}
	w.ambiguous(key)
	return false
}

// known reports whether any of the tables reached has the key.
func (w *walk) known(key string) bool {
	alias := aliases[key]
	return slices.ContainsFunc(w.here, func(t *document.Table) bool {
		return t.Shape(key) != document.Nothing || (alias != "" && t.Shape(alias) != document.Nothing)
	})
}

// named returns how many parts of the path name things of the list, and these.
// Ids may have dots, so the longest name wins.
func (w *walk) named(list []*document.Table) (parts int, chosen []*document.Table) {
	for n := len(w.rest); n > 0; n-- {
		name := strings.Join(w.rest[:n], ".")
		for _, t := range list {
			if is(t, "id", name) {
				chosen = append(chosen, t)
			}
		}
		if len(chosen) > 0 {
			return n, chosen
		}
	}
	if i, err := strconv.Atoi(w.rest[0]); err == nil {
		if i >= 1 && i <= len(list) {
			return 1, list[i-1 : i]
		}
		return 0, nil
	}
	for n := len(w.rest); n > 0; n-- {
		name := strings.Join(w.rest[:n], ".")
		for _, t := range list {
			if slices.ContainsFunc(marks, func(key string) bool { return is(t, key, name) }) {
				chosen = append(chosen, t)
			}
		}
		if len(chosen) > 0 && !w.known(name) {
			return n, chosen
		}
		chosen = nil
	}
	return 0, nil
}

// marks are the keys by which things without an id are told apart.
var marks = []string{"pollutant", "method", "medium", "outlet", "line", "product", "role", "name", "condition", "duty"}

// is reports whether a key of the table says name.
func is(t *document.Table, key, name string) bool {
	s, ok := t.Peek(key).(string)
	if !ok {
		return false
	}
	if key == "pollutant" {
		p, known := calc.ParsePollutant(s)
		q, named := calc.ParsePollutant(name)
		return known && named && p == q
	}
	return s == name
}

func (w *walk) unknown(part string) {
	names := w.names()
	remedy := calc.Textf("此处有：%s", "there are: %s", strings.Join(names, ", "))
	if near := document.Nearest(part, names); near != "" {
		remedy = calc.Textf("是否应为 %s？", "did you mean %s?", near)
	} else if len(names) == 0 {
		remedy = calc.Text{ZH: "核对路径", EN: "check the path"}
	}
	w.report(w.at, CodeChange, w.subject, calc.Textf("路径 %s：没有 %s", "path %s: there is no %s", w.path, part),
		remedy)
	w.here, w.rest = nil, nil
}

func (w *walk) ambiguous(key string) {
	w.report(w.at, CodeChange, w.subject,
		calc.Textf("路径 %s：%s 有 %d 项，没有指明哪一项",
			"path %s: %s has %d entries, and which one is meant is not said", w.path, key, len(w.here)),
		calc.Textf("在 %s 之后写其一：%s；或 * 表示全部", "behind %s write one of: %s; or * for all", key,
			strings.Join(w.labels(), ", ")))
	w.here, w.rest = nil, nil
}

// maxNamed bounds how many names a remedy lists.
const maxNamed = 20

// names lists what could stand next: the ids of a list, or the keys of a table.
func (w *walk) names() []string {
	var out []string
	for _, t := range w.here {
		if id, ok := t.Peek("id").(string); ok {
			out = append(out, id)
			continue
		}
		out = append(out, t.Written()...)
	}
	if len(w.here) > 1 && w.here[0].Peek("id") == nil && w.here[0].Path() != "" {
		out = w.labels()
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), maxNamed)]
}

// labels tells the things of a list apart.
func (w *walk) labels() []string {
	var out []string
	for i, t := range w.here {
		if id, ok := t.Peek("id").(string); ok {
			out = append(out, id)
			continue
		}
		var says []string
		for _, key := range marks {
			if s, ok := t.Peek(key).(string); ok {
				says = append(says, s)
			}
		}
		label := strconv.Itoa(i + 1)
		if len(says) > 0 {
			label += " (" + strings.Join(says, " ") + ")"
		}
		out = append(out, label)
	}
	return out[:min(len(out), maxNamed)]
}
