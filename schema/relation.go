package schema

import (
	"fmt"
	"regexp"
)

// Relation defines what can be claimed of a subject.
type Relation struct {
	Name      string   `yaml:"name"`      // "obliged_to_defend"
	Class     Class    `yaml:"class"`     // the family it is counted and asked under
	Doc       string   `yaml:"doc"`       // one sentence: what holds when it holds
	Domain    []string `yaml:"domain"`    // kinds or kind groups of the subject
	Range     []string `yaml:"range"`     // kinds or kind groups of the object, or "value"
	Inverse   string   `yaml:"inverse"`   // its name read from object to subject
	Symmetric bool     `yaml:"symmetric"` // holds both ways once stated
	Polarity  int      `yaml:"polarity"`  // +1 cooperation, -1 conflict, 0 neither
	Codes     Codes    `yaml:"codes"`     // how the field's codebooks name it
}

// Class is the family a relation belongs to.
type Class string

// The classes of relations.
const (
	ClassObligation  Class = "obligation"
	ClassTreaty      Class = "treaty"
	ClassMembership  Class = "membership"
	ClassRole        Class = "role"
	ClassPlace       Class = "place"
	ClassAccusation  Class = "accusation"
	ClassDenial      Class = "denial"
	ClassConflict    Class = "conflict"
	ClassCooperation Class = "cooperation"
	ClassSupply      Class = "supply"
	ClassStatement   Class = "statement"
	ClassAttribute   Class = "attribute"
)

// Classes returns all classes, in the order answers list them.
func Classes() []Class {
	return []Class{ClassObligation, ClassTreaty, ClassMembership, ClassRole, ClassPlace, ClassAccusation,
		ClassDenial, ClassConflict, ClassCooperation, ClassSupply, ClassStatement, ClassAttribute}
}

// Codes are a relation's names in the codebooks of the field. CAMEO codes are
// strings because leading zeros count; PLOVER names are upper case; ATOP names
// are the obligation columns of the ATOP codebook (Leeds et al. 2002).
type Codes struct {
	PLOVER string `yaml:"plover"`
	CAMEO  string `yaml:"cameo"`
	ATOP   string `yaml:"atop"`
}

var (
	cameoCode  = regexp.MustCompile(`^(0[1-9]|1[0-9]|20)\d{0,2}$`)
	ploverName = regexp.MustCompile(`^[A-Z]+$`)
)

func (c Codes) check() error {
	if c.CAMEO != "" && !cameoCode.MatchString(c.CAMEO) {
		return fmt.Errorf("CAMEO code %q, want two to four digits from 01 to 20", c.CAMEO)
	}
	if c.PLOVER != "" && !ploverName.MatchString(c.PLOVER) {
		return fmt.Errorf("PLOVER name %q, want upper case", c.PLOVER)
	}
	if c.ATOP != "" && !ploverName.MatchString(c.ATOP) {
		return fmt.Errorf("ATOP name %q, want upper case", c.ATOP)
	}
	return nil
}
