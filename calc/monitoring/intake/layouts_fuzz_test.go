package intake

import (
	"bytes"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// fuzzLayout reads any text as a file of readings: whatever it is, every value
// becomes a reading or is counted, and where nothing was read something is
// said.
func fuzzLayout(f *testing.F, seeds ...string) { fuzzLayoutOf(f, hourly, seeds...) }

func fuzzLayoutOf(f *testing.F, set dossier.MonitoringFiles, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := int64(0)
		records, findings, err := reader(map[string]string{"a.csv": text})(set, func(r monitoring.Reading) error {
			n++
			if r.Pollutant == "" || r.Place.Row < 1 || r.Place.Col < 0 ||
				r.Concentration.Set && !isConcentration(r.Concentration.Unit) {
				t.Errorf("a reading without pollutant, place or unit: %+v", r)
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

func FuzzWide(f *testing.F) {
	fuzzLayout(f, "时间,总铅(mg/L),总铅标记,流量(m3/h),流量标记\n2025-03-05 00:00,0.05L,N,3,D\n2025-03-05 01:00,1,F,"+
		"3,N\n",
		"时间,铅,铅,流量\n,实测浓度(mg/Nm3),排放量(kg),Nm3/h\n2025-03-05 00:00,1,2,3\n2025-03-05 01:00,1,2,3\n")
}

func FuzzLong(f *testing.F) {
	fuzzLayout(f, "时间,污染物,浓度,单位\n2025-03-05 01:00,总铅,0.1,mg/L\n2025-03-05 02:00,流量,7,m3/h\n")
}

func FuzzCrosstab(f *testing.F) {
	fuzzLayout(f, "2025-03-05\n项目,单位,0时,1时,2时\n总铅,mg/L,1,2,3\n流量,m3/h,4,5,6\n\n2025-03-06\n项目,单位,0时,"+
		"1时,2时\n总铅,mg/L,1,2,3\n",
		"日期,排放口,项目,0:00,1:00,2:00,均值\n2025-03-05,A,总镉(ug/L),1,2,3,2\n,,标记,N,N,N,\n2025-03-06,B,"+
			"总镉(ug/L),1,x,,\n",
		"项目,2025-03-05 00:00,2025-03-05 01:00,2025-03-05 02:00\n总铅(mg/L),1,2,3\n总铅(mg/L),1,2,4\n备注\n",
		"2025年\n项目,3月5日,,3月6日,\n,0时,1时,0时,均值\n总铅(mg/L),1,2,3,4\n项"+
			"目,2025/3/7,,2025/3/8,\n,0时,1时,0时,1时\n"+
			"总铅(ug/L),1,2,3,4\n")
}

func FuzzParted(f *testing.F) {
	fuzzLayout(f, "年,月,日,时,总砷(mg/L)\n2025,3,5,0,1\n,,,1,2\n合计\n",
		"废水日报 2025年3月5日\n时间,总铅(mg/L)\n22:00,1\n23:00,2\n00:00,3\n",
		"2025年3月\n日期,总铅(mg/L)\n1日,1\n2日,2\n2025年4月\n1日,3\n")
}

func FuzzBlocks(f *testing.F) {
	fuzzLayout(f, "时间,总铅(mg/L)\n2025-03-05 00:00,1\n时间,总铅(ug/L),流量(m3/h)\n2025-03-05 01:00,1,2\n时间,"+
		"COD\n2025-03-05 02:00,3\n",
		"时间,总铅,流量\n,mg/L,m3/h\n2025-03-05 00:00,1,2\n2025-03-05 01:00,1,2\n流量,时间,总铅\nm3/h,,ug/L\n3,"+
			"2025-03-05 02:00,4\n")
}

func FuzzTotaliser(f *testing.F) {
	fuzzLayout(f, "时间,排放口,总铅(mg/L),累计流量(m3),流量(m3/h)\n2025-03-05 00:00,A,1,100,5\n2025-03-05 01:00,A,1,"+
		"107,5\n",
		"日期,总铅(mg/L),水表读数(t)\n2025-03-05,1,9\n2025-03-06,1,12\n2025-03-07,1,3\n")
}

// FuzzTitles reads any title as one that may name a date.
func FuzzTitles(f *testing.F) {
	f.Add("废水日报 2025年3月5日")
	f.Add("1月5日")
	f.Add("2025-03")
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range datesIn(text) {
			if d.month > 12 || d.day > 31 || d == (dateParts{}) {
				t.Errorf("%q: %+v", text, d)
			}
		}
	})
}

func FuzzSideBySide(f *testing.F) {
	set := hourly
	set.Outlet = ""
	fuzzLayoutOf(f, set,
		"监测时间,1#排口,,2#排口,\n,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n2025-03-05 00:00,1,2,3,4\n"+
			"2025-03-05 01:00,1,2,3,4,5\n",
		"时间,DW001,DW001,DW002,备注\n时间,总铅,流量,总铅,\n,mg/L,m3/h,mg/L,\n2025-03-05 00:00,1,2,3,x\n")
}
