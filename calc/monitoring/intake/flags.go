package intake

import (
	"strings"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// flagWords are the letters of HJ 212-2017, their names, and what platforms
// write for them. 无效, 缺失 and 异常 name no reason: they count as a fault, so
// that the value is not used and is no stop.
var flagWords = map[string]monitoring.Flag{
	"n": monitoring.Normal, "正常": monitoring.Normal, "正常数据": monitoring.Normal, "有效": monitoring.Normal,
	"normal": monitoring.Normal, "valid": monitoring.Normal,
	"f": monitoring.Stopped, "停运": monitoring.Stopped, "停产": monitoring.Stopped, "停机": monitoring.Stopped,
	"停炉": monitoring.Stopped, "排放源停运": monitoring.Stopped, "stopped": monitoring.Stopped,
	"m": monitoring.Maintenance, "维护": monitoring.Maintenance, "检修": monitoring.Maintenance,
	"维护保养": monitoring.Maintenance, "maintenance": monitoring.Maintenance,
	"s": monitoring.ManualEntry, "手工": monitoring.ManualEntry, "手工输入": monitoring.ManualEntry,
	"手工数据": monitoring.ManualEntry, "manual": monitoring.ManualEntry,
	"手工录入": monitoring.ManualEntry, "手工填报": monitoring.ManualEntry, "人工录入": monitoring.ManualEntry,
	"人工补录": monitoring.ManualEntry, "补录": monitoring.ManualEntry,
	"d": monitoring.Fault, "故障": monitoring.Fault, "仪器故障": monitoring.Fault, "设备故障": monitoring.Fault,
	"fault": monitoring.Fault, "无效": monitoring.Fault, "数据无效": monitoring.Fault, "无效数据": monitoring.Fault,
	"缺失": monitoring.Fault, "数据缺失": monitoring.Fault, "缺测": monitoring.Fault, "异常": monitoring.Fault,
	"数据异常": monitoring.Fault, "invalid": monitoring.Fault, "missing": monitoring.Fault,
	"c": monitoring.Calibration, "校准": monitoring.Calibration, "校验": monitoring.Calibration,
	"校零": monitoring.Calibration, "校标": monitoring.Calibration, "质控": monitoring.Calibration,
	"标定": monitoring.Calibration, "calibration": monitoring.Calibration,
	"t": monitoring.OverRange, "超量程": monitoring.OverRange, "超测量上限": monitoring.OverRange,
	"超上限": monitoring.OverRange, "over range": monitoring.OverRange, "overrange": monitoring.OverRange,
	"b": monitoring.Communication, "通讯异常": monitoring.Communication, "通信异常": monitoring.Communication,
	"通讯故障": monitoring.Communication, "通信故障": monitoring.Communication, "离线": monitoring.Communication,
	"通讯中断": monitoring.Communication, "通信中断": monitoring.Communication,
	"communication": monitoring.Communication,
}

// flagTable reads flags: first as the dossier says, then the letters of
// HJ 212-2017 and their names.
type flagTable map[string]monitoring.Flag

// newFlags takes the dossier's meanings in. bad are those that are no flag.
func newFlags(meanings []dossier.NameMap) (table flagTable, bad []dossier.NameMap) {
	table = flagTable{}
	for _, m := range meanings {
		flag, ok := flagWords[strings.ToLower(plainText(m.Is))]
		if !ok {
			bad = append(bad, m)
			continue
		}
		table[plainText(m.Name)] = flag
	}
	return table, bad
}

func (t flagTable) read(text string) (monitoring.Flag, bool) {
	s := plainText(text)
	if flag, ok := t[s]; ok {
		return flag, true
	}
	s = strings.ToLower(s)
	if flag, ok := flagWords[s]; ok {
		return flag, true
	}
	return bothNames(s)
}

// bothNames reads a letter with its name beside it: N(正常), 停运-F. Parts that
// name different flags, or no flag, are not understood.
func bothNames(s string) (monitoring.Flag, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("()[]-:/、|, ", r) })
	if len(parts) != 2 {
		return 0, false
	}
	if a, ok := flagWords[parts[0]]; ok && a == flagWords[parts[1]] {
		return a, true
	}
	return 0, false
}

// word reads what stands where a number should as a flag: what the dossier
// states, or a word. A letter alone may be anything.
func (t flagTable) word(text string) (monitoring.Flag, bool) {
	s := plainText(text)
	if flag, ok := t[s]; ok && s != "" {
		return flag, true
	}
	if len(s) < 4 { // two Chinese characters have six bytes
		return 0, false
	}
	return t.read(s)
}
