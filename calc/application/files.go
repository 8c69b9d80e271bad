package application

import (
	"os"
	"path/filepath"

	"tidai/calc"
	"tidai/calc/monitoring/intake"
)

// File is an open monitoring file.
type File = intake.File

// FilesIn opens the regular files of a folder, and nothing outside it: a link
// cannot lead out.
func FilesIn(dir string) func(name string) (File, error) {
	return func(name string) (File, error) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		return regular(f)
	}
}

// OpenFile opens a regular file, wherever it lies.
func OpenFile(name string) (File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return regular(f)
}

func regular(f *os.File) (File, error) {
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = calc.Explain("不是文件", "not a file")
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return sized{f, info.Size()}, nil
}

type sized struct {
	*os.File
	size int64
}

func (f sized) Size() int64 { return f.size }
