package calc

import (
	"errors"
	"io/fs"

	"tidai/calc/quantity"
)

// Explained is an error that speaks both languages.
type Explained struct {
	text  Text
	class error // what errors.Is tells it by; nil: nothing
}

// Explain makes an error from the same arguments in both languages.
func Explain(zh, en string, args ...any) error { return &Explained{text: Textf(zh, en, args...)} }

// absent is the error of a number that is missing.
func absent(zh, en string, args ...any) error {
	return &Explained{text: Textf(zh, en, args...), class: ErrAbsent}
}

// Unwrap returns the class of the error.
func (e *Explained) Unwrap() error { return e.class }

// Error speaks English.
func (e *Explained) Error() string { return e.text.EN }

// Text returns both languages.
func (e *Explained) Text() Text { return e.text }

// ErrorText is an error in both languages where it, or an error inside it, is
// known in both; else its own words twice.
func ErrorText(err error) Text {
	var bilingual interface{ Text() Text }
	if errors.As(err, &bilingual) {
		return bilingual.Text()
	}
	var p *quantity.Problem
	if errors.As(err, &p) {
		return Text{ZH: p.ZH, EN: p.EN}
	}
	var file *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist): // the words of the system are English and name its call
		return Text{ZH: "没有这个文件或文件夹", EN: "there is no such file or folder"}
	case errors.Is(err, fs.ErrPermission):
		return Text{ZH: "没有权限", EN: "permission denied"}
	case errors.As(err, &file):
		return Text{ZH: file.Err.Error(), EN: file.Err.Error()}
	}
	return Text{ZH: err.Error(), EN: err.Error()}
}
