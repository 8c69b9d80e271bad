package calc

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity grades a finding.
type Severity string

// The severities. An error makes a command that computed exit with status 3.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Severities lists the severities, the gravest first.
var Severities = Words[Severity]{
	{Key: Error, Name: Text{ZH: "错误", EN: "error"}},
	{Key: Warning, Name: Text{ZH: "警告", EN: "warning"}},
	{Key: Note, Name: Text{ZH: "提示", EN: "note"}},
}

// Name returns the severity in words.
func (s Severity) Name() Text { return Severities.Name(s) }

// Stage is the room that made a finding: what it is about, and how far the
// application had come.
type Stage string

// The stages, each with the letters of its codes.
const (
	StageCommand      Stage = "command"      // CLI
	StageDocument     Stage = "document"     // DOC
	StageDossier      Stage = "dossier"      // DOS
	StageFactors      Stage = "factors"      // FAC
	StageLaw          Stage = "law"          // LAW
	StagePolicy       Stage = "policy"       // POL
	StageScope        Stage = "scope"        // SCO
	StageSheet        Stage = "sheet"        // SHT
	StageFrames       Stage = "frames"       // FRM
	StageIntake       Stage = "intake"       // IMP
	StageIntegrity    Stage = "integrity"    // ING
	StageTotals       Stage = "totals"       // TOT
	StageMonitoring   Stage = "monitoring"   // MON
	StageIntensity    Stage = "intensity"    // INT
	StagePermit       Stage = "permit"       // PER
	StageReduction    Stage = "reduction"    // RED
	StageSubstitution Stage = "substitution" // SUB
	StageRegion       Stage = "region"       // REG
	StageReview       Stage = "review"       // REV
	StagePlausibility Stage = "plausibility" // PLA
	StageTemplate     Stage = "template"     // TPL
)

// Stages lists the stages in the order of an application.
var Stages = Words[Stage]{
	{Key: StageCommand, Name: Text{ZH: "命令行", EN: "command line"}},
	{Key: StageDocument, Name: Text{ZH: "申请材料的文件格式", EN: "files of the dossier"}},
	{Key: StageDossier, Name: Text{ZH: "申请材料的内容", EN: "contents of the dossier"}},
	{Key: StageFactors, Name: Text{ZH: "系数文件", EN: "factor files"}},
	{Key: StageLaw, Name: Text{ZH: "法律法规的适用", EN: "law in force"}},
	{Key: StagePolicy, Name: Text{ZH: "政策", EN: "policy"}},
	{Key: StageScope, Name: Text{ZH: "行业与管理类别判定", EN: "classification"}},
	{Key: StageSheet, Name: Text{ZH: "表格文件", EN: "tables"}},
	{Key: StageFrames, Name: Text{ZH: "HJ 212 报文", EN: "frames of HJ 212"}},
	{Key: StageIntake, Name: Text{ZH: "监测数据的读取", EN: "reading of monitoring data"}},
	{Key: StageIntegrity, Name: Text{ZH: "监测数据的真实性疑点", EN: "integrity of monitoring data"}},
	{Key: StageTotals, Name: Text{ZH: "监测数据合计", EN: "totals of monitoring data"}},
	{Key: StageMonitoring, Name: Text{ZH: "实际排放量", EN: "actual emission"}},
	{Key: StageIntensity, Name: Text{ZH: "源强核算", EN: "source intensity"}},
	{Key: StagePermit, Name: Text{ZH: "许可排放量", EN: "permitted emission"}},
	{Key: StageReduction, Name: Text{ZH: "削减来源", EN: "reduction sources"}},
	{Key: StageSubstitution, Name: Text{ZH: "替代方案", EN: "substitution plan"}},
	{Key: StageRegion, Name: Text{ZH: "多项目统筹", EN: "several projects"}},
	{Key: StageReview, Name: Text{ZH: "申报数字复核", EN: "review of submitted figures"}},
	{Key: StagePlausibility, Name: Text{ZH: "合理性检查", EN: "plausibility of facts"}},
	{Key: StageTemplate, Name: Text{ZH: "单位的 Word 模板", EN: "a firm's Word template"}},
}

// Name returns the stage in words.
func (s Stage) Name() Text { return Stages.Name(s) }

// Figure is a number a finding rests on.
type Figure struct {
	Name   Text
	Amount Step
}

// Finding is one thing a person should know: what is wrong or doubtful, where,
// under which rule, and what to do. Its code is stable; tests and scripts
// match codes, never sentences.
type Finding struct {
	Stage    Stage
	Code     string // "TD-RED-004"
	Severity Severity
	Key      Rule     // what the policy asks for that it is about, if it is about that
	Rule     string   // the policy's own name of that rule, "JL-3.3": filled in by factors.Policy.Cited
	Clause   Clause   // the text behind it, if any
	Law      []Basis  // what the law of the day prescribes besides, if anything
	At       Position // where in the input
	Subject  string   // what it is about: "source:S2", "outlet:DW001"
	Message  Text     // one sentence
	Remedy   Text     // what to do
	Role     Text     // whom it concerns besides the author (RuleRoles), if anyone
	Figures  []Figure // the numbers, if any
	Count    int64    // how often it is there, where it stands for several places; else 0
	Places   []string // the first of them, in order: not all where there are fewer than Count
	Follows  bool     // it only follows from others, which stand before it
	From     []Cause  // which these are, where they are known
	Was      Severity // what it is in itself, where a plan that does without what it is about made it less grave
	Grade    string   // how much it weighs in a review, where severity and stage do not say it (review.Grade)
}

// SortFindings orders findings for output, in place: errors first, causes before
// what only follows from them, then by place, code and subject, then by
// everything else they say, so that equal input gives equal bytes in whatever
// order it comes. What follows from a finding of the list stands beneath it. Of
// findings that say the same at the same place the first stays.
func SortFindings(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(Severities.Index(a.Severity), Severities.Index(b.Severity)),
			compareBool(a.Follows, b.Follows),
			cmp.Compare(a.At.File, b.At.File),
			cmp.Compare(a.At.Sheet, b.At.Sheet),
			cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Subject, b.Subject),
			compareText(a.Message, b.Message),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Grade, b.Grade),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Clause.Instrument, b.Clause.Instrument),
			cmp.Compare(a.Clause.Locator, b.Clause.Locator),
			compareText(a.Remedy, b.Remedy),
			compareText(a.Role, b.Role),
			slices.CompareFunc(a.Figures, b.Figures, compareFigures),
		)
	})
	return folded(slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Severity == b.Severity && a.Code == b.Code && a.At == b.At && a.Subject == b.Subject &&
			a.Message == b.Message
	}))
}

// compareBool puts what is false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func compareText(a, b Text) int { return cmp.Or(cmp.Compare(a.EN, b.EN), cmp.Compare(a.ZH, b.ZH)) }

func compareFigures(a, b Figure) int {
	return cmp.Or(compareText(a.Name, b.Name),
		cmp.Compare(a.Amount.Symbol(), b.Amount.Symbol()),
		cmp.Compare(a.Amount.Value().String(), b.Amount.Value().String()))
}

// HasErrors reports whether any finding is an error.
func HasErrors(fs []Finding) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity == Error })
}

// Error makes a finding usable as an error; it speaks English.
func (f Finding) Error() string {
	if f.At.IsZero() {
		return fmt.Sprintf("%s: %s", f.Code, f.Message.EN)
	}
	return fmt.Sprintf("%s: %s: %s", f.At, f.Code, f.Message.EN)
}
