package schema

// Kind is what a node is: "state", "treaty", "person" …
type Kind string

// The kinds that code names. All of them are defined in kinds/*.yaml.
const (
	State        Kind = "state"
	IGO          Kind = "igo"
	Organization Kind = "organization"
	StateOrgan   Kind = "state_organ"
	ArmedGroup   Kind = "armed_group"
	People       Kind = "people"
	Person       Kind = "person"
	Treaty       Kind = "treaty"
	Alliance     Kind = "alliance"
	Accusation   Kind = "accusation"
	Denial       Kind = "denial"
	Event        Kind = "event"
	Place        Kind = "place"
	Document     Kind = "document"
)

// Group gathers kinds that relations treat alike.
type Group string

// GroupActor holds the kinds that can act.
const GroupActor Group = "actor"

// KindInfo defines a kind.
type KindInfo struct {
	Name  Kind   `yaml:"name"`
	Label string `yaml:"label"` // for people: "Intergovernmental organization"
	Group Group  `yaml:"group"` // actor, instrument, claim, occurrence, location, source
	Doc   string `yaml:"doc"`   // one sentence
	Shape string `yaml:"shape"` // the Graphviz node shape it is drawn with
}
