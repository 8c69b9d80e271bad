package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// Looked is a file that was looked at once: what every reader of it needs. One
// whose findings have an error is not read.
type Looked struct {
	Name   string
	Set    dossier.MonitoringFiles // with the file's own outlet, where it has one
	Named  bool                    // its outlet is the name of the file
	Layout *Layout                 // of a table; nil where there is none

	pages  []*page
	left   []monitoring.SheetRecord // sheets that are not read
	page   int                      // that is being read
	known  *sheet.Known
	open   func(string) (File, error)
	faults *faults
	frames *frameLog // a log of HJ 212
	absent bool      // could not be opened

	unmarked bool // nothing tells which end of an hour its times name; SettleMarks said so
}

// Look opens a file and finds out how it is to be read. Where named is set, a
// table that says nowhere which outlet it is of is called by the file's name.
func Look(open func(string) (File, error), name string, set dossier.MonitoringFiles, named bool) *Looked {
	s := &Looked{Name: name, Set: set, open: open, faults: &faults{file: name, set: set.ID}}
	file, err := open(name)
	if err != nil {
		s.absent = true
		s.faults.one(CodeFile, calc.Error, 0, calc.Textf("无法打开文件：%s", "the file cannot be opened: %s",
			calc.ErrorText(err)), calc.Text{ZH: "核对文件名", EN: "check the name"})
		return s
	}
	defer file.Close()
	if IsFrames(file) {
		s.frames = lookFrames(file, set, s.faults, frameOptions{open: open})
		return s
	}
	s.known = &sheet.Known{}
	defer s.known.Forget()
	if s.pages, s.left = detect(file, set, s.known, s.faults); len(s.pages) > 0 {
		s.Layout = s.pages[0].layout
	}
	if named && set.Outlet == "" && s.Layout != nil && s.Layout.OutletCol == 0 && s.pages[0].outlet == "" {
		s.faults.drop(CodeOutlet)
		s.Named = true
		base := strings.TrimSuffix(filepath.Base(name), ".gz")
		s.Set.Outlet = strings.TrimSuffix(base, filepath.Ext(base))
	}
	return s
}

// OK reports whether the file can be read.
func (s *Looked) OK() bool {
	return !s.absent && !s.unmarked && !s.faults.errors() && (s.frames != nil || s.Layout != nil)
}

// Findings are what was found out so far.
func (s *Looked) Findings() []calc.Finding { return s.faults.findings() }

// Read hands the readings of the file to take, in the order of its rows. The
// record has no SHA-256 where the file could not be read at all. The error is
// that of take.
func (s *Looked) Read(take func(monitoring.Reading) error) (monitoring.FileRecord, error) {
	return s.read(take, nil)
}

// read is Read; a sink, where there is one, is handed plain rows.
func (s *Looked) read(take func(monitoring.Reading) error, sink Sink) (monitoring.FileRecord, error) {
	record := monitoring.FileRecord{Set: s.Set.ID, Name: s.Name}
	if s.absent {
		return record, nil
	}
	file, err := s.open(s.Name)
	if err != nil {
		s.faults.fault(err)
		return record, nil
	}
	defer file.Close()
	hash := sha256.New()
	if record.Bytes, err = io.Copy(hash, io.NewSectionReader(file, 0, file.Size())); err != nil ||
		record.Bytes != file.Size() {
		s.faults.one(CodeFile, calc.Error, 0, calc.Textf("文件没有读完：%s", "the file cannot be read to its end: %s",
			calc.ErrorText(errors.Join(err, io.ErrUnexpectedEOF))), calc.Text{})
		return record, nil
	}
	record.SHA256 = hex.EncodeToString(hash.Sum(nil))
	if s.frames != nil {
		return record, s.frames.read(file, &record, s.faults, take)
	}
	return record, s.readTable(file, &record, take, sink)
}
