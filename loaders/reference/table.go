package reference

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"casus/graph"
)

// A row is one line of a table, with its place for error messages.
type row struct {
	table *table
	line  int
	cells []string
}

// A table is one CSV file with a header line. Lines that begin with # are
// comments.
type table struct {
	file    string
	columns map[string]int
}

// readTable returns the rows of a file in order.
func readTable(fsys fs.FS, file string) ([]row, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	r.TrimLeadingSpace = true
	t := &table{file: file}
	rows := make([]row, 0, bytes.Count(data, []byte{'\n'}))
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				return nil, fmt.Errorf("%s:%d: %w", file, bad.Line, bad.Err)
			}
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if t.columns == nil {
			t.columns = make(map[string]int, len(cells))
			for i, c := range cells {
				t.columns[c] = i
			}
			continue
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, row{t, line, cells})
	}
}

// errorf is an error at the row's place.
func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", r.table.file, r.line, fmt.Errorf(format, args...))
}

// get returns the cell of a column, "" if the table has no such column.
func (r row) get(column string) string {
	if i, ok := r.table.columns[column]; ok {
		return r.cells[i]
	}
	return ""
}

// An item is one element of a list cell: "West Germany@1949-05-23/1990-10-03".
type item struct {
	text  string
	valid graph.Interval
}

// list returns the items of a list cell in buffer, which it overwrites.
func (r row) list(column string, buffer []item) ([]item, error) {
	items := buffer[:0]
	cell := r.get(column)
	if cell == "" {
		return items, nil
	}
	for part := range strings.SplitSeq(cell, ";") {
		text, dates, dated := strings.Cut(strings.TrimSpace(part), "@")
		if text == "" {
			return nil, r.errorf("%s: empty item in %q", column, cell)
		}
		it := item{text: text}
		if dated {
			from, to, ok := strings.Cut(dates, "/")
			if !ok {
				return nil, r.errorf("%s: dates %q of %q, want from/to", column, dates, text)
			}
			var err error
			if it.valid, err = interval(from, to); err != nil {
				return nil, r.errorf("%s: %w", column, err)
			}
		}
		items = append(items, it)
	}
	return items, nil
}

// valid returns the interval of the columns from and to.
func (r row) valid() (graph.Interval, error) {
	iv, err := interval(r.get("from"), r.get("to"))
	if err != nil {
		return iv, r.errorf("%w", err)
	}
	return iv, nil
}

func interval(from, to string) (graph.Interval, error) {
	var iv graph.Interval
	var err error
	if iv.From, err = graph.ParseDate(from); err != nil {
		return iv, err
	}
	if iv.To, err = graph.ParseDate(to); err != nil {
		return iv, err
	}
	if iv.From.IsOpen() || !iv.From.IsZero() && !iv.To.IsZero() && iv.To.Compare(iv.From) <= 0 && (iv.To != iv.From || iv.To.IsDay()) {
		return iv, fmt.Errorf("interval %s/%s ends before it begins", from, to)
	}
	return iv, nil
}
