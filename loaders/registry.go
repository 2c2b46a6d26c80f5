package loaders

// All returns the loaders in the order in which [Detect] asks them. The
// article comes last: what no dataset claims is text.
func All() []*Loader {
	return []*Loader{Article}
}

// Lookup returns the loader of that name, nil if there is none.
func Lookup(name string) *Loader {
	for _, l := range All() {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// Detect returns the loader whose kind the data look like. It is never nil:
// [Article] reads all else, or says what it is and why it cannot be read.
func Detect(data []byte) *Loader {
	for _, l := range All() {
		if l.Detect(data) {
			return l
		}
	}
	return Article
}
