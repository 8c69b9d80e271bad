package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// plant is an invented lead smelter: outlets of waste water with one file each,
// in which a row has a time, the flow and five metals.
type plant struct {
	outlets, days, minutes int
}

// write makes the dossier and its files in a folder.
func (p plant) write(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		return err
	}
	if err := inFile(filepath.Join(dir, "dossier.toml"), p.dossier); err != nil {
		return err
	}
	for i := range p.outlets {
		name := filepath.Join(dir, "data", outletName(i)+".csv")
		if err := inFile(name, func(w io.Writer) error { return p.csv(w, i) }); err != nil {
			return err
		}
	}
	return nil
}

func outletName(i int) string { return fmt.Sprintf("DW%03d", i+1) }

const head = `schema = "tidai/dossier/1"
policy = "jilin-2022-12"
date   = 2026-03-31

[project]
name          = "示例大表铅业有限公司电铅扩建项目"
kind          = "expanded"
discharger    = "A"
lines         = ["A-L1"]
commissioning = 2028-05-01
city          = "220600"
county        = "220602"

[[discharger]]
id          = "A"
name        = "示例大表铅业有限公司"
credit_code = "91220602MA00T20707"
city        = "220600"
county      = "220602"
management  = "key"

[[line]]
id            = "A-L1"
discharger    = "A"
name          = "电铅生产线"
gbt4754       = "3212"
industry      = "nonferrous-smelting"
specification = "HJ 863.1-2017"
recycled      = false
[[line.product]]
id         = "metal"
name       = "电铅"
process    = "lead"
capacity   = "30000 t 产品/a"
pollutants = ["Pb", "Hg", "Cd", "As"]
`

func (p plant) dossier(w io.Writer) error {
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	interval := map[int]string{1: "minute", 60: "hour"}[p.minutes]
	for i := range p.outlets {
		id := outletName(i)
		_, err := fmt.Fprintf(w, `
[[outlet]]
id          = "%[1]s"
code        = "%[1]s"
discharger  = "A"
medium      = "water"
position    = "workshop"
grade       = "main"
receives    = ["A-L1"]
limit_class = "new"

[[monitoring]]
id        = "M-%[1]s"
kind      = "automatic"
files     = ["data/%[1]s.csv"]
outlet    = "%[1]s"
hour_mark = "beginning"
interval  = "%[2]s"

[[actual_basis]]
id                 = "B-%[1]s"
outlet             = "%[1]s"
from               = 2025-01-01
to                 = 2025-12-31
automatic_required = true
required_by        = "排污许可证"
flow_from          = "meter"
`, id, interval)
		if err != nil {
			return err
		}
	}
	return nil
}

// csv writes the rows of an outlet: concentrations and flow scatter from row to
// row; one row in two hundred has no concentrations, one in a thousand a fault.
func (p plant) csv(w io.Writer, outlet int) error {
	heads := []string{"监测时间", "流量(m3/h)"}
	for _, m := range metals {
		heads = append(heads, m+"(mg/L)", m+"标记")
	}
	if _, err := io.WriteString(w, strings.Join(heads, ",")+"\n"); err != nil {
		return err
	}
	d := &data{state: 20250101 + uint64(outlet)}
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	var line []byte
	for range p.days * 24 * 60 / p.minutes {
		line = at.AppendFormat(line[:0], "2006-01-02 15:04")
		line = append(line, ',')
		line = strconv.AppendUint(line, 10+d.draw(90), 10)
		line = append(line, '.')
		line = strconv.AppendUint(line, 10+d.draw(90), 10)
		absent, fault := d.draw(200) == 0, d.draw(1000) == 0
		for range metals {
			line = append(line, ',')
			if !absent {
				line = append(line, "0.0"...)
				line = strconv.AppendUint(line, 1000+d.draw(9000), 10)
			}
			if fault {
				line = append(line, ",D"...)
			} else {
				line = append(line, ",N"...)
			}
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
		at = at.Add(time.Duration(p.minutes) * time.Minute)
	}
	return nil
}
