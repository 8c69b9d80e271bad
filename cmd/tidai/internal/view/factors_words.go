package view

import (
	"tidai/calc"
	"tidai/factors"
)

// kinds are the kinds of values in words.
var kinds = map[factors.Kind]calc.Text{
	factors.Limit:            {ZH: "排放限值", EN: "limit"},
	factors.BenchmarkVolume:  {ZH: "单位产品基准排水（气）量", EN: "benchmark volume"},
	factors.Performance:      {ZH: "绩效值", EN: "performance value"},
	factors.GenerationFactor: {ZH: "产污系数", EN: "generation factor"},
	factors.EmissionFactor:   {ZH: "排污系数", EN: "emission factor"},
	factors.Removal:          {ZH: "去除效率", EN: "removal efficiency"},
	factors.AtomicMass:       {ZH: "相对原子质量", EN: "atomic mass"},

	factors.RateLimit:         {ZH: "排放速率限值", EN: "rate limit"},
	factors.BoundaryLimit:     {ZH: "边界浓度限值", EN: "boundary limit"},
	factors.WaterReuse:        {ZH: "水重复利用率", EN: "water reuse"},
	factors.Conversion:        {ZH: "产能换算系数", EN: "conversion of capacity"},
	factors.VolumeFactor:      {ZH: "废水（气）产生量系数", EN: "volume factor"},
	factors.DefaultGeneration: {ZH: "缺省产污系数", EN: "default generation factor"},
	factors.DefaultRemoval:    {ZH: "缺省治理率", EN: "default removal efficiency"},
	factors.CarryOut:          {ZH: "镀液带出量", EN: "carry-out of bath"},

	factors.BATLevel:            {ZH: "可行技术排放水平", EN: "level of a feasible technique"},
	factors.GenerationRange:     {ZH: "产生浓度范围", EN: "range before treatment"},
	factors.PlausibleEfficiency: {ZH: "可行技术效率", EN: "efficiency of a feasible technique"},
	factors.Recovery:            {ZH: "回收率", EN: "recovery"},
	factors.MonitoringFrequency: {ZH: "监测频次", EN: "monitoring frequency"},

	factors.ReplacementRatio: {ZH: "替代比例", EN: "replacement ratio"},
	factors.Target:           {ZH: "减排目标", EN: "target"},
	factors.Applicability:    {ZH: "适用范围", EN: "applicability"},

	PolicyParameter: {ZH: "政策参数", EN: "policy parameter"},
}

// PolicyParameter is the kind of a policy's figure among the values.
const PolicyParameter factors.Kind = "policy-parameter"

func (b *builder) kind(k factors.Kind) string {
	if t, ok := kinds[k]; ok {
		return b.in(t)
	}
	return string(k)
}

// words are the selectors of values in words.
var words = map[string]calc.Text{
	"existing": {ZH: "现有企业", EN: "existing"}, "new": {ZH: "新建企业", EN: "new"}, "special": {ZH: "特别排放限值",
		EN: "special"},
	"general":  {ZH: "一般（非特别）", EN: "general (not special)"},
	"workshop": {ZH: "车间或生产设施排放口", EN: "workshop outlet"}, "total": {ZH: "总排放口", EN: "total outlet"},
	"stack": {ZH: "排气筒", EN: "stack"}, "boundary": {ZH: "企业边界", EN: "boundary"},
}

func (b *builder) word(key string) string {
	if t, ok := words[key]; ok {
		return b.in(t)
	}
	return key
}
