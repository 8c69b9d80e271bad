// Command monitored writes the monitoring data of the example dossiers, the
// same bytes at every run: go run ./testdata/monitored. The dossiers' ORIGIN.md
// say what the files hold and add them up by other means.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	for name, data := range files() {
		if err := write(filepath.Join("testdata", "dossiers", filepath.FromSlash(name)), data); err != nil {
			fmt.Fprintln(os.Stderr, "monitored:", err)
			os.Exit(1)
		}
	}
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// files are the data files by their path below testdata/dossiers.
func files() map[string][]byte {
	return map[string][]byte{
		"plating/data/B-DW001-2025.csv":       hourly(),
		"lead-battery/data/H-DA001-2025.xlsx": workbook(stackReports),
		"lead-battery/data/H-DW001-2025.txt":  frames(),
		"leather/data/B-DW001-2025.csv":       gb18030(leatherReports),
		"smelting/data/B-DW001-2025.csv":      append([]byte("\ufeff"), smeltingReports...),
		"smelting/data/B-DW001-2025-zf.csv":   []byte(smeltingEnforcement),
	}
}

// draw is a linear congruential generator (Knuth's MMIX constants): the files
// must be the same everywhere and at every version of Go.
type draw uint64

func (d *draw) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d) >> 33 % uint64(n))
}

// between draws from low to high, both included.
func (d *draw) between(low, high int) int { return low + d.next(high-low+1) }

// hourly is a year of automatic monitoring of chromium: it stands still on
// Sundays, is calibrated on Mondays, and an instrument fails for two days.
func hourly() []byte {
	var b bytes.Buffer
	b.WriteString("监测时间,总铬(mg/L),流量(m3/h),标记\n")
	d := draw(20250101)
	for at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2025; at = at.Add(time.Hour) {
		conc, flow := d.between(460, 890), d.between(80, 120)
		flag := "N"
		switch {
		case at.Weekday() == time.Sunday:
			fmt.Fprintf(&b, "%s,,0,F\n", at.Format("2006-01-02 15:04"))
			continue
		case at.Weekday() == time.Monday && at.Hour() == 9:
			flag, conc = "C", 0
		case at.Month() == time.July && (at.Day() == 15 || at.Day() == 16):
			flag = "D"
		}
		fmt.Fprintf(&b, "%s,0.%03d,%d.%d,%s\n", at.Format("2006-01-02 15:04"), conc, flow/10, flow%10, flag)
	}
	return b.Bytes()
}

// frames are daily messages of HJ 212-2017: lead in ug/L, the day's volume in
// m3. The line stands still on Sundays and in the first week of October.
func frames() []byte {
	var b bytes.Buffer
	d := draw(20250102)
	for at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2025; at = at.AddDate(0, 0, 1) {
		lead, volume := d.between(120, 240), d.between(42, 58)
		cp := fmt.Sprintf("w20120-Avg=%d,w20120-Flag=N;w00000-Cou=%d.%d,w00000-Flag=N", lead, volume/10, volume%10)
		if at.Weekday() == time.Sunday || at.Month() == time.October && at.Day() <= 7 {
			cp = "w20120-Flag=F;w00000-Cou=0,w00000-Flag=F"
		}
		stamp := at.Format("20060102")
		data := fmt.Sprintf(
			"QN=%s001500000;ST=32;CN=2031;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&DataTime=%s000000;%s&&",
			stamp, stamp, cp)
		fmt.Fprintf(&b, "##%04d%s%04X\r\n", len(data), data, crc(data))
	}
	return b.Bytes()
}

// crc is annex A of HJ 212-2017.
func crc(data string) uint16 {
	reg := uint16(0xFFFF)
	for _, c := range []byte(data) {
		reg = reg>>8 ^ uint16(c)
		for range 8 {
			low := reg & 1
			if reg >>= 1; low == 1 {
				reg ^= 0xA001
			}
		}
	}
	return reg
}

func gb18030(s string) []byte {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err) // the text is in this program
	}
	return []byte(out)
}
