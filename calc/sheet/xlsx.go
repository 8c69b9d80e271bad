package sheet

import "io"

type book struct{ sheets []struct{ name string } }

func openBook(r io.ReaderAt, size int64, o Options) (*book, error) {
	return nil, fault(CodeFormat, "尚不能读取 XLSX", "XLSX is not read yet").remedy("另存为 CSV", "save it as CSV")
}
func (b *book) dialect(o Options) (Dialect, error) { return Dialect{}, nil }
func bookRows(r io.ReaderAt, size int64, o Options, fn func(*Row) error) (Dialect, error) {
	_, err := openBook(r, size, o)
	return Dialect{}, err
}
