package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// withData is the lead-battery example with other samples of the stack H-DA001,
// whose amount is mean concentration × mean flow × 7000 h.
func withData(t testing.TB, csv string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dossier")
	if err := os.CopyFS(dir, os.DirFS("../../../../testdata/dossiers/lead-battery")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "H-DA001.csv"), []byte(csv), 0o666); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "documents.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "data/H-DA001-2025.xlsx", "data/H-DA001.csv", 1)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil || text == string(data) {
		t.Fatal(err, "not changed")
	}
	return dir
}

// firstTwo are the verdict on one figure and the first two mistakes that are named.
func firstTwo(t testing.TB, dir, target, value, unit string) (verdict string, named []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "figures.csv")
	if err := os.WriteFile(file, []byte("target,value,unit\n"+target+","+value+","+unit+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	out, _ := say(t, "review", dir, "--submitted", file, "--format", "json")
	var doc struct {
		Figures []struct {
			Target, Verdict string
			Causes          []struct{ Mistakes []string }
		}
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, f := range doc.Figures {
		if f.Target == target {
			for _, c := range f.Causes[:min(2, len(f.Causes))] {
				named = append(named, strings.Join(c.Mistakes, "+"))
			}
			return f.Verdict, named
		}
	}
	t.Fatalf("%s was not reviewed: %s", target, out)
	return "", nil
}

// Means 0.10 mg/m3 measured and 0.15 converted, × 1000 m3/h × 7000 h: 0.700 kg, and
// 1.05 kg by the mistake. 0.10 and < 0.02: 0.42 kg with the limit, 0.35 with zero.
func TestMistakesInData(t *testing.T) {
	converted := withData(t, "采样日期,铅实测浓度(mg/m3),铅折算浓度(mg/m3),标干流量(m3/h),报告编"+
		"号\n2025-03-03,0.08,0.11,1000,R1\n2025-09-03,0.12,0.19,1000,R2\n")
	censored := withData(t,
		"采样日期,铅实测浓度(mg/m3),标干流量(m3/h),报告编号\n2025-03-03,0.10,1000,R1\n2025-09-03,<0.02,1000,R2\n")
	for _, c := range []struct{ dir, value, verdict, mistake string }{
		{converted, "0.700", "agrees", ""},
		{converted, "1.05", "differs", "converted-concentration"},
		{censored, "0.420", "agrees", ""},
		{censored, "0.350", "differs", "non-detect"},
	} {
		verdict, named := firstTwo(t, c.dir, "actual:H-DA001/Pb", c.value, "kg")
		if verdict != c.verdict || c.mistake != "" && !slices.Contains(named, c.mistake) {
			t.Errorf("%s: %s %q, want %s %q", c.value, verdict, named, c.verdict, c.mistake)
		}
	}
}
