package ical

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"tidai/calc"
)

var day = calc.MustDate("2026-07-31")

func TestEncode(t *testing.T) {
	c := Calendar{Product: "-//tidai//plan//ZH", Name: "示例", Stamp: calc.MustDate("2026-03-31"), Entries: []Entry{
		{UID: "a@tidai", Day: day, Summary: "申请变更", Description: "一；二\n三, \\四", Category: "permit-change",
			Remind: true},
		{UID: "b@tidai", Summary: "记录", Category: "city-record", Done: true},
	}}
	data, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := parse(string(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	event, task := got.children[0], got.children[1]
	if event.props["DTSTART"][0].value != "20260731" || event.props["DTSTAMP"][0].value != "20260331T000000Z" {
		t.Errorf("%v", event.props)
	}
	if s, ok := unescape(event.props["DESCRIPTION"][0].value); !ok || s != "一；二\n三, \\四" {
		t.Errorf("description %q", s)
	}
	if len(event.children) != 1 || event.children[0].props["TRIGGER"][0].value != "-P13DT15H" {
		t.Errorf("the reminder is %v", event.children)
	}
	if task.name != "VTODO" || task.props["STATUS"][0].value != "COMPLETED" || len(task.props["DTSTART"]) != 0 {
		t.Errorf("%s %v", task.name, task.props)
	}
}

// 3.6: an iCalendar object has one component at least.
func TestNothingToWrite(t *testing.T) {
	if _, err := (Calendar{Product: "x"}).Encode(); err == nil {
		t.Error("a calendar without entries was written")
	}
}

// The fold of a known line, counted by hand: "SUMMARY:" has 8 octets, 22
// characters of 3 octets make 74, and the next does not fit into 75.
func TestFold(t *testing.T) {
	w := &writer{}
	w.text("SUMMARY", strings.Repeat("铅", 23))
	if want := "SUMMARY:" + strings.Repeat("铅", 22) + "\r\n 铅\r\n"; w.String() != want {
		t.Errorf("%q", w.String())
	}
}

// Whatever the texts, the strict reader reads them back, but for control
// characters.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		summary := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n;,\\:\"铅 \t")))).Draw(t,
			"summary")
		c := Calendar{Product: "p", Name: summary, Stamp: day, Entries: []Entry{{UID: "u", Day: day, Summary: summary,
			Description: summary, Remind: true}}}
		data, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := parse(string(data))
		if err != nil {
			t.Fatalf("%v\n%q", err, data)
		}
		want := strings.Map(func(r rune) rune {
			if r != '\n' && unicode.IsControl(r) {
				return ' '
			}
			return r
		}, strings.ReplaceAll(strings.ReplaceAll(summary, "\r\n", "\n"), "\r", "\n"))
		if s, ok := unescape(got.children[0].props["SUMMARY"][0].value); !ok || s != want {
			t.Fatalf("got %q, want %q", s, want)
		}
	})
}
