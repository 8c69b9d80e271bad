// Command mutate asks whether the tests would notice a wrong figure. It changes
// one figure of factors/ by one unit in its last place, runs the tests that
// rest on figures, and says which of them failed; then it takes the next one.
//
//	go run ./testdata/mutate -n 100 -seed 1
//
// The changed file reaches the compiler as an overlay, so that the files
// themselves are never touched. The sample depends on nothing but the seed.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"
)

func main() {
	var o options
	flag.IntVar(&o.n, "n", 100, "how many figures to change")
	flag.Uint64Var(&o.seed, "seed", 1, "which sample to take")
	flag.StringVar(&o.files, "files", "", "only files whose path contains this")
	flag.DurationVar(&o.limit, "time", time.Hour, "stop after this long and report what was done")
	flag.BoolVar(&o.verbose, "v", false, "print every figure, not only those that were missed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	survivors, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
	if survivors > 0 {
		os.Exit(3)
	}
}

type options struct {
	n       int
	seed    uint64
	files   string
	limit   time.Duration
	verbose bool
}

// run changes a sample of figures and returns how many no test noticed.
func run(ctx context.Context, o options) (survivors int, err error) {
	root, err := moduleRoot(ctx)
	if err != nil {
		return 0, err
	}
	all, err := figures(root, o.files)
	if err != nil {
		return 0, err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(temp)
	ctx, cancel := context.WithTimeout(ctx, o.limit)
	defer cancel()
	t := tester{root: root, temp: temp}
	failed, err := t.tests(ctx, "")
	if err != nil {
		return 0, err
	}
	if len(failed) > 0 {
		return 0, fmt.Errorf("these fail before anything is changed: %v", failed)
	}
	var r report
	for _, m := range sample(all, o.n, o.seed) {
		failed, err := t.mutant(ctx, m)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return 0, err
		}
		r.add(m, failed, o.verbose)
	}
	r.print(len(all))
	return r.survived, nil
}

// sample is n mutants in an order that only the seed decides, each figure at
// most once, half of them up and half of them down.
func sample(all []figure, n int, seed uint64) []mutant {
	random := rand.New(rand.NewPCG(seed, 0))
	var out []mutant
	for _, i := range random.Perm(len(all))[:min(n, len(all))] {
		m := mutant{figure: all[i]}
		m.to = step(m.from, random.IntN(2) == 0)
		out = append(out, m)
	}
	return out
}
