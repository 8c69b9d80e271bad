package dossier

import (
	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// Answer is a yes or no that a dossier may leave open: not stated is neither.
type Answer string

// The answers.
const (
	Yes      Answer = "true"
	No       Answer = "false"
	Unstated Answer = "" // not stated
)

// Answers lists the answers.
var Answers = calc.Words[Answer]{
	{Key: Yes, Name: calc.Text{ZH: "是", EN: "yes"}},
	{Key: No, Name: calc.Text{ZH: "否", EN: "no"}},
}

// ScopeFacts is what a line states about itself where its class of GB/T 4754
// alone does not decide to which key industry, specification and management
// class it belongs. Everything is optional; what is open is asked for by
// calc/scope, never guessed.
type ScopeFacts struct {
	Material       string // what is made or smelted, in mixed classes: one of Materials
	Battery        string // kind of battery works in class 3849
	Route          string // of vinyl chloride in class 2651
	GeneralProcess string // 通用工序 through which a mine is caught
	Recycled       Answer // made from scrap (再生)
	SolidWaste     Answer // made from industrial solid waste
	Mercury        Answer // mercury, in the classes 0919 and 3219
	Plating        Answer // there is a plating process (电镀工序)
	Tanning        Answer // there is a tanning process (鞣制工序)
	MixingOnly     Answer // only mixing or repacking (单纯混合或者分装)
}

func scopeFacts(t *document.Table) ScopeFacts {
	return ScopeFacts{
		Material:       document.Choice(t, "material", false, Materials),
		Battery:        document.Choice(t, "battery", false, Batteries),
		Route:          document.Choice(t, "route", false, Routes),
		GeneralProcess: document.Choice(t, "general_process", false, GeneralProcesses),
		Recycled:       answer(t, "recycled", t.Bool("recycled", false)),
		SolidWaste:     answer(t, "solid_waste", t.Bool("solid_waste", false)),
		Mercury:        answer(t, "mercury", t.Bool("mercury", false)),
		Plating:        answer(t, "plating", t.Bool("plating", false)),
		Tanning:        answer(t, "tanning", t.Bool("tanning", false)),
		MixingOnly:     answer(t, "mixing_only", t.Bool("mixing_only", false)),
	}
}

// answer keeps apart what is stated as false and what is not stated.
func answer(t *document.Table, key string, yes bool) Answer {
	switch {
	case !t.Has(key):
		return Unstated
	case yes:
		return Yes
	}
	return No
}

// perDay is the unit of a waste-water plant's daily capacity in the catalogue.
var perDay = quantity.MustUnit("t/d")
