package book

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// perBlock is how many numbers of shapes a block has.
const perBlock = 1024

var (
	sameNumber = []byte(`<v:shape id="_x0000_s1025"`) // excelize gives every shape this one
	reserved   = regexp.MustCompile(`(<o:idmap [^>]*data=")[0-9]*(")`)
)

// numbered gives the shapes of the notes of a sheet numbers of their own, from a
// block on, and returns the next free block. Every drawing reserves blocks that
// no other has (ISO/IEC 29500-1, 14.2.2.14): programs that trust the numbers
// find the workbook damaged where they come twice.
func numbered(drawing []byte, block int) (out []byte, next int) {
	pieces := bytes.Split(drawing, sameNumber)
	next = block + (len(pieces)-1)/perBlock + 1 // the first number of a block stays free
	var blocks []string
	for b := block; b < next; b++ {
		blocks = append(blocks, fmt.Sprint(b))
	}
	head := reserved.ReplaceAll(pieces[0], fmt.Appendf(nil, "${1}%s${2}", strings.Join(blocks, ",")))
	out = append(make([]byte, 0, len(drawing)+len(head)+8*len(pieces)), head...)
	for i, piece := range pieces[1:] {
		out = fmt.Appendf(out, `<v:shape id="_x0000_s%d"`, block*perBlock+i+1)
		out = append(out, piece...)
	}
	return out, next
}
