package hj212

// crcTable holds the eight rounds of annex A for every byte. Where the
// register is below 256, which the first shift of annex A sees to, eight
// rounds give an entry of this table and nothing else.
var crcTable = func() (table [256]uint16) {
	for i := range table {
		r := uint16(i)
		for range 8 {
			if r&1 == 1 {
				r = r>>1 ^ 0xA001
			} else {
				r >>= 1
			}
		}
		table[i] = r
	}
	return table
}()

// crcAhead holds what becomes of the register's high byte after so many
// bytes more: entry [k][b] is that of b after k+1 entries of crcTable.
// Exclusive or goes through the table unchanged (the table of a xor b is the
// table of a xor that of b), so that eight bytes in a row are eight looks that
// do not wait for one another.
var crcAhead = func() (ahead [8][256]byte) {
	for i := range 256 {
		b := byte(i)
		for k := range ahead {
			b = byte(crcTable[b] >> 8)
			ahead[k][i] = b
		}
	}
	return ahead
}()

// CRC returns the check value of a data segment by annex A of HJ 212-2017:
// the register, 0xFFFF at first, is shifted right by eight, combined with the
// byte by exclusive or, then shifted eight times by one, with 0xA001 combined
// wherever the bit that falls out is one.
//
// It is not CRC-16/MODBUS, and weaker: only the register's high byte goes
// into the next step, so there are 256 check values. One wrong byte always
// shows; of frames with several, one in 256 passes, which is why the form of
// the data segment is checked as well.
func CRC(data []byte) uint16 {
	if len(data) == 0 {
		return 0xFFFF
	}
	high := byte(0xFF)
	last := data[len(data)-1]
	data = data[:len(data)-1]
	for len(data) >= 8 {
		d := data[:8:8]
		high = crcAhead[7][high^d[0]] ^ crcAhead[6][d[1]] ^ crcAhead[5][d[2]] ^ crcAhead[4][d[3]] ^
			crcAhead[3][d[4]] ^ crcAhead[2][d[5]] ^ crcAhead[1][d[6]] ^ crcAhead[0][d[7]]
		data = data[8:]
	}
	for _, b := range data {
		high = crcAhead[0][high^b]
	}
	return crcTable[high^last]
}

// parseHex reads the four hexadecimal digits of a check value, in either case.
func parseHex(s []byte) (v uint16, ok bool) {
	if len(s) != 4 {
		return 0, false
	}
	for _, c := range s {
		var d byte
		switch {
		case c >= '0' && c <= '9':
			d = c - '0'
		case c >= 'A' && c <= 'F':
			d = c - 'A' + 10
		case c >= 'a' && c <= 'f':
			d = c - 'a' + 10
		default:
			return 0, false
		}
		v = v<<4 | uint16(d)
	}
	return v, true
}
