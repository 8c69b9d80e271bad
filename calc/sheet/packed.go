package sheet

import (
	"errors"
	"io"
	"strings"

	"tidai/calc"
)

// packedFaults are what is wrong with packed files, in the words of the packages
// that unpack them.
var packedFaults = []struct {
	says string
	text calc.Text
}{
	{"not a valid zip file", calc.Text{ZH: "不是 zip 压缩包，或没有目录", EN: "it is no zip, or has no directory"}},
	{"checksum", calc.Text{ZH: "校验和不符", EN: "its checksum is not right"}},
	{"unsupported", calc.Text{ZH: "压缩方式不支持", EN: "its way of packing is not supported"}},
	{"invalid header", calc.Text{ZH: "开头不是压缩数据", EN: "it does not begin with packed data"}},
	{"corrupt", calc.Text{ZH: "压缩数据有错", EN: "the packed data are wrong"}},
}

// PackedText says in both languages why a packed file cannot be unpacked.
func PackedText(err error) calc.Text {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return calc.Text{ZH: "内容在中途断了", EN: "it ends early"}
	}
	for _, x := range packedFaults {
		if strings.Contains(err.Error(), x.says) {
			return x.text
		}
	}
	return calc.ErrorText(err)
}
