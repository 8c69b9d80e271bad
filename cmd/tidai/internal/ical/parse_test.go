package ical

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A strict reader of RFC 5545, written from its grammar and sharing nothing
// with the writer: lines end in CRLF and have 75 octets at most, each is UTF-8
// by itself, components nest, every component has what it must.

type component struct {
	name     string
	props    map[string][]property
	children []*component
}

type property struct{ params, value string }

func (c *component) one(name string) (string, error) {
	if n := len(c.props[name]); n != 1 {
		return "", fmt.Errorf("%s has %d %s, want one", c.name, n, name)
	}
	return c.props[name][0].value, nil
}

// contentLine is name *(";" param) ":" value (3.1), for params without quotes.
var contentLine = regexp.MustCompile(`^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[^";:,]+)*):(.*)$`)

func unfold(data string) ([]string, error) {
	if !strings.HasSuffix(data, "\r\n") {
		return nil, fmt.Errorf("does not end in CRLF")
	}
	var lines []string
	for i, l := range strings.Split(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		switch {
		case strings.ContainsAny(l, "\r\n"):
			return nil, fmt.Errorf("line %d: CR or LF alone", i+1)
		case len(l) > 75:
			return nil, fmt.Errorf("line %d has %d octets", i+1, len(l))
		case !utf8.ValidString(l):
			return nil, fmt.Errorf("line %d is cut inside a character", i+1)
		case l == "":
			return nil, fmt.Errorf("line %d is empty", i+1)
		case l[0] == ' ' && len(lines) > 0:
			lines[len(lines)-1] += l[1:]
		default:
			lines = append(lines, l)
		}
	}
	return lines, nil
}

func parse(data string) (*component, error) {
	lines, err := unfold(data)
	if err != nil {
		return nil, err
	}
	root := &component{}
	stack := []*component{root}
	for _, l := range lines {
		m := contentLine.FindStringSubmatch(l)
		if m == nil {
			return nil, fmt.Errorf("no content line: %q", l)
		}
		top := stack[len(stack)-1]
		switch m[1] {
		case "BEGIN":
			c := &component{name: m[3], props: map[string][]property{}}
			top.children = append(top.children, c)
			stack = append(stack, c)
		case "END":
			if top.name != m[3] {
				return nil, fmt.Errorf("END:%s closes %s", m[3], top.name)
			}
			stack = stack[:len(stack)-1]
		default:
			if top == root {
				return nil, fmt.Errorf("%s outside of a component", m[1])
			}
			top.props[m[1]] = append(top.props[m[1]], property{strings.TrimPrefix(m[2], ";"), m[3]})
		}
	}
	if len(stack) != 1 || len(root.children) != 1 || root.children[0].name != "VCALENDAR" {
		return nil, fmt.Errorf("not one whole VCALENDAR")
	}
	return root.children[0], check(root.children[0])
}

var known = []string{"VEVENT", "VTODO"}

func check(c *component) error {
	if v, err := c.one("VERSION"); err != nil || v != "2.0" {
		return fmt.Errorf("VERSION %q, %v", v, err)
	}
	if _, err := c.one("PRODID"); err != nil {
		return err
	}
	if len(c.children) == 0 {
		return fmt.Errorf("no component (3.6)")
	}
	seen := map[string]bool{}
	for _, x := range c.children {
		if !slices.Contains(known, x.name) {
			return fmt.Errorf("component %s", x.name)
		}
		uid, err := x.one("UID")
		if err != nil || seen[uid] {
			return fmt.Errorf("UID %q twice or missing: %v", uid, err)
		}
		seen[uid] = true
		stamp, err := x.one("DTSTAMP")
		if err != nil {
			return err
		}
		if _, err := time.Parse("20060102T150405Z", stamp); err != nil {
			return err
		}
		if err := checkEntry(x); err != nil {
			return err
		}
	}
	return nil
}

func checkEntry(x *component) error {
	if x.name == "VEVENT" {
		day, err := x.one("DTSTART") // required where there is no METHOD (3.6.1)
		if err != nil || x.props["DTSTART"][0].params != "VALUE=DATE" {
			return fmt.Errorf("DTSTART %v, %v", x.props["DTSTART"], err)
		}
		if _, err := time.Parse("20060102", day); err != nil {
			return err
		}
	} else if s, err := x.one("STATUS"); err != nil || s != "NEEDS-ACTION" && s != "COMPLETED" {
		return fmt.Errorf("VTODO with status %q, %v", s, err)
	}
	for _, a := range x.children {
		if a.name != "VALARM" {
			return fmt.Errorf("%s in %s", a.name, x.name)
		}
		for _, name := range []string{"ACTION", "TRIGGER", "DESCRIPTION"} { // 3.6.6, for DISPLAY
			if _, err := a.one(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// unescape reads a value of type TEXT (3.3.11); ok is false where it is none.
func unescape(s string) (out string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte(`\;,nN`, s[i+1]) >= 0:
			i++
			if s[i] == 'n' || s[i] == 'N' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(s[i])
			}
		case c == '\\' || c == ';' || c == ',' || c < ' ' || c == 0x7f:
			return "", false
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}
