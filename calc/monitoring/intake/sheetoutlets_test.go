package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Sheets named after outlets are outlets, where the file names none in a column
// and none is stated; months are not.
func TestSheetsNamedAfterOutlets(t *testing.T) {
	for _, c := range []struct {
		sheets  []string
		outlet  string
		outlets string
	}{
		{[]string{"DW001", "DW002"}, "", "DW001 DW002"},
		{[]string{"总排口", "车间排放口"}, "", "总排口 车间排放口"},
		{[]string{"DA-01 窑尾", "DA-02 窑头"}, "", "DA-01 窑尾 DA-02 窑头"},
		{[]string{"1月", "2月"}, "", "f"},
		{[]string{"DW001", "说明2"}, "", "f"},
		{[]string{"DW001", "DW002"}, "DW009", "DW009"},
	} {
		data := workbook(t, func(f *excelize.File) {
			for i, name := range c.sheets {
				_, err := f.NewSheet(name)
				must(t, err)
				for j, row := range [][]string{{"时间", "总铅(mg/L)", "流量(m3/h)"}, {"2025-01-01 00:00", "0.5", "10"},
					{"2025-01-01 01:00", "0.6", "10"}} {
					for k, text := range row {
						cell, err := excelize.CoordinatesToCellName(k+1, j+1)
						must(t, err)
						must(t, f.SetCellStr(name, cell, text))
					}
				}
				if i == 0 {
					must(t, f.DeleteSheet("Sheet1"))
				}
			}
		})
		set := dossier.MonitoringFiles{Kind: dossier.AutomaticData, Outlet: c.outlet, HourMark: "beginning"}
		for _, inOrder := range []bool{true, false} {
			s := Look(func(string) (File, error) { return memory{bytes.NewReader([]byte(data))}, nil },
				"f.xlsx", set, true)
			k := &outletSink{}
			p := NewPool([]*Looked{s}, Options{InOrder: inOrder})
			if err := p.Pass(func(int) []Sink { return []Sink{k} }, nil); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(k.order, " "); got != c.outlets {
				t.Errorf("%v %s: outlets %s, want %s: %v", c.sheets, c.outlet, got, c.outlets, s.Findings())
			}
			said := strings.Contains(codes(s.Findings()), CodeSheetOutlet+":note")
			if want := strings.Contains(c.outlets, c.sheets[1]); said != want {
				t.Errorf("%v: said %v, want %v", c.sheets, said, want)
			}
		}
	}
}

// outletSink lists the outlets that it meets.
type outletSink struct{ order []string }

func (k *outletSink) Begin(int) {}

func (k *outletSink) Take(r monitoring.Reading) error {
	k.meet(r.Outlet)
	return nil
}

func (k *outletSink) Bin(of Series) Bin {
	k.meet(of.Outlet)
	return noBin{}
}

func (k *outletSink) meet(outlet string) {
	for _, known := range k.order {
		if known == outlet {
			return
		}
	}
	k.order = append(k.order, outlet)
}

type noBin struct{}

func (noBin) Take(monitoring.Minute, quantity.Decimal, quantity.Decimal, int) {}
