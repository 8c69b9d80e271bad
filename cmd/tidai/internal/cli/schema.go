package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/view"
)

func newSchema(e *env, o *options) *cobra.Command {
	return &cobra.Command{
		Use: "schema [NAME]",
		Short: e.t("--format json 各结果的 JSON Schema；不给 NAME 时列出名称",
			"the JSON Schema of a result of --format json; without NAME, their names"),
		Example: strings.Join([]string{
			"  tidai schema",
			"  tidai schema plan -o plan.schema.json"}, "\n"),
		Args: arguments(argument{name: "NAME", optional: true}),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.mayWrite(nil); err != nil {
				return err
			}
			if len(args) == 0 {
				return e.write(o, view.SchemaList(e.lang))
			}
			for _, s := range view.Schemas() {
				if s.Name == args[0] {
					o.format.value = string(page.JSON)
					return e.write(o, page.Page{Data: s.Schema})
				}
			}
			var names []string
			for _, s := range view.Schemas() {
				names = append(names, s.Name)
			}
			return usage("没有结果 %q；可用：%s", "there is no result %q; one of %s", args[0],
				strings.Join(names, ", "))
		},
	}
}
