package output

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"casus/graph"
	"casus/queries"
)

var findingColumns = []string{
	"class", "actor", "actor_id", "relation", "toward", "toward_id", "under", "under_id", "obligation", "article",
	"conditions", "of", "stance", "status", "valid_from", "valid_to", "basis", "inferred", "why", "distance", "path",
	"doc", "start", "end", "quote",
}

var statementColumns = []string{
	"id", "class", "relation", "stance", "speaker", "subject", "subject_id", "object", "object_id", "value", "under",
	"valid_from", "valid_to", "status", "basis", "doc", "start", "end", "quote",
}

func writeCSV(b *bytes.Buffer, q Question) error {
	w := csv.NewWriter(b)
	v := q.Answer.View
	if q.listsStatements() {
		w.Write(statementColumns)
		for _, s := range Statements(q.Answer.Findings) {
			w.Write(cells(statementRow(v, s)))
		}
	} else {
		w.Write(findingColumns)
		for i := range q.Answer.Findings {
			w.Write(cells(findingRow(v, &q.Answer.Findings[i])))
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write answer as CSV: %w", err)
	}
	return nil
}

func findingRow(v *graph.View, f *queries.Finding) []string {
	path := make([]string, len(f.Nodes))
	for i, id := range f.Nodes {
		path[i] = v.Label(id)
	}
	distance := ""
	if f.Distance > 0 {
		distance = strconv.Itoa(f.Distance)
	}
	row := []string{
		string(f.Class), label(v, f.Actor), string(f.Actor), f.Relation, label(v, f.Toward), string(f.Toward),
		label(v, f.Under), string(f.Under), f.Obligation, f.Article, strings.Join(f.Conditions, "; "), f.Of,
		string(f.Stance), string(f.Status), f.Valid.From.String(), f.Valid.To.String(), string(f.Basis), f.Inferred,
		f.Why, distance, strings.Join(path, " > "),
	}
	return append(row, evidenceCells(v, f.Proof)...)
}

func statementRow(v *graph.View, s *graph.Statement) []string {
	row := []string{
		string(s.ID), string(s.Class()), s.Relation, string(s.Stance), label(v, s.Speaker),
		label(v, s.Subject), string(s.Subject), label(v, s.Object), string(s.Object), s.Value, label(v, s.Under),
		s.Valid.From.String(), s.Valid.To.String(), string(s.Status), string(s.Basis),
	}
	return append(row, evidenceCells(v, []*graph.Statement{s})...)
}

// evidenceCells returns document, start, end and quote of the first evidence.
func evidenceCells(v *graph.View, proof []*graph.Statement) []string {
	for _, s := range proof {
		for _, e := range s.Evidence {
			return []string{documentName(v, e.Doc), strconv.Itoa(e.Start), strconv.Itoa(e.End), e.Quote}
		}
	}
	return []string{"", "", "", ""}
}

// cells makes text safe to open in a spreadsheet: what would be read as a
// formula gets an apostrophe before it, as OWASP advises.
func cells(row []string) []string {
	for i, s := range row {
		if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
			row[i] = "'" + s
		}
	}
	return row
}

func label(v *graph.View, id graph.ID) string {
	if id == "" {
		return ""
	}
	return v.Label(id)
}
