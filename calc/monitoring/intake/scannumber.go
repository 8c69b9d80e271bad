package intake

import (
	"encoding/binary"
	"math/bits"
)

// digits8 reads the digits at the beginning of eight bytes: their number and
// their value. It looks at all eight at once, because the lengths of readings
// vary and a loop over the digits mispredicts its end on most of them.
func digits8(word uint64) (n int, value uint64) {
	v := word ^ 0x3030303030303030
	// A byte above 9 gets its high bit; a carry out of it spoils only the bytes
	// behind it, which are not looked at.
	other := ((v + 0x7676767676767676) | v) & 0x8080808080808080
	n = bits.TrailingZeros64(other) >> 3
	v <<= uint(64 - 8*n) // digits to the right, zeros before them; n = 0 leaves 0
	v = v*10 + v>>8
	v = ((v&0x000000FF000000FF)*0x000F424000000064 + (v>>16&0x000000FF000000FF)*0x0000271000000001) >> 32
	return n, v
}

var pow10 = [9]uint64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}

// scanNumber reads a plain number, digits with at most one point and at most seven
// digits on either side of it, and returns where it ends. Anything else
// (signs, exponents, longer numbers) is left to the slow path: ok is false.
// buf has eight bytes behind every place a number can begin.
func scanNumber(buf []byte, pos int) (coef int64, exp int8, end int, ok bool) {
	n, whole := digits8(binary.LittleEndian.Uint64(buf[pos:]))
	if uint(n-1) > 6 {
		return 0, 0, pos, false
	}
	pos += n
	if buf[pos] != '.' {
		return int64(whole), 0, pos, true
	}
	pos++
	n, part := digits8(binary.LittleEndian.Uint64(buf[pos:]))
	if uint(n-1) > 6 {
		return 0, 0, pos, false
	}
	return int64(whole*pow10[n&7] + part), int8(-n), pos + n, true
}
