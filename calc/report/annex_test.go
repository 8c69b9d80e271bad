package report

import (
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// The laboratory's report behind a file of samples is an annex, with who made it.
func TestSamplingReport(t *testing.T) {
	r := Report{sets: []dossier.MonitoringFiles{
		{Kind: dossier.ManualData, Files: []string{"data/a.csv"}, ReportNumber: "示例检字2025-017", Laboratory: "示例检测公司",
			CMA: "000000000000"},
		{Kind: dossier.ManualData, Files: []string{"data/b.csv"}},
	}}
	for _, file := range []string{"data/a.csv", "data/b.csv", "data/a.csv"} {
		r.samplingReport(file)
	}
	want := Annex{Document: "示例检字2025-017", Proves: calc.Text{ZH: "手工监测的检测报告，示例检测公司 资质认定证书编号 000000000000",
		EN: "laboratory's report on the samples, 示例检测公司 certificate 000000000000"}}
	if len(r.Annexes) != 1 || r.Annexes[0] != want {
		t.Errorf("annexes %+v", r.Annexes)
	}
}
