package extract

import (
	"slices"
)

// lists joins coordinated noun phrases into one chunk: "A, B and C".
func (p *parser) lists() {
	for i := 0; i < len(p.chunks); i++ {
		if p.kind(i) != cNP || p.chunks[i].np.IsTime {
			continue
		}
		end, members := p.listFrom(i)
		if len(members) < 2 {
			continue
		}
		list := &Phrase{First: members[0].First, Last: members[len(members)-1].Last, Head: members[0].Head, Name: -1, Members: members, Plural: true}
		for _, m := range members {
			m.parent = list
			if len(m.Names) == 0 && m.Possessor == nil {
				m.Possessor = members[0].Possessor // "Iran's border and population"
			}
		}
		p.chunks[i] = chunk{kind: cNP, first: list.First, last: list.Last, np: list}
		p.chunks = slices.Delete(p.chunks, i+1, end+1)
	}
}

// listFrom reads "NP , NP (,) and NP" from chunk i and returns its last chunk
// and its members, none if it is no list.
func (p *parser) listFrom(i int) (int, []*Phrase) {
	members := []*Phrase{p.chunks[i].np}
	j := i
	for {
		k := j + 1
		for p.kind(k) == cAdv {
			k++
		}
		comma := p.kind(k) == cComma
		if comma {
			k++
		}
		if p.kind(k) == cCC && (p.chunks[k].low == "and" || p.chunks[k].low == "or") {
			if p.kind(k+1) != cNP || p.chunks[k+1].np.IsTime || !p.alike(members[0], p.chunks[k+1].np) {
				return i, nil
			}
			if len(members) == 1 && (comma || p.beginsClause(i, k+1)) {
				return i, nil
			}
			if p.beginsClause(i, k+1) && p.kind(i-1) == cVG {
				return i, nil
			}
			return k + 1, append(members, p.chunks[k+1].np)
		}
		if !comma || p.kind(k) != cNP || p.chunks[k].np.IsTime || !p.alike(members[0], p.chunks[k].np) {
			return i, nil
		}
		members = append(members, p.chunks[k].np)
		j = k
	}
}

// alike reports whether two phrases can stand in one list.
func (p *parser) alike(a, b *Phrase) bool {
	if p.s.Tokens[b.Head].Tag == PRON || p.s.Tokens[a.Head].Tag == PRON {
		return false
	}
	if (a.Name >= 0) == (b.Name >= 0) {
		return true
	}
	// "NATO and the other members", "the United States and its allies"
	return len(a.Names) > 0 || b.Det != "a" && b.Det != "an"
}

// beginsClause reports whether the phrase at chunk j, joined by "and" to the
// one at i, is rather the subject of a new clause: "A attacked B and C fled".
func (p *parser) beginsClause(i, j int) bool {
	if p.kind(j+1) != cVG || !p.chunks[j+1].vg.Finite {
		return false
	}
	if p.kind(i-1) == cPrep && (p.chunks[i-1].low == "between" || p.chunks[i-1].low == "both") {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch p.chunks[k].kind {
		case cVG:
			return true
		case cComma, cSub, cRel, cColon, cDash:
			return false
		}
	}
	return false
}

// parentheses marks "( … )" to be skipped and keeps a noun phrase in it as an
// apposition of the phrase before.
func (p *parser) parentheses() {
	for i := range p.chunks {
		if p.kind(i) != cOpen {
			continue
		}
		for j := i + 1; j < len(p.chunks) && j < i+40; j++ {
			if p.kind(j) != cClose {
				continue
			}
			p.skipR[i], p.skipL[j] = j+1, i-1
			if p.kind(i-1) == cNP && p.kind(i+1) == cNP && (j == i+2 || p.kind(i+2) == cPrep || p.kind(i+2) == cComma) && !p.chunks[i+1].np.IsTime {
				owner := p.chunks[i-1].np
				if len(owner.Members) > 0 {
					owner = owner.Members[len(owner.Members)-1]
				}
				owner.Appositions = append(owner.Appositions, p.chunks[i+1].np)
				p.chunks[i+1].np.used = true
			}
			break
		}
	}
}

// attach gives every noun phrase the prepositional phrases that follow it.
func (p *parser) attach() {
	for i := range p.chunks {
		if p.kind(i) != cNP {
			continue
		}
		np := p.chunks[i].np
		owner := np
		if len(np.Members) > 0 {
			owner = np.Members[len(np.Members)-1]
		}
		for j := p.next(i); p.kind(j) == cPrep; {
			k := p.next(j)
			if p.kind(k) != cNP {
				break
			}
			pp := PrepPhrase{Prep: p.chunks[j].low, Phrase: p.chunks[k].np}
			owner.PPs = append(owner.PPs, pp)
			if owner != np {
				np.PPs = append(np.PPs, pp)
			}
			if pp.Phrase.IsTime {
				j = p.next(k)
				continue
			}
			// What follows belongs to the inner phrase first, but a noun that
			// names an act keeps its arguments: "support of A in its war".
			j = p.next(k)
		}
	}
}

// appositions finds ", a mutual defense pact" after a name and ", Ayatollah X"
// after a description.
func (p *parser) appositions() {
	for i := 0; i+2 < len(p.chunks); i++ {
		mark := i + 1
		if mark < len(p.chunks) && p.skipR[mark] >= 0 {
			mark = p.skipR[mark] // "NATO (…), an alliance"
		}
		if p.kind(i) != cNP || p.kind(mark) != cComma && p.kind(mark) != cDash {
			continue
		}
		j := mark + 1
		for p.kind(j) == cAdv || p.kind(j) == cQuote {
			j++
		}
		if p.kind(j) != cNP {
			continue
		}
		owner, np := p.chunks[i].np, p.chunks[j].np
		if len(owner.Members) > 0 {
			owner = owner.Members[len(owner.Members)-1]
		}
		if owner.IsTime || np.IsTime || len(np.Members) > 0 || !p.apposes(owner, np) {
			continue
		}
		end, ok := p.apposEnd(j)
		if !ok {
			continue
		}
		if p.kind(i-1) == cPrep && p.startsSentencePP(i-1) && np.Name >= 0 && p.kind(end) == cVG {
			continue // "In Iran, President X said"
		}
		owner.Appositions = append(owner.Appositions, np)
		np.used = true
		if p.kind(end) == cComma || p.kind(end) == cDash {
			p.skipR[mark], p.skipL[end] = end+1, i
		}
	}
}

func (p *parser) startsSentencePP(i int) bool { return i == 0 || p.kind(i-1) == cComma }

// apposes reports whether np can rename owner.
func (p *parser) apposes(owner, np *Phrase) bool {
	t := &p.s.Tokens[np.Head]
	if t.Tag == PRON {
		return false
	}
	named := owner.Name >= 0
	if named && np.Name < 0 && t.Tag == NOUN {
		return np.Det != "" || np.Possessor != nil || p.lex.In("people_nouns", t.Low) || t.Low == "home"
	}
	if !named && np.Name >= 0 && p.s.Tokens[owner.Head].Tag == NOUN {
		return owner.Det != "" || owner.Possessor != nil || len(owner.Names) > 0
	}
	return false
}

// apposEnd returns the chunk that ends an apposition beginning at j; not ok if
// a finite verb follows it directly, so that it is a subject.
func (p *parser) apposEnd(j int) (int, bool) {
	for k := p.next(j); ; k = p.next(k) {
		switch p.kind(k) {
		case cPrep, cNP:
			continue
		case cVG:
			vg := p.chunks[k].vg
			if vg.Infinitive || vg.ING || vg.Participle && !(p.kind(p.next(k)) == cNP) {
				return p.regionEnd(k), true
			}
			return k, false
		case cRel, cSub:
			return p.regionEnd(k), true
		case cComma, cDash, cEnd, cClose, cColon, cNothing:
			return k, true
		default:
			return k, p.kind(k) == cCC
		}
	}
}

// regionEnd returns the next comma or end after chunk k.
func (p *parser) regionEnd(k int) int {
	for ; k < len(p.chunks); k++ {
		switch p.kind(k) {
		case cComma, cDash, cEnd, cColon:
			return k
		}
	}
	return len(p.chunks)
}
