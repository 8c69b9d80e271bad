package cli

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wordText is all text of the parts of a Word file.
func wordText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out.String()
}

// One dossier, two dates of law: every form of its chapter names the law of its
// date and never the other one (law-2026: the Code holds from 2026-08-15 on).
func TestLawInEveryForm(t *testing.T) {
	dir := t.TempDir()
	old := []string{"中华人民共和国环境保护法", "中华人民共和国环境影响评价法", "中华人民共和国水污染防治法"}
	code := []string{"中华人民共和国生态环境法典"}
	for _, c := range []struct {
		on, document string
		names, never []string
	}{
		{"2025-06-30", "提交环境影响报告书（表）报批版", old, append(code, "生态环境影响报告书（表）", "生态环境法典")},
		{"2026-08-14", "提交环境影响报告书（表）报批版", old, append(code, "生态环境影响报告书（表）", "生态环境法典")},
		{"2026-12-01", "提交生态环境影响报告书（表）报批版", append(code, "生态环境法典 第一百八十二条",
			"生态环境法典 第一百八十三条"), old},
	} {
		for _, form := range []string{".md", ".html", ".docx", ".json"} {
			file := filepath.Join(dir, c.on+form)
			var out, errs bytes.Buffer
			if exit := Run([]string{"report", example("plating"), "--on", c.on, "--lang", "zh", "-o", file}, nil, &out,
				&errs); exit != 0 {
				t.Fatalf("%s %s: exit %d: %s", c.on, form, exit, errs.String())
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			if form == ".docx" {
				text = wordText(t, data)
			}
			names := append([]string{c.document, "排污许可管理条例"}, c.names...)
			if form == ".json" { // a clause there is an object, not a sentence
				names = append([]string{c.document, "排污许可管理条例"}, c.names[0])
			}
			for _, want := range names {
				if !strings.Contains(text, want) {
					t.Errorf("%s%s does not name %s", c.on, form, want)
				}
			}
			for _, wrong := range c.never {
				if strings.Contains(text, wrong) {
					t.Errorf("%s%s names %s", c.on, form, wrong)
				}
			}
		}
	}
}
