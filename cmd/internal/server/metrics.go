package server

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"casus/queries/gql"
)

// metrics are what /metrics shows, in the text format of Prometheus.
type metrics struct {
	responses [6]atomic.Int64 // by the first digit of the status
	queries   atomic.Int64
	errors    atomic.Int64
	complex   atomic.Int64
	timeouts  atomic.Int64
	busy      atomic.Int64
	nanos     atomic.Int64
}

func (m *metrics) response(status int) {
	if digit := status / 100; digit > 0 && digit < len(m.responses) {
		m.responses[digit].Add(1)
	}
}

// query counts an answered query.
func (m *metrics) query(r *gql.Response, took time.Duration) {
	m.queries.Add(1)
	m.nanos.Add(int64(took))
	if len(r.Errors) == 0 {
		return
	}
	m.errors.Add(1)
	switch r.Errors[0].Code {
	case gql.CodeTooComplex:
		m.complex.Add(1)
	case gql.CodeTimeout:
		m.timeouts.Add(1)
	}
}

func (m *metrics) write(w io.Writer, t *turns) {
	counter := func(name, help string, value int64) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s counter\n%s %d\n", name, help, name, name, value)
	}
	gauge := func(name, help string, value int64) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s gauge\n%s %d\n", name, help, name, name, value)
	}
	const responses = "casus_http_responses_total"
	fmt.Fprintf(w, "# HELP %s HTTP responses by class of status.\n# TYPE %s counter\n", responses, responses)
	for digit := 1; digit < len(m.responses); digit++ {
		fmt.Fprintf(w, "%s{status=\"%dxx\"} %d\n", responses, digit, m.responses[digit].Load())
	}
	counter("casus_queries_total", "GraphQL requests that got a turn.", m.queries.Load())
	counter("casus_query_errors_total", "GraphQL responses with errors.", m.errors.Load())
	counter("casus_queries_too_complex_total", "Queries that asked for too much.", m.complex.Load())
	counter("casus_query_timeouts_total", "Queries that took too long.", m.timeouts.Load())
	counter("casus_queries_turned_away_total", "Queries that found no free place in the queue.", m.busy.Load())
	const seconds = "casus_query_seconds_total"
	fmt.Fprintf(w, "# HELP %s Time spent on queries.\n# TYPE %s counter\n%s %.6f\n", seconds, seconds, seconds, time.Duration(m.nanos.Load()).Seconds())
	gauge("casus_queries_running", "Queries that run now.", int64(len(t.running)))
	gauge("casus_queries_waiting", "Queries that wait for a turn now.", t.waiting.Load())
}
