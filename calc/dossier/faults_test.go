package dossier

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/document"
)

// fault spoils whole: old becomes new, in which a comment "#! CODE" marks
// every line at which a finding with that code is expected.
type fault struct{ name, old, new string }

var faults = []fault{
	{"include leaves the folder", "\n[project]",
		"include = [\"../x.toml\", \"/etc/x.toml\", 'a\\b.toml'] #! TD-DOS-002 TD-DOS-002 TD-DOS-002\n[project]"},
	{"include of a missing file", "\n[project]", "include = [\"none.toml\"] #! TD-DOS-001\n[project]"},
	{"include of itself", "\n[project]", "include = [\"dossier.toml\"] #! TD-DOS-003\n[project]"},
	{"schema of another version", `schema = "tidai/dossier/1"`, `schema = "tidai/dossier/9" #! TD-DOS-005`},
	{"no date", "date = 2026-03-31\n\n", "\n"},
	{"fulfilment of an unknown source", "[[eia]]\n", "[[fulfilment]]\nduty = \"permit-change\"\nsource = \"S9\" #! " +
		"TD-DOS-008\ndate = 2026-07-20\ndocument = \"x\"\n[[eia]]\n"},
	{"fulfilment of a transferor without its source", "[[eia]]\n",
		"[[fulfilment]]\nduty = \"市级记录和报备\" #! TD-DOS-026\ndate = 2026-07-20\ndocument = \"x\"\n[[eia]]\n"},
	{"fulfilment of no one source", "[[eia]]\n", "[[fulfilment]]\nduty = \"base-total\"\nsource = \"S1\" #! " +
		"TD-DOS-031\ndate = 2027-03-20\ndocument = \"x\"\n[[eia]]\n"},
	{"id with a slash", `id = "B-E1"`, `id = "B/E1" #! TD-DOS-006`},
	{"discharger id twice", `[[line]]
id = "A-L2"`, `[[discharger]]
id = "B" #! TD-DOS-007
name = "示例丁"
credit_code = "91220203MA00000028"
city = "220200"
county = "220201"
management = "none"
[[line]]
id = "A-L2"`},
	{"product id twice", "[[outlet]]\nid = \"A-DW001\"", `[[line.product]]
id = "hard" #! TD-DOS-007
name = "另一产品"
process = "multilayer"
capacity = "1 m2/a"
pollutants = ["Cr"]
[[outlet]]
id = "A-DW001"`},
	{"version id twice", "[[eia]]\n",
		"[[permit.version]]\nid = \"2023\" #! TD-DOS-007\nvalid_from = 2024-05-01\nvalid_to = 2028-04-30\n[[eia]]\n"},
	{"project line named twice", `lines = ["A-L2"]`, `lines = ["A-L2", "A-L2"] #! TD-DOS-007`},
	{"pollutant named twice", `pollutants = ["Cr", "Cr6+"]`, `pollutants = ["Cr", "Cr6+", "总铬"] #! TD-DOS-007`},
	{"unknown discharger", "discharger = \"B\"\nname = \"硬铬", "discharger = \"BB\" #! TD-DOS-008\nname = \"硬铬"},
	{"unknown line in the project", `lines = ["A-L2"]`, `lines = ["A-L2", "A-L9"] #! TD-DOS-008`},
	{"unknown product in a feed", `receives = ["B-L1/hard"]`, `receives = ["B-L1/hrad"] #! TD-DOS-008`},
	{"unknown outlet in a permit", "[[permit.version.amount]]\noutlet = \"B-DW001\"\npollutant = \"Cr\"\n",
		"[[permit.version.amount]]\noutlet = \"B-DW002\" #! TD-DOS-008\npollutant = \"Cr\"\n"},
	{"unknown permit", `permit = "B-P"`, `permit = "B-Q" #! TD-DOS-008`},
	{"a lot of zero", "closed = 2026-01-31", "closed = 2026-01-31\nlot = \"0 kg/a\" #! TD-DOS-022"},
	{"a share kept above the whole", "closed = 2026-01-31", "closed = 2026-01-31\nkeep = \"10\" #! TD-DOS-022"},
	{"a price below zero", "closed = 2026-01-31", "closed = 2026-01-31\nprice = \"-1 元/kg\" #! TD-DOS-022"},
	{"a lot of what goes whole", "closed = 2026-01-31",
		"closed = 2026-01-31\nwhole = true\nlot = \"1 kg/a\" #! TD-DOS-031"},
	{"change to a table", "closed = 2026-01-31", "closed = 2026-01-31\n[[scenario]]\nid = \"x\"\nname = " +
		"\"x\"\n[[scenario.set]]\npath = \"source.S1.closed\"\nvalue = { a = \"1\" } #! TD-DOS-038"},
	{"change to a number", "closed = 2026-01-31", "closed = 2026-01-31\n[[scenario]]\nid = \"x\"\nname = " +
		"\"x\"\n[[scenario.set]]\npath = \"source.S1.keep\"\nvalue = 0.5 #! TD-DOC-005"},
	{"scenario without changes", "closed = 2026-01-31",
		"closed = 2026-01-31\n[[scenario]] #! TD-DOS-031\nid = \"x\"\nname = \"x\""},
	{"unknown version", `before = "2023"`, `before = "2032" #! TD-DOS-008`},
	{"unknown eia", "closed = 2026-01-31", "closed = 2026-01-31\neia_before = \"B-E2\" #! TD-DOS-008"},
	{"outlet receives another's line", `receives = ["B-L1"]`, `receives = ["B-L1", "A-L2"] #! TD-DOS-009`},
	{"permit amount at another's outlet", "[[eia]]\n",
		"[[permit.version.amount]]\noutlet = \"A-DW001\" #! TD-DOS-009\npollutant = \"Pb\"\namount = \"1 " +
			"kg/a\"\n[[eia]]\n"},
	{"source with another's permit", "[[source]]\nid = \"S1\"\nline = \"B-L1\"\nbasis = \"closure\"\npermit = \"B-P\"",
		"[[source]]\nid = \"S1\"\nline = \"A-L2\"\nbasis = \"closure\"\npermit = \"B-P\" #! TD-DOS-009\n# its " +
			"actual amount is at B's outlet, which does not receive A-L2:"},
	{"source with another's eia", "lines = [\"B-L1\"]\n[[eia.amount]]\nline = \"B-L1\"\nmedium = \"air\"\npollutant " +
		"= \"Cr\"\namount = \"1 kg/a\"\n",
		"lines = [\"B-L1\"]\n[[eia]]\nid=\"A-E1\"\nnumber=\"x\"\ndischarger=\"A\"\nkind=\"filing\"\ndate=2015-01-01\nlines=[\"A-L2\"]\n[[source]]\nid=\"S2\"\nline=\"B-L1\"\nbasis=\"eia-difference\"\neia_before=\"A-E1\" #! TD-DOS-009\nclosed=2026-01-31\n"},
	{"eia of another's line", "lines = [\"B-L1\"]\n[[eia.amount]]",
		"lines = [\"B-L1\", \"A-L2\"] #! TD-DOS-009\n[[eia.amount]]"},
	{"project line of another", `lines = ["A-L2"]`, `lines = ["A-L2", "B-L1"] #! TD-DOS-009`},
	{"intensity at another's outlet", "line = \"A-L2\"\noutlet = \"A-DW001\"",
		"line = \"A-L2\"\noutlet = \"B-DW001\" #! TD-DOS-009"},
	{"outlet code malformed", "code = \"DW001\"\ndischarger = \"A\"",
		"code = \"DW1\" #! TD-DOS-010\ndischarger = \"A\""},
	{"outlet code against medium", "code = \"DW001\"\ndischarger = \"A\"",
		"code = \"DA001\" #! TD-DOS-010\ndischarger = \"A\""},
	{"position against medium", `position = "stack"`, `position = "total" #! TD-DOS-011`},
	{"medium against outlet", "[[source.actual]]\noutlet = \"B-DW001\"",
		"[[source.actual]]\noutlet = \"B-DW001\"\nmedium = \"air\" #! TD-DOS-011"},
	{"whole line and its product", `receives = ["B-L1"]`, `receives = ["B-L1", "B-L1/hard"] #! TD-DOS-013`},
	{"product, then its whole line", `receives = ["B-L1/hard"]`, `receives = ["B-L1/hard", "B-L1"] #! TD-DOS-013`},
	{"credit code with a wrong check character", `credit_code = "91220201MA00000018"`,
		`credit_code = "91220201MA00000019" #! TD-DOS-014`},
	{"credit code with O for 0", `credit_code = "91220201MA00000018"`,
		`credit_code = "91220201MA0000O018" #! TD-DOS-014`},
	{"credit code too short", `credit_code = "91220201MA00000018"`, `credit_code = "91220201MA0000001" #! TD-DOS-014`},
	{"city of five digits", "city = \"220200\"\ncounty = \"220201\"",
		"city = \"22020\" #! TD-DOS-015\ncounty = \"220201\""},
	{"county of another city", "city = \"220200\"\ncounty = \"220201\"",
		"city = \"220200\"\ncounty = \"220303\" #! TD-DOS-015"},
	{"class of three digits", "gbt4754 = \"3360\"\nindustry = \"electroplating\"\nspecification = \"HJ " +
		"855-2017\"\n[[line.product]]\nid = \"hard\"", "gbt4754 = \"336\" #! TD-DOS-016\nindustry = " +
		"\"electroplating\"\nspecification = \"HJ 855-2017\"\n[[line.product]]\nid = \"hard\""},
	{"valid_to before valid_from", "valid_to = 2028-04-30", "valid_to = 2022-04-30 #! TD-DOS-017"},
	{"cancelled before it began", "cancelled = 2026-02-20", "cancelled = 2020-02-20 #! TD-DOS-017"},
	{"two closing dates", "specification = \"HJ 855-2017\"\n[[line.product]]\nid = \"hard\"",
		"specification = \"HJ 855-2017\"\nclosed = 2026-01-30\n[[line.product]]\nid = \"hard\""},
	{"project line closed before commissioning", "specification = \"HJ 855-2017\"\n[[line.product]]\nid = \"deco\"",
		"specification = \"HJ 855-2017\"\nclosed = 2026-01-30 #! TD-DOS-017\n[[line.product]]\nid = \"deco\""},
	{"versions out of order", "[[eia]]\n",
		"[[permit.version]]\nid = \"2021\"\nvalid_from = 2021-05-01 #! TD-DOS-018\nvalid_to = 2023-04-30\n[[eia]]\n"},
	{"two versions from one day", "[[eia]]\n",
		"[[permit.version]]\nid = \"2023b\"\nvalid_from = 2023-05-01 #! TD-DOS-018\nvalid_to = 2023-12-30\n[[eia]]\n"},
	{"state after is the state before", `before = "2023"`, "before = \"2023\"\nafter = \"2023\" #! TD-DOS-018"},
	{"eia dated after the dossier", "date = 2016-05-01", "date = 2026-05-01 #! TD-DOS-019"},
	{"quota dated after the dossier", "date = 2020-01-01", "date = 2027-01-01 #! TD-DOS-019"},
	{"capacity in cubic metres", `capacity = "100000 m2/a"`, `capacity = "100000 m3/a" #! TD-DOS-020`},
	{"capacity without a base", `capacity = "100000 m2/a"`, `capacity = "100000 t/a" #! TD-DOS-021`},
	{"no capacity above zero", `capacity = "100000 m2/a"`, `capacity = "0 m2/a" #! TD-DOS-022`},
	{"negative amount", `amount = "75 kg/a"`, `amount = "-75 kg/a" #! TD-DOS-022`},
	{"efficiency above 100 %", `efficiency = "95 %"`, `efficiency = "105 %" #! TD-DOS-022`},
	{"efficiency without its %", `efficiency = "95 %"`, `efficiency = "95" #! TD-DOS-022`},
	{"operation rate above 1", `rate = "1"`, `rate = "1.2" #! TD-DOS-023`},
	{"not a pollutant", "outlet = \"B-DW001\"\npollutant = \"Cr\"\namount = \"80 kg/a\"",
		"outlet = \"B-DW001\"\npollutant = \"COD\" #! TD-DOS-024\namount = \"80 kg/a\""},
	{"not a pollutant in a list", `pollutants = ["Cr"]`, `pollutants = ["Cr", "Sn"] #! TD-DOS-024`},
	{"hexavalent without total", `pollutants = ["Cr", "Cr6+"]`, `pollutants = ["Cr6+"] #! TD-DOS-025`},
	{"key region without basis", "kind = \"扩建\"", "kind = \"扩建\"\nkey_region = true #! TD-DOS-026"},
	{"special limits without order", "limit_class = \"new\"", "limit_class = \"special\" #! TD-DOS-026 TD-DOS-026"},
	{"main project outlet without limits", "receives = [\"A-L2\"]\nlimit_class = \"new\"", "receives = [\"A-L2\"]"},
	{"key line without specification",
		"industry = \"electroplating\"\nspecification = \"HJ 855-2017\"\n[[line.product]]\nid = \"hard\"",
		"industry = \"electroplating\" #! TD-DOS-026\n[[line.product]]\nid = \"hard\""},
	{"eia amount without place", "line = \"B-L1\"\nmedium = \"air\"\npollutant", "pollutant"},
	{"permit without versions", "[[eia]]\n",
		"[[permit]] #! TD-DOS-026\nid=\"B-P2\"\nnumber=\"x\"\ndischarger=\"B\"\n[[eia]]\n"},
	{"capacity and metal", `capacity = "100000 m2/a"`,
		"capacity = \"100000 m2/a\" #! TD-DOS-027\nmetal = {used = \"1200 kg/a\", utilisation = \"85 %\", density = " +
			"\"7190 kg/m3\", thickness = \"20 um\"}"},
	{"neither capacity nor metal",
		"[[line.product]]\nid = \"hard\"\nname = \"镀铬件\"\nprocess = \"single-layer\"\ncapacity = \"100000 m2/a\"",
		"[[line.product]] #! TD-DOS-026\nid = \"hard\"\nname = \"镀铬件\"\nprocess = \"single-layer\""},
	{"measurement without samples", `[[intensity]]
line = "A-L2"
outlet = "A-DW001"
pollutant = "Cr"
method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, `[[intensity]] #! TD-DOS-026 TD-DOS-026
line = "A-L2"
outlet = "A-DW001"
pollutant = "Cr"
method = "measurement"`},
	{"measurement by a factor", `method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, "sample = [{concentration = \"1 mg/L\", flow = \"1 m3/d\"}]\ntime = \"1 h/a\"\nmethod = \"measurement\"\nfactor = \"some.factor\" #! TD-DOS-031\nefficiency = \"95 %\" #! TD-DOS-031"},
	{"concentration below zero", `method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, "method = \"measurement\"\ntime = \"1 h/a\"\n[[intensity.sample]]\nconcentration = \"-1 mg/L\" #! TD-DOS-022\nflow = \"1 m3/d\""},
	{"stream without content", `method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, "method = \"balance\"\n[[intensity.stream]] #! TD-DOS-026\nrole = \"input\"\nname = \"x\"\nmass = \"1 t/a\""},
	{"stream by mass and by amount", `method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, "method = \"balance\"\n[[intensity.stream]]\nrole = \"input\"\nname = \"x\"\nmass = \"1 t/a\"\namount = \"1 kg/a\" #! TD-DOS-027"},
	{"condition answered twice", `method = "generation-factor"
factor = "some.factor"
efficiency = "95 %"
rate = "1"`, "method = \"analogy\"\n[intensity.analogue]\nname = \"x\"\namount = \"1 kg/a\"\noutput = \"1 m2/a\"\ncondition = [{condition = \"process\"}, {condition = \"process\"}] #! TD-DOS-007"},
	{"bath by activity and by surface", `efficiency = "95 %"`,
		"efficiency = \"95 %\"\nactivity = \"1 m2·h/a\"\nsurface = \"2 m2\" #! TD-DOS-027\ntime = \"1 h/a\""},
	{"removal and efficiency", `efficiency = "95 %"`,
		"removal = \"some.removal\"\nefficiency = \"95 %\" #! TD-DOS-027"},
	{"filing with an amount", "kind = \"approval\"", "kind = \"filing\""},
	{"amount twice in one version", "[[eia]]\n", "[[permit.version.amount]] #! TD-DOS-028\noutlet = " +
		"\"B-DW001\"\npollutant = \"Cr\"\namount = \"70 kg/a\"\n[[eia]]\n"},
	{"more Cr6+ than Cr", `amount = "0.02 t/a"`, `amount = "0.2 t/a" #! TD-DOS-029`},
	{"outlet lists what nothing carries", `receives = ["B-L1/hard"]`,
		"receives = [\"B-L1/hard\"]\npollutants = [\"Pb\"] #! TD-DOS-030"},
	{"order without special limits", `limit_class = "new"`,
		"limit_class = \"new\"\nlimit_order = \"示例通知\" #! TD-DOS-031"},
	{"permit number of another", `number = "B-1"`, `number = "91220201MA00000018001P" #! TD-DOS-032`},
	{"amount for a line the outlet does not receive",
		"[[permit.version.amount]]\noutlet = \"B-DW001\"\npollutant = \"Cr\"\n",
		"[[line]]\nid=\"B-L2\"\ndischarger=\"B\"\nname=\"x\"\ngbt4754=\"3360\"\nindustry=\"none\"\n[[permit.version.amount]]\noutlet = \"B-DW001\"\nline = \"B-L2\" #! TD-DOS-033\npollutant = \"Cr\"\n"},
	{"building starts after the commissioning", "commissioning = 2027-10-01\n",
		"commissioning = 2027-10-01\nconstruction_start = 2027-10-02 #! TD-DOS-060\n"},
	{"suspended area without its document", "commissioning = 2027-10-01\n",
		"commissioning = 2027-10-01\narea_suspended = true #! TD-DOS-026\n"},
	{"document of a suspension that is none", "commissioning = 2027-10-01\n",
		"commissioning = 2027-10-01\narea_suspended_basis = \"示例\" #! TD-DOS-031\n"},
	{"project in another county", "commissioning = 2027-10-01\ncity = \"220200\"\ncounty = \"220203\"",
		"commissioning = 2027-10-01\ncity = \"220200\"\ncounty = \"220204\" #! TD-DOS-034"},
	{"data file outside the folder", `files = ["data/2025.csv"]`,
		`files = ["../2025.csv", "/data/2025.csv", 'data\2025.csv', "C:2025.csv"] #! TD-DOS-035 TD-DOS-035 TD-DOS-035 TD-DOS-035`},
	{"data file missing", `files = ["data/2025.csv"]`, `files = ["data/2025.csv", "data/2024.csv"] #! TD-DOS-001`},
	{"data folder for a file", `files = ["data/2025.csv"]`, `files = ["data"] #! TD-DOS-001`},
	{"data file twice in a set", `files = ["data/2025.csv"]`,
		`files = ["data/2025.csv", "data/2025.csv"] #! TD-DOS-007`},
	{"data file in two sets", `files = ["data/lab.xlsx"]
outlet = "B-DW001"
sheet = "2025"`, `files = ["data/2025.csv"] #! TD-DOS-007`},
	{"key file outside the folder", `interval = "小时"`, `interval = "小时"
sm4_key = "../sm4.key" #! TD-DOS-035`},
	{"key file missing", `interval = "小时"`, `interval = "小时"
sm4_key = "data/sm4.key" #! TD-DOS-001`},
	{"no data files", `files = ["data/2025.csv"]`, `files = [] #! TD-DOS-026`},
	{"monitoring id twice", `id = "M-lab"`, `id = "M-auto" #! TD-DOS-007`},
	{"monitoring of an unknown outlet", "sheet = \"2025\"",
		"sheet = \"2025\"\noutlet_names = {x = \"B-DW009\"} #! TD-DOS-008 TD-DOS-031"},
	{"monitoring of an unknown kind", `kind = "automatic"`, `kind = "online" #! TD-DOC-009`},
	{"outlet and a column of outlets", `encoding = "国标"`, "encoding = \"国标\"\noutlet = \"B-DW001\" #! TD-DOS-027"},
	{"manual entries without basis", "manual_entry = true\nmanual_basis = \"示例函\"",
		"manual_entry = true #! TD-DOS-026"},
	{"report of automatic data", "manual_entry = true\n",
		"manual_entry = true\nreport_number = \"示例2025-1\" #! TD-DOS-031\n"},
	{"check of samples", `id = "M-lab"`, "id = \"M-lab\"\nchecks = [\"2025-01-15\"] #! TD-DOS-031"},
	{"check on no day", `checks = ["2025-01-15", "2025-04-10"]`, `checks = ["2025-02-30"] #! TD-DOC-008`},
	{"basis without manual entries", "manual_entry = true\nmanual_basis", "manual_basis"},
	{"name of an unknown outlet", `"1#车间口" = "B-DW001"`, `"1#车间口" = "B-DW002" #! TD-DOS-008`},
	{"limit of no metal", `"总铬" = "0.03 mg/L"`, `"COD" = "0.03 mg/L" #! TD-DOS-024`},
	{"limit twice", `"总铬" = "0.03 mg/L"`, "\"总铬\" = \"0.03 mg/L\" #! TD-DOS-007\nCr = \"0.03 mg/L\""},
	{"limit of zero", `"总铬" = "0.03 mg/L"`, `"总铬" = "0 mg/L" #! TD-DOS-022`},
	{"limit in kilograms", `"总铬" = "0.03 mg/L"`, `"总铬" = "0.03 kg" #! TD-DOC-007`},
	{"range without unit", `Cr = "5 mg/L"`, `Cr = "5" #! TD-DOC-007`},
	{"flag of no meaning", `"停产" = "停运"`, `"停产" = "X" #! TD-DOC-009`},
	{"column of no meaning", `means = "时间"`, `means = "when" #! TD-DOS-036`},
	{"column in no unit", `unit = "ug/L"`, `unit = "ppq" #! TD-DOS-036`},
	{"unit of a column of times", `means = "时间"`, "means = \"时间\"\nunit = \"h\" #! TD-DOS-031"},
	{"header twice", `header = "排口"`, `header = "监测时间" #! TD-DOS-007`},
	{"two columns of time", `means = "outlet"`, `means = "time" #! TD-DOS-027`},
	{"time and date", `means = "outlet"`, `means = "date" #! TD-DOS-027`},
	{"hour without date", `means = "时间"`, `means = "hour" #! TD-DOS-026`},
	{"basis of an unknown outlet", "id = \"AB-2025\"\noutlet = \"B-DW001\"",
		"id = \"AB-2025\"\noutlet = \"B-DW002\" #! TD-DOS-008"},
	{"basis of half a period", "from = 2025-01-01\nto = 2025-12-31", "from = 2025-01-01 #! TD-DOS-026"},
	{"period that ends before it begins", "from = 2025-01-01\nto = 2025-12-31",
		"from = 2025-12-31\nto = 2025-01-01 #! TD-DOS-017"},
	{"period in the future", "to = 2025-12-31", "to = 2026-12-31 #! TD-DOS-019"},
	{"required without a document", "required_by = \"排污许可证副本\"\n", ""},
	{"document without an answer", "automatic_required = false\nrequired_by = \"排污许可证副本\"",
		"required_by = \"排污许可证副本\" #! TD-DOS-031"},
	{"emission time longer than the period", `operating = "300 d"`, `operating = "8761 h" #! TD-DOS-022`},
	{"negative metered volume", `metered = "30000 m3"`, `metered = "-30000 m3" #! TD-DOS-022`},
	{"output of another line", "line = \"B-L1\"\nproduct = \"hard\"\namount = \"90000 m2\"",
		"line = \"A-L2\" #! TD-DOS-033\namount = \"90000 m2\""},
	{"output in tonnes of what", `amount = "90000 m2"`, `amount = "90000 t" #! TD-DOS-021`},
	{"output in hours", `amount = "90000 m2"`, `amount = "90000 h" #! TD-DOS-020`},
	{"output twice", "amount = \"90000 m2\"\n", "amount = \"90000 m2\"\n[[actual_basis.output]] #! TD-DOS-007\nline " +
		"= \"B-L1\"\nproduct = \"hard\"\namount = \"1 m2\"\n"},
	{"fallback twice", "factor = \"some.factor\"\n[[actual_basis.abnormal]]",
		"factor = \"some.factor\"\n[[actual_basis.fallback]] #! TD-DOS-007\npollutant = \"Cr\"\nfactor = " +
			"\"x\"\n[[actual_basis.abnormal]]"},
	{"two bases of one period", "[[actual_basis]]\n", "[[actual_basis]]\nid = \"x\"\noutlet = \"B-DW001\"\nfrom = " +
		"2024-07-01\nto = 2025-01-01\n[[actual_basis]] #! TD-DOS-037\n"},
	{"abnormal without rate", "rate = \"0.01 kg/h\"\n", ""},
	{"unknown key", `rate = "1"`, "rate = \"1\"\nrat = \"1\" #! TD-DOC-002"},
}

// also lists, by fault, the findings expected where no marker can stand: in
// lines the fault does not touch, found by their text (the n-th, from 1).
var also = map[string][]struct {
	text string
	n    int
	code string
}{
	"no date":                            {{"schema", 1, document.CodeMissing}},
	"two closing dates":                  {{"closed = 2026-01-31", 1, CodeDates}},
	"main project outlet without limits": {{"[[outlet]]", 1, CodeIncomplete}},
	"source with another's permit": {{"outlet = \"B-DW001\"", 4, CodeOtherDischarger},
		{"[[source.actual]]", 1, CodeNotReceived}},
	"eia amount without place": {{"[[eia.amount]]", 1, CodeIncomplete},
		{"[[eia.amount]]", 1, CodeIncomplete}},
	"basis without manual entries": {{`manual_basis = "示例函"`, 1, CodeNoEffect}},
	"required without a document":  {{"automatic_required = false", 1, CodeIncomplete}},
	"abnormal without rate":        {{"[[actual_basis.abnormal]]", 1, document.CodeMissing}},
	"filing with an amount":        {{"[[eia.amount]]", 1, CodeExclusive}},
}

// spoil applies a fault and returns the text with the findings expected, as
// "line CODE", sorted.
func spoil(t *testing.T, text string, f fault) (string, []string) {
	t.Helper()
	if !strings.Contains(text, f.old) {
		t.Fatalf("%s: the dossier does not contain %q", f.name, f.old)
	}
	text = strings.Replace(text, f.old, f.new, 1)
	want := marked(text)
	for _, x := range also[f.name] {
		want = append(want, fmt.Sprintf("%d %s", lineOf(t, text, x.text, x.n), x.code))
	}
	slices.Sort(want)
	return text, want
}

func marked(text string) []string {
	var want []string
	for i, line := range strings.Split(text, "\n") {
		if _, codes, ok := strings.Cut(line, "#!"); ok {
			for _, code := range strings.Fields(codes) {
				want = append(want, fmt.Sprintf("%d %s", i+1, code))
			}
		}
	}
	return want
}

func lineOf(t *testing.T, text, part string, n int) int {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, part) {
			if n--; n == 0 {
				return i + 1
			}
		}
	}
	t.Fatalf("no line with %q", part)
	return 0
}

func got(t *testing.T, fs []calc.Finding, file string) []string {
	t.Helper()
	var out []string
	for _, f := range fs {
		if f.At.File != file {
			t.Errorf("%v: file %q, want %q", f, f.At.File, file)
		}
		if f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" || f.Remedy.EN == "" {
			t.Errorf("%v: message or remedy lacks a language: %+v", f, f)
		}
		if strings.Contains(f.Message.ZH+f.Message.EN+f.Remedy.ZH+f.Remedy.EN, "%!") {
			t.Errorf("%v: badly formatted: %+v", f, f)
		}
		out = append(out, fmt.Sprintf("%d %s", f.At.Line, f.Code))
	}
	slices.Sort(out)
	return out
}

func TestEveryFault(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			text, want := spoil(t, whole, f)
			d, fs := parseText(text)
			if d == nil {
				t.Fatal("no dossier")
			}
			if len(want) == 0 {
				t.Fatal("the fault expects nothing")
			}
			if have := got(t, fs, MainFile); !slices.Equal(have, want) {
				t.Errorf("got  %q\nwant %q\n%v", have, want, fs)
			}
		})
	}
}

// A project line that nothing receives is its own row, because it needs a
// line of its own.
func TestUnreceivedLine(t *testing.T) {
	text := strings.Replace(whole, `receives = ["A-L2"]`, `receives = []`, 1)
	_, fs := parseText(text)
	want := fmt.Sprintf("%d %s", lineOf(t, text, "[[line]]", 1), CodeUnreceived)
	if have := got(t, fs, MainFile); !slices.Equal(have, []string{want}) {
		t.Errorf("got %q, want %q", have, want)
	}
	if fs[0].Severity != calc.Warning {
		t.Errorf("severity %s, want a warning", fs[0].Severity)
	}
}

// Every code has a test that provokes it.
func TestEveryCodeHasAFault(t *testing.T) {
	source, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`TD-DOS-\d+`).FindAllString(string(source), -1)
	if len(codes) < 30 {
		t.Fatalf("only %d codes in codes.go", len(codes))
	}
	tested := CodeUnreceived + " " + CodeMainOnly + " " + CodeNoProject // in tests of their own
	for _, f := range faults {
		tested += f.new
		for _, x := range also[f.name] {
			tested += " " + x.code
		}
	}
	for _, code := range codes {
		if !strings.Contains(tested, code) {
			t.Errorf("no test provokes %s", code)
		}
	}
}

// Ten faults in one dossier are ten findings in one run.
func TestTenFaultsAtOnce(t *testing.T) {
	names := []string{"schema of another version", "project line named twice",
		"credit code with a wrong check character",
		"county of another city", "capacity without a base", "outlet code malformed", "operation rate above 1",
		"cancelled before it began", "negative amount", "eia dated after the dossier"}
	text, count := whole, 0
	for _, f := range faults {
		if slices.Contains(names, f.name) {
			text, _ = spoil(t, text, f)
			count++
		}
	}
	if count != 10 {
		t.Fatalf("%d of ten faults found in the table", count)
	}
	want := marked(text)
	slices.Sort(want)
	_, fs := parseText(text)
	if have := got(t, fs, MainFile); len(want) != 10 || !slices.Equal(have, want) {
		t.Errorf("got  %q\nwant %q", have, want)
	}
}

// Without a project it is said what for it is asked, once.
func TestNoProject(t *testing.T) {
	text := "schema = \"tidai/dossier/1\"\npolicy = \"jilin-2022-12\"\ndate = 2026-03-31\n"
	_, found := Parse(fstest.MapFS{MainFile: {Data: []byte(text)}})
	if len(found) != 1 || found[0].Code != CodeNoProject || !strings.Contains(found[0].Message.ZH, "项目") {
		t.Errorf("%v", found)
	}
}
