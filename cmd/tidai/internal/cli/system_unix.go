//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// deviceWidth is the number of columns of a terminal, 0 for anything else.
func deviceWidth(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}

func systemLocale() string { return "" }
