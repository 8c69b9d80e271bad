package hj212

import (
	"fmt"
	"strings"
)

// encode writes a message as one frame with CR LF, with the password 000000.
// PNUM and PNO are written where Flag
// says that they are there. A message that does not fit into one frame, or
// whose statements hold separators, is an error.
func encode(m Message) ([]byte, error) {
	body, err := encodeBody(m.DataTime, m.CP)
	if err != nil {
		return nil, err
	}
	return encodeFrame(m, body)
}

// encodeSplit writes a message in n parts, which share out its fields in
// order; DataTime stands in every part.
func encodeSplit(m Message, n int) ([][]byte, error) {
	if n < 1 || n > 9999 {
		return nil, fmt.Errorf("%d parts: not between 1 and 9999", n)
	}
	m.Flag |= splitBit
	m.PNUM = n
	var frames [][]byte
	for i := range n {
		m.PNO = i + 1
		p := m
		p.CP = m.CP[len(m.CP)*i/n : len(m.CP)*(i+1)/n]
		frame, err := encode(p)
		if err != nil {
			return nil, err
		}
		frames = append(frames, frame)
	}
	return frames, nil
}

func encodeFrame(m Message, body string) ([]byte, error) {
	for _, s := range []string{m.QN, m.ST, m.CN, m.MN} {
		if strings.ContainsAny(s, ";,&=") {
			return nil, fmt.Errorf("%q holds a separator", s)
		}
	}
	parts := ""
	if m.Flag&splitBit != 0 {
		parts = fmt.Sprintf(";PNUM=%d;PNO=%d", m.PNUM, m.PNO)
	}
	segment := fmt.Sprintf("QN=%s;ST=%s;CN=%s;PW=000000;MN=%s;Flag=%d%s;CP=&&%s&&", m.QN, m.ST, m.CN, m.MN, m.Flag,
		parts, body)
	if len(segment) > MaxSegment {
		return nil, fmt.Errorf("the data segment has %d bytes, above %d: split the message", len(segment), MaxSegment)
	}
	return fmt.Appendf(nil, "##%04d%s%04X\r\n", len(segment), segment, CRC([]byte(segment))), nil
}

// encodeBody writes CP: ";" between codes, "," between the fields of one.
func encodeBody(dataTime string, fields []Field) (string, error) {
	var sb strings.Builder
	if dataTime != "" {
		sb.WriteString("DataTime=" + dataTime)
	}
	last := ""
	for _, f := range fields {
		if strings.ContainsAny(f.Value, ";,&") || !plain(f.Name) || (f.Code != "" && !plain(f.Code)) {
			return "", fmt.Errorf("the field %s-%s=%s cannot be written into a frame", f.Code, f.Name, f.Value)
		}
		switch {
		case sb.Len() == 0:
		case f.Code != "" && f.Code == last:
			sb.WriteByte(',')
		default:
			sb.WriteByte(';')
		}
		last = f.Code
		if f.Code != "" {
			sb.WriteString(f.Code + "-")
		}
		sb.WriteString(f.Name + "=" + f.Value)
	}
	return sb.String(), nil
}
