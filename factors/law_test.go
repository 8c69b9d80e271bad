package factors

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

func clausesOf(list []calc.Basis) string {
	var out []string
	for _, x := range list {
		out = append(out, x.Clause.String())
	}
	return strings.Join(out, "; ")
}

// The Code holds from 2026-08-15 on, the laws it repeals until the day before;
// the State Council's regulation on permits goes on (law-2026.md, 1).
func TestLawByDate(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		topic       Topic
		before, now string
	}{
		{FalseData, "环境保护法 第四十二条; 环境保护法 第六十三条",
			"生态环境法典 第一百六十四条; 生态环境法典 第一千一百零八条"},
		{FalseReport, "环境影响评价法 第三十二条", "生态环境法典 第一千零九十六条; 生态环境法典 第一千零九十七条"},
		{AreaSuspension, "环境保护法 第四十四条第二款", "生态环境法典 第一百五十八条"},
		{EIAReexamination, "环境影响评价法 第二十四条第二款",
			"生态环境法典 第一百零六条第二款; 生态环境法典 第一百零七条"},
		{PermitAnew, "排污许可管理条例 第十五条", "生态环境法典 第一百八十二条; 排污许可管理条例 第十五条"},
		{PermitValidity, "排污许可管理条例 第十四条", "生态环境法典 第一百八十二条; 排污许可管理条例 第十四条"},
		{RecordKeeping, "排污许可管理条例 第二十一条", "生态环境法典 第一百八十三条; 排污许可管理条例 第二十一条"},
		{Registered, "", "生态环境法典 第一百八十六条"},
		{KeyAreas, "", "生态环境法典 第一百七十三条"},
	} {
		for day, want := range map[string]string{"2025-06-30": c.before, "2026-08-14": c.before,
			"2026-08-15": c.now, "2026-12-31": c.now} {
			if got := clausesOf(b.Law(on(day)).Of(c.topic)); got != want {
				t.Errorf("%s on %s: got %q, want %q", c.topic, day, got, want)
			}
		}
	}
}

// On no day the Code and a law it repeals hold together, and on none of these
// days neither: article 1242 repeals ten laws on the day it begins.
func TestOneLawAtATime(t *testing.T) {
	b := builtinBook(t)
	repealed := 0
	for _, in := range b.Instruments() {
		if in.ReplacedBy == "生态环境法典" {
			repealed++
		}
	}
	if repealed != 10 {
		t.Errorf("%d laws are repealed, article 1242 names ten", repealed)
	}
	for _, day := range []string{"2025-01-01", "2026-08-14", "2026-08-15", "2030-01-01"} {
		law := b.Law(on(day))
		code := slices.ContainsFunc(law.Statutes, func(in Instrument) bool { return in.ID == "生态环境法典" })
		old := slices.ContainsFunc(law.Statutes, func(in Instrument) bool { return in.ReplacedBy == "生态环境法典" })
		if code == old || code != (day >= "2026-08-15") {
			t.Errorf("%s: Code %v, old laws %v", day, code, old)
		}
	}
}

func TestWordsOfTheLaw(t *testing.T) {
	b := builtinBook(t)
	for day, want := range map[string]string{"2026-08-14": "环境影响报告书（表）",
		"2026-08-15": "生态环境影响报告书（表）"} {
		if got := b.Law(on(day)).Word(EIADocument).ZH; got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
	if got := (Law{}).Word(EIADocument).ZH; got != "环评文件" {
		t.Errorf("without a law: %s", got)
	}
}

// Years of targets that are over have ended: 2025 of 环固体〔2022〕17号, 2020 of
// its predecessor.
func TestTargetsAreOver(t *testing.T) {
	want := map[string]string{"mee-2022-17.target.2025": "2025-12-31", "mee-2018-22.target.2020": "2020-12-31"}
	for id, day := range want {
		if v, ok := builtinBook(t).Value(id); !ok || v.Until.String() != day {
			t.Errorf("%s ends on %s, want %s", id, v.Until, day)
		}
	}
}

// HJ 212-2025 replaces HJ 212-2017 on 2026-01-01.
func TestSuccessors(t *testing.T) {
	b := builtinBook(t)
	old, _ := b.Instrument("HJ 212-2017")
	now, _ := b.Instrument("HJ 212-2025")
	if old.ReplacedBy != now.ID || old.InForce(on("2026-01-01")) || !now.InForce(on("2026-01-01")) ||
		now.InForce(on("2025-12-31")) {
		t.Errorf("%+v, %+v", old, now)
	}
}

// Every topic and every word the code asks for is known on a day of late 2026.
func TestEveryTopicIsKnown(t *testing.T) {
	law := builtinBook(t).Law(on("2026-12-01"))
	for _, topic := range Topics.Values() {
		if len(law.Of(topic)) == 0 {
			t.Errorf("no provision on %s", topic)
		}
	}
	if len(law.Unknown) != 2 {
		t.Errorf("%d lists nobody has found, want those of areas and of industries", len(law.Unknown))
	}
}

// The years a law sets are data: whole years of a's own unit, five for each of
// these topics today (the Code 106, 182, 183, 186), none where a law sets none.
func TestYearsOfTheLaw(t *testing.T) {
	law := builtinBook(t).Law(on("2026-12-01"))
	for _, topic := range []Topic{EIAReexamination, PermitValidity, RecordKeeping, Registered} {
		if n, ok := law.Years(topic); !ok || n != 5 {
			t.Errorf("%s: %d years", topic, n)
		}
	}
	if n, ok := law.Years(FalseData); ok {
		t.Errorf("false data: %d years", n)
	}
	for _, bad := range []string{"1.5 a", "0 a", "5 d", "5"} {
		own := fmt.Sprintf("[instrument]\nid = \"生态环境法典\"\n\n[[provision]]\nid = \"code-2026.183\"\n"+
			"topic = \"record-keeping\"\nclause = \"第一百八十三条\"\nsummary_zh = \"保存\"\nsummary_en = \"kept\"\n"+
			"status = \"text\"\nsource = \"example\"\nyears = %q\n", bad)
		_, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(own)}}, "mine")
		if len(findings) != 1 || findings[0].At.Line != 12 {
			t.Errorf("years = %q: %v", bad, findings)
		}
	}
}

// A user's own file adds a law, and changes a provision by its id.
func TestOwnLaw(t *testing.T) {
	own := `[instrument]
id = "生态环境法典"

[[provision]]
id = "code-2026.183"
topic = "record-keeping"
clause = "第一百八十三条第一款"
summary_zh = "保存五年"
summary_en = "kept for five years"
status = "text"
source = "our copy of the gazette"
`
	b, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(own)}}, "mine")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	if n, _ := b.Law(on("2026-12-01")).Years(RecordKeeping); n != 5 {
		t.Errorf("%d years: an entry that says nothing of the term changes it", n)
	}
	want := "生态环境法典 第一百八十三条第一款; 排污许可管理条例 第二十一条"
	if got := clausesOf(b.Law(on("2026-12-01")).Of(RecordKeeping)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
