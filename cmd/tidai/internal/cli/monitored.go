package cli

import (
	"os"
	"path/filepath"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/reduction"
)

// monitoringOf is what an assessment of the dossier's monitoring data needs;
// its files are read from the dossier's folder and from nowhere else.
func (l loaded) monitoringOf() monitoring.Input {
	return monitoring.Input{Facts: monitoring.FactsOf(l.dossier), Book: l.book, On: l.on,
		Read: readerOf(l.dossier, l.waiting)}
}

// monitored is the actual emission the dossier's monitoring data give; nil
// without data.
func (l loaded) monitored() *reduction.Monitored {
	if l.readings == nil {
		return reduction.Monitor(l.monitoringOf())
	}
	return l.readings.of(l)
}

// readings keeps what the monitoring data of one version of a dossier gave, for
// the next version: most changes do not touch what they depend on.
type readings struct {
	from *dossier.Dossier
	on   calc.Date
	gave *reduction.Monitored
}

func (r *readings) of(l loaded) *reduction.Monitored {
	if r.from == nil || r.on != l.on || !monitoring.FactsOf(r.from).Same(monitoring.FactsOf(l.dossier)) {
		r.from, r.on, r.gave = l.dossier, l.on, reduction.Monitor(l.monitoringOf())
	}
	return r.gave
}

// monitoredOf is monitored for the dossiers of a region, each read once.
func (l loaded) monitoredOf() func(*dossier.Dossier) *reduction.Monitored {
	read := map[*dossier.Dossier]*reduction.Monitored{}
	return func(d *dossier.Dossier) *reduction.Monitored {
		m, ok := read[d]
		if !ok {
			l.dossier = d
			m = l.monitored()
			read[d] = m
		}
		return m
	}
}

func readerOf(d *dossier.Dossier, waiting *progress) monitoring.Reader {
	return intake.New(func(name string) (intake.File, error) {
		root, err := os.OpenRoot(d.Dir) // a link cannot lead out of it
		if err != nil {
			return nil, err
		}
		defer root.Close()
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err == nil && !info.Mode().IsRegular() {
			err = calc.Explain("不是文件", "not a file")
		}
		if err != nil {
			f.Close()
			return nil, err
		}
		return waiting.watch(name, monitoredFile{f, info.Size()}), nil
	})
}
