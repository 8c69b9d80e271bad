package document

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// line returns the line of a path such as "source[2].measure", 0 where it is
// not known. The index is built on first use: most documents have nothing to
// complain about. BurntSushi/toml, which decodes, keeps no positions.
func (f *file) line(path string) int {
	if f.lines == nil {
		f.lines = indexLines(f.data)
	}
	return f.lines[path]
}

// nearestLine is the line of path or, where it has no header of its own
// (inline tables in an array, dotted keys), of the nearest table around it.
func (f *file) nearestLine(path string) int {
	for {
		if line := f.line(path); line > 0 {
			return line
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return max(f.line(""), 1)
		}
		path = path[:cut]
	}
}

type indexer struct {
	p     unstable.Parser
	data  []byte
	lines map[string]int
	count map[string]int // array table path -> how many so far
	at    int            // offset up to which newlines are counted
	no    int            // line number at that offset
}

func indexLines(data []byte) (lines map[string]int) {
	x := &indexer{data: data, lines: map[string]int{"": 1}, count: map[string]int{}, no: 1}
	defer func() {
		if recover() != nil { // positions are a service, never a reason to fail
			lines = x.lines
		}
	}()
	x.p.Reset(data)
	prefix := ""
	for x.p.NextExpression() {
		switch e := x.p.Expression(); e.Kind {
		case unstable.Table:
			prefix = x.resolve(e.Key())
			x.mark(prefix, e.Key())
		case unstable.ArrayTable:
			path := x.resolve(e.Key())
			n := x.count[path]
			x.count[path] = n + 1
			prefix = fmt.Sprintf("%s[%d]", path, n)
			x.mark(prefix, e.Key())
		case unstable.KeyValue:
			x.keyValue(prefix, e)
		}
	}
	return x.lines
}

// resolve turns a header's key parts into a path, putting the newest index
// behind every part that is an array of tables, except the last.
func (x *indexer) resolve(key unstable.Iterator) string {
	path, whole := "", key
	for key.Next() {
		if n, ok := x.count[path]; ok && path != "" {
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
		path = strings.TrimPrefix(path+"."+string(key.Node().Data), ".")
		x.mark(path, whole) // the tables a header implies begin here too
	}
	return path
}

func (x *indexer) keyValue(prefix string, e *unstable.Node) {
	path, key := prefix, e.Key()
	for key.Next() {
		path = strings.TrimPrefix(path+"."+string(key.Node().Data), ".")
		x.mark(path, e.Key()) // the tables a dotted key implies begin here too
	}
	x.value(path, e.Value())
}

func (x *indexer) value(path string, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			x.keyValue(path, it.Node())
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); {
			n := it.Node()
			if n.Kind == unstable.Comment {
				continue
			}
			if n.Kind == unstable.InlineTable {
				x.value(fmt.Sprintf("%s[%d]", path, i), n)
			}
			i++
		}
	}
}

// mark notes the line of the first part of key.
func (x *indexer) mark(path string, key unstable.Iterator) {
	if !key.Next() {
		return
	}
	offset := int(key.Node().Raw.Offset) // Data of a key with escapes is a copy
	if offset < x.at {
		x.at, x.no = 0, 1
	}
	x.no += bytes.Count(x.data[x.at:offset], []byte{'\n'})
	x.at = offset
	if _, seen := x.lines[path]; !seen {
		x.lines[path] = x.no
	}
}
