package totals

import (
	"strings"

	"tidai/calc"
)

// allPlaces has the sentences of findings name every place that is known, not
// only the first.
func allPlaces(list []calc.Finding) []calc.Finding {
	for i, f := range list {
		if len(f.Places) < 2 {
			continue
		}
		places := strings.Join(f.Places, "; ")
		list[i].Message = calc.Textf("%s。各处：%s", "%s. All of them: %s", f.Message, places)
		if f.Count > int64(len(f.Places)) {
			list[i].Message = calc.Textf("%s。前 %d 处：%s", "%s. The first %d of them: %s", f.Message, len(f.Places),
				places)
		}
	}
	return list
}
