package sheet

// Known is what was found out of a file: how a text file is written, which
// ranges of a workbook are merged, and its shared strings. The zero Known is
// nothing.
type Known struct {
	text   Dialect // Format is set where the file was looked at
	merges map[string][]Range
	table  *table
}

func (k *Known) isBook() bool { return k != nil && k.text.Format == XLSX }

// Text is how a text file is written; ok is false where none was looked at.
func (k *Known) Text() (d Dialect, ok bool) { return k.text, k.text.Format == CSV }

func (k *Known) dialect(find func() (Dialect, error)) (Dialect, error) {
	if k != nil && k.text.Format != "" {
		return k.text, nil
	}
	d, err := find()
	if k != nil && err == nil {
		k.text = d
	}
	return d, err
}

// Forget lets go of what takes room: the shared strings.
func (k *Known) Forget() { k.table = nil }

// mergesOf are the merged ranges of a sheet, in an order that nobody changes.
func (k *Known) mergesOf(part string, find func() ([]Range, error)) ([]Range, error) {
	if k == nil {
		return find()
	}
	if all, ok := k.merges[part]; ok {
		return all, nil
	}
	all, err := find()
	if err == nil {
		if k.merges == nil {
			k.merges = map[string][]Range{}
		}
		k.merges[part] = all
	}
	return all, err
}

// strings are the shared strings of a workbook.
func (k *Known) strings(load func() (*table, error)) (*table, error) {
	if k == nil {
		return load()
	}
	if k.table != nil {
		return k.table, nil
	}
	t, err := load()
	if err == nil {
		k.table = t
	}
	return t, err
}
