package calc

// Flag is the state an instrument reports with a value (data flag of
// HJ 212-2017, 6.6.3).
type Flag byte

// The flags.
const (
	FlagNormal        Flag = 'N'
	FlagStopped       Flag = 'F' // the source stands still: a stop, not a gap
	FlagMaintenance   Flag = 'M'
	FlagManualEntry   Flag = 'S'
	FlagFault         Flag = 'D'
	FlagCalibration   Flag = 'C'
	FlagOverRange     Flag = 'T'
	FlagCommunication Flag = 'B'
)

// Flags lists the flags.
var Flags = Words[Flag]{
	{Key: FlagNormal, Name: Text{ZH: "正常", EN: "normal"}},
	{Key: FlagStopped, Name: Text{ZH: "停运", EN: "stopped"}},
	{Key: FlagMaintenance, Name: Text{ZH: "维护", EN: "maintenance"}},
	{Key: FlagManualEntry, Name: Text{ZH: "手工输入", EN: "manual entry"}},
	{Key: FlagFault, Name: Text{ZH: "故障", EN: "fault"}},
	{Key: FlagCalibration, Name: Text{ZH: "校准", EN: "calibration"}},
	{Key: FlagOverRange, Name: Text{ZH: "超过测量上限", EN: "over range"}, Also: []string{"超量程"}},
	{Key: FlagCommunication, Name: Text{ZH: "通信异常", EN: "communication failure"}},
}
