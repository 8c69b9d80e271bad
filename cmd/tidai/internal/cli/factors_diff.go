package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/cmd/tidai/internal/view"
	"tidai/factors"
)

// builtinName names the factors of the program where a folder could stand.
const builtinName = "builtin"

type factorsDiffOptions struct {
	*options
	before, after string
	dirs          []string
}

func newFactorsDiff(e *env, o *options) *cobra.Command {
	opts := factorsDiffOptions{options: o}
	return &cobra.Command{
		Use: "diff A B [DOSSIER…]",
		Short: e.t("两套数值（文件夹，或 builtin 表示内置）的差异，以及哪些申请材料因此变化、变化多少",
			"what two sets of factors (folders, or builtin) do not have in common, and which dossiers that "+
				"moves, by how much"),
		Long: e.t("A、B 各为一个数值文件夹（与 --factors 相同：补充或替换内置数值），或 builtin（仅内置数值）。\n"+
			"列出新增、删去、修改的条目及其每一个键；给出申请材料（或其上级文件夹）时，分别按两套数值完整编制"+
			"方案，再作比较。",
			"A and B are folders of factor files, as for --factors (they add to or replace the built-in ones), or\n"+
				"builtin for the built-in ones alone. Lists every entry that is added, removed or changed, key "+
				"by key.\nDossiers, or folders of them, are planned as a whole under both, and compared."),
		Example: strings.Join([]string{
			"  tidai factors diff builtin FOLDER",
			"  tidai factors diff FOLDER-2025 FOLDER-2026 DOSSIERS --format md"}, "\n"),
		Args: arguments(argument{name: "A"}, argument{name: "B"},
			argument{name: "DOSSIER", optional: true, many: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.before, opts.after, opts.dirs = args[0], args[1], args[2:]
			return runFactorsDiff(e, opts)
		},
	}
}

// law is one set of factors that is compared.
type law struct {
	book     *factors.Book
	findings []calc.Finding
}

func (l law) open() (*factors.Book, []calc.Finding, error) { return l.book, l.findings, nil }

func runFactorsDiff(e *env, o factorsDiffOptions) error {
	if o.factors != "" {
		return usage("factors diff 不用 --factors：两套数值写作 A 和 B",
			"factors diff does not take --factors: A and B are the two sets of factors")
	}
	laws, err := o.laws(e)
	if err != nil {
		return err
	}
	dirs, err := batchOptions{options: o.options, dirs: o.dirs}.find()
	if err != nil {
		return err
	}
	d := view.LawDiff{Before: o.before, After: o.after, Changes: factors.Diff(laws[0].book, laws[1].book)}
	failed := false
	for _, dir := range dirs {
		x := o.one(dir, laws)
		failed = failed || !x.Computed
		d.Dossiers = append(d.Dossiers, x)
	}
	if err := e.write(o.options, view.FactorsDiff(d, e.lang)); err != nil {
		return err
	}
	if failed {
		return standing(calc.Text{ZH: "有申请材料无法计算", EN: "a dossier could not be computed"})
	}
	return nil
}

// laws opens both sets of factors; what is wrong with either is said at once.
func (o factorsDiffOptions) laws(e *env) ([2]law, error) {
	var out [2]law
	var bad []calc.Finding
	for i, name := range []string{o.before, o.after} {
		own := *o.options
		if name != builtinName {
			own.factors = name
		}
		if err := own.mayWrite(inputs(nil, own.factors)); err != nil {
			return out, err
		}
		book, findings, err := openBook(&own)
		if err != nil {
			return out, err
		}
		out[i] = law{book, findings}
		if calc.HasErrors(findings) {
			bad = append(bad, errorsOf(findings)...)
		} else {
			e.findings(pick(findings, func(f calc.Finding) bool { return f.Severity == calc.Warning }))
		}
	}
	if len(bad) > 0 {
		return out, unreadable(calc.SortFindings(bad))
	}
	return out, nil
}

// one plans a dossier under both. What keeps it from being computed under one
// of them is its result.
func (o factorsDiffOptions) one(dir string, laws [2]law) view.LawMoves {
	x := view.LawMoves{Dir: dir}
	var versions []application.Version
	for i, l := range laws {
		c, err := openUnder(o.options, dir, dossier.Variant{}, l.open)
		if err == nil {
			err = usable(c)
		}
		if err != nil {
			why := notComputed(view.BatchItem{}, err)
			x.Why = calc.Textf("按 %s：%s", "under %s: %s", []string{o.before, o.after}[i], why.Why)
			x.Findings = why.Findings
			return x
		}
		versions = append(versions, application.Version{Case: c, Folder: dir})
	}
	x.Computed, x.Compared = true, application.Compare(versions)
	x.Moved = application.Diff(versions[0].Case, versions[1].Case)
	return x
}
