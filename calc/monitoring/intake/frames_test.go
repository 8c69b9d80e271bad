package intake

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm4"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/hj212"
)

// frame writes one message of hourly data: ";" between codes, "," between the
// fields of one.
func frame(t *testing.T, cn, at string, fields ...string) string {
	t.Helper()
	body, last := "DataTime="+at, ""
	for _, f := range fields {
		code, _, _ := strings.Cut(f, "-")
		if code == last {
			body += "," + f
		} else {
			body += ";" + f
		}
		last = code
	}
	segment := fmt.Sprintf("QN=20250101000000000;ST=32;CN=%s;PW=000000;MN=010000A8900016F000169DC0;Flag=4;CP=&&%s&&",
		cn,
		body)
	if len(segment) > hj212.MaxSegment {
		t.Fatalf("%d bytes do not fit into one frame", len(segment))
	}
	return fmt.Sprintf("##%04d%s%04X\r\n", len(segment), segment, hj212.CRC([]byte(segment)))
}

// The trap of the protocol: w20120 (Pb) is in ug/L, w20116 (Cr) in mg/L; the
// flow's total is m3, its average L/s.
func TestReadFrames(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20120-Avg=120", "w20120-Cou=0.6", "w20120-Flag=N", "w20116-Avg=0.3",
		"w20116-Flag=N", "w00000-Cou=5", "w00000-Avg=1.4", "w00000-Flag=N") +
		frame(t, "2061", "20250101010000", "w20120-Avg=130", "w20120-Flag=N") + // its flow comes later
		frame(t, "2061", "20250101010000", "w00000-Avg=1.5", "w00000-Flag=N") +
		frame(t, "2061", "20250101020000", "w20120-Flag=F", "w00000-Cou=0", "w00000-Flag=N") +
		frame(t, "2031", "20250101000000", "w20120-Avg=125", "w20120-Flag=N") +
		frame(t, "2061", "20250101030000", "w20120-Avg=1", "w20120-Flag=Q") +
		frame(t, "2061", "20250101040000", "w01018-Avg=50", "w01018-Flag=N", "w20115-Avg=", "w20115-Flag=N")
	broken := strings.Replace(frame(t, "2061", "20250101050000", "w20120-Avg=1"), "Avg=1", "Avg=2", 1)
	set := hourly
	set.HourMark = ""
	got, records, findings := readAll(t, set, map[string]string{"a.csv": log + broken})
	want := []string{
		"DW001 Pb 2025-01-01 00:00/60 c=120ug/L q=5m3 N", "DW001 Cr 2025-01-01 00:00/60 c=0.3mg/L q=5m3 N",
		"DW001 Pb 2025-01-01 01:00/60 c=130ug/L q=1.5L/s N", "DW001 Pb 2025-01-01 02:00/60 c=- q=0m3 F",
	}
	var lines []string
	for _, r := range got {
		lines = append(lines, brief(r))
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("readings\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got[0].Mass.Unit.String() != "g" || got[0].Mass.Decimal.String() != "0.6" {
		t.Errorf("mass %+v, want 0.6 g", got[0].Mass)
	}
	if c := codes(findings); c != "TD-IMP-017:note TD-IMP-018:note TD-IMP-013:note TD-FRM-014:error TD-FRM-004:error "+
		"TD-IMP-017:note" {
		t.Errorf("findings %s\n%+v", c, findings)
	}
	// Seven messages of hours and the broken frame; flag Q, no value, and the frame are invalid.
	if r := records[0]; r.Rows != 7 || r.Handed != 4 || r.Tally.Read != 3 || r.Tally.Invalid != 3 ||
		r.Tally.Reasons[ReasonFlag] != 1 || r.Tally.Reasons[ReasonFrame] != 1 {
		t.Errorf("record %+v", r)
	}
}

func TestFramesAreStated(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "026-Avg=0.1", "w99999-Avg=2", "a20044-Avg=3") +
		frame(t, "2061", "20250101010000", "026-Avg=0.1", "w99999-Avg=2", "a20044-Avg=3")
	_, records, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if c := codes(findings); c != "TD-IMP-003:error TD-IMP-011:error TD-FRM-013:error" || records[0].Handed != 0 {
		t.Errorf("findings %s, record %+v", c, records[0])
	}
	set := hourly
	set.Columns = []dossier.MonitoringColumn{{Header: "026", Unit: "mg/L"}, {Header: "w99999-Avg", Means: "Hg",
		Unit: "ug/L"}, {Header: "a20044", Means: "ignore"}}
	got, _, findings := readAll(t, set, map[string]string{"a.csv": log})
	if len(got) != 4 || len(findings) != 0 || brief(got[0]) != "DW001 As 2025-01-01 00:00/60 c=0.1mg/L" ||
		brief(got[1]) != "DW001 Hg 2025-01-01 00:00/60 c=2ug/L" {
		t.Errorf("readings %v, findings %v", got, findings)
	}
}

// A reader that takes ZsAvg for Avg, as a review tries whether an author did; a
// frame without it keeps what was measured.
func TestFramesConverted(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20120-Avg=120", "w20120-ZsAvg=180", "w20120-Flag=N") +
		frame(t, "2061", "20250101010000", "w20120-Avg=130", "w20120-Flag=N")
	for converted, want := range map[bool]string{false: "120ug/L 130ug/L", true: "180ug/L 130ug/L"} {
		set := hourly
		set.HourMark, set.Converted = "", converted
		got, _, _ := readAll(t, set, map[string]string{"a.csv": log})
		var values []string
		for _, r := range got {
			values = append(values, r.Concentration.Decimal.String()+r.Concentration.Unit.String())
		}
		if s := strings.Join(values, " "); s != want {
			t.Errorf("converted %v: %s, want %s", converted, s, want)
		}
	}
}

// 120 ug/L × 5.0 m3 is 0.6 g; a logger that writes 0.6 into a total in kg is off by 1,000.
func TestFramesMass(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20116-Avg=0.120", "w20116-Cou=0.600", "w20116-Flag=N", "w00000-Cou=5.0",
		"w00000-Flag=N") + frame(t, "2061", "20250101010000", "w20116-Avg=0.120", "w20116-Cou=0.0006", "w20116-Flag=N",
		"w00000-Cou=5.0", "w00000-Flag=N")
	_, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if c := codes(findings); c != "TD-IMP-040:warning" || !strings.Contains(findings[0].Message.ZH, "0.6 kg") ||
		!strings.Contains(findings[0].Message.ZH, "0.0006 kg") || !strings.Contains(findings[0].Message.ZH, "1,000") ||
		findings[0].At.Line != 1 {
		t.Errorf("%s %+v", c, findings)
	}
}

// edition2 writes an hourly message of HJ 212-2025: Flag 9 is edition 2.
func edition2(st, cp string) string {
	segment := "QN=20260301000000001;ST=" + st + ";CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&" + cp +
		"&&"
	return fmt.Sprintf("##%04d%s%04X\r\n", len(segment), segment, hj212.CRC([]byte(segment)))
}

// Edition 2 is read under its own name; that its units were not read in print
// is said until they are stated.
func TestFramesEdition2025(t *testing.T) {
	log := edition2("32", "DataTime=20260301000000;w00000-Cou=63.0,w00000-Flag=N;w20120-Avg=150,w20120-Flag=N")
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if len(got) != 1 || brief(got[0]) != "DW001 Pb 2026-03-01 00:00/60 c=150ug/L q=63m3 N" {
		t.Errorf("%v", got)
	}
	if c := codes(findings); c != "TD-IMP-041:warning" || !strings.Contains(findings[0].Message.ZH, "HJ 212-2025") ||
		!strings.Contains(findings[0].Message.ZH, "w00000 m3, w20120 ug/L") {
		t.Errorf("%s %+v", c, findings)
	}
	set := hourly
	set.Columns = []dossier.MonitoringColumn{{Header: "w20120", Means: "Pb", Unit: "ug/L"},
		{Header: "w00000", Unit: "L/s"}}
	if _, _, findings := readAll(t, set, map[string]string{"a.csv": log}); len(findings) != 0 {
		t.Errorf("the units are stated: %+v", findings)
	}
	old := frame(t, "2061", "20260301010000", "w20120-Avg=150", "w20120-Flag=N")
	_, _, findings = readAll(t, set, map[string]string{"a.csv": log + old})
	if c := codes(findings); c != "TD-IMP-041:note" || !strings.Contains(findings[0].Message.EN,
		"HJ 212-2017 1, HJ 212-2025 1") {
		t.Errorf("%s %+v", c, findings)
	}
}

// Encrypted frames are counted as such, not as damaged; systems that are no
// outlets are skipped and named.
func TestFramesNotRead(t *testing.T) {
	log := frame(t, "2061", "20260301000000", "w20120-Avg=150", "w20120-Flag=N") +
		edition2("32", "DataTime=20260301010000;"+strings.Repeat("8F2A6C0B", 8)) +
		edition2("32", strings.Repeat("8F2A6C0B", 8)) + edition2("44", "DataTime=20260301000000;e1-Avg=1") +
		edition2("45", "DataTime=20260301000000;e2-Avg=1") + edition2("45", "DataTime=20260301010000;e2-Avg=1")
	got, records, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if r := records[0]; len(got) != 1 || r.Rows != 3 || r.Tally.Invalid != 2 || r.Tally.Reasons[ReasonEncrypted] != 2 {
		t.Errorf("%+v %+v", got, r)
	}
	if c := codes(findings); c != "TD-FRM-018:error TD-IMP-017:note TD-IMP-017:note" ||
		!strings.Contains(findings[0].Message.ZH, "加密") || !strings.Contains(findings[0].Message.ZH, "2 处") ||
		!strings.Contains(findings[1].Message.ZH, "ST=44（用电监控）的报文 1 条，首条在第 4 行") ||
		!strings.Contains(findings[2].Message.ZH, "ST=45（工况监控）的报文 2 条，首条在第 5 行") {
		t.Errorf("%s %+v", c, findings)
	}
}

// 0.00011 ug/L is below what any laboratory detects (0.09 ug/L); 0.11 ug/L,
// which it would be in mg/L, is not.
func TestFramesPlausible(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20120-Avg=0.00011", "w20119-Avg=0.000", "w20115-Avg=0.04",
		"w20116-Avg=0.00011") + frame(t, "2061", "20250101010000", "w20120-Avg=0.00003", "w20119-Avg=0",
		"w20115-Avg=0.06")
	_, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if c := codes(findings); c != "TD-IMP-042:warning" || !strings.Contains(findings[0].Message.ZH, "w20120") ||
		!strings.Contains(findings[0].Message.ZH, "0.00003–0.00011") ||
		!strings.Contains(findings[0].Message.ZH, "mg/L") || !strings.Contains(findings[0].Message.ZH, "0.11 ug/L") {
		t.Errorf("%s %+v", c, findings)
	}
	set := hourly
	set.Columns = []dossier.MonitoringColumn{{Header: "w20120", Unit: "ug/L"}}
	if _, _, findings := readAll(t, set, map[string]string{"a.csv": log}); len(findings) != 0 {
		t.Errorf("the unit is stated: %+v", findings)
	}
}

// Flows of one interval that differ are none, wherever they stand.
func TestFramesFlowsThatDiffer(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20120-Avg=1", "w00000-Cou=5") +
		frame(t, "2061", "20250101000000", "w20115-Avg=2", "w00000-Cou=6") +
		frame(t, "2061", "20250101000000", "w00000-Cou=5") + frame(t, "2061", "20250101010000", "w00000-Cou=6") +
		frame(t, "2061", "20250101010000", "w20120-Avg=1", "w00000-Cou=6.0", "w00000-Flag=D")
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	var lines []string
	for _, r := range got {
		lines = append(lines, brief(r))
	}
	want := "DW001 Pb 2025-01-01 00:00/60 c=1ug/L|DW001 Cd 2025-01-01 00:00/60 c=2ug/L|" +
		"DW001 Pb 2025-01-01 01:00/60 c=1ug/L q=6m3"
	if strings.Join(lines, "|") != want {
		t.Errorf("%q, want %q", lines, want)
	}
	if c := codes(findings); c != "TD-IMP-014:error" || !strings.Contains(findings[0].Message.ZH, "5 m3 (1) / 6 m3") {
		t.Errorf("%s %+v", c, findings)
	}
}

// The key is a file beside the data. 150 ug/L and 63.0 m3 are encrypted here
// with the key of the example of GB/T 32907-2016.
func TestFramesOfAKey(t *testing.T) {
	clear := "w00000-Cou=63.0,w00000-Flag=N;w20120-Avg=150,w20120-Flag=N"
	clear += strings.Repeat("\x00", (16-len(clear)%16)%16)
	key, _ := hex.DecodeString("0123456789abcdeffedcba9876543210")
	block, err := sm4.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	sealed := []byte(clear)
	for i := 0; i < len(sealed); i += sm4.BlockSize {
		block.Encrypt(sealed[i:], sealed[i:])
	}
	files := map[string]string{"a.csv": edition2("32", "DataTime=20260301000000;"+hex.EncodeToString(sealed)),
		"key": "0123456789ABCDEFFEDCBA9876543210\n", "other": "00112233445566778899AABBCCDDEEFF", "none": "no key"}
	for name, want := range map[string]string{"key": "TD-IMP-041:warning", "other": "TD-IMP-002:error TD-FRM-019:error",
		"": "TD-IMP-002:error TD-FRM-018:error", "none": "TD-IMP-043:error", "gone": "TD-IMP-043:error"} {
		set := hourly
		set.SM4Key = name
		got, _, findings := readAll(t, set, files)
		if c := codes(findings); c != want {
			t.Errorf("%q: %s, want %s: %+v", name, c, want, findings)
		}
		if (len(got) == 1) != (name == "key") || len(got) == 1 &&
			brief(got[0]) != "DW001 Pb 2026-03-01 00:00/60 c=150ug/L q=63m3 N" {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// A flow below zero is none; that, and a concentration below zero, is said.
func TestFramesNegativeFlow(t *testing.T) {
	log := frame(t, "2061", "20250101000000", "w20120-Avg=1", "w00000-Cou=-5", "w00000-Avg=2") +
		frame(t, "2061", "20250101010000", "w20120-Avg=-1", "w00000-Cou=5") +
		frame(t, "2061", "20250101020000", "w20120-Avg=-999", "w20120-Flag=D", "w00000-Cou=-999", "w00000-Flag=D")
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
	if len(got) != 3 || got[0].Flow.Set || got[2].Flow.Set ||
		brief(got[1]) != "DW001 Pb 2025-01-01 01:00/60 c=-1ug/L q=5m3" {
		t.Errorf("%+v", got)
	}
	if c := codes(findings); c != "TD-IMP-034:warning TD-IMP-034:warning" || findings[0].At.Line != 1 ||
		!strings.Contains(findings[0].Message.ZH, "w00000 的数值为负") {
		t.Errorf("%s %+v", c, findings)
	}
}
