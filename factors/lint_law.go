package factors

import "tidai/calc"

// checkSuccession reports instruments of the contents whose days contradict
// themselves, those of their provisions, or those of what replaces them.
func (b *Book) checkSuccession(contents []content) []calc.Finding {
	var out []calc.Finding
	for _, c := range contents {
		in := c.instrument
		if !in.Until.IsZero() && in.Until.Before(in.Since) {
			out = append(out, inForceFault(in.At, calc.Textf("%s 的失效日 %s 早于施行日 %s",
				"%s ends on %s, before it begins on %s", in.ID, in.Until, in.Since)))
		}
		for _, p := range c.provisions {
			if outside(p, in) {
				out = append(out, inForceFault(p.At, calc.Textf("法条 %s（%s 至 %s）超出 %s 的施行期（%s 至 %s）",
					"provision %s (%s to %s) lies outside the force of %s (%s to %s)", p.ID, p.Since, p.Until, in.ID,
					in.Since, in.Until)))
			}
		}
		out = append(out, b.successor(in)...)
	}
	return out
}

// outside reports whether a provision holds on a day on which its instrument
// does not.
func outside(p Provision, in Instrument) bool {
	early := !p.Since.IsZero() && p.Since.Before(in.Since)
	late := !in.Until.IsZero() && (p.Until.After(in.Until) || p.Since.After(in.Until))
	return early || late || (!p.Until.IsZero() && p.Until.Before(p.Since))
}

func inForceFault(at calc.Position, message calc.Text) calc.Finding {
	return calc.Finding{Stage: calc.StageLaw, Code: CodeInForce, Severity: calc.Error, At: at, Message: message,
		Remedy: calc.Text{ZH: "核对 since 和 until", EN: "check since and until"}}
}

// successor holds an instrument against the one that replaces it: known days
// leave no day with both and none without either.
func (b *Book) successor(in Instrument) []calc.Finding {
	if in.ReplacedBy == "" {
		return nil
	}
	fault := func(message, remedy calc.Text) []calc.Finding {
		return []calc.Finding{{Stage: calc.StageLaw, Code: CodeSuccession, Severity: calc.Error, At: in.At,
			Message: message, Remedy: remedy}}
	}
	next, ok := b.Instrument(in.ReplacedBy)
	switch {
	case !ok:
		return fault(calc.Textf("%s 由 %s 替代，但没有后者的文件", "%s is replaced by %s, which has no file", in.ID,
			in.ReplacedBy),
			calc.Text{ZH: "核对 replaced_by，或补充该文件", EN: "check replaced_by, or add its file"})
	case in.Until.IsZero() != next.Since.IsZero(), !in.Until.IsZero() && in.Until.AddDays(1) != next.Since:
		return fault(calc.Textf("%s 止于 %s，而替代它的 %s 始于 %s：两个日期不一致",
			"%s ends on %s, but %s, which replaces it, begins on %s", in.ID, orUnknown(in.Until), next.ID,
			orUnknown(next.Since)),
			calc.Text{ZH: "旧文件的 until 应是新文件 since 的前一日；不知道的两处都不写",
				EN: "until is the day before since of the other; leave both out where they are not known"})
	}
	return nil
}

func orUnknown(d calc.Date) calc.Text {
	if d.IsZero() {
		return calc.Text{ZH: "（不详）", EN: "(not known)"}
	}
	return calc.Text{ZH: d.String(), EN: d.String()}
}
