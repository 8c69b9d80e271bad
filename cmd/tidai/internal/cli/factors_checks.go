package cli

import (
	"github.com/spf13/cobra"

	"tidai/cmd/tidai/internal/view"
)

func newFactorsChecks(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use: "checks",
		Short: e.t("合理性检查：界限、理由、来源和测得的误报率",
			"the checks of plausibility: bounds, reasons, sources and how often they err"),
		Args: arguments(),
		RunE: func(*cobra.Command, []string) error {
			book, err := cleanBook(e, o)
			if err != nil {
				return err
			}
			return e.write(o, view.Checks(book.Checks(), e.lang))
		},
	}
}
