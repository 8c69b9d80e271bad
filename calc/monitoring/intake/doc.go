// Package intake reads monitoring files into readings.
//
// Rules: a unit, an order of day and month, an encoding and the end of an
// hour that a time names are never guessed; where the file leaves one open,
// it is not read, and a finding says what to state. Every value, which is a
// row and a pollutant, becomes a reading or is counted with the reason why
// not. Oxygen-converted, least and greatest values are never taken for
// measured ones. A number stays as written, to 18 digits; only a number cell
// of a spreadsheet is brought to the 15 digits that a spreadsheet keeps.
package intake
