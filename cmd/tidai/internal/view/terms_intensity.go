package view

import (
	"maps"

	"tidai/calc"
)

// intensityTerms are the words of the accounting methods (HJ 884-2018).
var intensityTerms = map[string]calc.Text{
	"abnormal-emission":            {ZH: "非正常排放量", EN: "abnormal emission"},
	"analogue-emission":            {ZH: "类比对象排放量", EN: "emission of the analogue"},
	"analogue-output":              {ZH: "类比对象产量", EN: "output of the analogue"},
	"balance-gap":                  {ZH: "衡算差额", EN: "gap of the balance"},
	"balance-input":                {ZH: "投入金属量", EN: "metal entering"},
	"balance-output":               {ZH: "产出金属量", EN: "metal leaving otherwise"},
	"capture-share":                {ZH: "集气效率", EN: "capture share"},
	"captured":                     {ZH: "收集量", EN: "captured"},
	"closure-error":                {ZH: "闭合误差", EN: "closure error"},
	"composition-difference":       {ZH: "成分差异", EN: "difference of composition"},
	"composition-difference-limit": {ZH: "成分差异上限", EN: "greatest difference of composition"},
	"concentration":                {ZH: "浓度", EN: "concentration"},
	"discharge-time":               {ZH: "年排放时间", EN: "time of discharge"},
	"duration":                     {ZH: "单次持续时间", EN: "duration"},
	"frequency":                    {ZH: "年发生频次", EN: "times a year"},
	"fugitive-emission":            {ZH: "无组织排放量", EN: "fugitive emission"},
	"fugitive-share":               {ZH: "未收集份额", EN: "share not captured"},
	"hourly-rate":                  {ZH: "排放速率", EN: "rate"},
	"mean-concentration":           {ZH: "流量加权平均浓度", EN: "flow-weighted mean concentration"},
	"mean-flow":                    {ZH: "平均流量", EN: "mean flow"},
	"measured-discharge":           {ZH: "实测排放量", EN: "measured discharge"},
	"medium-share":                 {ZH: "进入介质的份额", EN: "share into the medium"},
	"sample-count":                 {ZH: "样本数", EN: "number of samples"},
	"sample-flow":                  {ZH: "样本流量", EN: "flow of a sample"},
	"sample-load":                  {ZH: "样本负荷（浓度×流量）", EN: "load of a sample"},
	"scale-difference":             {ZH: "规模差异", EN: "difference of scale"},
	"scale-difference-limit":       {ZH: "规模差异上限", EN: "greatest difference of scale"},
	"scale-gap":                    {ZH: "产量差", EN: "gap of output"},
	"scale-ratio":                  {ZH: "规模比", EN: "ratio of scale"},
	"stream-content":               {ZH: "含量", EN: "content"},
	"stream-mass":                  {ZH: "物料量", EN: "mass of the stream"},
	"stream-metal":                 {ZH: "物料含金属量", EN: "metal in the stream"},
	"tank-surface":                 {ZH: "槽液面面积", EN: "tank surface"},
}

func init() { maps.Copy(terms, intensityTerms) }
