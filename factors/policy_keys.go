package factors

import (
	"slices"

	"tidai/calc"
)

// core are the keys without which there is nothing to compute.
var core = []calc.Rule{calc.RuleKeyIndustries, calc.RuleQuotaMetals, calc.RuleSubstitution, calc.RuleDefiniteSource,
	calc.RuleSpecification, calc.RuleStrictest, calc.RuleUsedOnce}

// Core reports whether a key cannot be off.
func Core(key calc.Rule) bool { return slices.Contains(core, key) }

// Codes of the findings on policies.
const (
	CodeUnmapped    = "TD-POL-001" // policy that does not say which rule stands behind a key of the engine
	CodeNoKeys      = "TD-POL-019" // rules without keys, read as those of another policy with the same ids
	CodeCoreOff     = "TD-POL-014" // policy that switches off what the engine cannot do without
	CodeMappedTwice = "TD-POL-002" // key of the engine that two rules of a policy claim

	CodeNoSuchParameter = "TD-POL-020" // parameter that nothing reads (warning)
)

// Unmapped lists the keys of the engine of which the policy says neither which
// rule stands behind them nor that it asks for no such thing.
func (p Policy) Unmapped() []calc.Rule {
	var out []calc.Rule
	for _, key := range calc.Rules.Values() {
		if _, ok := p.Of(key); !ok {
			out = append(out, key)
		}
	}
	return out
}

// checkKeys reports keys that no rule maps, and keys that two rules map.
func (p Policy) checkKeys(at calc.Position) []calc.Finding {
	var out []calc.Finding
	report := func(f calc.Finding) {
		f.Severity, f.Subject = calc.Error, "policy:"+p.ID
		out = append(out, f)
	}
	for _, key := range p.Unmapped() {
		report(calc.Finding{Stage: calc.StagePolicy, Code: CodeUnmapped, At: at,
			Message: calc.Textf("政策 %s 没有写明 %s（%s）对应哪条规则，也没有写明不要求",
				"policy %s says neither which rule stands behind %s (%s) nor that it asks for none", p.ID, string(key),
				calc.Rules.Name(key)),
			Remedy: calc.Textf("在一条 [[rule]] 的 keys 中写 %q；该省不要求的，另写一条 off = true 并说明理由",
				"write %q in keys of a [[rule]]; where the province asks for none, in one with off = true and a reason",
				string(key))})
	}
	if i := slices.IndexFunc(p.Rules, func(r PolicyRule) bool { return r.As != "" }); i >= 0 {
		out = append(out, calc.Finding{Stage: calc.StagePolicy, Code: CodeNoKeys, Severity: calc.Warning,
			At: p.Rules[i].At, Subject: "policy:" + p.ID,
			Message: calc.Textf("政策 %s 的规则没有写 keys，按 %s 的同名规则理解",
				"rules of policy %s state no keys and are read as the rules of the same id of %s", p.ID, p.Rules[i].As),
			Remedy: calc.Text{ZH: "在每条 [[rule]] 中写 keys，并改用该省自己的规则编号",
				EN: "write keys in each [[rule]], and use rule ids of the province's own"}})
	}
	first := map[calc.Rule]calc.Position{}
	for _, r := range p.Rules {
		for _, key := range r.Keys {
			if r.Off && Core(key) {
				report(calc.Finding{Stage: calc.StagePolicy, Code: CodeCoreOff, At: r.At,
					Message: calc.Textf("%s（%s）不能关闭：没有它就没有可计算的替代",
						"%s (%s) cannot be off: without it there is nothing to compute", string(key),
						calc.Rules.Name(key)),
					Remedy: calc.Text{ZH: "写明该省的规则和条款", EN: "state the province's rule and clause"}})
			}
			if before, twice := first[key]; twice {
				report(calc.Finding{Stage: calc.StagePolicy, Code: CodeMappedTwice, At: r.At,
					Message: calc.Textf("%s 已在 %s 对应另一条规则", "%s stands for another rule already, at %s",
						string(key), before.String()),
					Remedy: calc.Text{ZH: "一个键只对应一条规则", EN: "let a key stand for one rule"}})
				continue
			}
			first[key] = r.At
		}
	}
	return out
}
