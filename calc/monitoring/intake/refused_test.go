package intake

import (
	"strings"
	"testing"

	"tidai/calc/dossier"
)

// Headers that name another quantity than what left the outlet, and their
// neighbours that do not.
func TestRefusedHeadings(t *testing.T) {
	for code, heads := range map[string]string{
		CodeNotOutlet: "进水流量(m3/h)|废水进口流量(L/s)|调节池入口水量(m3)|设计流量(m3/d)|额定风量(m3/h)|回用水流量(m3/h)|循环水量(m3)|" +
			"生产用水量(m3)|用水量(t)|供水流量(m3/h)|新鲜水量(m3)|最大流量(m3/h)|小时最大排水量(m3/h)|流量(最大值)(m3/h)|" +
			"流量限值(m3/h)|许可排水量(m3)|inlet flow (m3/h)|Design_flow m3/h|influent flow[m3/h]|max flow (m3/h)|" +
			"进水累计流量(m3)|排放口进水流量(m3/h)|总铅（进口）(mg/L)|总铅(最大值)(mg/L)|总镉(设计值)(mg/L)|进水流量",
		CodeFlueState: "工况流量(m3/h)|工况烟气量(m3/h)|湿烟气流量(m3/h)|烟气流量(湿基)(Nm3/h)|湿基标况流量(m3/h)|" +
			"wet flow (Nm3/h)|铅（工况）(mg/m3)",
		CodeCompound: "铬及其化合物（以CrO3计）(mg/m3)|铬(以 Cr2O3 计)(mg/m3)|砷（以As₂O₃计）(mg/m3)|铅（以PbO计）(mg/Nm3)|铅(PbO)(mg/m3)|" +
			"总铅（以氧化铅计）(mg/m3)|Lead (as PbO) mg/Nm3|汞(以HgCl2表示)(ug/m3)|铬(按铬酸酐计)(mg/m3)|总铬(以cro3计) mg/L|" +
			"铅（以PbO计）排放量(kg)",
		"": "流量(m3/h)|出水流量(m3/h)|出口流量(m3/h)|废水排放量(m3)|标干流量(m3/h)|工况下标干流量(m3/h)|回用水池排水量(m3)|" +
			"冷却水排放流量(m3/h)|总排口排水量(m3)|处理水量(m3)|实际排水量(m3)|湿地出水流量(m3/h)|湿法脱硫废水流量(m3/h)|" +
			"平均流量(m3/h)|小时均值流量(m3/h)|effluent flow (m3/h)|concentration Pb (mg/L)|铅及其化合物（以Pb计）(mg/m3)|" +
			"铅(以铅计)(mg/m3)|铬（以Cr计）(mg/m3)|六价铬(以Cr6+计)(mg/L)|总铬(Cr)(mg/L)|铬(六价)(mg/L)|总铅(以mg/L计)|" +
			"总铅(以日均值计)(mg/L)|备注|进口|设计|Hg(mg/L)|Cr(VI) (mg/L)|铬酸雾(mg/m3)|工况负荷",
	} {
		for _, text := range strings.Split(heads, "|") {
			h := readHeading(text)
			got := ""
			if h.refusal != nil {
				got = h.refusal.code
			}
			if got != code {
				t.Errorf("%s: %q, want %q (%s %s)", text, got, code, h.role, h.pollutant)
			}
		}
	}
}

// A refused column is not read, and named where nothing else has what is
// needed. Stating what it means lifts it.
func TestRefusedColumns(t *testing.T) {
	state := func(header, means, unit string) func(*dossier.MonitoringFiles) {
		return func(s *dossier.MonitoringFiles) {
			s.Columns = []dossier.MonitoringColumn{{Header: header, Means: means, Unit: unit}}
		}
	}
	for _, c := range []struct {
		head, row, want, codes string
		set                    func(*dossier.MonitoringFiles)
	}{
		{"总铅(mg/L),进水流量(m3/h)", "0.3,7", "", "TD-IMP-090:error", nil},
		{"总铅(mg/L),进水流量(m3/h),出水流量(m3/h)", "0.3,7,5", "c=0.3mg/L q=5m3/h", "", nil},
		{"总铅(mg/L),出水流量(m3/h),设计流量(m3/h),最大流量(m3/h)", "0.3,5,7,9", "c=0.3mg/L q=5m3/h",
			"", nil},
		{"总铅(mg/L),进水流量(m3/h)", "0.3,7", "c=0.3mg/L q=7m3/h", "", state("进水流量", "flow", "")},
		{"总铅(mg/L),进水流量(m3/h)", "0.3,7", "c=0.3mg/L", "", state("进水流量", "ignore", "")},
		{"铅(mg/m3),工况流量(m3/h)", "0.3,7", "", "TD-IMP-091:error", nil},
		{"铅(mg/m3),湿烟气流量(m3/h)", "0.3,7", "", "TD-IMP-033:note TD-IMP-091:error", nil},
		{"铅(mg/m3),工况流量(m3/h),标干流量(m3/h)", "0.3,7,5", "c=0.3mg/Nm3 q=5Nm3/h",
			"TD-IMP-033:note", nil},
		{"铅(mg/m3),工况流量(m3/h)", "0.3,7", "", "TD-IMP-091:error", state("工况流量", "flow", "")},
		{"铅(mg/m3),工况流量(m3/h)", "0.3,7", "c=0.3mg/Nm3 q=7Nm3/h", "TD-IMP-033:note",
			state("工况流量", "flow", "Nm3/h")},
		{"铬（以CrO3计）(mg/m3),标干流量(m3/h)", "0.3,7", "", "TD-IMP-092:error TD-IMP-002:error", nil},
		{"砷(以As2O3计)(mg/m3),砷(以As计)(mg/m3),标干流量(m3/h)", "0.4,0.3,7", "c=0.3mg/Nm3 q=7Nm3/h",
			"TD-IMP-033:note", nil},
		{"铅(以PbO计)(mg/m3),标干流量(m3/h)", "0.3,7", "c=0.3mg/Nm3 q=7Nm3/h", "TD-IMP-033:note",
			state("铅(以PbO计)", "Pb", "")},
	} {
		set := hourly
		if c.set != nil {
			c.set(&set)
		}
		got, found, says := briefs(t, set, table1(c.head, c.row, c.row))
		want := c.want
		if want != "" {
			want += "; " + want
		}
		if got != want || found != c.codes {
			t.Errorf("%s = %s, %s\n%s", c.head, got, found, says)
		}
	}
}

// Rows of a long table are refused alike.
func TestRefusedNames(t *testing.T) {
	text := "监测时间,监测因子,监测值,单位\n2025-01-01 00:00,总铅,0.3,mg/L\n2025-01-01 00:00,进水流量,7,m3/h\n" +
		"2025-01-01 00:00,出水流量,5,m3/h\n2025-01-01 00:00,铬（以CrO3计）,0.2,mg/L\n" +
		"2025-01-01 01:00,总铅,0.3,mg/L\n2025-01-01 01:00,出水流量,5,m3/h\n"
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
	if len(got) != 2 || !strings.HasSuffix(brief(got[0]), "c=0.3mg/L q=5m3/h") {
		t.Errorf("%v", got)
	}
	if found := codes(findings); !strings.Contains(found, "TD-IMP-090:warning") ||
		!strings.Contains(found, "TD-IMP-092:error") {
		t.Error(found)
	}
}
