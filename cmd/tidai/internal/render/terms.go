package render

import (
	"strings"

	"tidai/calc"
	"tidai/factors"
)

// terms are the glossary's words for the keys that steps carry.
var terms = map[string]calc.Text{
	"activity":                {ZH: "活动水平", EN: "activity"},
	"actual-emission":         {ZH: "实际排放量", EN: "actual emission"},
	"allocated":               {ZH: "已落实量", EN: "assigned"},
	"allocation":              {ZH: "分配量", EN: "allocation"},
	"atom-count":              {ZH: "原子个数", EN: "atom count"},
	"atomic-mass":             {ZH: "相对原子质量", EN: "atomic mass"},
	"benchmark-discharge":     {ZH: "基准排水（气）总量", EN: "benchmark discharge"},
	"benchmark-volume":        {ZH: "单位产品基准排水（气）量", EN: "benchmark volume"},
	"capacity":                {ZH: "产能", EN: "capacity"},
	"committed":               {ZH: "已出让量", EN: "committed elsewhere"},
	"coverable-emission":      {ZH: "可覆盖的新增量", EN: "coverable emission"},
	"cut":                     {ZH: "削减比例", EN: "cut"},
	"demand":                  {ZH: "替代需求", EN: "demand"},
	"demand-left":             {ZH: "待替代量", EN: "demand left"},
	"density":                 {ZH: "镀层密度", EN: "density"},
	"design-flow":             {ZH: "设计流量", EN: "design flow"},
	"design-volume":           {ZH: "设计处理量", EN: "design volume"},
	"element-mass":            {ZH: "元素质量", EN: "mass of the element"},
	"emission-after-closure":  {ZH: "关停后排放量", EN: "emission after closure"},
	"emission-factor":         {ZH: "排污系数", EN: "emission factor"},
	"generation":              {ZH: "产生量", EN: "generation"},
	"generation-factor":       {ZH: "产污系数", EN: "generation factor"},
	"hot-air-bound":           {ZH: "账面削减判别值", EN: "hot-air bound"},
	"hot-air-factor":          {ZH: "账面削减判别倍数", EN: "hot-air factor"},
	"keep-share":              {ZH: "出让方自留比例", EN: "share the transferor keeps"},
	"kept":                    {ZH: "出让方自留量", EN: "kept by the transferor"},
	"layer-mass":              {ZH: "单位面积镀层质量", EN: "mass of the layer"},
	"layer-thickness":         {ZH: "镀层厚度", EN: "layer thickness"},
	"limit":                   {ZH: "排放限值", EN: "limit"},
	"mass-share":              {ZH: "元素质量分数", EN: "mass share of the element"},
	"metal-plated":            {ZH: "镀上金属量", EN: "metal plated"},
	"metal-used":              {ZH: "金属用量", EN: "metal used"},
	"molar-mass":              {ZH: "摩尔质量", EN: "molar mass"},
	"net-new-emission":        {ZH: "净新增量", EN: "net new emission"},
	"new-emission":            {ZH: "新增量", EN: "new emission"},
	"new-less-own":            {ZH: "新增量减以新带老", EN: "new less own"},
	"one":                     {ZH: "一", EN: "one"},
	"operating-time":          {ZH: "运行时间", EN: "operating time"},
	"operation-rate":          {ZH: "实际运行率", EN: "operation rate"},
	"own-reduction":           {ZH: "以新带老削减量", EN: "own reduction"},
	"passing-share":           {ZH: "未去除份额", EN: "passing share"},
	"performance":             {ZH: "绩效值", EN: "performance value"},
	"performance-value":       {ZH: "绩效值", EN: "performance value"},
	"performance-cap":         {ZH: "重金属废气排放绩效", EN: "performance cap"},
	"share":                   {ZH: "分配比例", EN: "share"},
	"measured-volume":         {ZH: "实测单位产品水（气）量", EN: "measured volume"},
	"permit-change-days":      {ZH: "变更许可证期限", EN: "days for the permit change"},
	"permitted-emission":      {ZH: "许可排放量", EN: "permitted emission"},
	"received-volume":         {ZH: "接纳废水量", EN: "received volume"},
	"reduction":               {ZH: "削减量", EN: "reduction"},
	"remaining-share":         {ZH: "剩余份额", EN: "remaining share"},
	"removal-efficiency":      {ZH: "去除效率", EN: "removal efficiency"},
	"shortfall":               {ZH: "缺口", EN: "shortfall"},
	"source-intensity":        {ZH: "源强核算量", EN: "source intensity"},
	"special-period-emission": {ZH: "特殊时段许可排放量", EN: "special-period emission"},
	"standard-state":          {ZH: "标态换算", EN: "standard state"},
	"stated-amount":           {ZH: "文件所列排放量", EN: "stated amount"},
	"substitution-ratio":      {ZH: "替代比例", EN: "substitution ratio"},
	"supply":                  {ZH: "可用来源", EN: "supply"},
	"surplus":                 {ZH: "超出量", EN: "surplus"},
	"usable-reduction":        {ZH: "可用削减量", EN: "usable reduction"},
	"count":                   {ZH: "数量", EN: "count"},
	"manual-ratio":            {ZH: "手工与自动监测之比", EN: "manual to automatic"},
	"reading":                 {ZH: "读数", EN: "reading"},
	"statistic":               {ZH: "统计量", EN: "statistic"},
	"sum-of-parts":            {ZH: "各部分之和", EN: "sum of the parts"},
	"threshold":               {ZH: "界限", EN: "threshold"},
	"utilisation":             {ZH: "利用率", EN: "utilisation"},
	"volume-per-hide":         {ZH: "每张皮基准排水量", EN: "volume per hide"},
	"zero":                    {ZH: "零", EN: "zero"},
}

// term is the glossary's word for a key, which may be a kind of value; a key
// without one stands for itself.
func (b *builder) term(key string) string {
	if t, ok := terms[key]; ok {
		return b.in(t)
	}
	if t, ok := kinds[factors.Kind(key)]; ok {
		return b.in(t)
	}
	return strings.ReplaceAll(key, "-", " ")
}
