package report

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// annex lists every document the report rests on, each once, with what it
// proves first.
func (r *Report) annex() {
	s := r.Source.Source
	r.document(s.ApprovedScale, "核准（批复）的设计规模", "approved design scale")
	for _, e := range r.Approvals {
		if e.Filing {
			r.document(e.Number, "环境影响评价备案", "filing of the EIA")
			continue
		}
		r.document(e.Number, "环境影响评价批复", "approval of the EIA")
	}
	for _, row := range r.Rows {
		for _, m := range row.Methods {
			for _, a := range append(slices.Clone(m.Was), m.Is...) {
				r.accountDocuments(a.Intensity)
			}
			if m.Method == calc.ByMonitoring {
				r.dataFiles(m.Before)
				r.dataFiles(m.After)
			}
		}
	}
	r.document(s.ClosedEvidence, "关停及设备拆除", "closing and dismantling")
	r.document(s.CityOpinion, "市（州）生态环境局意见", "opinion of the city")
	for _, e := range s.Evidence {
		r.document(e, "削减措施", "the measure")
	}
}

// accountDocuments are those behind the numbers of one account.
func (r *Report) accountDocuments(in dossier.Intensity) {
	r.document(in.EfficiencyEvidence, "去除效率", "removal efficiency")
	r.document(in.CaptureEvidence, "集气效率", "capture share")
	r.document(in.ShareEvidence, "进入该介质的比例", "share that goes into the medium")
	for _, s := range in.Streams {
		r.document(s.Evidence, "物料衡算", "material balance")
	}
	if in.Analogue != nil {
		r.document(in.Analogue.Evidence, "类比对象", "the analogue")
		for _, c := range in.Analogue.Conditions {
			r.document(c.Evidence, "类比条件", "conditions of the analogy")
		}
	}
	for _, a := range in.Abnormal {
		r.document(a.Evidence, "非正常排放", "abnormal emission")
	}
}

// dataFiles are the monitoring files an amount rests on.
func (r *Report) dataFiles(s calc.Step) {
	for _, leaf := range s.Leaves() {
		if o := leaf.Origin(); o.Kind == calc.FromSeries {
			r.document(o.At.File, "监测数据", "monitoring data")
		}
		if at := leaf.Origin().At.File; at != "" {
			r.samplingReport(at)
		}
	}
}

// samplingReport is the laboratory's report that the samples of a file rest on.
func (r *Report) samplingReport(file string) {
	for _, set := range r.sets {
		if set.ReportNumber == "" || !slices.Contains(set.Files, file) {
			continue
		}
		by, en := set.Laboratory, set.Laboratory
		if set.CMA != "" {
			by, en = strings.TrimSpace(by+" 资质认定证书编号 "+set.CMA), strings.TrimSpace(en+" certificate "+set.CMA)
		}
		proves := calc.Text{ZH: "手工监测的检测报告", EN: "laboratory's report on the samples"}
		if by != "" {
			proves = calc.Text{ZH: proves.ZH + "，" + by, EN: proves.EN + ", " + en}
		}
		r.document(set.ReportNumber, proves.ZH, proves.EN)
	}
}

func (r *Report) document(name, zh, en string) {
	if name == "" || slices.ContainsFunc(r.Annexes, func(a Annex) bool { return bare(a.Document) == bare(name) }) {
		return
	}
	r.Annexes = append(r.Annexes, Annex{Document: name, Proves: calc.Text{ZH: zh, EN: en}})
}

// bare is a document's name without a remark behind it, so that one document
// is one annex.
func bare(name string) string {
	name, _, _ = strings.Cut(name, "（")
	return strings.TrimSpace(name)
}
