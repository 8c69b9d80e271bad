package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// known is a value of the random tables: what is written, and by a table
// typed here, what it means ("" = no reading, "-" = the flow alone).
var known = []struct{ text, number, nd string }{
	{"0.05", "0.05", ""}, {"１．５", "1.5", ""}, {"2.43E-1", "0.243", ""}, {"-0.1", "-0.1", ""}, {"0.05L", "0.05", "<"},
	{"<0.02", "0.02", "<"}, {"ND(0.3)", "0.3", "<"},
	{"", "-", ""}, {"--", "-", ""}, {"未检出", "", ""}, {"1,234", "", ""}, {"abc", "", ""}, {">9", "", ""},
	{"12345678901234567890.5", "", ""},
}

// alsoByCommas reports whether commas divide a table, written with another
// separator, as well as that separator does: a title is a line of its own for
// both, and most rows have as many "1,234" as each other. Then nobody can say
// which of the two it is. The bounds are those of package sheet.
func alsoByCommas(rows [][]string) bool {
	alike := map[int]int{} // rows by their number of commas
	most := 0
	for _, row := range rows {
		if n := strings.Count(strings.Join(row, ""), ","); n > 0 {
			alike[n]++
			most = max(most, alike[n])
		}
	}
	others := len(rows) - most
	return len(rows[0]) == 1 && most > others && others <= 5+len(rows)/10
}

// Random tables in random layouts, encodings and separators: every value is
// accounted for, and a naive reading of the same cells by encoding/csv agrees.
// Where the separator is open the file is refused, and read once it is stated.
func TestRandomTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		metals := []string{"总铅", "总汞", "六价铬"}
		long := rapid.Bool().Draw(t, "long")
		var rows [][]string
		if rapid.Bool().Draw(t, "title") {
			rows = append(rows, []string{"示例公司"})
		}
		head := []string{"时间", "流量(m3/h)"}
		if long {
			head = append(head, "污染物", "浓度(mg/L)")
		} else {
			for _, m := range metals {
				head = append(head, m+"(mg/L)")
			}
		}
		rows = append(rows, head)
		var want []string
		values := 0
		for i := range rapid.IntRange(2, 40).Draw(t, "rows") {
			at := fmt.Sprintf("2025-%02d-%02d %d:00:00", 1+i/240, 1+i/24%28, i%24)
			bad := i > 1 && rapid.IntRange(0, 9).Draw(t, "bad") == 0
			if bad {
				at = "2025-02-30 00:00:00"
			}
			row, of := []string{at, "10"}, metals
			if long {
				of = []string{rapid.SampledFrom(metals).Draw(t, "metal")}
				row = append(row, of[0])
			}
			for _, m := range of {
				v := rapid.SampledFrom(known).Draw(t, "value")
				row = append(row, v.text)
				values++
				if v.number != "" && !bad {
					p, _ := calc.ParsePollutant(m)
					want = append(want, fmt.Sprintf("%s 2025-%02d-%02d %02d:00 %s%s", p, 1+i/240, 1+i/24%28, i%24, v.nd,
						v.number))
				}
			}
			rows = append(rows, row)
		}
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		delimiter := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter")
		w.Comma = delimiter
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		set := hourly
		if delimiter != ',' && alsoByCommas(rows) {
			records, findings, err := reader(map[string]string{"a.csv": out.String()})(set,
				func(r monitoring.Reading) error { return fmt.Errorf("a reading of a file refused: %+v", r) })
			if err != nil || codes(findings) != sheet.CodeDelimiter+":error" {
				t.Fatalf("%v, findings %+v, records %+v of\n%s", err, findings, records, out.String())
			}
			set.Delimiter = strings.Replace(string(delimiter), "\t", "tab", 1)
		}
		var got []string
		sum := new(big.Rat)
		records, findings, err := reader(map[string]string{"a.csv": out.String()})(set,
			func(r monitoring.Reading) error {
				nd := ""
				if r.Concentration.NonDetect {
					nd = "<"
				}
				number := "-"
				if r.Concentration.Set {
					number = r.Concentration.Decimal.String()
				}
				got = append(got, fmt.Sprintf("%s %s %s%s", r.Pollutant, r.Start, nd, number))
				sum.Add(sum, r.Flow.Rat())
				return nil
			})
		if err != nil || len(records) != 1 {
			t.Fatal(err, records)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("readings\n%s\nwant\n%s\n%+v\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), findings,
				out.String())
		}
		if r := records[0]; !r.Tally.Balanced() || r.Handed+r.Tally.Read != int64(values) ||
			sum.Cmp(big.NewRat(10*r.Handed, 1)) != 0 {
			t.Fatalf("record %+v, want %d values", r, values)
		}
	})
}

// A sentence has the first place of a fault and how often it is there; the
// places are a list of their own, which is bounded.
func TestFindingsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("日期,总铅(mg/L)\n2025-01-01,1\n")
	for range 3000 {
		b.WriteString("2025-01-02,oops\n")
	}
	_, records, findings := readAll(t, hourly, map[string]string{"a.csv": b.String()})
	if len(findings) != 1 || !strings.Contains(findings[0].Message.EN, "3000 times") ||
		strings.Count(findings[0].Message.EN, "oops") != 1 || findings[0].Count != 3000 ||
		len(findings[0].Places) != mostPlaces || findings[0].Places[19] != "22:2 “oops”" {
		t.Errorf("findings %+v", findings)
	}
	if !strings.Contains(findings[0].Message.EN, "3:2 “oops”") || findings[0].At.Line != 3 {
		t.Errorf("the first place is not row 3, column 2: %+v", findings[0])
	}
	if records[0].Tally.Reasons[ReasonNumber] != 3000 {
		t.Errorf("tally %+v", records[0].Tally)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "NUL": "日期,总铅(mg/L)\n2025-01-01,\x001\n",
		"pdf": "%PDF-1.4", "cut": "PK\x03\x04 not a workbook", "cell of 10 MB": "日期,总铅(mg/L)\n2025-01-01," +
			strings.Repeat("9", 10<<20) + "\n"} {
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
		if len(got) > 0 || !strings.Contains(codes(findings), "error") {
			t.Errorf("%s: %d readings, findings %v", name, len(got), findings)
		}
	}
	_, _, findings := readAll(t, hourly, map[string]string{})
	if codes(findings) != CodeFile+":error" {
		t.Errorf("a file that is not there: %v", findings)
	}
	set := hourly
	set.Delimiter, set.DateOrder, set.HourMark, set.Interval = "#", "a", "b", "c"
	if _, _, findings := readAll(t, set, map[string]string{"a.csv": "x"}); codes(findings) !=
		strings.TrimSpace(strings.Repeat(CodeStated+":error ", 4)) {
		t.Errorf("statements nobody knows: %v", findings)
	}
}

// A taker that stops ends the reading with its own error.
func TestTakerStops(t *testing.T) {
	_, _, err := reader(map[string]string{"a.csv": "日期,总铅(mg/L)\n2025-01-01,1\n2025-01-02,1\n"})(hourly,
		func(monitoring.Reading) error { return errStop })
	if err == nil {
		t.Error("the error of take is lost")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("时间,总铅(mg/L),流量（m3/h）,标记\n2025-01-01 00:00,0.05L,3,N\n2025-01-01 01:00,1,3,F\n", "总铅", "Pb",
		"ug/L")
	f.Add("排放口,时间,污染物,浓度,单位\nA,2025-01-01 01:00,总铅,0.1,mg/L\nA,2025-01-01 02:00,流量,7,m3/h\n", "", "",
		"")
	f.Add("a,b\n1,2\n", "a", "time", "")
	f.Add("##0101QN=20160801085857223;ST=32;CN=2061;PW=1;MN=0;Flag=5;CP=&&DataTime=20250101000000;w20120-Avg=1&&1C80\r\n", "w20120", "Cd", "mg/L")
	f.Fuzz(func(t *testing.T, text, header, means, unit string) {
		set := hourly
		if header != "" {
			set.Columns = []dossier.MonitoringColumn{{Header: header, Means: means, Unit: unit}}
		}
		n := int64(0)
		records, findings, err := reader(map[string]string{"a.csv": text})(set, func(r monitoring.Reading) error {
			n++
			if r.Pollutant == "" || r.Outlet == "" || (r.Concentration.Set && !isConcentration(r.Concentration.Unit)) {
				t.Errorf("a reading without pollutant, outlet or unit: %+v", r)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if !r.Tally.Balanced() || r.Handed != n {
				t.Errorf("%+v of %d readings does not balance", r, n)
			}
			if n == 0 && r.Tally.Read == 0 && !calc.HasErrors(findings) && r.Rows > 0 &&
				!IsFrames(memory{bytes.NewReader([]byte(text))}) {
				t.Errorf("%d rows and nothing said of them", r.Rows)
			}
		}
	})
}
