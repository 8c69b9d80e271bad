package intake

import (
	"strings"
	"testing"
)

// A report that writes the date once a day: the rows below have that date, as
// long as their times go on. 23:00 and 00:00 without a date may be of another
// day, and are not read; nor is anything below a date that does not exist.
func TestDateOncePerDay(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string
		bad  int64
	}{
		"date first": {
			"日期,时间,总铅(mg/L),流量(m3/h)\n2025-03-05,00:00,1,9\n,01:00,2,9\n2025-03-06,00:00,3,9\n,02:00,4,9\n",
			"03-05 00:00 03-05 01:00 03-06 00:00 03-06 02:00", 0},
		"time first": {"时间,日期,总铅(mg/L),流量(m3/h)\n00:00,2025-03-05,1,9\n01:00,,2,9\n", "03-05 00:00 03-05 01:00",
			0},
		"hours": {"日期,小时,总铅(mg/L),流量(m3/h)\n2025-03-05,0,1,9\n,1,2,9\n,23,2,9\n",
			"03-05 00:00 03-05 01:00 03-05 23:00", 0},
		"goes back": {"日期,时间,总铅(mg/L),流量(m3/h)\n2025-03-05,22:00,1,9\n,23:00,2,9\n,00:00,3,9\n,01:00,3,9\n",
			"03-05 22:00 03-05 23:00", 2},
		"no such day": {
			"日期,时间,总铅(mg/L),流量(m3/h)\n2025-03-05,00:00,1,9\n,01:00,2,9\n2025-02-30,02:00,3,9\n,03:00,4,9\n",
			"03-05 00:00 03-05 01:00", 2},
		"no day at all": {"日期,时间,总铅(mg/L),流量(m3/h)\n,00:00,1,9\n2025-03-05,01:00,2,9\n,02:00,2,9\n",
			"03-05 01:00 03-05 02:00", 1},
	} {
		got, records, findings := readAll(t, hourly, map[string]string{"a.csv": c.text})
		var times []string
		for _, r := range got {
			times = append(times, r.Start.String()[len("2025-"):])
		}
		if strings.Join(times, " ") != c.want || records[0].Tally.Reasons[ReasonTime] != c.bad {
			t.Errorf("%s: %v, %v, %+v", name, times, records[0].Tally, findings)
		}
	}
}

// A header and nothing below it.
func TestHeaderAlone(t *testing.T) {
	_, _, findings := readAll(t, hourly, map[string]string{"a.csv": "监测时间,总铅(mg/L),流量(m3/h)\n"})
	if len(findings) != 1 || findings[0].Message.ZH != "表头之下没有数据" || findings[0].At.Line != 1 {
		t.Errorf("%+v", findings)
	}
}

// One line of GB 18030 in a file of UTF-8 is named, and not taken for the
// encoding of the whole.
func TestTwoEncodings(t *testing.T) {
	_, _, findings := readAll(t, hourly, map[string]string{"a.csv": "监测时间,总铅(mg/L),流量(m3/h),备注\n" +
		"2025-03-05 00:00,1,9,\n2025-03-05 01:00,1,9,\xd5\xfd\xb3\xa3\n"})
	if len(findings) != 1 || findings[0].At.Line != 3 || !strings.Contains(findings[0].Message.ZH,
		"第 3 行不是 UTF-8") {
		t.Errorf("%+v", findings)
	}
}
