package reference_test

import (
	"fmt"

	"casus/graph"
	"casus/loaders/reference"
)

// The document the facts come from can be put under any view.
func ExampleBatch() {
	v := graph.NewView(reference.Batch())
	n, err := v.Find("Türkiye", graph.Day(2026, 3, 9))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(n.ID, n.Name, n.Codes["cow"])
	for s := range v.Out("treaty:north-atlantic-treaty", "commits_parties_to") {
		if s.Value == "defense" {
			fmt.Println("article", s.Qualifier(graph.Article), s.Source.Citation)
		}
	}
	// Output:
	// state:TUR Turkey 640
	// article 5 North Atlantic Treaty, art. 5 and 6; 34 UNTS 243
}

// One code can stand for several states, one after the other.
func ExampleCOW() {
	for _, year := range []int{1900, 1950, 2000} {
		id, _ := reference.COW("365", graph.Date{Year: year})
		fmt.Println(year, id)
	}
	// Output:
	// 1900 state:russian-empire
	// 1950 state:SUN
	// 2000 state:RUS
}
