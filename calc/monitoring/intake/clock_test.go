package intake

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

func TestParseMoment(t *testing.T) {
	for _, c := range []struct{ text, order, want string }{
		{"2025-01-01 00:00:00", "", "2025-01-01 00:00"}, {"2025-01-01T08:30:59", "", "2025-01-01 08:30"},
		{"2025/1/1 0:00", "", "2025-01-01 00:00"},
		{"2025/1/1  13:05", "", "2025-01-01 13:05"}, {"2025.1.1", "", "2025-01-01 00:00"},
		{"20250101", "", "2025-01-01 00:00"}, {"2025010123", "", "2025-01-01 23:00"},
		{"202501012359", "", "2025-01-01 23:59"}, {"20250101235900", "", "2025-01-01 23:59"},
		{"20250101 235900", "", "2025-01-01 23:59"}, {"20250101 23:59", "", "2025-01-01 23:59"},
		{"2025年1月1日", "", "2025-01-01 00:00"}, {"2025年1月1日1时", "", "2025-01-01 01:00"},
		{"2025年1月1日 1时30分", "", "2025-01-01 01:30"}, {"２０２５年０１月０１日　０１：００", "",
			"2025-01-01 01:00"},
		{"2024-02-29 24:00", "", "2024-03-01 00:00"}, {"2025-12-31 24:00:00", "", "2026-01-01 00:00"},
		{"2025-01-01 08:00:00.000", "", "2025-01-01 08:00"}, {"2025-01-01 08时", "", "2025-01-01 08:00"},
		{"13/02/2025", "dmy", "2025-02-13 00:00"}, {"02/13/2025 5:06", "mdy", "2025-02-13 05:06"},
		{"1-2-2025", "dmy", "2025-02-01 00:00"}, {"1.2.2025 7:00", "dmy", "2025-02-01 07:00"},
		{"2025-01-01 00:00~01:00", "", "2025-01-01 00:00"}, {"2025-01-01 00:00 至 2025-01-01 01:00", "",
			"2025-01-01 00:00"},
		// 12 AM is the first hour of the day, 12 PM its noon
		{"2025/1/1 12:00:00 AM", "", "2025-01-01 00:00"}, {"2025/1/1 1:00:00 am", "", "2025-01-01 01:00"},
		{"2025/1/1 12:30 PM", "", "2025-01-01 12:30"}, {"2025-01-01 8:00 PM", "", "2025-01-01 20:00"},
		{"2025/1/1 上午12:05", "", "2025-01-01 00:05"}, {"2025/1/1 下午 3:00:00", "", "2025-01-01 15:00"},
		{"2025年1月1日下午3时", "", "2025-01-01 15:00"}, {"1/2/2025 11:00 p.m.", "mdy", "2025-01-02 23:00"},
		{"2025-01-01T08:00:00+08:00", "", "2025-01-01 08:00"}, {"2025-01-01 08:00+0800", "", "2025-01-01 08:00"},
		{"2025-01-01T08:00:00.000+08:00", "", "2025-01-01 08:00"},
		{"2025-01-01 11:00 AM~12:00 PM", "", "2025-01-01 11:00"},
		{"2025-01-01 00:00:00+08:00~2025-01-01 01:00:00+08:00", "", "2025-01-01 00:00"},
	} {
		m, ok := parseMoment(c.text, c.order)
		at, fine := m.at()
		if !ok || !fine || at.String() != c.want {
			t.Errorf("%q = %s %v %v, want %s", c.text, at, ok, fine, c.want)
		}
	}
	for _, text := range []string{"", "2025", "2025-01", "25-01-01", "25/1/2", "1/2/25", "2025-02-30", "2025-13-01",
		"2025-01-01 25:00", "2025-01-01 24:01", "2025-01-01 08:60", "2025-01-01 08:", "2025-1/1",
		"2025-01-01 08:00:00Z", "2025-01-01+08:00", "abc", "45658.5",
		"2025-01-01 13:00 PM", "2025-01-01 0:00 AM", "2025-01-01 PM", "2025-01-01 1:00 AM PM", "2025-01-01 08:00+09:00",
		"2025-01-01 08:00-05:00", "2025-01-01 下午", "pm", "2025-01-01 下午13:00", "2025-01-01 1:2:3:4",
		"0000-00-00", "13/13/2025", "2025年1月", "-1", "2025-01-01-02", "2025-01-01 008:00", "1e9"} {
		m, ok := parseMoment(text, "dmy")
		if _, fine := m.at(); ok && fine {
			t.Errorf("%q = %+v, want a refusal", text, m)
		}
	}
	if m, ok := parseMoment("01/02/2025", ""); !ok || !m.open {
		t.Errorf("01/02/2025 = %+v, want open", m)
	}
	if m, ok := parseMoment("01/02/2025", "ymd"); ok {
		t.Errorf("01/02/2025 under ymd = %+v, want a refusal", m)
	}
}

// Serial numbers as spreadsheets store them: 45658 is 2025-01-01 (45292 is
// 2024-01-01, a leap year of 366 days later); a third of a day is 08:00.
func TestSerialMoment(t *testing.T) {
	for _, c := range []struct {
		text string
		d    bool
		want string
	}{
		{"45292", false, "2024-01-01 00:00"}, {"45658", false, "2025-01-01 00:00"}, {"45658.333333333336", false,
			"2025-01-01 08:00"}, {"45658.999999999993", false, "2025-01-02 00:00"},
		{"45351.041666666664", false, "2024-02-29 01:00"}, {"44196", true, "2025-01-01 00:00"}, // 45658 − 1462
	} {
		m, ok := serialMoment(c.text, c.d)
		if !ok || func() string { at, _ := m.at(); return at.String() }() != c.want || m.date.String() != c.want[:10] {
			t.Errorf("%s = %+v, want %s", c.text, m, c.want)
		}
	}
	if m, ok := serialMoment("0.041666666666666664", false); !ok || m.hasDate || m.hour != 1 || m.minute != 0 {
		t.Errorf("a 24th of a day = %+v", m)
	}
	if m, ok := serialMoment("1", false); !ok || m.hasDate || m.hour != 24 {
		t.Errorf("1 = %+v, want 24:00", m)
	}
	for _, s := range []string{"-1", "30", "61", "1e9", "1e30", "x", ""} {
		if m, ok := serialMoment(s, false); ok && m.hasDate {
			t.Errorf("%s = %+v, want a refusal", s, m)
		}
	}
}

func TestClockStart(t *testing.T) {
	hour, ending := Clock{Interval: 60, Mark: Beginning}, Clock{Interval: 60, Mark: Ending}
	for _, c := range []struct {
		clock Clock
		text  string
		want  string // "" refused
	}{
		{hour, "2025-01-01 00:00", "2025-01-01 00:00"}, {ending, "2025-01-01 00:00", "2024-12-31 23:00"},
		{ending, "2024-12-31 24:00", "2024-12-31 23:00"},
		{ending, "2024-03-01 00:00", "2024-02-29 23:00"}, {hour, "2025-01-01 00:30", ""}, {hour, "2025-01-01", ""},
		{Clock{Interval: 1440}, "2025-01-01", "2025-01-01 00:00"}, {Clock{Interval: 1440}, "2025-01-01 24:00",
			"2025-01-01 00:00"}, {Clock{Interval: 1440}, "2025-01-01 08:00", ""},
		{Clock{Interval: 1440, Mark: Ending}, "2025-01-01 00:00", "2024-12-31 00:00"},
		{Clock{Interval: 1440, Mark: Ending}, "2025-01-01", "2025-01-01 00:00"}, {Clock{Interval: 1440, Mark: Ending},
			"2025-01-01 24:00", "2025-01-01 00:00"},
		{hour, "2025-01-01 00:00~01:00", "2025-01-01 00:00"}, {hour, "2025-01-01 00:00~02:00", ""},
		{hour, "2025-01-01 23:00~00:00", "2025-01-01 23:00"}, {hour, "2025-01-01 23:00~24:00", "2025-01-01 23:00"},
		{Clock{Interval: 1, Mark: Ending}, "2025-01-01 00:00", "2024-12-31 23:59"}, {Clock{}, "2025-01-01 08:17",
			"2025-01-01 08:17"},
	} {
		m, _ := parseMoment(c.text, "")
		at, ok := c.clock.start(m)
		if ok != (c.want != "") || (ok && at.String() != c.want) {
			t.Errorf("%+v %s = %s %v, want %q", c.clock, c.text, at, ok, c.want)
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{"2025-01-01 00:00:00", "20250101000000", "1/2/2025", "00:00~01:00", "2025年1月1日1时",
		"24"} {
		f.Add(s, "dmy")
	}
	f.Fuzz(func(t *testing.T, s, order string) {
		m, ok := parseMoment(s, order)
		if !ok {
			return
		}
		if at, fine := m.at(); fine { // a time that was read is written back as the same
			back, ok := parseMoment(at.String(), "")
			again, fine := back.at()
			if !ok || !fine || again != at {
				t.Errorf("%q = %s = %s", s, at, again)
			}
		}
		_ = monitoring.Minute(0)
	})
}

func FuzzParseValue(f *testing.F) {
	for _, s := range []string{"0.05L", "<0.05", "ND(0.05)", "未检出", "1,000", "１．５", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, kind := parseValue(s)
		if kind == censored && d.Sign() <= 0 {
			t.Errorf("%q has the detection limit %s", s, d)
		}
		if kind != number && kind != censored && d.Sign() != 0 {
			t.Errorf("%q is no number and has the value %s", s, d)
		}
		// what is read is exactly the decimal written: its digits stand in the text
		written := strings.Trim(plainText(s), " <>()（）LlNnDd未检出限")
		if want, err := quantity.ParseNumber(written); (kind == number || kind == censored) && err == nil &&
			want.Cmp(d.Rat()) != 0 {
			t.Errorf("%q is read as %s", s, d)
		}
		readHeading(s)
	})
}

// The short way for the common form reads what the long way reads, whatever
// stands where digits should.
func TestCommonMoment(t *testing.T) {
	rng := rand.New(rand.NewPCG(2025, 1))
	form := []byte("2025-01-01 00:00")
	read := 0
	for range 20_000 {
		s := slices.Clone(form)
		for i, c := range s {
			if c >= '0' && c <= '9' && rng.IntN(3) > 0 {
				s[i] = byte('0' + rng.IntN(10))
			}
		}
		if rng.IntN(10) == 0 {
			s[rng.IntN(len(s))] = "0:- /x年"[rng.IntN(7)]
		}
		short, ok := commonMoment(string(s))
		if !ok {
			continue
		}
		read++
		if long, fine := oneMoment(plainText(string(s)), ""); !fine || long != short {
			t.Fatalf("%q: %+v, the long way %+v %v", s, short, long, fine)
		}
	}
	if read < 5000 {
		t.Errorf("only %d of 20000 were read", read)
	}
}

// A time that cannot be read is called by what it looks like.
func TestTimeAdvice(t *testing.T) {
	for text, want := range map[string]string{"45658.0416667": "2025-01-01", "1月": "只有月份", "2025年1月": "只有月份",
		"2025-01": "只有月份", "12月份": "只有月份", "202501": "只有月份", "2025-01-01T00:00:00Z": "时区",
		"2025-01-01 08:00+09:00": "时区", "abc": "2025-01-31 08:00", "": "2025-01-31 08:00", "月": "2025-01-31 08:00"} {
		if got := timeAdvice(text).ZH; !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Hours in any order are hours; three times a day are not.
func TestDisorderedHours(t *testing.T) {
	rng := rand.New(rand.NewPCG(16, 2025))
	rows := make([]string, 500)
	for i := range rows {
		rows[i] = (newYear + monitoring.Minute(i*60)).String() + ",0.1,1"
	}
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	const head = "监测时间,总铅(mg/L),流量(m3/h)\n"
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": head + strings.Join(rows, "\n")})
	if len(got) != len(rows) || got[0].Minutes != 60 || codes(findings) != "" {
		t.Errorf("%d readings, %s", len(got), codes(findings))
	}
	some := head
	for day := range 20 {
		for _, h := range []int{8, 11, 15} {
			some += (newYear + monitoring.Minute(day*minutesPerDay+h*60)).String() + ",0.1,1\n"
		}
	}
	if got, _, findings = readAll(t, hourly, map[string]string{"a.csv": some}); codes(findings) != "TD-IMP-005:error" {
		t.Errorf("three times a day: %d readings, %s", len(got), codes(findings))
	}
}

// 监测时段 alone is the time; beside a date it is the time of day; months alone
// are refused with what is accepted; serial numbers without a format are read
// from workbooks, and named in text files, which do not say from when they count.
func TestTimeColumns(t *testing.T) {
	for text, want := range map[string]string{
		"监测时段,总铅(mg/L),流量(m3/h)\n2025-01-01 00:00~01:00,0.1,1\n2025-01-01 23:00~24:00,0.2,1\n": "00:00 23:00",
		"日期,时段,总铅(mg/L),流量(m3/h)\n2025-01-01,00:00~01:00,0.1,1\n2025-01-01,5:00~6:00,0.2,1\n":  "00:00 05:00",
	} {
		var at []string
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
		for _, r := range got {
			at = append(at, r.Start.String()[11:])
		}
		if strings.Join(at, " ") != want || codes(findings) != "" {
			t.Errorf("%s = %v %+v", text, at, findings)
		}
	}
	for text, want := range map[string]string{
		"监测时间,总铅(mg/L)\n1月,0.1\n2月,0.2\n":           "只有月份",
		"监测时间,总铅(mg/L)\n45658.5,0.1\n45659.5,0.2\n": "日期序号",
		"月份,总铅(mg/L)\n1月,0.1\n2月,0.2\n":             "月均值不能代替",
	} {
		if got, found, says := briefs(t, hourly, map[string]string{"a.csv": text}); got != "" || found == "" ||
			!strings.Contains(says, want) {
			t.Errorf("%s: %s %s\n%s", text, got, found, says)
		}
	}
	// 45658 is 2025-01-01, a 24th of a day an hour
	data := workbook(t, func(f *excelize.File) {
		for i, row := range [][]any{{"监测时间", "总铅(mg/L)", "流量(m3/h)"}, {45658.0, 0.1, 1},
			{45658.041666666664, 0.2, 1}, {45658.083333333336, 0.3, 1}} {
			for j, v := range row {
				must(t, f.SetCellValue("Sheet1", string(rune('A'+j))+string(rune('1'+i)), v))
			}
		}
	})
	got, found, says := briefs(t, hourly, map[string]string{"a.csv": data})
	if got != "c=0.1mg/L q=1m3/h; c=0.2mg/L q=1m3/h; c=0.3mg/L q=1m3/h" || found != "TD-IMP-031:note" ||
		!strings.Contains(says, "3 处（第一处：单元格 Sheet1!A2 “45658 = 2025-01-01 00:00”") {
		t.Errorf("%s %s\n%s", got, found, says)
	}
}
