package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// figureJSON is a figure of tidai/submitted/1.
type figureJSON struct {
	Target        string `json:"target"`
	Value         string `json:"value"`
	Unit          string `json:"unit"`
	Table         string `json:"table"`
	Accepted      string `json:"accepted"`
	AcceptedUntil string `json:"accepted_until"`
}

// submittedJSON is tidai/submitted/1, read strictly.
type submittedJSON struct {
	Schema  string       `json:"schema"`
	Figures []figureJSON `json:"figures"`
}

// targetsJSON is what a review needs of tidai/targets/2, which the tool itself
// writes and which has more.
type targetsJSON struct {
	Schema  string `json:"schema"`
	Targets []struct {
		Name   string `json:"name"`
		Amount *struct {
			Shown string `json:"shown"`
			Unit  string `json:"unit"`
		} `json:"amount"`
	} `json:"targets"`
}

// readJSON reads figures from JSON. Unknown and doubled keys are errors with their
// line: a misspelt key would be a file of no figures.
func readJSON(data []byte, name string) Table {
	t := &tableReader{name: name}
	var of struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &of); err != nil {
		t.fault(errorLine(data, err), calc.Textf("不是可读的 JSON：%s", "no JSON that can be read: %s", err.Error()))
		return Table{Findings: t.findings, Refused: true}
	}
	if key, line := doubledKey(data); key != "" {
		t.fault(line, calc.Textf("键 %q 出现两次", "the key %q is there twice", key))
		return Table{Findings: t.findings, Refused: true}
	}
	switch of.Schema {
	case "tidai/submitted/1":
		t.submittedJSON(data)
	case "tidai/targets/1", "tidai/targets/2":
		t.targetsJSON(data)
	default:
		t.fault(1, calc.Textf("schema %q 不是 tidai/submitted/1 或 tidai/targets/2",
			"schema %q is neither tidai/submitted/1 nor tidai/targets/2", of.Schema))
	}
	return Table{Figures: t.figures, Findings: t.findings, Refused: len(t.findings) > 0 && len(t.figures) == 0}
}

func (t *tableReader) submittedJSON(data []byte) {
	var doc submittedJSON
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		key, unknown := strings.CutPrefix(err.Error(), "json: unknown field ")
		line := errorLine(data, err)
		if unknown {
			line = 1 + bytes.Count(data[:max(0, bytes.Index(data, []byte(key)))], []byte("\n"))
		}
		t.fault(line,
			calc.Textf("不认识的内容：%s；只有 schema、figures，其中 target、value、unit、table、"+
				"accepted、accepted_until",
				"not understood: %s; there are schema, figures, and in them target, value, unit, table, "+
					"accepted, accepted_until",
				strings.TrimPrefix(err.Error(), "json: ")))
		return
	}
	for i, f := range doc.Figures {
		s := Submitted{Target: f.Target, Written: f.Value, Unit: f.Unit, Table: f.Table,
			At:      calc.Position{File: t.name},
			Claimed: Acceptance{Reason: f.Accepted}}
		if f.AcceptedUntil != "" {
			day, err := calc.ParseDate(f.AcceptedUntil)
			if err != nil {
				t.fault(0, calc.ErrorText(err))
			}
			s.Claimed.Until = day
		}
		if f.Table != "" && !dossier.FigureTables.Has(f.Table) {
			t.fault(0, unknownTable(f.Table))
		}
		if f.Target == "" || f.Value == "" || f.Unit == "" {
			t.fault(0, calc.Textf("figures[%d] 缺少 target、value 或 unit", "figures[%d] lacks target, value or unit",
				i))
			continue
		}
		t.figures = append(t.figures, s)
	}
	if len(doc.Figures) == 0 {
		t.fault(1, calc.Text{ZH: "figures 中没有数字", EN: "there is no figure in figures"})
	}
}

func (t *tableReader) targetsJSON(data []byte) {
	var doc targetsJSON
	if err := json.Unmarshal(data, &doc); err != nil {
		t.fault(errorLine(data, err), calc.Textf("不是可读的 JSON：%s", "no JSON that can be read: %s", err.Error()))
		return
	}
	for _, x := range doc.Targets {
		if x.Amount != nil {
			t.figures = append(t.figures, Submitted{Target: x.Name, Written: x.Amount.Shown, Unit: x.Amount.Unit,
				At: calc.Position{File: t.name}})
		}
	}
}

// errorLine is the line of an error that knows its offset; else the first.
func errorLine(data []byte, err error) int {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	offset := int64(0)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &wrong):
		offset = wrong.Offset
	}
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}

// doubledKey finds a key that one object has twice; "" where none does.
func doubledKey(data []byte) (key string, line int) {
	d := json.NewDecoder(bytes.NewReader(data))
	type open struct {
		keys   []string
		object bool
		value  bool // a value comes next
	}
	var stack []open
	for {
		token, err := d.Token()
		if err != nil || errors.Is(err, io.EOF) {
			return "", 0
		}
		top := len(stack) - 1
		if word, ok := token.(string); ok && top >= 0 && stack[top].object && !stack[top].value {
			if slices.Contains(stack[top].keys, word) {
				return word, 1 + bytes.Count(data[:d.InputOffset()], []byte("\n"))
			}
			stack[top].keys = append(stack[top].keys, word)
			stack[top].value = true
			continue
		}
		if top >= 0 {
			stack[top].value = false
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			stack = append(stack, open{object: token == json.Delim('{')})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:max(0, top)]
		}
	}
}
