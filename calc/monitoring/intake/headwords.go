package intake

import "strings"

// headerWords are headers that say all by themselves, without white space and
// in lower case: those of loggers, of provincial platforms, of the national
// disclosure template, and of day reports.
var headerWords = words(map[Role]string{
	Time: "监测时间 时间 数据时间 采样时间 日期时间 监测日期时间 采集时间 时间戳 监控时间 监测时刻 记录时间 " +
		"数据采集时间 采样日期时间 time datetime date/time date&time timestamp datatime samplingtime " +
		"monitoringtime",
	Day: "日期 监测日期 采样日期 数据日期 检测日期 监控日期 监测日 采样日 date day samplingdate " +
		"monitoringdate sampledate",
	Hour:     "小时 时 时刻 时段 监测时段 采样时段 hour hr",
	Year:     "年 年份 year",
	Month:    "月 月份 month",
	MonthDay: "日 号 几号 日数",
	Begin: "开始时间 起始时间 时段初 时段开始 时段起 采样开始时间 监测开始时间 开始 begin start starttime " +
		"begintime from",
	End: "结束时间 截止时间 时段末 时段结束 时段止 终止时间 采样结束时间 监测结束时间 结束 end endtime to",
	Outlet: "排放口 排口 排污口 排放口编号 排口编号 排放口名称 排口名称 排污口名称 排污口编号 监测点 监测点位 " +
		"点位 点位名称 监测点名称 监测点位名称 监测点编号 监测点位编号 点位编号 站点 站点名称 采样点 " +
		"采样点位 采样点名称 采样位置 监测位置 监控点 监控点名称 监控点位 排口编码 排放口编码 排放源名称 mn " +
		"mn号 outlet outletid outletname outletno site point station monitoringpoint samplingpoint " +
		"dischargepoint stack",
	Pollutant: "污染物 污染物名称 污染物种类 污染物项目 因子 因子名称 监测因子 监测因子名称 污染因子 监测项目 " +
		"监测项目名称 检测项目 检测项目名称 分析项目 检测因子 项目 参数 参数名称 指标 指标名称 " +
		"监测指标 监测指标名称 检测指标 污染物编码 因子编码 pollutant parameter param analyte factor " +
		"substance",
	Concentration: "浓度 污染物浓度 监测值 监测数值 数值 值 结果 结果值 监测结果 检测结果 检测值 检测数值 检测浓度 " +
		"分析结果 测定结果 测定值 实测浓度 实测值 实测均值 监测浓度 排放浓度 平均值 均值 浓度均值 平均浓度 " +
		"小时均值 小时值 小时浓度 日均值 日均浓度 value concentration conc conc. result avg average mean",
	Load: "负荷 生产负荷 生产负荷率 工况负荷 工况负荷率 运行负荷 运行负荷率 负荷率 工况 生产工况 load " +
		"productionload",
	Duration:  "运行时间 生产时间 排放时间 运行时长 生产时长 duration operatingtime runningtime",
	Report:    "报告编号 报告号 监测报告编号 检测报告编号 report reportno reportno. reportnumber",
	Lab:       "检测单位 监测单位 检测机构 监测机构 检测机构名称 监测机构名称 实验室 lab laboratory",
	LimitUnit: "检出限单位 方法检出限单位 检测限单位 limitunit mdlunit lodunit detectionlimitunit",
	Qualifier: "符号 限定符 检出符号 检出情况 检出状态 是否检出 检出标记 检出与否 qualifier qual modifier",
	UnitName:  "单位 计量单位 浓度单位 数值单位 结果单位 unit units",
	Ignored: "序号 编号 备注 说明 方法 分析方法 监测方法 检测方法 方法依据 企业名称 单位名称 排污单位 " +
		"排污单位名称 运维单位 数据来源 行政区 行政区划 省份 城市 地市 区县 所在地 行业名称 所属行业 " +
		"行业类别 受纳水体 受纳水体名称 执行标准 执行标准名称 执行标准条件名称 排放标准 是否达标 达标情况 " +
		"达标判定 是否超标 超标倍数 超标原因 未监测原因 公开时限 发布时间 公布时间 监测方式 监测类型 " +
		"监测类别 监测频次 采样方式 采样方法 样品编号 样品名称 样品状态 采样人 分析人 分析日期 分析时间 " +
		"报告日期 接样日期 检测仪器 仪器名称 仪器编号 统一社会信用代码 信用代码 排污许可证编号 许可证编号 " +
		"设施名称 治理设施 天气 填报人 审核人 氧量 no no. remark remarks note notes method company",
})

func words(lists map[Role]string) map[string]Role {
	out := map[string]Role{}
	for role, list := range lists {
		for _, w := range strings.Fields(list) {
			out[w] = role
		}
	}
	return out
}
