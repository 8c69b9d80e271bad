package intake

import (
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

func isFrames(file File) bool { return false }

func readFrames(file File, set dossier.MonitoringFiles, record *monitoring.FileRecord, f *faults, take func(monitoring.Reading) error) error {
	return nil
}
