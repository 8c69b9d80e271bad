package dossier

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

func parseText(text string) (*Dossier, []calc.Finding) {
	return Parse(fstest.MapFS{MainFile: {Data: []byte(text)}, "data/2025.csv": {}, "data/lab.xlsx": {}})
}

func parseWhole(t *testing.T) *Dossier {
	t.Helper()
	d, fs := parseText(whole)
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	if d == nil {
		t.Fatal("no dossier")
	}
	return d
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestWholeIsRead(t *testing.T) {
	d := parseWhole(t)
	equal(t, "policy", d.Policy, "jilin-2022-12")
	equal(t, "date", d.Date, calc.MustDate("2026-03-31"))
	equal(t, "kind, by its Chinese word", d.Project.Kind, Expanded)
	equal(t, "project position", d.Project.At, calc.Position{File: MainFile, Line: 5})
	b, _ := d.Discharger("B")
	equal(t, "management", b.Management, calc.KeyManagement)
	l, _ := d.Line("A-L2")
	p, _ := l.Product("deco")
	equal(t, "pollutants", p.Pollutants, []calc.Pollutant{calc.Chromium, calc.CrVI})
	equal(t, "capacity as written", p.Capacity.Written, "200000 m2/a")
	equal(t, "capacity position", p.Capacity.At.Line, lineOf(t, whole, "capacity", 1))
	o, _ := d.Outlet("B-DA001")
	equal(t, "outlet", []string{string(o.Medium), string(o.Position), string(o.Grade)},
		[]string{"air", "stack", "general"})
	permit, _ := d.Permit("B-P")
	v, _ := permit.Version("2023")
	if len(v.Amounts) != 2 || !v.Amounts[1].Value.Amount.Equal(quantity.Must("20 kg/a")) {
		t.Errorf("permit amounts: %+v", v.Amounts)
	}
	e, _ := d.EIA("B-E1")
	equal(t, "eia lines", e.Lines, []string{"B-L1"})
	s, _ := d.Source("S1")
	equal(t, "line of an actual amount", s.Actual[0].Line, "B-L1")
	equal(t, "committed to", s.Committed[0].To, "示例丙项目")
	equal(t, "submitted", d.Submitted[0].Value, "124.6")
}

// An amount that names an outlet has the outlet's medium.
func TestMediumFollowsTheOutlet(t *testing.T) {
	d := parseWhole(t)
	equal(t, "permit", d.Permits[0].Versions[0].Amounts[0].Medium, calc.Water)
	equal(t, "quota", d.Quotas[0].Medium, calc.Water)
	equal(t, "intensity", d.Intensities[0].Medium, calc.Water)
	equal(t, "actual", d.Sources[0].Actual[0].Medium, calc.Water)
	equal(t, "eia, as stated", d.EIAs[0].Amounts[0].Medium, calc.Air)
}

// A closure may leave its date to the line.
func TestClosingDateFollowsTheLine(t *testing.T) {
	text := strings.Replace(whole, "closed = 2026-01-31\n", "", 1)
	text = strings.Replace(text, "name = \"硬铬生产线\"", "name = \"硬铬生产线\"\nclosed = 2026-01-30", 1)
	d, fs := parseText(text)
	if len(fs) > 0 {
		t.Errorf("findings: %v", fs)
	}
	equal(t, "closed", d.Sources[0].Closed, calc.MustDate("2026-01-30"))
}

func TestFeeds(t *testing.T) {
	d := parseWhole(t)
	d.Lines[1].Products = append(d.Lines[1].Products, Product{ID: "soft"})
	names := func(o Outlet) (out []string) {
		for _, f := range d.FeedsOf(o) {
			out = append(out, f.Line.ID+"/"+f.Product.ID)
		}
		return out
	}
	equal(t, "a line", names(d.Outlets[1]), []string{"B-L1/hard", "B-L1/soft"})
	equal(t, "a product", names(d.Outlets[2]), []string{"B-L1/hard"})
	equal(t, "nothing known", names(Outlet{Receives: []Feed{{Line: "none"}, {Line: "B-L1", Product: "none"}}}), nil)
}

func TestLookupOfNothing(t *testing.T) {
	d := parseWhole(t)
	_, a := d.Discharger("x")
	_, b := d.Line("x")
	_, c := d.Outlet("x")
	_, e := d.Permit("x")
	_, f := d.EIA("x")
	_, g := d.Source("x")
	_, h := d.Lines[0].Product("x")
	_, i := d.Permits[0].Version("x")
	if a || b || c || e || f || g || h || i {
		t.Error("something is found under an id that nothing has")
	}
}

func TestPlaces(t *testing.T) {
	var got []string
	for _, p := range parseWhole(t).Places() {
		got = append(got, strings.Join([]string{p.Subject, p.Code, p.At.String()}, " "))
	}
	equal(t, "places", got, []string{
		"project 220200 dossier.toml:11", "project 220203 dossier.toml:12",
		"discharger:A 220200 dossier.toml:18", "discharger:A 220203 dossier.toml:19",
		"discharger:B 220200 dossier.toml:26", "discharger:B 220201 dossier.toml:27",
	})
}

func codes(fs []calc.Finding) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.Code
	}
	slices.Sort(out)
	return out
}

// parts splits whole into its head and its top-level entries.
func parts() (head string, entries []string) {
	for _, block := range strings.Split(whole, "\n\n") {
		if strings.HasPrefix(block, "[[") {
			entries = append(entries, block+"\n\n")
		} else {
			head += block + "\n\n"
		}
	}
	return head, entries
}

// A part of a dossier may stand in an included file, and findings say which.
func TestIncludedFile(t *testing.T) {
	head, entries := parts()
	head = strings.Replace(head, "\n[project]", "include = [\"parts/more.toml\"]\n[project]", 1)
	more := strings.Replace(strings.Join(entries, ""), `rate = "1"`, `rate = "2" #! TD-DOS-023`, 1)
	d, fs := Parse(fstest.MapFS{MainFile: {Data: []byte(head)}, "parts/more.toml": {Data: []byte(more)},
		"data/2025.csv": {}, "data/lab.xlsx": {}})
	equal(t, "findings", got(t, fs, "parts/more.toml"), marked(more))
	equal(t, "files", d.Files, []string{MainFile, "parts/more.toml"})
	equal(t, "sources", len(d.Sources), 1)
}

// What belongs to the main file is refused in an included one, an include of
// an include among it.
func TestMainOnlyKeys(t *testing.T) {
	head := strings.Replace(whole, "\n[project]", "include = [\"more.toml\"]\n[project]", 1)
	more := "schema = \"tidai/dossier/1\" #! TD-DOS-004\npolicy = \"x\" #! TD-DOS-004\ndate = 2026-01-01 #! " +
		"TD-DOS-004\n" +
		"include = [\"again.toml\"] #! TD-DOS-004\n[project] #! TD-DOS-004\nname = \"x\"\n"
	d, fs := Parse(fstest.MapFS{MainFile: {Data: []byte(head)}, "more.toml": {Data: []byte(more)}, "data/2025.csv": {},
		"data/lab.xlsx": {}})
	equal(t, "findings", got(t, fs, "more.toml"), marked(more))
	equal(t, "project", d.Project.Name, "示例甲扩建项目")
}

// A file that cannot be read is one finding; what it would have described is
// not reported as dangling besides.
func TestUnreadableIncludeDoesNotEcho(t *testing.T) {
	head, _ := parts()
	head = strings.Replace(head, "\n[project]", "include = [\"more.toml\"]\n[project]", 1)
	for _, c := range []struct {
		name, code string
		fs         fstest.MapFS
	}{
		{"missing", CodeRead, fstest.MapFS{MainFile: {Data: []byte(head)}}},
		{"not TOML", document.CodeSyntax, fstest.MapFS{MainFile: {Data: []byte(head)},
			"more.toml": {Data: []byte("a = = 1\n")}}},
	} {
		_, fs := Parse(c.fs)
		equal(t, c.name, codes(fs), []string{c.code})
	}
}

func TestNothingToRead(t *testing.T) {
	for _, c := range []struct {
		name, code string
		fs         fstest.MapFS
	}{
		{"no file", CodeRead, fstest.MapFS{}},
		{"not TOML", document.CodeSyntax, fstest.MapFS{MainFile: {Data: []byte("schema = \n")}}},
	} {
		d, fs := Parse(c.fs)
		if d != nil {
			t.Errorf("%s: a dossier is returned", c.name)
		}
		equal(t, c.name, codes(fs), []string{c.code})
	}
}

// Open takes a folder or the file in it; positions are as the user would type
// them, and nothing outside the folder is read.
func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	secret := filepath.Join(filepath.Dir(dir), "secret.toml")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	write(secret, "[[outlet]]\n")
	main := filepath.Join(dir, MainFile)
	text := strings.Replace(whole, "\n[project]", "include = [\"link.toml\"]\n[project]", 1)
	text = strings.ReplaceAll(text, "data/", "")
	write(main, text)
	write(filepath.Join(dir, "lab.xlsx"), "")
	if err := os.Symlink(secret, filepath.Join(dir, "link.toml")); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := os.Symlink(secret, filepath.Join(dir, "2025.csv")); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{dir, main} {
		d, fs := Open(typed)
		if d == nil {
			t.Fatalf("%s: no dossier", typed)
		}
		// the include and the data file, links out of the folder
		equal(t, "findings of "+typed, codes(fs), []string{CodeRead, CodeRead})
		equal(t, "data file", fs[1].At, calc.Position{File: main, Line: lineOf(t, text, "2025.csv", 1)})
		equal(t, "position", fs[0].At, calc.Position{File: main, Line: 4})
		equal(t, "folder", d.Dir, dir)
		equal(t, "files", d.Files, []string{MainFile})
	}
	if d, fs := Open(filepath.Join(dir, "none")); d != nil || len(fs) != 1 || fs[0].Code != CodeRead {
		t.Errorf("a folder that is not there gives %v, %v", d, fs)
	}
}

// The order of top-level entries changes positions and nothing else.
func TestOrderDoesNotMatter(t *testing.T) {
	head, entries := parts()
	spoiled := []string{`rate = "1"`, `rate = "2"`, `permit = "B-P"`, `permit = "B-Q"`, `"75 kg/a"`, `"75 kg"`,
		`receives = ["A-L2"]`, `receives = ["A-L3"]`, `"Cr", "Cr6+"`, `"Cr6+"`}
	all := strings.NewReplacer(spoiled...).Replace(strings.Join(entries, ""))
	entries = strings.SplitAfter(strings.TrimSuffix(all, "\n\n"), "\n\n")
	entries[len(entries)-1] += "\n\n"
	d0, fs0 := parseText(head + strings.Join(entries, ""))
	if len(fs0) < 5 {
		t.Fatalf("only %d findings to compare: %v", len(fs0), fs0)
	}
	rapid.Check(t, func(rt *rapid.T) {
		d, fs := parseText(head + strings.Join(rapid.Permutation(entries).Draw(rt, "order"), ""))
		if !slices.Equal(codes(fs), codes(fs0)) {
			rt.Fatalf("codes %v, in the first order %v", codes(fs), codes(fs0))
		}
		if !slices.Equal(ids(d), ids(d0)) {
			rt.Fatalf("ids %v, in the first order %v", ids(d), ids(d0))
		}
	})
}

func ids(d *Dossier) []string {
	var out []string
	add := func(kind, id string) { out = append(out, kind+":"+id) }
	for _, x := range d.Dischargers {
		add("discharger", x.ID)
	}
	for _, x := range d.Lines {
		add("line", x.ID)
		for _, p := range x.Products {
			add("product", x.ID+"/"+p.ID)
		}
	}
	for _, x := range d.Outlets {
		add("outlet", x.ID)
	}
	for _, x := range d.Permits {
		add("permit", x.ID)
	}
	for _, x := range d.EIAs {
		add("eia", x.ID)
	}
	for _, x := range d.Sources {
		add("source", x.ID)
	}
	slices.Sort(out)
	return out
}

// Equal input gives equal output, findings in the same order.
func TestDeterministic(t *testing.T) {
	text := strings.ReplaceAll(strings.ReplaceAll(whole, "B-L1", "B-L9"), "kg/a", "kg")
	d0, fs0 := parseText(text)
	for range 5 {
		d, fs := parseText(text)
		equal(t, "dossier", d, d0)
		equal(t, "findings", fs, fs0)
	}
	if len(fs0) == 0 {
		t.Error("nothing to compare")
	}
}

func TestNearest(t *testing.T) {
	ids := []string{"B-DW002", "B-DW001", "A-L1"}
	for _, c := range []struct{ s, want string }{{"B-DW01", "B-DW001"}, {"B-DW003", "B-DW001"}, {"", ""},
		{"生产线", ""}, {"A-L2", "A-L1"}} {
		equal(t, c.s, document.Nearest(c.s, ids), c.want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("ema = \"tidai/dos\\")) // the decoder reports line 0
	f.Add([]byte("include = [\"a.toml\", \"dossier.toml\"]\nproject = 1\nline = [{product = [{}]}, {}]\n"))
	for _, x := range faults {
		f.Add([]byte(strings.Replace(whole, x.old, x.new, 1)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, fs := Parse(fstest.MapFS{MainFile: {Data: data}})
		if d == nil && len(fs) == 0 {
			t.Fatal("neither a dossier nor a reason")
		}
		for _, x := range fs {
			if x.At.File != MainFile || x.At.Line < 1 || x.At.Line > strings.Count(string(data), "\n")+1 {
				t.Fatalf("finding without a place: %v", x)
			}
			if x.Message.ZH == "" || x.Message.EN == "" {
				t.Fatalf("finding without words: %v", x)
			}
		}
		if d != nil {
			for _, o := range d.Outlets {
				d.FeedsOf(o)
			}
			d.Places()
		}
	})
}
