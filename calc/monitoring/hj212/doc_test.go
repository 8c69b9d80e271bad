package hj212

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The frames of the documentation are sound, and are what it says they are.
func TestDocumentedFrames(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/monitoring.md")
	if err != nil {
		t.Fatal(err)
	}
	frames := regexp.MustCompile(`(?m)^    (##.*)$`).FindAllStringSubmatch(string(doc), -1)
	var log strings.Builder
	for _, f := range frames {
		log.WriteString(f[1] + "\n")
	}
	key, _ := ParseKey([]byte(standardKey))
	problems, stats, err := Options{Key: key}.Read(strings.NewReader(log.String()), func(Message) error { return nil })
	// one of 2005, one of 2017, one of two parts, one of 2025, one encrypted, one of electricity
	if err != nil || len(problems) != 0 || stats.Frames != 7 || stats.Messages != 5 || stats.Joined != 1 ||
		stats.ByVersion != (VersionCount{1, 2, 2, 0}) || len(stats.Systems) != 1 {
		t.Errorf("%+v\n%+v\n%v", problems, stats, err)
	}
}
