// Command bigregion writes a wholly invented region of any size, the same
// bytes for the same flags: a folder with region.toml, a dossier for every
// project, and the sources city by city; or one dossier with all the sources.
// docs/performance.md measures tidai plan and report with it.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	var r region
	flag.IntVar(&r.projects, "projects", 1000, "projects to write")
	flag.IntVar(&r.sources, "sources", 1000, "sources to write")
	flag.IntVar(&r.whole, "whole", 0, "percent of the sources that go whole")
	flag.IntVar(&r.lots, "lots", 0, "percent of the sources with a least transfer")
	flag.BoolVar(&r.priced, "priced", false, "every source states a price")
	flag.BoolVar(&r.one, "one", false,
		"one dossier: a mining project that needs nearly all there is of the sources, each of four metals")
	out := flag.String("o", "", "folder to write; it must not exist")
	flag.Parse()
	if err := r.write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "bigregion:", err)
		os.Exit(1)
	}
}

type region struct {
	projects, sources, whole, lots int
	priced, one                    bool
	state                          uint64
}

// next draws from a linear congruential generator (Knuth's MMIX constants):
// the files must be the same everywhere and at every version of Go.
func (r *region) next(n int) int {
	r.state = r.state*6364136223846793005 + 1442695040888963407
	return int((r.state >> 33) % uint64(n))
}

var cities = []string{"220100", "220200", "220300", "220400", "220500", "220600", "220700", "220800", "222400"}

// kind is an industry with a line that it is typical of. In capacity stands
// how much makes about one kg/a of its metals.
type kind struct {
	class, industry, specification, line, product, outlet, unit string
	capacity                                                    int
	metals                                                      []string
}

var kinds = []kind{
	{"0911", "nonferrous-mining", "HJ 1120-2020", "general_process = \"water-treatment\"\n",
		"process = \"beneficiation\"\n", "standard = \"GB 25467-2010\"\n", "t 原矿/a", 2000, []string{"Pb", "Hg", "Cd",
			"As"}},
	{"3360", "electroplating", "HJ 855-2017", "", "process = \"single-layer\"\n", "", "m2/a", 5000,
		[]string{"Cr", "Cd", "Pb"}},
	{"1910", "leather", "HJ 859.1-2017", "", "process = \"raw-finished\"\n", "", "t 生皮/a", 100, []string{"Cr"}},
	{"3843", "lead-battery", "HJ 967-2018", "", "process = \"plates\"\n", "", "kVAh/a", 10000, []string{"Pb"}},
}

func (r *region) write(dir string) error {
	if dir == "" {
		return fmt.Errorf("-o names no folder")
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	if r.one {
		return os.WriteFile(filepath.Join(dir, "dossier.toml"), r.dossier(), 0o666)
	}
	var main bytes.Buffer
	fmt.Fprintf(&main, "schema = \"tidai/region/1\"\nname = \"示例区域 %d×%d\"\npolicy = \"jilin-2022-12\"\ndate = "+
		"2026-03-31\nprojects = [\n", r.projects, r.sources)
	for i := range r.projects {
		name := fmt.Sprintf("p%04d", i)
		if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name, "dossier.toml"), r.project(i), 0o666); err != nil {
			return err
		}
		fmt.Fprintf(&main, "  %q,\n", name)
	}
	fmt.Fprint(&main, "]\ninclude = [")
	files := make([]bytes.Buffer, len(cities))
	for i := range r.sources {
		k := r.next(len(cities))
		r.source(&files[k], i, cities[k])
	}
	for k, city := range cities {
		fmt.Fprintf(&main, "%q, ", city+".toml")
		if err := os.WriteFile(filepath.Join(dir, city+".toml"), files[k].Bytes(), 0o666); err != nil {
			return err
		}
	}
	fmt.Fprintln(&main, "]")
	return os.WriteFile(filepath.Join(dir, "region.toml"), main.Bytes(), 0o666)
}

// day is a day of 2026 or 2027.
func (r *region) day(from int) string {
	m := from + r.next(12)
	return fmt.Sprintf("%d-%02d-%02d", 2026+m/12, 1+m%12, 1+r.next(28))
}

// firm is one of four hundred; a firm has one industry and one city.
func (r *region) firm(w *bytes.Buffer, id, city string, n int) string {
	code := credit(fmt.Sprintf("91%s02MA00T%04d", city[:4], n))
	fmt.Fprintf(w, "[[discharger]]\nid = %q\nname = \"示例%04d有限公司\"\ncredit_code = %q\ncity = %q\ncounty = "+
		"%q\nmanagement = \"key\"\n", id, n, code, city, city[:4]+"02")
	return code
}

func (k kind) lines(w *bytes.Buffer, id string, capacity int) {
	fmt.Fprintf(w, "[[line]]\nid = \"%[1]s-L\"\ndischarger = %[1]q\nname = \"%[1]s 线\"\ngbt4754 = %[2]q\nindustry "+
		"= %[3]q\nspecification = %[4]q\n%[5]s", id, k.class, k.industry, k.specification, k.line)
	fmt.Fprintf(w, "[[line.product]]\nid = \"x\"\nname = \"示例产品\"\n%scapacity = \"%d %s\"\npollutants = [\"%s\"]\n",
		k.product, capacity, k.unit, strings.Join(k.metals, "\", \""))
	fmt.Fprintf(w, "[[outlet]]\nid = \"%[1]s-W\"\ncode = \"DW001\"\ndischarger = %[1]q\nmedium = "+
		"\"water\"\nposition = \"workshop\"\ngrade = \"main\"\nreceives = [\"%[1]s-L\"]\nlimit_class = \"new\"\n%[2]s",
		id, k.outlet)
}

func (r *region) project(i int) []byte {
	city, k := cities[r.next(len(cities))], kinds[r.next(len(kinds))]
	return r.projectOf(i, city, k, func() int { return k.capacity * (1 + r.next(50)) })
}

// projectOf draws the capacity last, as the files always were.
func (r *region) projectOf(i int, city string, k kind, capacity func() int) []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, "schema = \"tidai/dossier/1\"\npolicy = \"jilin-2022-12\"\ndate = 2026-03-31\n[project]\nname = "+
		"\"示例项目 %d\"\nkind = \"new\"\ndischarger = \"F\"\nlines = [\"F-L\"]\ncommissioning = %s\ncity = "+
		"%q\ncounty = %q\n",
		i, r.day(9), city, city[:4]+"02")
	r.firm(&w, "F", city, r.next(400))
	k.lines(&w, "F", capacity())
	return w.Bytes()
}

// dossier is a project of mining with all the sources, of mining too: every
// source gives each metal 1 to 50 kg/a.
func (r *region) dossier() []byte {
	w := bytes.NewBuffer(r.projectOf(0, cities[0], kinds[0], func() int { return kinds[0].capacity * r.sources * 24 }))
	for i := range r.sources {
		r.sourceOf(w, i, cities[r.next(len(cities))], kinds[0])
	}
	return w.Bytes()
}

func (r *region) source(w *bytes.Buffer, i int, city string) {
	r.sourceOf(w, i, city, kinds[r.next(len(kinds))])
}

func (r *region) sourceOf(w *bytes.Buffer, i int, city string, k kind) {
	id := fmt.Sprintf("s%04d", i)
	code := r.firm(w, id, city, r.next(400))
	k.lines(w, id, k.capacity*50)
	fmt.Fprintf(w, "[[permit]]\nid = %q\nnumber = \"%s001P\"\ndischarger = %q\ncancelled = "+
		"2026-03-01\ncancelled_evidence = \"示例注销决定\"\n[[permit.version]]\nid = \"2022\"\nvalid_from = "+
		"2022-06-01\nvalid_to = 2027-05-31\n", id+"-P", code, id)
	for _, m := range k.metals {
		fmt.Fprintf(w, "[[permit.version.amount]]\noutlet = %q\npollutant = %q\namount = \"%d.%03d kg/a\"\n", id+"-W",
			m, 1+r.next(50), r.next(1000))
	}
	fmt.Fprintf(w, "[[source]]\nid = %q\nline = %q\nbasis = \"closure\"\nmeasure = "+
		"[\"eliminate-outdated\"]\nresponsible = \"示例单位\"\ndeadline = %s\npermit = %q\nbefore = "+
		"\"2022\"\nclosed = 2026-01-31\nclosed_evidence = \"示例意见\"\nevidence = [\"示例意见\"]\ncity_opinion = "+
		"\"示例函\"\n",
		id, id+"-L", r.day(3), id+"-P")
	switch x := r.next(100); {
	case x < r.whole:
		fmt.Fprintln(w, "whole = true")
	case x < r.whole+r.lots:
		fmt.Fprintf(w, "lot = \"%d kg/a\"\n", 1+r.next(10))
	}
	if x := 100 + r.next(900); r.priced {
		fmt.Fprintf(w, "price = \"%d 元/kg\"\n", x)
	}
}

// credit appends the check character of GB 32100-2015 to 17 characters.
func credit(code string) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for _, c := range code {
		sum += strings.IndexRune(alphabet, c) * weight
		weight = weight * 3 % 31
	}
	return code + alphabet[(31-sum%31)%31:][:1]
}
