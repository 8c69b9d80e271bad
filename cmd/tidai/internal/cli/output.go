package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
)

// write sends a result to stdout or to the file of --output.
func (e *env) write(o *options, p page.Page) error {
	if p.Lang == "" {
		p.Lang = e.lang
	}
	p.Traces = o.traces
	if e.watch != nil {
		e.watch(p)
	}
	write := p.Stream
	if write == nil { // all of it is made before the first byte is written
		data, err := forms.Write(p, page.Format(o.format.value), e.columns())
		if err != nil {
			return err
		}
		write = func(to io.Writer) error {
			_, err := to.Write(data)
			return err
		}
	}
	if o.output == "" || o.output == toStdout {
		to := bufio.NewWriterSize(e.out, 1<<16)
		if err := write(to); err != nil {
			return err
		}
		return to.Flush()
	}
	if err := writeFileBy(o.output, write); err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", o.output, reasonOf(err))
	}
	return nil
}

// toStdout is the output file that stands for standard output.
const toStdout = "-"

// reasonOf says why a file could not be written, in words and without the names
// of passing files: what does not exist then is its folder.
func reasonOf(err error) calc.Text {
	if errors.Is(err, fs.ErrNotExist) {
		return calc.Text{ZH: "文件夹不存在", EN: "the folder does not exist"}
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		err = l.Err
	}
	return calc.ErrorText(err)
}

// mayWrite refuses an output file that is one of the inputs, or a folder.
func (o *options) mayWrite(inputs []string) error {
	if o.output == "" || o.output == toStdout {
		return nil
	}
	info, err := os.Stat(o.output)
	if err != nil {
		return nil // not there yet, or write will say why
	}
	if info.IsDir() {
		return usage("--output %s 是文件夹", "--output %s is a folder", o.output)
	}
	for _, name := range inputs {
		if in, err := os.Stat(name); err == nil && os.SameFile(in, info) {
			return usage("--output %s 是输入文件，不会覆盖", "--output %s is an input file and is not overwritten",
				o.output)
		}
	}
	return nil
}

// writeFile writes beside the file and renames, so that the file is there
// whole or not at all. A link stays one, and what it leads to is replaced; a device or a
// pipe is written to as it is, for a file in its place would break the machine.
func writeFile(name string, data []byte) error {
	return writeFileBy(name, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

func writeFileBy(name string, write func(io.Writer) error) (err error) {
	if target, linkErr := filepath.EvalSymlinks(name); linkErr == nil {
		name = target
	}
	if info, statErr := os.Stat(name); statErr == nil && !info.Mode().IsRegular() {
		return writeInPlace(name, write)
	}
	f, err := createBeside(name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if info, statErr := os.Stat(name); statErr == nil {
		if err = f.Chmod(info.Mode().Perm()); err != nil {
			return err
		}
	}
	to := bufio.NewWriterSize(f, 1<<16)
	if err = write(to); err != nil {
		return err
	}
	if err = to.Flush(); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// writeInPlace writes to what is no regular file. It never waits: a pipe that nobody
// reads is an error.
func writeInPlace(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return err
	}
	to := bufio.NewWriterSize(f, 1<<16)
	return errors.Join(write(to), to.Flush(), f.Close())
}

// createBeside makes a new file in the folder of name, with the permissions
// the user's umask gives; os.CreateTemp would make it private.
func createBeside(name string) (*os.File, error) {
	dir, base := filepath.Split(name)
	for i := range 1000 {
		temp := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d.tmp", base, os.Getpid(), i))
		f, err := os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}
