package view

import "tidai/cmd/tidai/internal/page"

// Schema is the JSON Schema of one result.
type Schema struct {
	Name   string // of the file, and of the result: tidai/NAME/2
	Schema page.Schema
}

// Schemas are the schemas of all results, as their tables say.
func Schemas() []Schema {
	return []Schema{
		{"plan", page.SchemaOf("tidai plan", planTable)},
		{"permit", page.SchemaOf("tidai permit", permitTable)},
		{"reduce", page.SchemaOf("tidai reduce", reduceTable)},
		{"methods", page.SchemaOf("tidai permit --methods", methodsTable)},
		{"factors", page.SchemaOf("tidai factors list, tidai factors search", valuesTable)},
		{"factor", page.SchemaOf("tidai factors show", shownTable)},
		{"gaps", page.SchemaOf("tidai factors gaps", gapsTable)},
		{"check", page.SchemaOf("tidai check", checkTable)},
	}
}
