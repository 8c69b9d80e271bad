// Package certificate judges, without solving anything, whether the division
// of sources among projects is the best one: a certificate carries the
// problem, the plan and the proof, and Verify checks all three from their
// definitions.
//
// The proof is linear duality, good by good. A price of every project and of
// every source, such that no pair is cheaper than the prices of its two ends,
// bounds the cost of every plan from below (the prices are the dual variables
// of the transportation problem; R. K. Ahuja, T. L. Magnanti, J. B. Orlin,
// Network Flows, 1993, 9.4). Where sources are given whole or by lots, the
// certificate carries a tree of yes/no choices with such a bound at every
// leaf; no leaf may be below the cost of the plan.
package certificate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Schema names the form of a certificate.
const Schema = "tidai/certificate/1"

// Levels are the levels of cost, the most important first. One milligram costs
// one on each level that holds for it; price is in fen/kg.
var Levels = []string{"short", "other-industry", "other-enterprise", "other-city", "surplus", "price"}

// File is a certificate. All amounts are whole milligrams a year, written as
// decimal texts; lists by good are in the order of Goods.
type File struct {
	Schema   string            `json:"schema"`
	Policy   string            `json:"policy"`
	Date     string            `json:"date"`
	Goods    []string          `json:"goods"`
	Levels   []string          `json:"levels"`
	Sources  []ReductionSource `json:"sources"`
	Projects []Project         `json:"projects"`
	Plan     []Plan            `json:"plan"`   // by good
	Opened   []Choice          `json:"opened"` // choices answered yes
	Cost     string            `json:"cost"`   // of the plan: one total per level
	Duals    []Dual            `json:"duals"`
	Tree     Node              `json:"tree"`
	SHA256   string            `json:"sha256"` // of the certificate with this text empty
}

// ReductionSource is what can give.
type ReductionSource struct {
	ID         string   `json:"id"`
	Enterprise string   `json:"enterprise"`
	City       string   `json:"city"`
	Industry   string   `json:"industry"`
	Ready      string   `json:"ready"` // day from which the reduction is there
	Supply     []string `json:"supply"`
	Lot        []string `json:"lot"` // least amount of a good that is given at all; "0": any
	Whole      bool     `json:"whole"`
	Price      string   `json:"price"` // fen/kg; "" where none is stated
}

// Project is what needs.
type Project struct {
	ID            string   `json:"id"`
	Enterprise    string   `json:"enterprise"`
	City          string   `json:"city"`
	Industry      string   `json:"industry"`
	Commissioning string   `json:"commissioning"`
	Demand        []string `json:"demand"`
}

// Plan is the division of one good.
type Plan struct {
	Flows []Flow   `json:"flows"`
	Given []string `json:"given"` // by source: what it parts with
	Short []string `json:"short"` // by project
}

// Flow is what a source gives to a project.
type Flow struct {
	Source  string `json:"source"`
	Project string `json:"project"`
	Amount  string `json:"amount"`
}

// Choice asks whether a source gives: of one good, or of all where Good is "".
type Choice struct {
	Source string `json:"source"`
	Good   string `json:"good"`
}

// Dual is a set of prices for one good: one number per level, parted by
// blanks; "" where the project needs nothing, or the source has nothing to
// give.
type Dual struct {
	Good    int      `json:"good"`
	Project []string `json:"project"`
	Source  []string `json:"source"`
}

// Node is a node of the tree. One that asks has both answers; a leaf has the
// duals of every good, as places in File.Duals, and the bound they prove.
type Node struct {
	Ask   *Choice `json:"ask,omitempty"`
	Yes   *Node   `json:"yes,omitempty"`
	No    *Node   `json:"no,omitempty"`
	Duals []int   `json:"duals,omitempty"`
	Bound string  `json:"bound,omitempty"`
}

// MaxFile bounds what Parse reads, in bytes.
const MaxFile = 1 << 30

// Seal states the check sum.
func (f *File) Seal() error {
	sum, err := f.sum()
	f.SHA256 = sum
	return err
}

func (f File) sum() (string, error) {
	f.SHA256 = ""
	data, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// Encode writes the certificate, one record a line.
func (f File) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(f)
	return b.Bytes(), err
}

// Errors of Parse.
var (
	ErrTooLarge = fmt.Errorf("a certificate has at most %d bytes", MaxFile)
	ErrTrailing = errors.New("text follows the certificate")
)

// Parse reads a certificate. Keys it does not know are errors.
func Parse(r io.Reader) (File, error) {
	var f File
	limited := &io.LimitedReader{R: r, N: MaxFile + 1}
	d := json.NewDecoder(limited)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		if limited.N <= 0 {
			return f, ErrTooLarge
		}
		return f, err
	}
	if _, err := d.Token(); err != io.EOF {
		return f, ErrTrailing
	}
	return f, nil
}
