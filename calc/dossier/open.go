package dossier

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// MainFile is the file a dossier begins with.
const MainFile = "dossier.toml"

// Schema is the value of the schema key this package reads.
const Schema = "tidai/dossier/1"

// maxIncludes bounds how many files a dossier may list.
const maxIncludes = 200

// Open reads the dossier in the folder dir, or the one whose main file is
// dir, together with the files it includes. Positions carry the path as the
// user would type it. The dossier is nil only where nothing could be read;
// otherwise it holds everything that could be, and the findings say what is
// wrong with it.
func Open(dir string) (*Dossier, []calc.Finding) { return OpenVariant(dir, Variant{}) }

// OpenVariant reads the dossier as Open does, with changes. What is changed is
// read and checked like what was written.
func OpenVariant(dir string, v Variant) (*Dossier, []calc.Finding) { return OpenShown(dir, "", v) }

// OpenShown is OpenVariant for a folder that positions give another name, such
// as the document it was unpacked from. "" is its own.
func OpenShown(dir, as string, v Variant) (*Dossier, []calc.Finding) {
	name := MainFile
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir, name = filepath.Split(dir)
		dir = filepath.Clean(dir) // "" becomes "."
	}
	if as == "" {
		as = dir
	}
	shown := func(name string) string { return filepath.Join(as, filepath.FromSlash(name)) }
	root, err := os.OpenRoot(dir) // an included link cannot lead out of it
	if err != nil {
		return nil, []calc.Finding{unreadable(calc.Position{File: dir}, dir, err)}
	}
	defer root.Close()
	d, findings := parse(root.FS(), name, shown, v)
	if d != nil {
		d.Dir, d.Shown = dir, as
	}
	return d, findings
}

// Parse reads the dossier at the root of fsys as Open does; positions carry
// names inside fsys. It and ParseVariant are entries for the tests of other
// packages, which write dossiers in memory.
func Parse(fsys fs.FS) (*Dossier, []calc.Finding) { return ParseVariant(fsys, Variant{}) }

// ParseVariant is Parse with changes.
func ParseVariant(fsys fs.FS, v Variant) (*Dossier, []calc.Finding) {
	return parse(fsys, MainFile, func(name string) string { return name }, v)
}

// parse first reads the texts of all files, then changes what v asks for, and
// only then makes sense of them.
func parse(fsys fs.FS, name string, shown func(string) string, v Variant) (*Dossier, []calc.Finding) {
	r := newReader(fsys)
	data, err := readFile(fsys, name)
	if err != nil {
		return nil, []calc.Finding{unreadable(calc.Position{File: shown(name)}, shown(name), err)}
	}
	root := document.Parse(shown(name), data)
	if bad := root.Syntax(); bad != nil {
		return nil, bad // everything else would only echo it
	}
	r.d.Files = []string{name}
	files := []*document.Table{root}
	for _, inc := range r.includes(root) {
		if t := r.include(fsys, inc, root.Pos("include"), shown); t != nil {
			files = append(files, t)
		}
	}
	r.vary(files, v)
	r.main(root)
	for _, t := range files[1:] {
		r.mainOnly(t)
		r.arrays(t)
	}
	for _, t := range files {
		r.findings = append(r.findings, t.Findings()...)
	}
	r.check()
	return r.d, calc.SortFindings(placed(r.findings, shown(name)))
}

// placed gives a finding that has no line the first one of its file, so that
// every finding can be clicked.
func placed(findings []calc.Finding, main string) []calc.Finding {
	for i := range findings {
		at := &findings[i].At
		if at.File == "" {
			at.File = main
		}
		at.Line = max(at.Line, 1)
	}
	return findings
}

// regular reports why a name is no file to read; nil where it is one.
func regular(fsys fs.FS, name string) error {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() { // a pipe would wait for ever
		return errors.New("not a regular file")
	}
	return nil
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	if err := regular(fsys, name); err != nil {
		return nil, err
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, document.MaxFile+1)) // document refuses what is larger
}

func unreadable(at calc.Position, name string, err error) calc.Finding {
	return calc.Finding{Stage: calc.StageDossier, Code: CodeRead, Severity: calc.Error, At: at, Subject: "file:" + name,
		Message: calc.Textf("无法读取：%s", "cannot be read: %s", calc.ErrorText(err)),
		Remedy: calc.Textf("核对路径；申请材料文件夹中应有 %s", "check the path; the folder of a dossier holds a %s",
			MainFile)}
}

// includable reports whether a name may be included, or why not. The name is
// checked as text, the same on every system.
func includable(name string) (reason calc.Text, ok bool) {
	switch {
	case strings.ContainsAny(name, `\:`) || path.IsAbs(name):
		return calc.Text{ZH: "只能是用 / 分隔的相对路径",
			EN: "only a relative path with forward slashes may be included"}, false
	case !fs.ValidPath(name) || name == ".":
		return calc.Text{ZH: "只能是文件夹之内的路径，不含 . 或 ..",
			EN: "only a path inside the folder, without . or .., may be included"}, false
	}
	return calc.Text{}, true
}

// include reads the text of one included file; nil where there is none.
func (r *reader) include(fsys fs.FS, name string, at calc.Position, shown func(string) string) *document.Table {
	if reason, ok := includable(name); !ok {
		r.report(at, CodeInclude, "file:"+name,
			calc.Textf("include 的 %q 不可用：%s", "include: %q cannot be used: %s", name, reason),
			calc.Text{ZH: "写文件夹之内的相对路径，例如 \"documents.toml\"",
				EN: "write a relative path inside the folder, such as \"documents.toml\""})
		return nil
	}
	if slices.Contains(r.d.Files, name) {
		r.report(at, CodeIncludeTwice, "file:"+name,
			calc.Textf("%s 被重复引用", "%s is included twice", name),
			calc.Text{ZH: "在 include 中只写一次", EN: "list it once in include"})
		return nil
	}
	data, err := readFile(fsys, name)
	if err != nil {
		r.partial = true
		f := unreadable(at, shown(name), err)
		f.Remedy = calc.Text{ZH: "补充该文件，或从 include 中删去", EN: "add the file, or take it out of include"}
		r.findings = append(r.findings, f)
		return nil
	}
	r.d.Files = append(r.d.Files, name)
	t := document.Parse(shown(name), data)
	if bad := t.Syntax(); bad != nil {
		r.partial = true
		r.findings = append(r.findings, bad...)
		return nil
	}
	return t
}

// mainOnly reports what an included file must not state.
func (r *reader) mainOnly(t *document.Table) {
	for _, key := range []string{"schema", "policy", "date", "include", "project"} {
		if t.Has(key) {
			r.report(t.Pos(key), CodeMainOnly, "file:"+t.At().File,
				calc.Textf("%s 只能写在 %s 中", "%s may only stand in %s", key, MainFile),
				calc.Textf("从该文件删去，或移到 %s", "remove it here, or move it to %s", MainFile))
		}
	}
}
