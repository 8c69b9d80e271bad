package cli

import "github.com/spf13/cobra"

func newCheck(e *env, o *options) *cobra.Command   { return &cobra.Command{Use: "check"} }
func newPermit(e *env, o *options) *cobra.Command  { return &cobra.Command{Use: "permit"} }
func newReduce(e *env, o *options) *cobra.Command  { return &cobra.Command{Use: "reduce"} }
func newExplain(e *env, o *options) *cobra.Command { return &cobra.Command{Use: "explain"} }
func newFactors(e *env, o *options) *cobra.Command { return &cobra.Command{Use: "factors"} }
