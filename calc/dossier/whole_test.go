package dossier

// whole is a dossier without a fault, which the tests spoil line by line.
// Firms, codes and figures are invented.
const whole = `schema = "tidai/dossier/1"
policy = "jilin-2022-12"
date = 2026-03-31

[project]
name = "示例甲扩建项目"
kind = "扩建"
discharger = "A"
lines = ["A-L2"]
commissioning = 2027-10-01
city = "220200"
county = "220203"

[[discharger]]
id = "A"
name = "示例甲电镀有限公司"
credit_code = "91220201MA00000018"
city = "220200"
county = "220203"
management = "key"

[[discharger]]
id = "B"
name = "示例乙电镀有限公司"
credit_code = "91220203MA00000028"
city = "220200"
county = "220201"
management = "重点管理"

[[line]]
id = "A-L2"
discharger = "A"
name = "装饰铬生产线"
gbt4754 = "3360"
industry = "electroplating"
specification = "HJ 855-2017"
[[line.product]]
id = "deco"
name = "铜镍铬多层电镀件"
process = "multilayer"
capacity = "200000 m2/a"
pollutants = ["Cr", "Cr6+"]

[[line]]
id = "B-L1"
discharger = "B"
name = "硬铬生产线"
gbt4754 = "3360"
industry = "electroplating"
specification = "HJ 855-2017"
[[line.product]]
id = "hard"
name = "镀铬件"
process = "single-layer"
capacity = "100000 m2/a"
pollutants = ["Cr"]

[[outlet]]
id = "A-DW001"
code = "DW001"
discharger = "A"
medium = "water"
position = "workshop"
grade = "main"
receives = ["A-L2"]
limit_class = "new"

[[outlet]]
id = "B-DW001"
code = "DW001"
discharger = "B"
medium = "废水"
position = "workshop"
grade = "main"
receives = ["B-L1"]

[[outlet]]
id = "B-DA001"
code = "DA001"
discharger = "B"
medium = "air"
position = "stack"
grade = "general"
receives = ["B-L1/hard"]

[[intensity]]
line = "A-L2"
outlet = "A-DW001"
pollutant = "Cr"
method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"

[[permit]]
id = "B-P"
number = "B-1"
discharger = "B"
cancelled = 2026-02-20
[[permit.version]]
id = "2023"
valid_from = 2023-05-01
valid_to = 2028-04-30
[[permit.version.amount]]
outlet = "B-DW001"
pollutant = "Cr"
amount = "75 kg/a"
[[permit.version.amount]]
outlet = "B-DW001"
pollutant = "Cr6+"
amount = "0.02 t/a"

[[eia]]
id = "B-E1"
number = "某环审〔2016〕1号"
discharger = "B"
kind = "approval"
date = 2016-05-01
lines = ["B-L1"]
[[eia.amount]]
line = "B-L1"
medium = "air"
pollutant = "Cr"
amount = "1 kg/a"

[[quota]]
outlet = "B-DW001"
pollutant = "Cr"
amount = "80 kg/a"
document = "示例文件"
date = 2020-01-01

[[source]]
id = "S1"
line = "B-L1"
basis = "closure"
permit = "B-P"
before = "2023"
closed = 2026-01-31
[[source.actual]]
outlet = "B-DW001"
pollutant = "Cr"
amount = "20 kg/a"
[[source.committed]]
medium = "water"
pollutant = "Cr"
amount = "5 kg/a"
to = "示例丙项目"

[[submitted]]
target = "demand/Cr"
value = "124.6"
unit = "kg/a"

[[monitoring]]
id = "M-auto"
kind = "automatic"
files = ["data/2025.csv"]
encoding = "国标"
delimiter = "制表符"
date_order = "ymd"
hour_mark = "ending"
interval = "小时"
manual_entry = true
manual_basis = "示例函"
checks = ["2025-01-15", "2025-04-10"]
[monitoring.outlet_names]
"1#车间口" = "B-DW001"
[monitoring.limits]
"总铬" = "0.03 mg/L"
[monitoring.ranges]
Cr = "5 mg/L"
[monitoring.flags]
"停产" = "停运"
[[monitoring.column]]
header = "监测时间"
means = "时间"
[[monitoring.column]]
header = "排口"
means = "outlet"
[[monitoring.column]]
header = "总铬(ug/L)"
means = "铬"
unit = "ug/L"

[[monitoring]]
id = "M-lab"
kind = "手工监测"
files = ["data/lab.xlsx"]
outlet = "B-DW001"
sheet = "2025"
interval = "sample"
report_number = "示例检字2025-017"
laboratory = "示例检测公司"
cma = "000000000000"

[[actual_basis]]
id = "AB-2025"
outlet = "B-DW001"
from = 2025-01-01
to = 2025-12-31
automatic_required = false
required_by = "排污许可证副本"
operating = "300 d"
metered = "30000 m3"
flow_from = "流量计"
treatment_effective = true
no_fault = "示例证明"
[[actual_basis.output]]
line = "B-L1"
product = "hard"
amount = "90000 m2"
[[actual_basis.fallback]]
pollutant = "Cr"
factor = "some.factor"
[[actual_basis.abnormal]]
name = "更换滤料"
pollutant = "Cr"
rate = "0.01 kg/h"
duration = "2 h"
times = "3"
included = true
evidence = "台账"
`
