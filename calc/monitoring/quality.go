package monitoring

import (
	"maps"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

const placesShown = 5

// quality reports what is wrong with the rows of an outlet and pollutant,
// whatever the period.
func (a *assessor) quality(o dossier.Outlet, p calc.Pollutant) {
	if p == calc.CrVI {
		a.hexavalent(o)
	}
	for _, k := range []Kind{Automatic, Manual, Enforcement} {
		s := a.data.of(SeriesKey{k, o.ID, p})
		if s == nil {
			continue
		}
		subject := "outlet:" + o.ID + "/" + string(p)
		named := func(text calc.Text) calc.Text { return calc.Textf("%s %s：%s", "%s %s: %s", o.ID, string(p), text) }
		a.contradictions(s, subject)
		if n, first := s.twins(); n > 0 {
			at := a.data.place(first)
			a.report(CodeTwinSamples, calc.Warning, calc.Position{File: at.File, Line: at.Row}, subject,
				named(calc.Textf("%s：%d 个样品与同一时间的另一个完全相同，作为重复不计（第一处 %s）",
					"%s: %d samples say the same as another of the same time and count as duplicates (the first %s)",
					k.Name(), n, at.String())), EqualSamples)
		}
		if s.disorder > 0 {
			at := a.data.place(s.turned)
			a.report(CodeDisorder, calc.Note, calc.Position{File: at.File, Line: at.Row}, subject,
				named(calc.Textf("%s：%d 行不按时间顺序（第一处 %s）；不影响结果",
					"%s: %d rows are not in order of time (the first: %s); the result does not depend on it", k.Name(),
					s.disorder, at.String())),
				calc.Text{ZH: "核对文件是否完整", EN: "check that the file is whole"})
		}
		if slices.ContainsFunc(s.units, func(u unitPair) bool { return u.bare && u.why == fine }) {
			a.report(CodeGasState, calc.Note, o.At, subject,
				named(calc.Text{ZH: "废气浓度单位写作每立方米，按标准状态干烟气理解（排放标准的定义）",
					EN: "concentrations of gas are per m3 without a state; taken as dry, standard state, as " +
						"emission standards define them"}),
				calc.Text{ZH: "若为工况浓度，先换算为标态", EN: "convert first if they are at actual conditions"})
		}
		if len(s.grids) > 1 {
			var names []string
			for _, step := range slices.Sorted(maps.Keys(s.grids)) {
				names = append(names, intervalName(step).EN)
			}
			a.report(CodeIntervals, calc.Note, o.At, subject,
				named(calc.Textf("同一监测点有 %d 种时间间隔的数据；只用覆盖时间最多的一种，其余计为重复",
					"data at %d intervals (%[2]s); the one that covers most time is used, the others count as duplicates", len(names), strings.Join(names, ", "))),
				calc.Text{ZH: "无需处理", EN: "nothing needs to be done"})
		}
	}
}

func intervalName(step int32) calc.Text {
	switch step {
	case 1:
		return calc.Text{ZH: "分钟", EN: "minute"}
	case minutesPerHour:
		return calc.Text{ZH: "小时", EN: "hour"}
	}
	if step < minutesPerHour {
		return calc.Textf("%d 分钟", "%d minutes", step)
	}
	return calc.Text{ZH: "日", EN: "day"}
}

// contradictions reports the times with different values, with the places.
func (a *assessor) contradictions(s *series, subject string) {
	n, at := 0, calc.Position{}
	var shown []string
	for _, step := range slices.Sorted(maps.Keys(s.grids)) {
		g := s.grids[step]
		g.each(g.index(a.data.from), g.index(a.data.to), func(i int32, x *slot) {
			if !x.twice {
				return
			}
			if n++; n > placesShown {
				return
			}
			first := a.data.place(x.place)
			other := first
			if m := g.more[i]; m != nil {
				other = a.data.place(m.other)
			}
			if n == 1 {
				at = calc.Position{File: first.File, Line: first.Row}
			}
			shown = append(shown, g.start(i).String()+" ("+first.String()+", "+other.String()+")")
		})
	}
	if n == 0 {
		return
	}
	if n > placesShown {
		shown = append(shown, "…")
	}
	a.report(CodeContradict, calc.Warning, at, subject,
		calc.Textf("%d 个时间有互相矛盾的值，均作无效：%s",
			"%d times have values that contradict each other; all of them are invalid: %s", n,
			strings.Join(shown, "; ")),
		calc.Text{ZH: "核对原始记录，删除错误的行", EN: "check the original records and remove the wrong rows"})
}
