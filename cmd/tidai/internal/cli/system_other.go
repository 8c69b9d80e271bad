//go:build !unix && !windows

package cli

import "os"

func deviceWidth(*os.File) int { return 0 }

func systemLocale() string { return "" }
