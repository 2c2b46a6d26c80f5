package queries

// BoundTo asks whom an actor is bound to defend on a date: [Defenders] from the
// other end.
var BoundTo = register(boundTo())

func boundTo() *Query {
	q := &Query{
		Name:   "bound",
		Doc:    "Whom an actor is bound to defend",
		Params: obligationParams("the actor that may be bound"),
		Needs:  obligationNeeds,
	}
	q.Run = obligations(q, false)
	return q
}
