package hj212

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const qn = "20250301150000001"

var threeParts = []string{
	partOf(qn, "3", "1", "DataTime=20250301140000;w20115-Avg=1,w20115-Flag=N"),
	partOf(qn, "3", "2", "DataTime=20250301140000;w20120-Avg=2,w20120-Flag=N"),
	partOf(qn, "3", "3", "w20111-Avg=3,w20111-Flag=N"),
}

// Whatever the order, and with other frames between, the message is the same.
func TestPartsInAnyOrder(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0},
		{0, 0, 1, 1, 2, 2, 0}} {
		text := ""
		for i, n := range order {
			text += threeParts[n] + "\r\n" + hour(fmt.Sprintf("w20116-Avg=%d", i)) + "\r\n"
		}
		messages, problems, stats := read(t, text)
		if len(problems) != 0 || stats.Joined != 1 || stats.Repeated != len(order)-3 || stats.Whole != len(order) {
			t.Fatalf("%v: %+v %+v", order, problems, stats)
		}
		joined := messages[slices.IndexFunc(messages, func(m Message) bool { return m.Parts != nil })]
		var values []string
		for _, f := range joined.CP {
			if f.Name == "Avg" {
				values = append(values, f.Code+"="+f.Value)
			}
		}
		if strings.Join(values, " ") != "w20115=1 w20120=2 w20111=3" || joined.DataTime != "20250301140000" ||
			joined.PNUM != 3 || joined.PNO != 0 {
			t.Errorf("%v: %+v", order, joined)
		}
		for pno, place := range joined.Parts {
			if line := 1 + 2*slices.Index(order, pno); place.Line != line {
				t.Errorf("%v: part %d on line %d, want %d", order, pno+1, place.Line, line)
			}
		}
		if joined.Place.Line != 1 {
			t.Errorf("%v: place %s", order, joined.Place)
		}
	}
}

func TestPartsThatDoNotFit(t *testing.T) {
	changed := strings.Replace(threeParts[1], "Avg=2", "Avg=9", 1)
	changed = frame(changed[6 : len(changed)-4])
	for name, c := range map[string]struct {
		frames []string
		code   string
		lost   int // frames
	}{
		"one of another device": {[]string{threeParts[0], threeParts[1],
			frame("QN=" + qn + ";ST=32;CN=2061;MN=M2;Flag=6;PNUM=3;PNO=3;CP=&&w20111-Avg=3&&")}, CodeParts, 3},
		"one of another command": {[]string{threeParts[0], threeParts[1],
			frame("QN=" + qn + ";ST=32;CN=2031;MN=M1;Flag=6;PNUM=3;PNO=3;CP=&&w20111-Avg=3&&")}, CodeParts, 3},
		"two contents of one part": {[]string{threeParts[0], threeParts[1], changed, threeParts[2]}, CodePart, 4},
		"two numbers of parts": {[]string{threeParts[0], partOf(qn, "2", "2", "w20111-Avg=3"), threeParts[1],
			threeParts[2]}, CodePart, 4},
		"two times": {[]string{threeParts[0], threeParts[1],
			partOf(qn, "3", "3", "DataTime=20250301150000;w20111-Avg=3")}, CodeConflict, 3},
		"two values": {[]string{threeParts[0], threeParts[1], partOf(qn, "3", "3", "w20115-Avg=3")},
			CodeConflict, 3},
		"no time": {[]string{partOf(qn, "2", "1", "w20115-Avg=1"),
			partOf(qn, "2", "2", "w20111-Avg=3")}, CodeTime, 2},
		"a broken part": {[]string{threeParts[0], threeParts[1], threeParts[2][:len(threeParts[2])-4] +
			"FFFF"}, CodeParts, 3},
		// A cut inside a field leaves something without its "=".
		"cut inside a field": {[]string{partOf(qn, "2", "1", "DataTime=20250301140000;w20115-Avg=1"),
			partOf(qn, "2", "2", ".5,w20115-Flag=N")}, CodeSegment, 2},
	} {
		t.Run(name, func(t *testing.T) {
			messages, problems, stats := read(t, strings.Join(c.frames, "\n"))
			if len(messages) != 0 || stats.Broken+stats.Orphaned != c.lost || !slices.ContainsFunc(problems,
				func(p Problem) bool { return p.Code == c.code && p.Lost }) {
				t.Errorf("%d messages, %+v, %+v", len(messages), problems, stats)
			}
		})
	}
}

// PNUM=1 is a message of its own.
func TestOnePart(t *testing.T) {
	messages, problems, stats := read(t, partOf(qn, "1", "1", "DataTime=20250301140000;w20115-Avg=1"))
	if len(messages) != 1 || len(problems) != 0 || stats.Whole != 1 {
		t.Errorf("%+v %+v", messages, problems)
	}
}

// A file of first parts does not fill the memory, and every one is reported.
func TestWaitingIsBounded(t *testing.T) {
	var sb strings.Builder
	n := 5000
	for i := range n {
		sb.WriteString(partOf(fmt.Sprintf("%017d", i+1), "9999", "1", "DataTime=20250301140000;x="+strings.Repeat("y",
			700)) + "\n")
	}
	problems, stats, err := Options{MaxProblems: 10}.Read(strings.NewReader(sb.String()),
		func(Message) error { t.Error("a message"); return nil })
	if err != nil || len(problems) != 10 || stats.Problems != n || stats.Orphaned != n || stats.Parts != n {
		t.Errorf("%d listed, %+v, %v", len(problems), stats, err)
	}
	if !strings.Contains(problems[0].Message.EN, "missing: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …") {
		t.Errorf("%s", problems[0].Message.EN)
	}
}

// The oldest message is given up, by number or by bytes, and no sooner.
func TestOldestIsGivenUp(t *testing.T) {
	first, second := partOf(qn, "2", "1", "DataTime=20250301140000;w20115-Avg=1"), partOf(qn, "2", "2", "w20120-Avg=2")
	others := func(n int) string {
		var sb strings.Builder
		for i := range n {
			sb.WriteString(partOf(fmt.Sprintf("%017d", i+1), "2", "1", "x=1"))
		}
		return sb.String()
	}
	long := func(n int) string { // with 256 for each, 1020 of 8,000 bytes are above 8 MB, 1000 are below
		var sb strings.Builder
		for i := range n {
			sb.WriteString(partOf(fmt.Sprintf("%017d", 1), "9999", fmt.Sprint(i+1), "x="+strings.Repeat("y", 7998)))
		}
		return sb.String()
	}
	for name, c := range map[string]struct {
		between string
		joined  int
	}{
		"255 others": {others(255), 1}, "256 others": {others(256), 0}, "8.26 million bytes": {long(1000), 1},
		"8.42 million bytes": {long(1020), 0},
	} {
		if _, _, stats := read(t, first+c.between+second); stats.Joined != c.joined {
			t.Errorf("%s: %+v", name, stats)
		}
	}
}

// What is missing is known at the end, and stands where its first part is.
func TestProblemsInOrder(t *testing.T) {
	_, problems, _ := read(t, threeParts[0]+"\n"+annexA[:60]+"\n"+annexA)
	if len(problems) != 2 || problems[0].Code != CodeParts || problems[0].Place.Line != 1 || problems[1].Place.Line !=
		2 {
		t.Errorf("%+v", problems)
	}
}
