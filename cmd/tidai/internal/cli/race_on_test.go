//go:build race

package cli

// detectsRaces is whether the tests are built with -race.
const detectsRaces = true
