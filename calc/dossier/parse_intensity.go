package dossier

import (
	"strconv"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

var (
	concentrationUnits = units("mg/L", "mg/Nm3")
	amountUnit         = quantity.KgPerYear
	rateUnit           = quantity.MustUnit("kg/h")
	hourUnit           = quantity.MustUnit("h")
	frequencyUnit      = quantity.MustUnit("1/a")
	surfaceUnit        = quantity.MustUnit("m2")
)

func (r *reader) projectIntensity(t *document.Table) {
	subject := counted("intensity", t)
	line := r.refer(t, "line", true, aLine, subject)
	r.d.Intensities = append(r.d.Intensities, r.intensity(t, line, subject))
}

// intensity reads one account. What a method needs beyond its own tables, such
// as the rate of a removal, is reported by the room that computes with it.
func (r *reader) intensity(t *document.Table, line, subject string) Intensity {
	method := document.Choice(t, "method", true, calc.AccountMethods)
	in := Intensity{
		At:                 r.enter(t),
		Line:               line,
		Product:            t.String("product", false),
		Outlet:             r.refer(t, "outlet", false, anOutlet, subject),
		Pollutant:          r.pollutant(t, subject),
		Medium:             r.medium(t, false),
		Method:             method,
		Factor:             t.String("factor", method.ByFactor()),
		Activity:           r.notNegative(t, "activity", subject, false),
		Surface:            r.positive(t, "surface", subject, false, surfaceUnit),
		Capture:            r.share(t, "capture", subject, false),
		CaptureEvidence:    t.String("capture_evidence", false),
		Removal:            t.String("removal", false),
		Efficiency:         r.share(t, "efficiency", subject, false),
		EfficiencyEvidence: t.String("efficiency_evidence", false),
		Rate:               r.rate(t, subject),
		Compound:           t.String("compound", false),
		Inlet:              r.notNegative(t, "inlet", subject, false, concentrationUnits...),
		Treated:            r.notNegative(t, "treated", subject, false, concentrationUnits...),
		Time:               r.notNegative(t, "time", subject, false, timeUnit),
		Load:               r.notNegative(t, "load", subject, false, quantity.One),
		Output:             r.positive(t, "output", subject, false),
		Automatic:          t.Bool("automatic_prescribed", false),
		Share:              r.share(t, "share", subject, false),
		ShareEvidence:      t.String("share_evidence", false),
	}
	for _, sub := range t.Tables("sample") {
		in.Samples = append(in.Samples, r.sample(sub, subject))
	}
	for _, sub := range t.Tables("stream") {
		in.Streams = append(in.Streams, r.stream(sub, subject))
	}
	for _, sub := range t.Tables("abnormal") {
		in.Abnormal = append(in.Abnormal, r.abnormal(sub, subject))
	}
	in.Analogue = r.analogue(t.Table("analogue", false), subject)
	r.referWithin(aProduct, line, in.Product, t.Pos("product"), subject)
	r.intensityKeys(t, in, subject)
	return in
}

// intensityKeys checks which statements stand together.
func (r *reader) intensityKeys(t *document.Table, in Intensity, subject string) {
	if in.Outlet == "" && !t.Has("medium") {
		r.incomplete(in.At, subject, "medium", calc.Text{ZH: "未写 outlet 时须写明介质",
			EN: "an account without an outlet states its medium"})
	}
	if t.Has("removal") && t.Has("efficiency") {
		r.report(t.Pos("efficiency"), CodeExclusive, subject,
			calc.Text{ZH: "removal 与 efficiency 不能同时填写", EN: "removal and efficiency exclude each other"},
			calc.Text{ZH: "用手册的去除效率（removal）或本单位实测值（efficiency）之一",
				EN: "take the manual's value (removal) or one's own (efficiency)"})
	}
	if t.Has("activity") && t.Has("surface") {
		r.report(t.Pos("surface"), CodeExclusive, subject,
			calc.Text{ZH: "activity 与 surface 不能同时填写", EN: "activity and surface exclude each other"},
			calc.Text{ZH: "镀槽按 surface 与 time 计算活动水平，或直接写 activity",
				EN: "a bath's activity is surface × time; or state activity itself"})
	}
	for _, need := range []struct {
		method  calc.IntensityMethod
		key     string
		because calc.Text
	}{
		{calc.Measurement, "sample", calc.Text{ZH: "实测法须列出监测样本", EN: "measurement states its samples"}},
		{calc.Measurement, "time", calc.Text{ZH: "实测法须写明年排放时间",
			EN: "measurement states how long a year the outlet discharges"}},
		{calc.Balance, "stream", calc.Text{ZH: "物料衡算法须列出各股物料", EN: "a balance states its streams"}},
		{calc.Analogy, "analogue", calc.Text{ZH: "类比法须写明类比对象", EN: "an analogy states its analogue"}},
	} {
		if in.Method == need.method && !t.Has(need.key) {
			r.incomplete(in.At, subject, need.key, need.because)
		}
	}
	if in.Surface.Set && !t.Has("time") {
		r.incomplete(in.At, subject, "time", calc.Text{ZH: "按镀槽液面面积核算须写明运行时间",
			EN: "an account by tank surface states the operating time"})
	}
	r.withoutEffect(t, in, subject)
}

// keysOf lists the keys only some methods read.
var keysOf = []struct {
	key     string
	methods []calc.IntensityMethod
}{
	{"factor", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor}},
	{"compound", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor}},
	// refused by name for emission factors
	{"removal", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor}},
	{"efficiency", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor, calc.Analogy}},
	{"rate", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor}},
	{"capture", []calc.IntensityMethod{calc.GenerationFactor}},
	{"surface", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor}},
	{"activity", []calc.IntensityMethod{calc.GenerationFactor, calc.EmissionFactor, calc.Analogy}},
	{"load", []calc.IntensityMethod{calc.Measurement}},
	{"output", []calc.IntensityMethod{calc.Measurement}},
	{"automatic_prescribed", []calc.IntensityMethod{calc.Measurement}},
	{"sample", []calc.IntensityMethod{calc.Measurement}},
	{"stream", []calc.IntensityMethod{calc.Balance}},
	{"share", []calc.IntensityMethod{calc.Balance}},
	{"analogue", []calc.IntensityMethod{calc.Analogy}},
}

func (r *reader) withoutEffect(t *document.Table, in Intensity, subject string) {
	if in.Method == "" {
		return
	}
	for _, k := range keysOf {
		used := false
		for _, m := range k.methods {
			used = used || m == in.Method
		}
		if used || !t.Has(k.key) {
			continue
		}
		r.warn(t.Pos(k.key), CodeNoEffect, subject,
			calc.Textf("method = %q 时 %s 不起作用", "%[2]s has no effect with method = %[1]q", string(in.Method),
				k.key),
			calc.Textf("删除 %s，或改正 method", "remove %s, or correct method", k.key))
	}
}

func (r *reader) sample(t *document.Table, subject string) Sample {
	return Sample{
		At:            r.enter(t),
		Day:           t.Date("day", false),
		Concentration: r.notNegative(t, "concentration", subject, true, concentrationUnits...),
		Flow:          r.notNegative(t, "flow", subject, true, flowUnits[:2]...),
		Load:          r.notNegative(t, "load", subject, false, quantity.One),
		NotDetected:   t.Bool("not_detected", false),
	}
}

func (r *reader) stream(t *document.Table, subject string) Stream {
	s := Stream{
		At:       r.enter(t),
		Role:     document.Choice(t, "role", true, StreamRoles),
		Name:     t.String("name", true),
		Mass:     r.notNegative(t, "mass", subject, false, amountUnit),
		Content:  r.share(t, "content", subject, false),
		Amount:   r.notNegative(t, "amount", subject, false, amountUnit),
		Medium:   r.medium(t, false),
		Evidence: t.String("evidence", false),
	}
	byMass, byAmount := t.Has("mass") || t.Has("content"), t.Has("amount")
	switch {
	case byMass && byAmount:
		r.report(t.Pos("amount"), CodeExclusive, subject,
			calc.Text{ZH: "amount 与 mass、content 不能同时填写", EN: "amount excludes mass and content"},
			calc.Text{ZH: "写物料量与含量，或直接写金属量",
				EN: "state mass and content, or the amount of metal itself"})
	case byAmount:
	case !t.Has("mass"):
		r.incomplete(s.At, subject, "mass", calc.Text{ZH: "物料须写物料量与含量，或金属量 amount",
			EN: "a stream states its mass and content, or the amount of metal"})
	case !t.Has("content"):
		r.incomplete(s.At, subject, "content", calc.Text{ZH: "缺失不等于零；不含该金属的写 \"0 %\"",
			EN: "absent is not zero; a stream without the metal says \"0 %\""})
	}
	if s.Role == Discharge && !t.Has("medium") {
		r.incomplete(s.At, subject, "medium", calc.Text{ZH: "实测排放须写明介质",
			EN: "a measured discharge states its medium"})
	}
	return s
}

func (r *reader) abnormal(t *document.Table, subject string) Abnormal {
	return Abnormal{
		At:        r.enter(t),
		Name:      t.String("name", true),
		Rate:      r.notNegative(t, "rate", subject, true, rateUnit),
		Duration:  r.notNegative(t, "duration", subject, true, hourUnit),
		Frequency: r.notNegative(t, "frequency", subject, true, frequencyUnit),
		Evidence:  t.String("evidence", false),
	}
}

func (r *reader) analogue(t *document.Table, subject string) *Analogue {
	if t == nil {
		return nil
	}
	a := &Analogue{
		At:          r.enter(t),
		Name:        t.String("name", true),
		Amount:      r.notNegative(t, "amount", subject, true, amountUnit),
		Output:      r.positive(t, "output", subject, true),
		Composition: r.share(t, "composition_difference", subject, false),
		Efficiency:  r.share(t, "efficiency", subject, false),
		Evidence:    t.String("evidence", false),
	}
	seen := map[string]bool{}
	for _, sub := range t.Tables("condition") {
		c := Condition{At: r.enter(sub), Key: document.Choice(sub, "condition", true, AnalogyConditions),
			Evidence: sub.String("evidence", false)}
		if sub.Has("holds") {
			c.Holds = Answer(strconv.FormatBool(sub.Bool("holds", false)))
		}
		if seen[c.Key] {
			r.listedTwice(sub.Pos("condition"), subject, "condition", c.Key)
		}
		seen[c.Key] = true
		a.Conditions = append(a.Conditions, c)
	}
	return a
}
