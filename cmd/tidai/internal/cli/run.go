// Package cli is the command line of tidai: flags, streams and exit codes.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

// The exit codes. They never depend on the output format.
const (
	exitDone     = 0 // done
	exitFailed   = 1 // could not compute
	exitUsage    = 2 // wrong usage
	exitStanding = 3 // computed; findings of severity error stand against the result

	exitFault = 70 // a fault of the program itself, as sysexits.h has it
)

// env is everything a command takes from its surroundings.
type env struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	lookup func(string) (string, bool) // environment variables
	now    func() time.Time
	width  func() int // columns of the terminal, 0 where out is none
	lang   calc.Lang

	waiting func() bool     // whether somebody watches err: it is a terminal
	oneCore bool            // tests: read files in order
	watch   func(page.Page) // tests: is shown what is written

	describe func(*cobra.Command) // completes what help says of a command
}

// Run runs one command line and returns the exit code.
func Run(args []string, in io.Reader, out, err io.Writer) int {
	return run(args, &env{in: in, out: out, err: err, lookup: os.LookupEnv, now: time.Now,
		width: func() int { return terminalWidth(out) }, waiting: func() bool { return terminalWidth(err) > 0 }})
}

func run(args []string, e *env) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			e.fault(fault)
			code = exitFault
		}
	}()
	e.lang = chooseLang(args, e.lookup)
	root := newRoot(e)
	root.SetArgs(args)
	err := root.Execute()
	e.explain(err)
	return exitCode(err)
}

// fault says that the program itself has failed, in one line; where it was only with
// TIDAI_DEBUG, since it helps nobody else.
func (e *env) fault(what any) {
	e.say(calc.Error, fmt.Sprintf(e.t("程序内部错误，没有写出结果：%v。请把命令和这一行报告给维护者",
		"a fault of the program, no result was written: %v; please report the command and this line"), what))
	if e.lookup != nil {
		if _, asked := e.lookup("TIDAI_DEBUG"); asked {
			e.err.Write(debug.Stack())
		}
	}
}

// exitCode is the one place where an outcome becomes a number.
func exitCode(err error) int {
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		return f.code
	}
	return exitFailed
}

// failure is why a command does not end with code 0. It speaks through
// message, findings, or both; hint says where help is.
type failure struct {
	code     int
	message  calc.Text
	findings []calc.Finding
	hint     calc.Text
}

// Error speaks English.
func (f *failure) Error() string { return f.message.EN }

func usage(zh, en string, args ...any) error {
	return &failure{code: exitUsage, message: calc.Textf(zh, en, args...)}
}

func failed(zh, en string, args ...any) error {
	return &failure{code: exitFailed, message: calc.Textf(zh, en, args...)}
}

func unreadable(fs []calc.Finding) error { return &failure{code: exitFailed, findings: fs} }

// errorsOf are the findings that are errors.
func errorsOf(fs []calc.Finding) []calc.Finding {
	return pick(fs, func(f calc.Finding) bool { return f.Severity == calc.Error })
}

func pick(fs []calc.Finding, is func(calc.Finding) bool) []calc.Finding {
	var out []calc.Finding
	for _, f := range fs {
		if is(f) {
			out = append(out, f)
		}
	}
	return out
}

func standing(message calc.Text) error { return &failure{code: exitStanding, message: message} }

// t is a text in the user's language.
func (e *env) t(zh, en string) string { return calc.Text{ZH: zh, EN: en}.In(e.lang) }

// explain writes to stderr why a command did not end well.
func (e *env) explain(err error) {
	if err == nil {
		return
	}
	var f *failure
	if !errors.As(err, &f) { // nothing of ours: a broken pipe, a full disk
		e.say(calc.Error, err.Error())
		return
	}
	e.findings(f.findings)
	if f.message != (calc.Text{}) {
		e.say(calc.Error, f.message.In(e.lang))
	}
	if hint := f.hint.In(e.lang); hint != "" {
		fmt.Fprintln(e.err, hint)
	}
}

// say writes one line to stderr in the voice of the program.
func (e *env) say(s calc.Severity, text string) {
	fmt.Fprintf(e.err, e.t("tidai: %s：%s\n", "tidai: %s: %s\n"), s.Name().In(e.lang), printable(text))
}
