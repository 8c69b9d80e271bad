// Package region plans for many projects and many sources at once: which
// source gives how much to which project, by the order of the notice, with a
// certificate that no other division does better.
package region
