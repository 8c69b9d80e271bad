package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// dossiers are the bundled examples; the calls below run on each of them.
var dossiers = []string{"plating", "lead-battery", "smelting", "leather", "mining", "pvc"}

// forms are the formats of every page; CSV and JSON are those for programs.
var forms = []string{"table", "md", "html", "docx", "csv", "json"}

// a call is one command line. A name of the form @out stands for a folder of
// the outputs, one for each call.
type call []string

// label names the files a call leaves, and so has no separator of paths.
func (c call) label() string {
	text := strings.NewReplacer("testdata/dossiers/", "", "testdata/", "", "--", "", "@inputs/", "", "/", "_", " ", "_",
		":", "_", "*", "_").Replace(strings.Join(c, "+"))
	return text
}

// calls are all command lines, over the examples, formats and languages.
func calls() []call {
	var out []call
	add := func(words ...string) { out = append(out, words) }
	page := func(extra []string, words ...string) { // in every form and both languages
		for _, form := range append(append([]string(nil), forms...), extra...) {
			for _, lang := range []string{"zh", "en"} {
				add(append(append([]string(nil), words...), "--format", form, "--lang", lang)...)
			}
		}
	}
	for _, name := range dossiers {
		dir := "testdata/dossiers/" + name
		for _, command := range []string{"scope", "check", "permit", "reduce", "explain", "actual", "account"} {
			page(nil, command, dir)
		}
		page([]string{"ics"}, "plan", dir)
		page([]string{"sarif", "junit"}, "review", dir)
		page(nil, "permit", "--methods", dir)
		page(nil, "compare", dir, "--set", "project.commissioning=2027-12-01")
		page(nil, "plan", dir, "--on", "2021-01-01", "--as-of", "2026-09-02")
		page(nil, "actual", dir, "--year", "2025", "--use", "before", "--hours")
		page(nil, "actual", dir, "--uncertainty", "--seed", "7", "--recheck")
		for _, target := range []string{"source:S1", "source:S2", "source:S3", "demand/Cr", "demand/Pb", "new/Hg"} {
			page(nil, "explain", dir, target)
		}
		for _, lang := range []string{"zh", "en"} {
			add("report", dir, "-o", "@out", "--lang", lang)
			add("review", dir, "--template", "@out/template.csv", "--lang", lang)
			add("review", dir, "--template", "@out/template.xlsx", "--lang", lang)
			add("plan", dir, "--plain", "--format", "html", "--lang", lang)
			add("review", dir, "--beside", "testdata/dossiers/plating", "--lang", lang)
		}
	}
	page(nil, "plan", "--region", "testdata/regions/example")
	add("plan", "--region", "testdata/regions/example", "--certificate", "@out/certificate.json")
	page(nil, "diff", "testdata/dossiers/leather", "@inputs/leather-2")
	page(nil, "diff", "testdata/dossiers/plating", "testdata/dossiers/plating")
	page(nil, "compare", "testdata/dossiers/plating", "testdata/dossiers/pvc")
	page(nil, "sweep", "testdata/dossiers/leather", "--set",
		"line.A-L1.product.capacity=10000:12000:500 t 生皮/a")
	page(nil, "sweep", "testdata/dossiers/leather", "--scenario", "without-S2", "--set", "source.S1.keep=0:10:5 %")
	page(nil, "batch", "testdata/dossiers")
	page([]string{"sarif", "junit"}, "review", "testdata/dossiers/leather", "--submitted", "@inputs/wrong.csv")
	page(nil, "plan", "--verify-certificate", "@inputs/certificate.json")
	page(nil, "plan", "testdata/dossiers/leather", "--factors", "@inputs/local")
	page(nil, "check", "@inputs/plating-wrong")
	add("report", "testdata/dossiers/leather", "--factors", "@inputs/local", "-o", "@out")
	add("report", "@inputs/leather-short", "-o", "@out", "--lang", "en")
	page(nil, "plan", "@inputs/leather-short")
	page(nil, "monitor", "@inputs/hours.csv")
	page(nil, "monitor", "@inputs/hours.csv", "--by", "outlet,month", "--from", "2025-02-01")
	page(nil, "monitor", "testdata/dossiers/leather/data/B-DW001-2025.csv", "--limit", "Cr=0.03mg/L")
	page(nil, "monitor", "@inputs/open.csv", "--column", "总铅=Pb[ug/L]", "--hour-mark", "ending")
	page(nil, "explain", "TD-RED-001")
	page(nil, "explain", "TD-RED")
	page(nil, "explain", "testdata/dossiers/plating", "TD-RED-001")
	for _, words := range []string{"factors list --metal Cr --medium water --kind limit",
		"factors list --status transcript",
		"factors show gb30484.gas-volume", "factors show jilin-2022-12.ratio",
		"factors show gb9078.t4.new.pb.metal-melting.zone1", "factors search special chromium limit", "factors gaps",
		"factors lint testdata/factors-bad", "policy list", "policy show", "policy clauses", "policy coverage"} {
		page(nil, strings.Fields(words)...)
	}
	page(nil, "factors", "show", "census.plating.pretreatment.chromic-etch.barrel.air.volume")
	for _, lang := range []string{"zh", "en"} {
		for _, words := range []string{"help", "help plan", "help exit-codes", "plann", "plan", "version", "factors",
			"plan nowhere",
			"plan testdata/dossiers/plating --frobnicate", "plan testdata/dossiers/plating --format xml",
			"check testdata/dossiers/plating --format ics", "policy new x-y",
			"explain testdata/dossiers/plating demand/Cx",
			"monitor @inputs/hours.csv --by week", "compare testdata/dossiers/plating",
			"actual testdata/dossiers/mining"} {
			add(append(strings.Fields(words), "--lang", lang)...)
		}
		for _, command := range []string{"scope", "check", "permit", "monitor", "actual", "reduce", "plan", "compare",
			"sweep",
			"account", "report", "open", "review", "diff", "batch", "explain", "factors", "policy"} {
			add(command, "--help", "--lang", lang)
		}
	}
	return out
}

// A variant is a bundled example with one text replaced.
type variant struct{ of, file, old, new string }

var variants = map[string]variant{
	"leather-2":     {"leather", "dossier.toml", "capacity   = \"10000 t 生皮/a\"", "capacity   = \"10400 t 生皮/a\""},
	"leather-short": {"leather", "dossier.toml", "capacity   = \"10000 t 生皮/a\"", "capacity   = \"16000 t 生皮/a\""},
	"plating-wrong": {"plating", "sources.toml", "deadline", "deadlin"},
}

// inputs are small files. The local limit gives the demand a doubt that the
// sources do not have, so that footnotes numbered in another order are seen.
var inputs = map[string]string{
	"local/cr.toml": `[instrument]
id = "GB 30486-2013"

[[value]]
id = "gb30486.t3.water.cr"
kind = "limit"
medium = "water"
pollutant = "Cr"
class = "special"
value = "0.5"
unit = "mg/L"
clause = "表3（4.4）"
since = 2014-03-01
status = "text"
source = "local order"
`,
	"open.csv": "时间,总铅\n2025-01-01 01:00,1\n2025-01-01 02:00,2\n",
	"wrong.csv": "target,value,unit,label\nnew/Cr,61.0,kg/a,表3-1\nneu/Cr,1,kg/a,\ndemand/Cr,60.0,kg/a,\n" +
		"own/Cr,0.06,t/a,\nA-DW001/Cr/permitted,60,kg/a,\nB-DW001/Cr/permitted,1.5,kg/a,\n",
}

// prepare writes the inputs the calls name by @inputs: variants of an example
// whose findings, footnotes or shortfall differ from those bundled.
func prepare(dir string) error {
	for name, v := range variants {
		to := filepath.Join(dir, name)
		if err := os.CopyFS(to, os.DirFS("testdata/dossiers/"+v.of)); err != nil {
			return err
		}
		file := filepath.Join(to, v.file)
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !strings.Contains(string(text), v.old) {
			return fmt.Errorf("%s no longer says %s", file, v.old)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(text), v.old, v.new, 1)), 0o666); err != nil {
			return err
		}
	}
	for name, text := range inputs {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return err
		}
	}
	var b strings.Builder
	b.WriteString("time,outlet,Pb(mg/L),Cd(mg/L),flow(m3/h)\n")
	for hour := range 24 * 90 {
		day, h := hour/24, hour%24
		month, date := 1+day/30, 1+day%30
		if month == 2 && date > 28 {
			continue
		}
		fmt.Fprintf(&b, "2025-%02d-%02d %02d:00,DW00%d,0.%03d,<0.0%02d,%d\n", month, date, h, 1+hour%2, 100+hour*7%400,
			1+hour%9,
			8+hour%5)
	}
	return os.WriteFile(filepath.Join(dir, "hours.csv"), []byte(b.String()), 0o666)
}
