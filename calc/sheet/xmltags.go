package sheet

import "bytes"

// tagEnd is the place of the '>' that ends the tag b begins with, -1 if b ends
// before. A '>' within quotes is none.
func tagEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch c := b[i]; c {
		case '>':
			if i == 1 {
				return -1
			}
			return i
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], c)
			if j < 0 {
				return -1
			}
			i += j + 1
		}
	}
	return -1
}

// trimLeft and trimRight take off the white space of XML.
func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// nextAttr takes the first attribute off attrs; name is nil at their end.
func nextAttr(attrs []byte) (name, value, rest []byte) {
	i := 0
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	eq := bytes.IndexByte(attrs[i:], '=')
	if eq < 0 {
		return nil, nil, nil
	}
	name, rest = trimRight(attrs[i:i+eq]), trimLeft(attrs[i+eq+1:])
	if len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil, nil
	}
	return name, rest[1 : 1+end], rest[2+end:]
}

// attr is the value of an attribute, nil if it is absent; prefixes do not count.
func attr(attrs []byte, want string) []byte {
	for {
		name, value, rest := nextAttr(attrs)
		if name == nil {
			return nil
		}
		if string(local(name)) == want {
			return value
		}
		attrs = rest
	}
}
