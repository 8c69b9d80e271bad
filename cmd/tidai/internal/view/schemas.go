package view

import (
	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

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
		{"instruments", page.SchemaOf("tidai factors list --instruments", instrumentsTable)},
		{"instrument", page.SchemaOf("tidai factors show, an instrument", shownInstrumentTable)},
		{"gaps", page.SchemaOf("tidai factors gaps", gapsTable)},
		{"factors-diff", page.SchemaOf("tidai factors diff", lawDiffTable)},
		{"checks", page.SchemaOf("tidai factors checks", checkLists)},
		{"tasks", page.SchemaOf("tidai factors gaps --tasks", tasksTable)},
		{"confirmed", page.SchemaOf("tidai factors confirm", confirmationTable)},
		{"policies", page.SchemaOf("tidai policy list", policiesTable)},
		{"policy", page.SchemaOf("tidai policy show", parametersTable)},
		{"clauses", page.SchemaOf("tidai policy clauses", clausesData)},
		{"coverage", page.SchemaOf("tidai policy coverage", coverageData)},
		{"policy-template", page.SchemaOf("tidai policy new", templateTable)},
		{"region-plan", page.SchemaOf("tidai plan --region", regionTable)},
		{"certified", page.SchemaOf("tidai plan --verify-certificate", certifiedTable)},
		{"check", page.SchemaOf("tidai check", checkTable)},
		{"account", page.SchemaOf("tidai account", accountsTable)},
		{"batch", page.SchemaOf("tidai batch", batchTable)},
		{"review", page.SchemaOf("tidai review", reviewTable)},
		{"scope", page.SchemaOf("tidai scope", scopeTable)},
		{"targets", page.SchemaOf("tidai explain", targetsTable)},
		{"explain", page.TraceSchemaOf("tidai explain, one number", explainTable)},
		{"source", page.SchemaOf("tidai explain, one source", answerTable)},
		{"explain-code", page.SchemaOf("tidai explain, findings of one code", explainCodeTable)},
		{"codes", page.SchemaOf("tidai explain, what codes mean", codesTable)},
		{"diff", page.SchemaOf("tidai diff", diffTable)},
		{"actual", page.SchemaOf("tidai actual", actualTable)},
		{"compare", page.SchemaOf("tidai compare", comparisonTable)},
		{"sweep", page.SchemaOf("tidai sweep", sweepTable)},
		{"monitor", page.SchemaOf("tidai monitor", monitorTable)},
	}
}

var schemaList = page.Table[Schema]{Name: "schemas", Columns: []page.Column{
	page.TextOf("name", page.H("名称", "name"), func(s Schema) string { return s.Name }),
	page.TextOf("schema", page.H("结果中的 schema", "schema in the result"), func(s Schema) string {
		return "tidai/" +
			s.Name + "/2"
	}),
}}

// SchemaList names the results that have a schema.
func SchemaList(lang calc.Lang) page.Page {
	v, list := page.Voice{Lang: lang}, Schemas()
	return page.Page{Main: schemaList.With(v, list).CSV(), Data: schemaList.With(v, list).List(),
		Doc: page.Doc{Title: v.T("有 JSON Schema 的结果", "Results with a JSON Schema"),
			Sections: []page.Section{{Blocks: []page.Block{schemaList.With(v, list).Block()}}}}}
}
