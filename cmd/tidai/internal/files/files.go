// Package files finds the files that arguments name: files, folders, patterns,
// compressed files, the members of a zip, standard input.
package files

import (
	"cmp"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/application"
)

// Stdin is the argument that stands for standard input, and its name.
const Stdin = "-"

// Limits bound what is unpacked.
type Limits struct {
	File    int64 // bytes of one file, unpacked
	All     int64 // bytes of all of them
	Members int   // of a zip
}

// DefaultLimits are far above a year of minutes of a province.
var DefaultLimits = Limits{File: 16 << 30, All: 64 << 30, Members: 100_000}

// Set is what arguments name.
type Set struct {
	Names []string    // of the files, each once
	Left  []calc.Text // what is no table, and was left

	limits  Limits
	stdin   io.Reader
	packed  map[string]*packed
	closers []io.Closer
	budget  *budget
}

// ErrNothing is the error for an argument that names no file.
type ErrNothing struct{ Argument string }

func (e ErrNothing) Error() string { return e.Argument + ": no such file" }

// Of finds the files that arguments name. A folder stands for the tables in it
// and below, in the order of their names; a pattern that is no file for the
// files that match, because the shells of Windows do not look for them.
func Of(args []string, stdin io.Reader, l Limits) (*Set, error) {
	s := &Set{limits: l, stdin: stdin, packed: map[string]*packed{}, budget: &budget{left: l.All}}
	for _, arg := range args {
		if err := s.argument(arg); err != nil {
			s.Close()
			return nil, err
		}
	}
	return s, nil
}

func (s *Set) argument(arg string) error {
	if arg == Stdin {
		s.packed[arg] = &packed{set: s, open: func() (io.ReadCloser, error) { return io.NopCloser(s.stdin), nil }}
		s.add(arg)
		return nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return s.folder(arg)
	case err == nil || !strings.ContainsAny(arg, "*?["):
		s.file(arg)
		return nil
	}
	found, err := filepath.Glob(arg)
	if err != nil || len(found) == 0 {
		return ErrNothing{arg}
	}
	for _, name := range found {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			continue
		}
		s.file(name)
	}
	return nil
}

// folder adds the tables of a folder.
func (s *Set) folder(dir string) error {
	var left []string
	n := len(s.Names)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return nil
		case !d.Type().IsRegular() || !tabular(name):
			left = append(left, name)
			return nil
		}
		s.file(name)
		return nil
	})
	if err != nil {
		return err
	}
	s.leave(left)
	if len(s.Names) == n {
		return ErrNothing{dir}
	}
	return nil
}

// endings are those of tables.
var endings = []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".log", ".dat", ".hj212", ".tab"}

// tabular reports whether a file's name is one of a table; locks of
// spreadsheets and hidden files are not.
func tabular(name string) bool {
	base := strings.ToLower(filepath.Base(name))
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
		return false
	}
	return strings.HasSuffix(base, ".zip") || slices.Contains(endings, filepath.Ext(strings.TrimSuffix(base, ".gz")))
}

// leave says what was not taken for a table.
func (s *Set) leave(names []string) {
	const shown = 20
	if len(names) == 0 {
		return
	}
	list := strings.Join(names[:min(len(names), shown)], ", ")
	if len(names) > shown {
		list += ", …"
	}
	s.Left = append(s.Left, calc.Textf("%d 个文件不是表格，没有读取：%s",
		"%d files are no tables and were not read: %s",
		len(names), list))
}

// file adds a file, or what is in it.
func (s *Set) file(name string) {
	switch low := strings.ToLower(name); {
	case strings.HasSuffix(low, ".zip"):
		s.zip(name)
		return
	case strings.HasSuffix(low, ".gz"):
		s.packed[name] = &packed{set: s, gz: true, open: func() (io.ReadCloser, error) { return os.Open(name) }}
	}
	s.add(name)
}

// add adds a name once: a folder may hold what was named before.
func (s *Set) add(name string) {
	if !slices.ContainsFunc(s.Names, func(n string) bool { return same(n, name) }) {
		s.Names = append(s.Names, name)
	}
}

func same(a, b string) bool {
	return a == b || a != Stdin && b != Stdin && filepath.Clean(a) == filepath.Clean(b)
}

// Open opens a file by its name.
func (s *Set) Open(name string) (application.File, error) {
	if p := s.packed[name]; p != nil {
		return p.file()
	}
	return application.OpenFile(name)
}

// Close removes what was unpacked.
func (s *Set) Close() error {
	var err error
	for _, p := range s.packed {
		err = cmp.Or(err, p.remove())
	}
	for _, c := range s.closers {
		err = cmp.Or(err, c.Close())
	}
	return err
}
