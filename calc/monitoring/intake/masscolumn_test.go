package intake

import (
	"strings"
	"testing"
)

// Hour 0: 2 mg/L × 15 m3/h is 0.03 kg, and so is stated. Hour 1: 3 mg/L ×
// 15 m3/h is 0.045 kg, stated rounded as 0.05. Hour 2: 4 mg/L × 15 m3/h is
// 0.06 kg where the file states 60: a factor of 1,000.
func TestMassColumn(t *testing.T) {
	const rows = "2025-03-05 00:00,2,0.030,15\n2025-03-05 01:00,3,0.05,15\n"
	for name, c := range map[string]struct{ text, codes, says string }{
		"kg, agrees":   {text: "时间,总铅(mg/L),总铅排放量(kg),流量(m3/h)\n" + rows},
		"kg/h, agrees": {text: "时间,总铅(mg/L),总铅排放量(kg/h),流量(m3/h)\n" + rows},
		"contradicts": {text: "时间,总铅(mg/L),总铅排放量(kg),流量(m3/h)\n" + rows + "2025-03-05 02:00,4,60,15\n",
			codes: "TD-IMP-040:warning", says: "by a factor of 1,000"},
		"a group above": {text: "时间,铅,铅,铅,标干流量\n,实测浓度(mg/Nm3),折算浓度(mg/Nm3),排放量(kg),m3/h\n" +
			"2025-03-05 00:00,2,3,0.03,15000\n2025-03-05 01:00,2,3,0.3,15000\n", codes: "TD-IMP-040:warning",
			says: "by a factor of 10"},
		"in rows": {text: "2025-03-05\n项目,0时,1时,2时\n总铅(mg/L),2,3,4\n总铅排放量(kg),0.030,0.05,60\n流量(m3/h)," +
			"15,15,15\n",
			codes: "TD-IMP-040:warning", says: "(row 3 “60 kg / 0.06 kg”)"},
		"without a flow": {text: "时间,总铅(mg/L),总铅排放量(kg)\n2025-03-05 00:00,2,9\n2025-03-05 01:00,2,9\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, findings := readAll(t, hourly, map[string]string{"a.csv": c.text})
			if len(got) < 2 || codes(findings) != c.codes {
				t.Fatalf("%d readings, findings %+v", len(got), findings)
			}
			if c.says != "" && !strings.Contains(findings[0].Message.EN, c.says) {
				t.Errorf("%q is not said: %s", c.says, findings[0].Message.EN)
			}
		})
	}
}
