// Package monitoring turns monitoring data into the amount really emitted.
package monitoring
