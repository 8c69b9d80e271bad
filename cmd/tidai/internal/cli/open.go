package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/bundle"
)

func newOpen(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "open FILE DIR",
		Short: e.t("从 tidai report 写出的 .docx 或 .xlsx 中取回申请材料",
			"the dossier out of a .docx or .xlsx that tidai report has written"),
		Long: e.t("tidai report 写出的 Word 和 Excel 文件附带其申请材料（TOML 文件和监测数据文件）。open 把它们写入"+
			"新文件夹 DIR，\n逐个核对 SHA-256；不覆盖已有文件。文件在 Word、Excel 中改过并保存后，仍可取回当时的申请材料。",
			"Word and Excel files of tidai report carry the dossier they were made from (its TOML files and files "+
				"of monitoring data).\nopen writes them to a new folder DIR, each held against its SHA-256; nothing "+
				"is overwritten. A document that was changed\nand saved in Word or Excel still gives the dossier it "+
				"was made from."),
		Example: "  tidai open chapter.docx dossier/\n  tidai review dossier/",
		Args:    arguments(argument{name: "FILE"}, argument{name: "DIR"}),
		RunE:    func(_ *cobra.Command, args []string) error { return runOpen(e, args[0], args[1]) },
	}
}

func runOpen(e *env, name, dir string) error {
	data, err := readSmall(name, bundle.MaxPackage)
	if err != nil {
		return err
	}
	b, err := bundle.Read(data)
	if err != nil {
		return failed("%s：%s", "%s: %s", name, calc.ErrorText(err))
	}
	if err := restore(b.Files, filepath.Clean(dir)); err != nil {
		return err
	}
	for _, f := range b.Files {
		fmt.Fprintln(e.out, filepath.Join(dir, filepath.FromSlash(f.Name)))
	}
	var lacks []string
	for _, m := range b.Missing {
		lacks = append(lacks, fmt.Sprintf("%s (SHA-256 %s)", m.Name, m.SHA256))
	}
	if b.Factors {
		lacks = append(lacks, e.t("编制时用 --factors 给出的因子", "the factors given with --factors when it was made"))
	}
	if len(lacks) > 0 {
		return standing(calc.Textf("下列内容没有附带，须另行取得：%s", "not carried, to be had elsewhere: %s",
			strings.Join(lacks, "; ")))
	}
	return sayPrinted(name, data, dir)
}

// sayPrinted names the numbers that a document prints otherwise than the dossier in it
// gives. A dossier that cannot be computed has none to compare.
func sayPrinted(name string, data []byte, dir string) error {
	if !isDocument(name) {
		return nil
	}
	c, err := openUsable(&options{}, dir)
	if err != nil {
		return nil
	}
	found, err := againstPrinted(&options{}, c, name, data)
	if err != nil {
		return err
	}
	if calc.HasErrors(found) {
		return &failure{code: exitStanding, findings: found,
			message: calc.Text{ZH: "文件印的数字与其中的申请材料不一致",
				EN: "the document prints other numbers than the dossier in it gives"}}
	}
	return nil
}

// isDocument reports whether a name is that of a file, not a folder, that may
// carry a dossier.
func isDocument(name string) bool {
	info, err := os.Stat(name)
	ending := strings.ToLower(filepath.Ext(name))
	return err == nil && info.Mode().IsRegular() && (ending == ".docx" || ending == ".xlsx")
}

// unpacked restores the dossier of a document to a passing folder. What is not
// carried cannot be reviewed: it is an error.
func unpacked(name, factors string) (dir string, err error) {
	data, err := readSmall(name, bundle.MaxPackage)
	if err != nil {
		return "", err
	}
	b, err := bundle.Read(data)
	if err != nil {
		return "", failed("%s：%s", "%s: %s", name, calc.ErrorText(err))
	}
	if len(b.Missing) > 0 {
		return "", failed("%s 没有附带 %s；先用 tidai open 取回，再补上该文件",
			"%s does not carry %s; use tidai open, and add the file", name, b.Missing[0].Name)
	}
	if b.Factors && factors == "" {
		return "", failed("%s 编制时另用了 --factors 的因子；请同样给出 --factors",
			"%s was made with factors of its author's own: give them with --factors", name)
	}
	if dir, err = os.MkdirTemp("", "tidai-review-*"); err != nil {
		return "", failed("无法建立临时文件夹：%s", "cannot make a passing folder: %s", reasonOf(err))
	}
	if err := restore(b.Files, filepath.Join(dir, "dossier")); err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return dir, nil
}

// restore writes all files to a new folder, or none.
func restore(files []bundle.File, dir string) (err error) {
	list, err := os.ReadDir(dir)
	switch {
	case err == nil && len(list) > 0:
		return usage("%s 不是空文件夹，不会覆盖", "%s is no empty folder; nothing is overwritten", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return usage("%s 不能用作文件夹", "%s cannot be used as a folder", dir)
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), ".tidai-open-*")
	if err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", dir, reasonOf(err))
	}
	defer os.RemoveAll(temp)
	for _, f := range files {
		to := filepath.Join(temp, filepath.FromSlash(f.Name))
		if err = os.MkdirAll(filepath.Dir(to), 0o777); err == nil {
			err = os.WriteFile(to, f.Data, 0o666)
		}
		if err != nil {
			return failed("无法写入 %s：%s", "cannot write %s: %s", f.Name, reasonOf(err))
		}
	}
	if err = os.Chmod(temp, 0o755); err == nil {
		if list != nil { // there, and empty: a rename wants the place free
			err = os.Remove(dir)
		}
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			err = os.Rename(temp, dir)
		}
	}
	if err != nil {
		return failed("无法写入 %s：%s", "cannot write %s: %s", dir, reasonOf(err))
	}
	return nil
}

// carried is the dossier as its documents carry it. A file that is not there is
// not carried: findings say that it is missing.
func carried(d *dossier.Dossier, factors string) (bundle.Bundle, error) {
	b := bundle.Bundle{Factors: factors != ""}
	root, err := os.OpenRoot(d.Dir) // a link cannot lead out of it
	if err != nil {
		return b, failed("无法读取 %s：%s", "cannot read %s: %s", d.Dir, reasonOf(err))
	}
	defer root.Close()
	seen := map[string]bool{}
	for _, name := range inputs(d, "") {
		inside, err := filepath.Rel(d.Dir, name)
		if err != nil || seen[inside] {
			continue
		}
		seen[inside] = true
		f, err := root.Open(inside)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = errors.Join(b.AddFrom(filepath.ToSlash(inside), f), f.Close())
		}
		if err != nil {
			return b, failed("无法读取 %s：%s", "cannot read %s: %s", name, reasonOf(err))
		}
	}
	return b, nil
}
