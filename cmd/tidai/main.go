// Command tidai computes heavy-metal emission quotas and substitution plans.
package main

import (
	"os"

	"tidai/cmd/tidai/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
