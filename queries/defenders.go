package queries

// Defenders asks who is bound to defend an actor on a date: under which treaty
// and article, on which conditions, and by which sentences. See obligation.go
// for how it is decided.
var Defenders = register(defenders())

func defenders() *Query {
	q := &Query{
		Name:   "defends",
		Doc:    "Who is bound to defend an actor",
		Params: obligationParams("the actor to be defended"),
		Needs:  obligationNeeds,
	}
	q.Run = obligations(q, true)
	return q
}
