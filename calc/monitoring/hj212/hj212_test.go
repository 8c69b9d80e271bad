package hj212

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"tidai/calc"
	"tidai/calc/quantity"
)

// The example of annex A of HJ 212-2017.
const annexA = "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80"

// bitwise is annex A read word for word, without a table: independent of CRC.
func bitwise(data string) uint16 {
	reg := 0xFFFF
	for i := 0; i < len(data); i++ {
		reg = reg>>8 ^ int(data[i])
		for j := 0; j < 8; j++ {
			out := reg % 2
			reg /= 2
			if out == 1 {
				reg ^= 0xA001
			}
		}
	}
	return uint16(reg)
}

// frame puts a data segment into a frame, without a line end.
func frame(segment string) string {
	return fmt.Sprintf("##%04d%s%04X", len(segment), segment, bitwise(segment))
}

const header = "QN=20250301150000001;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;"

// many is so many fields of a device's state.
func many(n int) string {
	var sb strings.Builder
	for i := range n {
		fmt.Fprintf(&sb, "SB%d-RS=1;", i)
	}
	return sb.String()
}

// hour is an hourly message with CP as given.
func hour(cp string) string {
	return frame(header + "Flag=4;CP=&&DataTime=20250301140000;" + cp + "&&")
}

func partOf(qn, pnum, pno, cp string) string {
	return frame("QN=" + qn + ";ST=32;CN=2061;PW=123456;MN=M1;Flag=6;PNUM=" + pnum + ";PNO=" + pno + ";CP=&&" + cp +
		"&&")
}

// read collects copies of the messages.
func read(t testing.TB, text string) ([]Message, []Problem, Stats) {
	t.Helper()
	return readFrom(t, strings.NewReader(text))
}

func readFrom(t testing.TB, r io.Reader) ([]Message, []Problem, Stats) {
	t.Helper()
	var list []Message
	problems, stats, err := Read(r, func(m Message) error {
		m.CP, m.Parts = slices.Clone(m.CP), slices.Clone(m.Parts)
		list = append(list, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Frames != stats.Whole+stats.Parts+stats.Broken+stats.Encrypted+skipped(stats) || stats.Messages != stats.Whole+stats.Joined ||
		len(list) != stats.Messages {
		t.Errorf("counts do not add up: %+v", stats)
	}
	if k := stats.ByKind; k.RealTime+k.Minutes+k.Hour+k.Day+k.Other != stats.Messages {
		t.Errorf("kinds do not add up: %+v", stats)
	}
	return list, problems, stats
}

func TestAnnexA(t *testing.T) {
	segment := annexA[6 : len(annexA)-4]
	if len(segment) != 101 {
		t.Fatalf("the example has %d bytes, it says 0101", len(segment))
	}
	if got := CRC([]byte(segment)); got != 0x1C80 || bitwise(segment) != 0x1C80 {
		t.Errorf("CRC %04X, bit by bit %04X, annex A says 1C80", got, bitwise(segment))
	}
	messages, problems, stats := read(t, annexA+"\r\n")
	if len(messages) != 1 || len(problems) != 0 || stats.Lines != 1 || stats.Bytes != int64(len(annexA)+2) {
		t.Fatalf("%+v %+v %+v", messages, problems, stats)
	}
	m := messages[0]
	if m.QN != "20160801085857223" || m.ST != "32" || m.CN != "1062" || m.MN != "010000A8900016F000169DC0" ||
		m.Flag != 5 || m.CRC != 0x1C80 ||
		m.Kind() != Other || m.Version() != HJ2017 || len(m.CP) != 1 || m.CP[0] != (Field{"", "RtdInterval", "30"}) {
		t.Errorf("%+v", m)
	}
}

func TestHourlyMessage(t *testing.T) {
	text := "2025-03-01 15:00:03 RECV [示例数采仪] " +
		hour("w00000-Cou=36.50,w00000-Avg=10.14,w00000-Flag=N;w20115-Cou=0.043,w20115-Min=0.9,w20115-Avg=1.20,w20115-Max=1.6,w20115-Flag=D") + " ok\n"
	messages, problems, _ := read(t, "noise\n"+text)
	if len(messages) != 1 || len(problems) != 0 {
		t.Fatalf("%+v %+v", messages, problems)
	}
	m := messages[0]
	// "2025-03-01 15:00:03 RECV [" 26 bytes, 示例数采仪 15, "] " 2: the frame begins at column 44; "noise\n" 6 bytes
	// before it.
	if m.Place != (Place{2, 44, 49}) {
		t.Errorf("place %+v", m.Place)
	}
	if m.Kind() != Hour || m.DataTime != "20250301140000" || len(m.CP) != 8 {
		t.Errorf("%+v", m)
	}
	if v, ok := m.Value("W20115", "Avg"); !ok || v != "1.20" {
		t.Errorf("Avg %q %v: values stay as written", v, ok)
	}
	if _, ok := m.Value("w20115", "ZsAvg"); ok {
		t.Error("a value that is not there")
	}
	for code, want := range map[string]calc.Flag{"w00000": calc.FlagNormal, "w20115": calc.FlagFault} {
		if got, ok := m.Mark(code); !ok || got != want || calc.Flags.Name(got).ZH == "" {
			t.Errorf("%s: mark %c, want %c", code, got, want)
		}
	}
	if _, ok := m.Mark("w20120"); ok {
		t.Error("no mark is not normal")
	}
	day, h, min, sec, ok := m.When()
	if !ok || day != (calc.Date{Year: 2025, Month: 3, Day: 1}) || h != 14 || min != 0 || sec != 0 {
		t.Errorf("%v %d:%d:%d", day, h, min, sec)
	}
}

func TestKinds(t *testing.T) {
	for cn, want := range map[string]Kind{"2011": RealTime, "2051": Minutes, "2061": Hour, "2031": Day, "9014": Other,
		"2041": Other} {
		text := frame("QN=20250301150000001;ST=31;CN=" + cn +
			";MN=M1;Flag=5;CP=&&DataTime=20250301140000;a20043-Rtd=0.1,a20043-Flag=N&&")
		messages, problems, _ := read(t, text)
		if len(messages) != 1 || len(problems) != 0 || messages[0].Kind() != want {
			t.Errorf("CN=%s: %+v %+v", cn, messages, problems)
		}
	}
}

func TestSurroundings(t *testing.T) {
	a, b := hour("w20115-Avg=1"), hour("w20115-Avg=2")
	for name, c := range map[string]struct {
		text  string
		lines []int // of the frames
	}{
		"LF":                  {a + "\n" + b + "\n", []int{1, 2}},
		"CR LF":               {a + "\r\n" + b + "\r\n", []int{1, 2}},
		"no line end":         {a + b, []int{1, 1}},
		"byte order mark":     {"\ufeff" + a + "\n" + b, []int{1, 2}},
		"behind a hash":       {"#" + a + "\n###" + b, []int{1, 2}},
		"headings and rulers": {"## 2025-03-01\n##########\n##2024 started\n" + a + "\n" + b, []int{4, 5}},
		"quoted, as CSV":      {"1,\"" + a + "\"\n2,\"" + b + "\"\n", []int{1, 2}},
		"hash at the end":     {a + "\n" + b + "\n##", []int{1, 2}},
		"one hash at the end": {a + "\n" + b + "#", []int{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			for how, r := range map[string]io.Reader{"whole": strings.NewReader(c.text),
				"byte by byte":  iotest.OneByteReader(strings.NewReader(c.text)),
				"data with end": iotest.DataErrReader(strings.NewReader(c.text))} {
				messages, problems, _ := readFrom(t, r)
				var lines []int
				for _, m := range messages {
					lines = append(lines, m.Place.Line)
					if c.text[m.Place.Offset:][:2] != "##" {
						t.Errorf("%s: place %+v is not a frame", how, m.Place)
					}
				}
				if len(problems) != 0 || !slices.Equal(lines, c.lines) {
					t.Errorf("%s: lines %v, want %v; %+v", how, lines, c.lines, problems)
				}
			}
		})
	}
}

// Every fault on its own, between two sound frames: it is reported once, with
// its code and place, and both neighbours are read.
func TestFaults(t *testing.T) {
	good := hour("w20115-Avg=1,w20115-Flag=N")
	data := func(s string) string { return frame("QN=20250301150000001;ST=32;" + s) }
	for name, c := range map[string]struct{ text, code, en string }{
		"a changed digit":       {strings.Replace(good, "Avg=1", "Avg=2", 1), CodeCheck, "check value should be"},
		"a changed check value": {good[:len(good)-4] + "0000", CodeCheck, "0000"},
		"length one more": {strings.Replace(annexA, "##0101", "##0102", 1), CodeLength,
			"102 bytes, the data segment has 101"},
		"length one less": {strings.Replace(annexA, "##0101", "##0100", 1), CodeLength,
			"100 bytes, the data segment has 101"},
		"length over the next": {strings.Replace(annexA, "##0101", "##0601", 1), CodeLength,
			"601 bytes, the data segment has 101"},
		"length beyond the file": {strings.Replace(annexA, "##0101", "##9901", 1), CodeLength,
			"9901 bytes, the data segment has 101"},
		"length in characters": {strings.Replace(hour("i13101-Info=示例"), "##0129", "##0125", 1), CodeLength,
			"number of characters; the data segment has 129 bytes"},
		"length zero":               {strings.Replace(annexA, "##0101", "##0000", 1), CodeLength, "0 bytes"},
		"length no number":          {strings.Replace(annexA, "##0101", "##01O1", 1), CodeHead, "four digits"},
		"length with a sign":        {strings.Replace(annexA, "##0101", "##+101", 1), CodeHead, "four digits"},
		"one hash gone":             {annexA[1:], CodeHeadless, "without ##"},
		"no head":                   {annexA[6:], CodeHeadless, "without ##"},
		"cut off by the next":       {annexA[:60], CodeCut, "another frame begins"},
		"check value cut":           {annexA[:len(annexA)-2], CodeCut, "another frame begins"},
		"no check value":            {annexA[:len(annexA)-4] + "zzzz", CodeLength, "where the length of 101 leads"},
		"a line break inside":       {annexA[:60] + "\n" + annexA[60:], CodeLength, ""},
		"no CP":                     {data("CN=2061;MN=M;Flag=4;&&"), CodeSegment, "no CP"},
		"no end of CP":              {data("CN=2061;MN=M;Flag=4;CP=&&x=1"), CodeLength, "no end &&"},
		"a head inside":             {hour("i13101-Info=##1234"), CodeCut, "another frame begins"},
		"two values far apart":      {hour("w20115-Avg=1;" + many(60) + "W20115-Avg=2"), CodeConflict, "two values"},
		"two CP":                    {data("CN=2061;MN=M;Flag=4;CP=&&a=1&&CP=&&b=1&&"), CodeSegment, "exactly one"},
		"no CN":                     {data("MN=M;Flag=4;CP=&&&&"), CodeSegment, "CN="},
		"CN of letters":             {data("CN=20a1;MN=M;Flag=4;CP=&&&&"), CodeSegment, "CN="},
		"no MN":                     {data("CN=2061;Flag=4;CP=&&&&"), CodeSegment, "MN"},
		"Flag of letters":           {data("CN=2061;MN=M;Flag=N;CP=&&&&"), CodeSegment, "is not a number"},
		"Flag above a byte":         {data("CN=2061;MN=M;Flag=256;CP=&&&&"), CodeSegment, "is not a number"},
		"CN twice":                  {data("CN=2061;CN=2031;MN=M;Flag=4;CP=&&&&"), CodeSegment, "twice"},
		"header without a value":    {data("CN=2061;MN=M;x;CP=&&&&"), CodeSegment, "name=value"},
		"field without a value":     {hour("w20115-Avg"), CodeSegment, "name=value"},
		"field without a name":      {hour("w20115-=1"), CodeSegment, "name of a field"},
		"field without a code":      {hour("-Avg=1"), CodeSegment, "name of a field"},
		"field with a foreign name": {hour("总铅-Avg=1"), CodeSegment, "name of a field"},
		"a field twice":             {hour("w20115-Avg=1,w20115-Avg=2"), CodeConflict, "two values: 1 and 2"},
		"a field twice, other case": {hour("w20115-Avg=1;W20115-Avg=2"), CodeConflict, "two values"},
		"DataTime twice":            {hour("DataTime=20250301130000"), CodeConflict, "DataTime"},
		"no DataTime":               {data("CN=2061;MN=M;Flag=4;CP=&&w20115-Avg=1&&"), CodeTime, "without DataTime"},
		"split without numbers":     {data("CN=2061;MN=M;Flag=6;CP=&&&&"), CodePart, "PNUM=0"},
		"part 0":                    {partOf("20250301150000001", "2", "0", "x=1"), CodePart, "PNO=0"},
		"part 3 of 2":               {partOf("20250301150000001", "2", "3", "x=1"), CodePart, "PNO=3"},
		"parts without the bit":     {data("CN=2061;MN=M;Flag=4;PNUM=2;PNO=1;CP=&&&&"), CodePart, "Flag=4 does not"},
		"parts without QN":          {partOf("2025", "2", "1", "x=1"), CodePart, "17 digits"},
		"a part missing": {partOf("20250301150000001", "2", "1", "DataTime=20250301140000"), CodeParts,
			"missing: 2"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := hour("w20115-Avg=7"), hour("w20115-Avg=8")
			messages, problems, stats := read(t, before+"\n"+c.text+"\n"+after+"\n")
			if len(problems) != 1 {
				t.Fatalf("%d problems: %+v", len(problems), problems)
			}
			p := problems[0]
			if p.Code != c.code || !strings.Contains(p.Message.EN, c.en) || p.Place.Line != 2 || !p.Lost ||
				p.Severity != calc.Error {
				t.Errorf("%+v, want %s %q on line 2", p, c.code, c.en)
			}
			if p.Message.ZH == "" || p.Remedy.ZH == "" || p.Remedy.EN == "" || p.Raw == "" ||
				strings.Contains(p.Raw, "100000") || strings.Contains(p.Raw, "123456") {
				t.Errorf("texts: %+v", p)
			}
			if len(messages) != 2 || messages[0].CP[0].Value != "7" || messages[1].CP[0].Value != "8" ||
				messages[1].Place.Line < 3 {
				t.Errorf("the neighbours: %+v", messages)
			}
			if stats.Problems != 1 || stats.Broken+stats.Orphaned != 1 {
				t.Errorf("counts %+v", stats)
			}
		})
	}
}

func TestCutByTheEnd(t *testing.T) {
	for n := 10; n < len(annexA); n++ {
		messages, problems, _ := read(t, annexA[:n])
		if len(messages) != 0 || len(problems) != 1 || problems[0].Code != CodeCut ||
			!strings.Contains(problems[0].Message.EN, "the file ends") {
			t.Errorf("%d bytes: %+v %+v", n, messages, problems)
		}
	}
}

func TestDataTime(t *testing.T) {
	for dt, want := range map[string]string{
		"20240229000000": "", "20250228235959": "", "20000229120000": "",
		"20250229000000": CodeTime, "19000229000000": CodeTime, "20250431000000": CodeTime, "20251301000000": CodeTime,
		"20250001000000": CodeTime,
		"20250301250000": CodeTime, "20250301006000": CodeTime, "20250301000060": CodeTime, "20250301240001": CodeTime,
		"20250229240000": CodeTime,
		"202503011400":   CodeTime, "2025030114": CodeTime, "20250301140000000": CodeTime, "2025-03-01 14:": CodeTime,
		"": CodeTime, "00000101000000": CodeTime,
		"2025030114000 ": CodeTime, "20250301240000": CodeMidnight,
	} {
		text := frame(header + "Flag=4;CP=&&DataTime=" + dt + ";w20115-Avg=1&&")
		messages, problems, _ := read(t, text)
		code := ""
		if len(problems) == 1 {
			code = problems[0].Code
		}
		if code != want || len(problems) > 1 || (len(messages) == 1) != (want != CodeTime) {
			t.Errorf("%q: %+v, want %q", dt, problems, want)
		}
	}
	messages, _, _ := read(t, frame(header+"Flag=4;CP=&&DataTime=20241231240000;w20115-Avg=1&&"))
	if day, h, _, _, ok := messages[0].When(); !ok || day.String() != "2024-12-31" || h != 24 {
		t.Errorf("%v %d", day, h)
	}
}

// What is used, and said to be odd.
func TestWarnings(t *testing.T) {
	long := "w20115-Avg=1"
	for i := range 100 {
		long += fmt.Sprintf(";x%02d-RS=1234", i)
	}
	gbk := "i11001-Info=\xca\xbe\xc0\xfd;w20115-Avg=1" // 示例 in GBK
	for name, c := range map[string]struct{ text, code string }{
		"above 1024 bytes":  {hour(long), CodeLong},
		"not UTF-8":         {hour(gbk), CodeEncoding},
		"a later edition":   {frame(header + "Flag=12;CP=&&DataTime=20250301140000;w20115-Avg=1&&"), CodeVersion},
		"lower-case digits": {annexA[:len(annexA)-4] + strings.ToLower(annexA[len(annexA)-4:]), ""},
	} {
		messages, problems, stats := read(t, c.text)
		if len(messages) != 1 || (c.code != "") != (len(problems) == 1) ||
			(c.code != "" && (problems[0].Code != c.code || problems[0].Severity != calc.Warning ||
				problems[0].Lost)) || stats.Problems != 0 {
			t.Errorf("%s: %d messages, %+v", name, len(messages), problems)
		}
	}
}

// The same twice is no contradiction, and hashes without a length no frame.
func TestHarmless(t *testing.T) {
	for _, cp := range []string{"w20115-Avg=1,w20115-Avg=1", many(30) + many(30), "DataTime=20250301140000",
		"i13101-Info=1##炉"} {
		if messages, problems, _ := read(t, hour(cp)); len(messages) != 1 || len(problems) != 0 {
			t.Errorf("%.40s: %+v", cp, problems)
		}
	}
}

// A frame that breaks off and a segment without a head behind it are two faults.
func TestBrokenBeforeHeadless(t *testing.T) {
	_, problems, stats := read(t, annexA[:70]+"\n"+annexA[6:]+"\n"+annexA)
	if len(problems) != 2 || problems[0].Place.Line != 1 || problems[1].Place.Line != 2 || stats.Messages != 1 ||
		stats.Broken != 2 {
		t.Errorf("%+v", problems)
	}
}

func TestEditionReportedOnce(t *testing.T) {
	later := frame(header + "Flag=12;CP=&&DataTime=20250301140000;w20115-Avg=1&&")
	if messages, problems, _ := read(t, later+later); len(messages) != 2 || len(problems) != 1 {
		t.Errorf("%+v", problems)
	}
}

func TestChinese(t *testing.T) {
	text := hour("i13101-Info=正在测量；示例;w20115-Avg=1,w20115-Flag=N")
	messages, problems, _ := read(t, text)
	if len(problems) != 0 || len(messages) != 1 {
		t.Fatalf("%+v", problems)
	}
	if v, _ := messages[0].Value("i13101", "Info"); v != "正在测量；示例" {
		t.Errorf("%q", v)
	}
}

// Free text of a device's log is no fault of data.
func TestFreeText(t *testing.T) {
	messages, problems,
		_ := read(t,
		frame("QN=20250301150000001;ST=32;CN=3020;MN=M1;Flag=5;CP=&&DataTime=20250301140000;PolId=w01018,i11001-Info=//清洗, 第2次//,i11001-Info=b&&"))
	if len(messages) != 1 || len(problems) != 0 || messages[0].DataTime != "20250301140000" {
		t.Errorf("%+v %+v", messages, problems)
	}
}

func TestUnknownCodesAndMarks(t *testing.T) {
	text := hour("a20007x-Avg=1,a20007x-Max=2;w20115-Avg=1,w20115-Flag=n;w99999-Avg=1;SB1-RS=1") + "\n" +
		hour("A20007X-Avg=3;w20115-Flag=n")
	messages, problems, stats := read(t, text)
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
		if p.Lost {
			t.Errorf("%+v: the frame is used", p)
		}
	}
	if len(messages) != 2 || !slices.Equal(codes, []string{CodeUnknown, CodeMark, CodeUnknown}) {
		t.Errorf("%d messages, %v", len(messages), codes)
	}
	if len(stats.Unknown) != 2 || stats.Unknown[0].Code != "a20007x" || stats.Unknown[0].Fields != 3 ||
		stats.Unknown[1].Fields != 1 {
		t.Errorf("%+v", stats.Unknown)
	}
	if _, ok := messages[0].Mark("w20115"); ok {
		t.Error("n is not N")
	}
	problems, stats, err := Options{Mapped: func(code string) bool { return code == "w99999" }}.Read(
		strings.NewReader(text), func(Message) error { return nil })
	if err != nil || len(problems) != 2 || len(stats.Unknown) != 1 {
		t.Errorf("mapped: %+v %v", problems, err)
	}
}

func TestUTF16(t *testing.T) {
	var wide strings.Builder
	for _, c := range annexA {
		wide.WriteString(string(c) + "\x00")
	}
	for _, mark := range []string{"", "\xff\xfe"} {
		messages, problems, _ := read(t, mark+wide.String())
		if len(messages) != 0 || len(problems) != 1 || problems[0].Code != CodeEncoding || problems[0].Severity !=
			calc.Error {
			t.Errorf("%+v", problems)
		}
	}
}

func TestErrorsOfOthers(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	_, stats, err := Read(strings.NewReader(annexA+annexA), func(Message) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 || stats.Messages != 1 {
		t.Errorf("%v after %d messages", err, n)
	}
	// it may be whole behind the error: no problem
	for _, rest := range []string{"", "##", "##01", annexA[:50], annexA[:len(annexA)-1]} {
		problems, stats, err := Read(io.MultiReader(strings.NewReader(annexA+rest), iotest.ErrReader(stop)),
			func(Message) error { return nil })
		if !errors.Is(err, stop) || stats.Messages != 1 || len(problems) != 0 {
			t.Errorf("%q: %v, %+v, %+v", rest, err, stats, problems)
		}
	}
}

// Annex B as the specification of this project read it, unit by unit.
func TestDefaultUnits(t *testing.T) {
	for _, c := range []struct {
		code, old string
		p         calc.Pollutant
		m         calc.Medium
		of, total string
		doubt     bool // asked for by the old code
	}{
		{"w20111", "020", calc.Mercury, calc.Water, "ug/L", "g", true}, {"w20115", "022", calc.Cadmium, calc.Water,
			"ug/L", "g", true},
		{"w20119", "026", calc.Arsenic, calc.Water, "ug/L", "g", true}, {"w20120", "027", calc.Lead, calc.Water, "ug/L",
			"g", true},
		{"w20117", "024", calc.CrVI, calc.Water, "ug/L", "g", true}, {"w20116", "023", calc.Chromium, calc.Water,
			"mg/L", "kg", false},
		{"w20141", "", calc.Arsenic, calc.Water, "mg/L", "kg", false}, {"w20142", "", calc.Mercury, calc.Water, "ug/L",
			"g", false},
		{"w20143", "", calc.Cadmium, calc.Water, "ug/L", "g", false}, {"w20144", "", calc.Lead, calc.Water, "mg/L",
			"kg", false},
		{"a20043", "32", calc.Lead, calc.Air, "mg/m3", "kg", false}, {"a20025", "33", calc.Cadmium, calc.Air, "mg/m3",
			"kg", false},
		{"a20057", "31", calc.Mercury, calc.Air, "mg/m3", "kg", false}, {"a34040", "15", "", calc.Air, "mg/m3", "kg",
			false},
		{"a20044", "", calc.Lead, calc.Air, "ng/m3", "g", false}, {"a20026", "", calc.Cadmium, calc.Air, "ng/m3", "g",
			false},
		{"a20058", "", calc.Mercury, calc.Air, "ng/m3", "g", false}, {"a20007", "", calc.Arsenic, calc.Air, "ng/m3",
			"g", false},
		{"w00000", "B01", "", calc.Water, "L/s", "m3", false}, {"a00000", "B02", "", calc.Air, "m3/s", "m3", false},
	} {
		got, ok := Lookup(c.code)
		value := got.Concentration
		if got.What == Flow {
			value = got.Flow
		}
		one := quantity.Int(1, value)
		if !ok || got.Old != c.old || got.Pollutant != c.p || got.Medium != c.m ||
			!one.Equal(quantity.Must("1 "+c.of)) || !quantity.Int(1, got.Total).Equal(quantity.Must("1 "+c.total)) ||
			got.AsOld || got.UnitInDoubt || got.Ambient != (c.of == "ng/m3") {
			t.Errorf("%s: %+v", c.code, got)
		}
		if upper, _ := Lookup(strings.ToUpper(c.code)); upper.Code != c.code {
			t.Errorf("%s in capitals: %+v", c.code, upper)
		}
		if c.old != "" {
			old, ok := Lookup(strings.ToLower(c.old))
			if !ok || old.Code != c.code || !old.AsOld || old.UnitInDoubt != c.doubt {
				t.Errorf("%s: %+v", c.old, old)
			}
		}
	}
	for code, text := range map[string]string{"a01011": "m/s", "a01012": "°C", "S08": "kPa", "S05": "%",
		"a19001": "%"} {
		if c, ok := Lookup(code); !ok || c.What != Auxiliary || c.UnitText != text {
			t.Errorf("%s: %+v", code, c)
		}
	}
	for _, c := range table {
		if c.Medium == calc.Air && c.Pollutant != "" && !c.Ambient && (c.Pollutant == calc.Arsenic ||
			c.Pollutant == calc.Chromium) {
			t.Errorf("%s: annex B has no stack code for %s", c.Code, c.Pollutant)
		}
	}
	for _, code := range []string{"", "w2011", "a20008", "a20021", "22", "w20115 "} {
		if c, ok := Lookup(code); ok {
			t.Errorf("%q is %+v", code, c)
		}
	}
}
