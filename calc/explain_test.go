package calc

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"tidai/calc/quantity"
)

func TestErrorTextSpeaksChinese(t *testing.T) {
	_, absent := os.Open("no-such-file")
	_, parse := quantity.Parse("1,000 kg")
	a := Given("a", "a", quantity.Must("1 kg"), Origin{})
	b := Given("b", "b", quantity.Must("1 m3"), Origin{})
	for _, c := range []struct {
		err error
		zh  string
	}{
		{fmt.Errorf("outer: %w", Explain("缺少 %s", "%s is missing", Text{ZH: "铅", EN: "lead"})), "缺少 铅"},
		{parse, "千位分隔符"},
		{Sum("s", "s", Clause{}, a, b).Err(), "单位不是同类"},
		{Sum("s", "s", Clause{}, a, Step{}).Err(), "缺少数值"},
		{absent, "没有这个文件或文件夹"},
		{fmt.Errorf("read: %w", fs.ErrPermission), "没有权限"},
		{errors.New("plain"), "plain"},
	} {
		if got := ErrorText(c.err); !strings.Contains(got.ZH, c.zh) || got.EN == "" {
			t.Errorf("%v: got %q / %q, want %q in Chinese", c.err, got.ZH, got.EN, c.zh)
		}
	}
}
