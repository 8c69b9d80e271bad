package cli

import (
	"errors"

	"tidai/calc"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

// runFactorsTasks lists what nobody read in print as tasks. With dossiers only
// what their results rest on, and what keeps them from being computed.
func runFactorsTasks(e *env, x gapsOptions) error {
	book, err := cleanBook(e, x.options)
	if err != nil {
		return err
	}
	all := values(book)
	if err := x.check(book, all); err != nil {
		return err
	}
	dirs, err := batchOptions{options: x.options, dirs: x.dirs}.find()
	if err != nil {
		return err
	}
	rests, failed, err := x.rests(dirs)
	if err != nil {
		return err
	}
	if len(failed) > 0 && len(rests) == 0 {
		return unreadable(failed)
	}
	list := view.TaskList{Dossiers: dirs}
	for _, t := range x.open(book, all) {
		t.Rests = rests[t.ID]
		if len(dirs) > 0 && len(t.Rests) == 0 {
			list.LeftOut++
			continue
		}
		t.Rules = book.RulesOn(t.Value())
		list.Tasks = append(list.Tasks, t)
	}
	if err := e.write(x.options, view.Tasks(list, e.lang)); err != nil {
		return err
	}
	if len(failed) > 0 {
		e.findings(failed)
		return standing(calc.Text{ZH: "有申请材料无法计算", EN: "a dossier could not be computed"})
	}
	return nil
}

// open lists the texts that are to be confirmed.
func (x gapsOptions) open(book *factors.Book, all []factors.Value) []view.Task {
	var out []view.Task
	for _, v := range x.among(book, all, x.on.Date) {
		if unread(v) {
			out = append(out, view.TaskOf(v, ""))
		}
	}
	for _, g := range x.gaps(book.Gaps()) {
		out = append(out, view.TaskOf(g.Value(), g.Looked))
	}
	return out
}

// rests lists what rests on each figure, by its id, and why a dossier could not
// be computed.
func (x gapsOptions) rests(dirs []string) (map[string][]view.Resting, []calc.Finding, error) {
	out := map[string][]view.Resting{}
	var failed []calc.Finding
	for _, dir := range dirs {
		c, err := openUsable(x.options, dir)
		if err != nil {
			var f *failure
			if !errors.As(err, &f) || len(f.findings) == 0 {
				return nil, nil, err
			}
			failed = append(failed, errorsOf(f.findings)...)
			continue
		}
		for id, targets := range c.RestingOn() {
			out[id] = append(out[id], view.Resting{Dir: dir, Targets: targets})
		}
	}
	return out, failed, nil
}
