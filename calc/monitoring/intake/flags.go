package intake

import (
	"strings"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

var flagWords = map[string]monitoring.Flag{
	"n": monitoring.Normal, "正常": monitoring.Normal, "正常数据": monitoring.Normal, "有效": monitoring.Normal,
	"normal": monitoring.Normal, "valid": monitoring.Normal,
	"f": monitoring.Stopped, "停运": monitoring.Stopped, "停产": monitoring.Stopped, "停机": monitoring.Stopped,
	"停炉": monitoring.Stopped, "排放源停运": monitoring.Stopped, "stopped": monitoring.Stopped,
	"m": monitoring.Maintenance, "维护": monitoring.Maintenance, "检修": monitoring.Maintenance,
	"维护保养": monitoring.Maintenance, "maintenance": monitoring.Maintenance,
	"s": monitoring.ManualEntry, "手工": monitoring.ManualEntry, "手工输入": monitoring.ManualEntry,
	"手工数据": monitoring.ManualEntry, "manual": monitoring.ManualEntry,
	"d": monitoring.Fault, "故障": monitoring.Fault, "仪器故障": monitoring.Fault, "设备故障": monitoring.Fault,
	"fault": monitoring.Fault,
	"c":     monitoring.Calibration, "校准": monitoring.Calibration, "校验": monitoring.Calibration,
	"标定": monitoring.Calibration, "calibration": monitoring.Calibration,
	"t": monitoring.OverRange, "超量程": monitoring.OverRange, "超测量上限": monitoring.OverRange,
	"超上限": monitoring.OverRange, "over range": monitoring.OverRange, "overrange": monitoring.OverRange,
	"b": monitoring.Communication, "通讯异常": monitoring.Communication, "通信异常": monitoring.Communication,
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
	flag, ok := flagWords[strings.ToLower(s)]
	return flag, ok
}
