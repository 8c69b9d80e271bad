package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// reader reads files out of a map.
func reader(files map[string]string) monitoring.Reader {
	return New(func(name string) (File, error) {
		data, ok := files[name]
		if !ok {
			return nil, os.ErrNotExist
		}
		return memory{bytes.NewReader([]byte(data))}, nil
	})
}

func readAll(t *testing.T, set dossier.MonitoringFiles, files map[string]string) ([]monitoring.Reading,
	[]monitoring.FileRecord, []calc.Finding) {
	t.Helper()
	var out []monitoring.Reading
	records, findings, err := reader(files)(set, func(r monitoring.Reading) error {
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var handed int64
	for _, r := range records {
		handed += r.Handed
		if !r.Tally.Balanced() {
			t.Errorf("%s: %+v does not balance", r.Name, r.Tally)
		}
	}
	if handed != int64(len(out)) {
		t.Errorf("%d readings, the records say %d", len(out), handed)
	}
	return out, records, findings
}

func codes(fs []calc.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code+":"+string(f.Severity))
	}
	return strings.Join(out, " ")
}

// brief writes a reading down in one line.
func brief(r monitoring.Reading) string {
	s := fmt.Sprintf("%s %s %s/%d c=%s", r.Outlet, r.Pollutant, r.Start, r.Minutes, briefValue(r.Concentration))
	if r.Flow.Set {
		s += " q=" + briefValue(r.Flow)
	}
	if r.Flag != 0 {
		s += " " + string(rune(r.Flag))
	}
	return s
}

func briefValue(v monitoring.Value) string {
	if !v.Set {
		return "-"
	}
	s := v.Decimal.String() + v.Unit.String()
	if v.NonDetect {
		s = "<" + s
	}
	return s
}

var hourly = dossier.MonitoringFiles{ID: "M1", Kind: dossier.AutomaticData, Files: []string{"a.csv"}, Outlet: "DW001",
	HourMark: Beginning}

func TestReadTables(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		set   func(*dossier.MonitoringFiles)
		want  []string
		codes string
		tally monitoring.Tally
	}{
		"Chinese header with titles": {
			text: "示例公司车间排放口监测数据\n导出时间：2025年2月1日\n监测时间,总铅(mg/L),六价铬（ug/L）,流量" +
				"（m3/h）,标记\n2025-01-01 00:00:00,0.12,3,10.5,N\n2025-01-01 01:00:00,0.05L,--,11,N\n2025-01-01 " +
				"02:00:00,,,0,F\n",
			want: []string{"DW001 Pb 2025-01-01 00:00/60 c=0.12mg/L q=10.5m3/h N",
				"DW001 Cr6+ 2025-01-01 00:00/60 c=3ug/L q=10.5m3/h N",
				"DW001 Pb 2025-01-01 01:00/60 c=<0.05mg/L q=11m3/h N",
				"DW001 Cr6+ 2025-01-01 01:00/60 c=- q=11m3/h N", "DW001 Pb 2025-01-01 02:00/60 c=- q=0m3/h F",
				"DW001 Cr6+ 2025-01-01 02:00/60 c=- q=0m3/h F"},
			codes: "TD-IMP-013:note TD-IMP-013:note",
		},
		"header in two rows, merged groups": {
			text: "时间,总铅,,,总镉,,废水流量\n,浓度(mg/L),排放量(kg),标记,浓度(mg/L),标记,m3/h\n2025/1/1 " +
				"1:00,0.1,0.001,N,0.02,M,10\n2025/1/1 2:00,0.2,0.002,N,0.03,N,10\n",
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=0.1mg/L q=10m3/h N",
				"DW001 Cd 2025-01-01 01:00/60 c=0.02mg/L q=10m3/h M",
				"DW001 Pb 2025-01-01 02:00/60 c=0.2mg/L q=10m3/h N",
				"DW001 Cd 2025-01-01 02:00/60 c=0.03mg/L q=10m3/h N"},
		},
		"units in a row of their own": {
			text: "time\tPb\tflow\n\tmg/L\tm3/h\n2025-01-01 01:00\t0.1\t5\n2025-01-01 02:00\t0.2\t6\n",
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=0.1mg/L q=5m3/h",
				"DW001 Pb 2025-01-01 02:00/60 c=0.2mg/L q=6m3/h"},
		},
		"long, with flows in rows, out of order": {
			text: "排放口,时间,污染物,浓度,单位\nDW001,2025-01-01 01:00,总铅,0.1,mg/L\nDW001,2025-01-01 00:00,流" +
				"量,7,m3/h\nDW001,2025-01-01 00:00,总铅,0.3,mg/L\nDW001,2025-01-01 01:00,流" +
				"量,8,m3/h\nDW001,2025-01-01 01:00,化学需氧量,50,mg/L\n",
			set: func(s *dossier.MonitoringFiles) { s.Outlet = "" },
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=0.1mg/L q=8m3/h",
				"DW001 Pb 2025-01-01 00:00/60 c=0.3mg/L q=7m3/h"}, codes: "TD-IMP-017:note",
			tally: monitoring.Tally{Read: 3, Used: 2, Invalid: 1},
		},
		"hour ending by 24:00": {
			text: "日期;时;总汞(ug/L);流量(L/s)\n2024-02-28;23;1;2\n2024-02-28;24;1;2\n2024-02-29;1;1.5;2\n",
			set:  func(s *dossier.MonitoringFiles) { s.HourMark = "" },
			want: []string{"DW001 Hg 2024-02-28 22:00/60 c=1ug/L q=2L/s", "DW001 Hg 2024-02-28 23:00/60 c=1ug/L q=2L/s",
				"DW001 Hg 2024-02-29 00:00/60 c=1.5ug/L q=2L/s"},
		},
		"hour beginning by a range": {
			text: "日期,时段,总汞(ug/L)\n2024-12-31,22:00~23:00,1\n2024-12-31,23:00-00:00,2\n",
			set:  func(s *dossier.MonitoringFiles) { s.HourMark = "" },
			want: []string{"DW001 Hg 2024-12-31 22:00/60 c=1ug/L", "DW001 Hg 2024-12-31 23:00/60 c=2ug/L"},
		},
		"begin and end": {
			text: "开始时间,结束时间,总汞(ug/L)\n2024-12-31 22:00,2024-12-31 23:00,1\n2024-12-31 23:00,2025-01-01 00:00,2\n",
			set:  func(s *dossier.MonitoringFiles) { s.HourMark = "" },
			want: []string{"DW001 Hg 2024-12-31 22:00/60 c=1ug/L", "DW001 Hg 2024-12-31 23:00/60 c=2ug/L"},
		},
		"days": {
			text: "日期,总砷(mg/L),排水量(吨)\n2025年1月1日,0.01,120\n2025年1月2日,0.02,130\n",
			set:  func(s *dossier.MonitoringFiles) { s.HourMark = "" },
			want: []string{"DW001 As 2025-01-01 00:00/1440 c=0.01mg/L q=120m3",
				"DW001 As 2025-01-02 00:00/1440 c=0.02mg/L q=130m3"}, codes: "TD-IMP-032:note",
		},
		"month first, decided by a later row": {
			text: "date,Pb (mg/L)\n01/02/2025,1\n01/13/2025,2\n",
			want: []string{"DW001 Pb 2025-01-02 00:00/1440 c=1mg/L", "DW001 Pb 2025-01-13 00:00/1440 c=2mg/L"},
		},
		"order of dates open":        {text: "date,Pb (mg/L)\n01/02/2025,1\n02/02/2025,2\n", codes: "TD-IMP-004:error"},
		"order of dates in conflict": {text: "date,Pb (mg/L)\n13/02/2025,1\n02/13/2025,2\n", codes: "TD-IMP-004:error"},
		"everything open at once": {
			text:  "时间,总铅,流量\n2025-01-01 01:00,1,2\n2025-01-01 02:00,1,2\n",
			set:   func(s *dossier.MonitoringFiles) { s.HourMark, s.Outlet = "", "" },
			codes: "TD-IMP-003:error TD-IMP-003:error TD-IMP-012:error TD-IMP-020:error",
		},
		"stated": {
			text: "t,a,b\n2025-01-01 01:00,1,2\n2025-01-01 02:00,1,2\n",
			set: func(s *dossier.MonitoringFiles) {
				s.Columns = []dossier.MonitoringColumn{{Header: "t", Means: "time"}, {Header: "a", Means: "Pb",
					Unit: "ug/L"}, {Header: "b", Means: "flow", Unit: "m3/h"}}
			},
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=1ug/L q=2m3/h",
				"DW001 Pb 2025-01-01 02:00/60 c=1ug/L q=2m3/h"},
		},
		"manual, not detected": {
			text: "采样日期,总镉(mg/L),检出限,负荷(%),流量(m3/d),报告编" +
				"号\n2025-03-01,ND,0.0005,85,100,R-1\n2025-06-01,<0.001,0.0005,90,110,R-2\n2025-09-01,未检" +
				"出,,95,120,R-3\n",
			set: func(s *dossier.MonitoringFiles) { s.Kind, s.HourMark = dossier.ManualData, "" },
			want: []string{"DW001 Cd 2025-03-01 00:00/0 c=<0.0005mg/L q=100m3/d",
				"DW001 Cd 2025-06-01 00:00/0 c=<0.001mg/L q=110m3/d"},
			codes: "TD-IMP-009:error", tally: monitoring.Tally{Read: 1, Invalid: 1},
		},
		"manual, limit stated": {
			text: "采样日期,总镉(mg/L)\n2025-03-01,ND\n",
			set: func(s *dossier.MonitoringFiles) {
				s.Kind, s.HourMark = dossier.ManualData, ""
				s.Limits = []dossier.MetalValue{{Pollutant: calc.Cadmium,
					Value: dossier.Stated{Amount: quantity.Must("0.5 ug/L"), Set: true}}}
			},
			want: []string{"DW001 Cd 2025-03-01 00:00/0 c=<0.5ug/L"},
		},
		"converted and extreme columns": {
			text: "监测时间,铅及其化合物实测浓度(mg/m3),铅及其化合物折算浓度(mg/m3),铅最大值(mg/m3),标干流" +
				"量(m3/h),工况流量(m3/h),氧含量(%)\n2025-01-01 01:00,0.1,0.2,0.3,1000,1500,9\n2025-01-01 " +
				"02:00,0.1,0.2,0.3,1000,1500,9\n",
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=0.1mg/Nm3 q=1000Nm3/h",
				"DW001 Pb 2025-01-01 02:00/60 c=0.1mg/Nm3 q=1000Nm3/h"}, codes: "TD-IMP-033:note",
		},
		"converted for measured, as a review tries it": {
			text: "监测时间,铅及其化合物实测浓度(mg/m3),铅及其化合物折算浓度(mg/m3),汞折算浓度(mg/m3),标干流" +
				"量(m3/h)\n2025-01-01 01:00,0.1,0.2,0.3,1000\n2025-01-01 02:00,0.1,0.25,0.3,1000\n",
			set: func(s *dossier.MonitoringFiles) { s.Converted = true },
			want: []string{"DW001 Pb 2025-01-01 01:00/60 c=0.2mg/Nm3 q=1000Nm3/h",
				"DW001 Pb 2025-01-01 02:00/60 c=0.25mg/Nm3 q=1000Nm3/h"}, codes: "TD-IMP-033:note",
		},
		"rows that are not data": {
			text: "日期,总铅(mg/L)\n2025-01-01,1\n日期,总铅(mg/L)\n2025-02-30,1\n2025-01-02,\"1,000\"\n2025-01-03,x\n2025-01-04,0.1234567890123456789\n\n2025-01-05,-1\n平均,1\n",
			want: []string{"DW001 Pb 2025-01-01 00:00/1440 c=1mg/L", "DW001 Pb 2025-01-05 00:00/1440 c=-1mg/L"},
			codes: "TD-IMP-007:error TD-IMP-008:error TD-IMP-008:error TD-IMP-008:error TD-IMP-034:warning " +
				"TD-IMP-017:note",
			tally: monitoring.Tally{Read: 5, Invalid: 5},
		},
		"flags": {
			text:  "日期,总铅(mg/L),数据标记\n2025-01-01,1,正常\n2025-01-02,,停运\n2025-01-03,1,0\n2025-01-04,1,\n",
			want:  []string{"DW001 Pb 2025-01-01 00:00/1440 c=1mg/L N", "DW001 Pb 2025-01-02 00:00/1440 c=- F"},
			codes: "TD-IMP-013:note TD-IMP-010:error", tally: monitoring.Tally{Read: 2, Invalid: 2},
		},
		"a column that may be a metal": {text: "日期,总铅(mg/L),三号槽镉液(mg/L)\n2025-01-01,1,2\n2025-01-02,1,2\n",
			want:  []string{"DW001 Pb 2025-01-01 00:00/1440 c=1mg/L", "DW001 Pb 2025-01-02 00:00/1440 c=1mg/L"},
			codes: "TD-IMP-015:warning"},
		"no time":                   {text: "a,总铅(mg/L)\n1,2\n", codes: "TD-IMP-002:error"},
		"no metal":                  {text: "时间,COD(mg/L)\n2025-01-01,2\n", codes: "TD-IMP-002:error"},
		"nothing":                   {text: "a,b\n1,2\n", codes: "TD-IMP-002:error"},
		"two columns for one metal": {text: "日期,总铅(mg/L),铅(mg/L)\n2025-01-01,1,2\n", codes: "TD-IMP-014:error"},
		"stated column not there": {text: "日期,总铅(mg/L)\n2025-01-01,1\n", set: func(s *dossier.MonitoringFiles) {
			s.Columns = []dossier.MonitoringColumn{{Header: "zzz", Means: "flow"}, {Header: "总铅", Means: "lead?"}}
		}, codes: "TD-IMP-006:error TD-IMP-006:error"},
	} {
		t.Run(name, func(t *testing.T) {
			set := hourly
			if c.set != nil {
				c.set(&set)
			}
			for encoding, text := range encodings(t, c.text) {
				set.Encoding = ""
				got, records, findings := readAll(t, set, map[string]string{"a.csv": text})
				var lines []string
				for _, r := range got {
					lines = append(lines, brief(r))
				}
				if strings.Join(lines, "\n") != strings.Join(c.want, "\n") {
					t.Errorf("%s: readings\n%s\nwant\n%s", encoding, strings.Join(lines, "\n"),
						strings.Join(c.want, "\n"))
				}
				if codes(findings) != c.codes {
					t.Errorf("%s: findings %s, want %s\n%+v", encoding, codes(findings), c.codes, findings)
				}
				tally := monitoring.Tally{}
				for _, r := range records {
					tally.Add(r.Tally)
				}
				tally.Reasons = nil
				if fmt.Sprint(tally) != fmt.Sprint(c.tally) {
					t.Errorf("%s: tally %+v, want %+v", encoding, tally, c.tally)
				}
			}
		})
	}
}

// encodings writes a text in every encoding that files come in.
func encodings(t *testing.T, text string) map[string]string {
	t.Helper()
	out := map[string]string{"utf-8": text, "bom": "\ufeff" + text}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	be, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	out["gb18030"], out["utf-16le"], out["utf-16be"] = gb, le, be
	out["crlf"] = strings.ReplaceAll(text, "\n", "\r\n")
	return out
}

// Real hourly data: 737 rows, every one accounted for, and the sum of the
// values the same as that of another reader and in any order.
func TestRealHourlyMercury(t *testing.T) {
	data, err := os.ReadFile("testdata/hg-hourly.csv")
	if err != nil {
		t.Fatal(err)
	}
	set := hourly
	set.Outlet = ""
	set.Columns = []dossier.MonitoringColumn{{Header: "HGC", Means: "Hg"}}
	got, records, findings := readAll(t, set, map[string]string{"a.csv": string(data)})
	if codes(findings) != "TD-IMP-015:note" { // loc, modc and pct_available: meanings not known
		t.Errorf("findings %+v", findings)
	}
	if len(records) != 1 || records[0].Rows != 737 || records[0].Handed != 737 || records[0].Tally.Read != 0 ||
		records[0].First != 2 || records[0].Last != 738 {
		t.Fatalf("records %+v", records)
	}
	rows := csv.NewReader(bytes.NewReader(data))
	if _, err := rows.Read(); err != nil {
		t.Fatal(err)
	}
	want, sum, backwards := new(big.Rat), quantity.DecimalSum{}, quantity.DecimalSum{}
	sites := map[string]int{}
	for i := 0; ; i++ {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		v, ok := new(big.Rat).SetString(row[6])
		if err != nil || !ok {
			t.Fatal(row, err)
		}
		want.Add(want, v)
		sites[got[i].Outlet]++
		if at := fmt.Sprintf("%s %02s:00", row[2], row[3]); got[i].Start.String() != at || got[i].Outlet != row[0] ||
			got[i].Pollutant != calc.Mercury || got[i].Concentration.Unit.String() != "ug/scm" {
			t.Fatalf("row %d: %s, want %s", i, brief(got[i]), at)
		}
		sum.Add(got[i].Concentration.Decimal)
		backwards.Add(got[len(got)-1-i].Concentration.Decimal)
	}
	if sum.Rat().Cmp(want) != 0 || backwards.Rat().Cmp(want) != 0 || want.Sign() <= 0 {
		t.Errorf("sum %s, backwards %s, want %s", sum.Rat(), backwards.Rat(), want)
	}
	if sites["A"] != 1 || sites["B"] != 736 {
		t.Errorf("sites %v, want 1 and 736", sites)
	}
}
