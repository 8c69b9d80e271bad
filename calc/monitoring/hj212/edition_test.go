package hj212

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm4"

	"tidai/calc"
)

// The key of the example of GB/T 32907-2016, appendix A.1, which is its plain
// text as well.
const standardKey = "0123456789ABCDEFFEDCBA9876543210"

func TestKeyIsOfSM4(t *testing.T) {
	k, ok := ParseKey([]byte("\ufeff" + standardKey + "\r\n"))
	if !ok {
		t.Fatal("no key")
	}
	block, err := hex.DecodeString("681EDF34D206965E86B3E94F536E4246") // the ciphertext there
	if err != nil {
		t.Fatal(err)
	}
	k.block.Decrypt(block, block)
	if got := fmt.Sprintf("%X", block); got != standardKey {
		t.Errorf("the standard's ciphertext opens as %s", got)
	}
}

// seal encrypts as a station might: padded by PKCS #7 or by zeros.
func seal(t *testing.T, key, clear string, pkcs bool) []byte {
	t.Helper()
	raw, err := hex.DecodeString(key)
	if err != nil {
		t.Fatal(err)
	}
	block, err := sm4.NewCipher(raw)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte(clear)
	if n := 16 - len(data)%16; pkcs {
		data = append(data, strings.Repeat(string(rune(n)), n)...)
	} else if n < 16 {
		data = append(data, make([]byte, n)...)
	}
	for i := 0; i < len(data); i += 16 {
		block.Encrypt(data[i:], data[i:])
	}
	return data
}

const edition2 = "QN=20260301150000001;ST=32;CN=2061;PW=123456789;MN=010000A8900016F000169DC0;Flag=9;CP=&&"

func TestEncrypted(t *testing.T) {
	clear := "DataTime=20260301140000;w20120-Avg=150,w20120-Flag=N"
	whole, values := seal(t, standardKey, clear, true), seal(t, standardKey, clear[24:], false)
	other := "00112233445566778899AABBCCDDEEFF"
	for name, c := range map[string]struct{ cp, key, code string }{
		"no key":                 {hex.EncodeToString(whole), "", CodeEncrypted},
		"no key, base64":         {base64.StdEncoding.EncodeToString(whole), "", CodeEncrypted},
		"no key, DataTime clear": {clear[:24] + hex.EncodeToString(values), "", CodeEncrypted},
		"the key":                {hex.EncodeToString(whole), standardKey, ""},
		"capitals":               {strings.ToUpper(hex.EncodeToString(whole)), standardKey, ""},
		"base64":                 {base64.StdEncoding.EncodeToString(whole), standardKey, ""},
		"base64 unfilled":        {base64.RawStdEncoding.EncodeToString(whole), standardKey, ""},
		"DataTime clear":         {clear[:24] + hex.EncodeToString(values), standardKey, ""},
		"both times":             {clear[:24] + hex.EncodeToString(whole), standardKey, ""},
		"another key":            {hex.EncodeToString(whole), other, CodeKey},
		"half a block":           {hex.EncodeToString(whole)[:40], standardKey, CodeKey},
		"plain with a key":       {clear, other, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{}
			if c.key != "" {
				o.Key, _ = ParseKey([]byte(c.key))
			}
			var got []string
			problems, stats, err := o.Read(strings.NewReader(frame(edition2+c.cp+"&&")), func(m Message) error {
				got = append(got, fmt.Sprint(m.DataTime, m.CP))
				return nil
			})
			if err != nil || stats.Broken > 0 || (c.code == "") != (len(problems) == 0) {
				t.Fatalf("%+v %+v %v", problems, stats, err)
			}
			if c.code != "" {
				p := problems[0]
				if p.Code != c.code || !p.Lost || p.Severity != calc.Error || !strings.Contains(p.Message.ZH, "加密") ||
					!strings.Contains(p.Message.EN, "encrypted") || stats.Encrypted != 1 || len(got) != 0 {
					t.Errorf("%+v %+v", p, stats)
				}
				return
			}
			if want := "20260301140000[{w20120 Avg 150} {w20120 Flag N}]"; len(got) != 1 || got[0] != want {
				t.Errorf("%v, want %s", got, want)
			}
		})
	}
}

// What only looks a little like ciphertext is what it was: data, or broken.
func TestNotEncrypted(t *testing.T) {
	for cp, code := range map[string]string{
		"DataTime=20260301140000;w20120-Avg=150":                 "",
		"DataTime=20260301140000;ABCDEF0123456789":               CodeSegment, // too short for a block
		"DataTime=20260301140000;" + strings.Repeat("8F2A-", 20): CodeSegment,
	} {
		_, problems, stats := read(t, frame(edition2+cp+"&&"))
		if got := len(problems) == 1 && problems[0].Code == code; got == (code == "") || stats.Encrypted > 0 {
			t.Errorf("%s: %+v", cp, problems)
		}
	}
	// Requests and logs of devices are not read: whether they are encrypted is nobody's concern.
	text := frame(strings.Replace(edition2, "CN=2061", "CN=3020", 1) + strings.Repeat("8F", 32) + "&&")
	if messages, problems, stats := read(t, text); len(messages) != 1 || len(problems) > 0 || stats.ByKind.Other != 1 {
		t.Errorf("%+v %+v", problems, stats)
	}
}

func TestParseKey(t *testing.T) {
	for _, text := range []string{standardKey, strings.ToLower(standardKey), "ASNFZ4mrze/+3LqYdlQyEA==",
		"sixteen bytes ok"} {
		if _, ok := ParseKey([]byte(text + "\n")); !ok {
			t.Errorf("%q is no key", text)
		}
	}
	for _, text := range []string{"", "0123", standardKey + "00", "sixteen bytes too many"} {
		if _, ok := ParseKey([]byte(text)); ok {
			t.Errorf("%q is a key", text)
		}
	}
}

// Flag 9 is edition 2 with an answer wanted: HJ 212-2025, no doubt about it.
func TestEdition2025(t *testing.T) {
	messages, problems, stats := read(t, frame(edition2+"DataTime=20260301140000;w20120-Avg=150&&"))
	if len(messages) != 1 || messages[0].Version() != HJ2025 || len(problems) != 0 ||
		stats.ByVersion != (VersionCount{0, 0, 1, 0}) {
		t.Errorf("%+v %+v", problems, stats)
	}
	// PNUM and PNO have five digits since 2025, four before.
	part := func(flag int) string {
		return frame(fmt.Sprintf("QN=%s;CN=2061;MN=M1;Flag=%d;PNUM=12345;PNO=10000;CP=&&x=1&&", qn, flag))
	}
	if _, problems, stats := read(t, part(11)); stats.Parts != 1 || problems[0].Code != CodeParts {
		t.Errorf("%+v %+v", problems, stats)
	}
	if _, problems, stats := read(t, part(6)); stats.Parts != 0 || problems[0].Code != CodeSegment {
		t.Errorf("%+v %+v", problems, stats)
	}
}

// Meters of electricity and sensors of working condition are no outlets.
func TestSystemsAreSkipped(t *testing.T) {
	of := func(st string) string {
		return frame("QN=1;ST=" + st + ";CN=2061;MN=M1;Flag=9;CP=&&DataTime=20260301140000;e0001-Avg=1&&")
	}
	messages, problems, stats := read(t, of("45")+"\n"+of("44")+of("45")+hour("w20115-Avg=1"))
	// 74 bytes of data segment, 10 around it, and the line end
	want := []System{{"44", Place{2, 1, 85}, 1}, {"45", Place{1, 1, 0}, 2}}
	if len(messages) != 1 || len(problems) != 0 || !slices.Equal(stats.Systems, want) || stats.Frames != 4 {
		t.Errorf("%+v %+v", problems, stats)
	}
}
