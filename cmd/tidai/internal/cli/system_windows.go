package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// deviceWidth is the number of columns of a console, 0 for anything else.
func deviceWidth(f *os.File) int {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info); err != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// systemLocale is the first display language of the user: Windows has no LANG.
func systemLocale() string {
	list, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(list) == 0 {
		return ""
	}
	return list[0]
}
