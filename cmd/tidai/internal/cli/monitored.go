package cli

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/reduction"
)

// monitoringOf is what an assessment of the dossier's monitoring data needs;
// its files are read from the dossier's folder and from nowhere else.
func (l loaded) monitoringOf() monitoring.Input {
	read := readerOf(l.dossier, l.waiting)
	if l.readings != nil {
		read = l.readings.remember(l.dossier.Dir, read)
	}
	return monitoring.Input{Dossier: l.dossier, Book: l.book, Policy: l.policy, On: l.on, Read: read}
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
	kept []keptSet
}

// keptSet is what reading one set of files gave.
type keptSet struct {
	dir      string
	set      dossier.MonitoringFiles
	readings []monitoring.Reading
	records  []monitoring.FileRecord
	findings []calc.Finding
}

// mostKept bounds the readings that are kept of one set: a few years of hours.
// Files with more are read again.
const mostKept = 40_000

// remember reads each set of files once where it is small, and hands on the
// same readings when it is asked for again.
func (r *readings) remember(dir string, read monitoring.Reader) monitoring.Reader {
	return func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord, []calc.Finding, error) {
		for _, k := range r.kept {
			if k.dir == dir && reflect.DeepEqual(k.set, set) {
				return k.again(take)
			}
		}
		k, whole := keptSet{dir: dir, set: set}, true
		records, findings, err := read(set, func(x monitoring.Reading) error {
			if whole = whole && len(k.readings) < mostKept; whole {
				k.readings = append(k.readings, x)
			}
			err := take(x)
			whole = whole && err == nil
			return err
		})
		if whole && err == nil {
			k.records, k.findings = copyOf(records), slices.Clone(findings)
			r.kept = append(r.kept, k)
		}
		return records, findings, err
	}
}

func (k keptSet) again(take func(monitoring.Reading) error) ([]monitoring.FileRecord, []calc.Finding, error) {
	for _, x := range k.readings {
		if err := take(x); err != nil {
			return copyOf(k.records), slices.Clone(k.findings), err
		}
	}
	return copyOf(k.records), slices.Clone(k.findings), nil
}

// copyOf copies records with the counts that whoever gets them adds to.
func copyOf(records []monitoring.FileRecord) []monitoring.FileRecord {
	out := slices.Clone(records)
	for i := range out {
		out[i].Tally.Reasons = maps.Clone(out[i].Tally.Reasons)
	}
	return out
}

func (r *readings) of(l loaded) *reduction.Monitored {
	if r.from == nil || r.on != l.on || !sameReadings(r.from, l.dossier) {
		r.from, r.on, r.gave = l.dossier, l.on, reduction.Monitor(l.monitoringOf())
	}
	return r.gave
}

// sameReadings compares all that calc/monitoring looks at. It says no rather
// too often than too seldom.
func sameReadings(a, b *dossier.Dossier) bool {
	of := func(d *dossier.Dossier) []any {
		return []any{d.Dir, d.At, d.Date, d.Policy, d.Dischargers, d.Lines, d.Outlets, d.Permits, d.Monitoring, d.Bases}
	}
	return reflect.DeepEqual(of(a), of(b))
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
