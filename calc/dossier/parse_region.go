package dossier

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// RegionFile is the file a region begins with.
const RegionFile = "region.toml"

// RegionSchema is the value of its schema key.
const RegionSchema = "tidai/region/1"

// Region is a list of projects that are planned together, and the sources
// that belong to none of them.
type Region struct {
	Name     string
	Projects []RegionProject
	Shared   *Dossier // sources with what they name; it has no project
}

// RegionProject is one project of a region: the folder of its dossier.
type RegionProject struct {
	At  calc.Position
	ID  string // last part of the path
	Dir string // as the program opens it
}

// OpenRegion reads the region in the folder dir, or the one whose main file is
// dir, with the files it includes, not the dossiers it lists. It is nil only
// where nothing could be read.
func OpenRegion(dir string) (*Region, []calc.Finding) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() && filepath.Base(dir) == RegionFile {
		dir = filepath.Dir(dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, []calc.Finding{regionUnreadable(dir, err)}
	}
	defer root.Close()
	return parseRegion(root.FS(), dir)
}

func parseRegion(fsys fs.FS, dir string) (*Region, []calc.Finding) {
	shown := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	data, err := readFile(fsys, RegionFile)
	if err != nil {
		return nil, []calc.Finding{regionUnreadable(shown(RegionFile), err)}
	}
	main := document.Parse(shown(RegionFile), data)
	if bad := main.Syntax(); bad != nil {
		return nil, bad
	}
	r := newReader(fsys)
	r.d.Dir, r.d.Files = dir, []string{RegionFile}
	files := []*document.Table{main}
	for _, inc := range r.includes(main) {
		if t := r.include(fsys, inc, main.Pos("include"), shown); t != nil {
			files = append(files, t)
		}
	}
	out := r.region(main, dir)
	for i, t := range files {
		if i > 0 {
			r.regionOnly(t)
		}
		r.supplies(t)
		r.findings = append(r.findings, t.Findings()...)
	}
	r.check()
	out.Shared = r.d
	return out, calc.SortFindings(placed(r.findings, shown(RegionFile)))
}

func regionUnreadable(name string, err error) calc.Finding {
	f := unreadable(calc.Position{File: name}, name, err)
	f.Remedy = calc.Textf("核对路径；区域文件夹中应有 %s", "check the path; the folder of a region holds a %s",
		RegionFile)
	return f
}

// region reads what only the main file of a region states.
func (r *reader) region(t *document.Table, dir string) *Region {
	r.d.At = r.enter(t)
	if schema := t.String("schema", true); schema != "" && schema != RegionSchema {
		r.report(t.Pos("schema"), CodeSchema, "region",
			calc.Textf("不认识的 schema %q", "unknown schema %q", schema),
			calc.Textf("写 schema = %q", "write schema = %q", RegionSchema))
	}
	r.d.Policy, r.d.Date = t.String("policy", true), t.Date("date", true)
	out := &Region{Name: t.String("name", true)}
	at := t.Pos("projects")
	for _, name := range t.Strings("projects", true) {
		if strings.ContainsAny(name, `\:`) || path.IsAbs(name) || name == "" {
			r.report(at, CodeInclude, "region",
				calc.Textf("projects 的 %q 不可用：只能是用 / 分隔的相对路径",
					"projects: %q cannot be used: only a relative path with forward slashes", name),
				calc.Text{ZH: "写相对于 region.toml 的文件夹", EN: "write a folder relative to region.toml"})
			continue
		}
		out.Projects = append(out.Projects, RegionProject{At: at, ID: path.Base(path.Clean(name)),
			Dir: filepath.Join(dir, filepath.FromSlash(name))})
	}
	r.checkProjects(out.Projects)
	if t.Has("projects") && len(out.Projects) == 0 {
		r.incomplete(at, "region", "projects", calc.Text{ZH: "区域至少有一个项目",
			EN: "a region has at least one project"})
	}
	return out
}

// checkProjects: the last part of the path names a project, so it is unique.
func (r *reader) checkProjects(list []RegionProject) {
	seen := map[string]bool{}
	for _, p := range list {
		if seen[p.ID] {
			r.report(p.At, CodeDuplicate, "project:"+p.ID,
				calc.Textf("两个项目的文件夹都叫 %s", "two projects have folders called %s", p.ID),
				calc.Text{ZH: "每个项目只列一次；给文件夹不同的名称",
					EN: "list a project once; give the folders different names"})
		}
		if p.ID == "." || p.ID == ".." {
			r.report(p.At, CodeInclude, "region",
				calc.Textf("项目文件夹 %s 没有名称", "the folder %s of a project has no name", p.Dir),
				calc.Text{ZH: "写出文件夹的名称", EN: "write the name of the folder"})
		}
		seen[p.ID] = true
	}
}

// supplies reads the arrays that describe sources.
func (r *reader) supplies(t *document.Table) {
	each := func(key string, read func(*document.Table)) {
		for _, sub := range t.Tables(key) {
			read(sub)
		}
	}
	each("discharger", r.discharger)
	each("line", r.line)
	each("outlet", r.outlet)
	each("permit", r.permit)
	each("eia", r.eia)
	each("source", r.source)
}

// regionOnly reports what an included file of a region must not state.
func (r *reader) regionOnly(t *document.Table) {
	for _, key := range []string{"schema", "policy", "date", "include", "name", "projects"} {
		if t.Has(key) {
			r.report(t.Pos(key), CodeMainOnly, "file:"+t.At().File,
				calc.Textf("%s 只能写在 %s 中", "%s may only stand in %s", key, RegionFile),
				calc.Textf("从该文件删去，或移到 %s", "remove it here, or move it to %s", RegionFile))
		}
	}
}
