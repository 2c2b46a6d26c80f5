package extract

// decideFinite settles which past forms are finite verbs and which are reduced
// relatives ("the pact signed in 1955").
func (p *parser) decideFinite() {
	for i := range p.chunks {
		if p.kind(i) != cVG {
			continue
		}
		vg := p.chunks[i].vg
		if !vg.Participle || vg.Perfect || vg.Passive || vg.Modal != "" || vg.Infinitive {
			continue
		}
		vg.Finite = p.isFinite(i, vg)
	}
}

func (p *parser) isFinite(i int, vg *VerbGroup) bool {
	only := p.s.Tokens[vg.Verb].Tag == VBN // no other reading, or "by" follows
	before, after := p.prev(i), p.next(i)
	switch p.kind(before) {
	case cRel:
		return !only
	case cNothing, cOpen, cSub:
		return false
	case cPrep:
		return false
	case cCC:
		for k := before - 1; k >= 0; k-- {
			if p.kind(k) == cVG {
				return p.chunks[k].vg.Finite && !only || p.chunks[k].vg.Finite && !p.chunks[k].vg.Passive && !only
			}
		}
		return !only
	case cComma:
		// After a comma: finite only with an object of its own and a finite
		// verb or subject before ("…, bombed B and").
		if only {
			return false
		}
		if k := p.prev(before); p.skipsTo(before) {
			return p.kind(k) == cNP
		}
		if p.kind(after) != cNP && p.laterAfterComma(i) {
			return false
		}
		return p.kind(after) == cNP && p.finiteBefore(before) || p.commaSubject(before) >= 0 && !p.finiteIn(p.commaSubject(before), before)
	case cVG:
		return false
	}
	if only {
		return !p.finiteAround(i)
	}
	if p.kind(before) == cNP && p.s.Tokens[p.chunks[before].np.Head].Tag == PRON {
		return true
	}
	if p.kind(after) == cNP && !p.chunks[after].np.IsTime {
		return true
	}
	// No object. Reduced if the phrase before is an object or an apposition of
	// a clause that has its verb already, or if another finite verb follows.
	head := before
	for p.kind(p.prev(head)) == cPrep && p.kind(p.prev(p.prev(head))) == cNP {
		head = p.prev(p.prev(head))
	}
	if p.kind(head) == cNP && p.chunks[head].np.used {
		return false
	}
	left := p.prev(head)
	if p.kind(left) == cVG || p.kind(left) == cPrep && p.finiteBefore(left) {
		return p.kind(left) == cVG && p.lex.takesClause(p.chunks[left].vg.Lemma) && !p.finiteRight(i)
	}
	return !p.finiteRight(i)
}

// laterAfterComma reports whether another verb that may be finite follows a
// later comma: the insertion "…, comprised of A and B," ends there.
func (p *parser) laterAfterComma(i int) bool {
	for k := i + 1; k < len(p.chunks); k++ {
		if p.kind(k) == cVG && p.kind(p.prev(k)) == cComma && p.chunks[k].vg.Finite {
			return true
		}
	}
	return false
}

// skipsTo reports whether the comma at i closes a skipped region.
func (p *parser) skipsTo(i int) bool { return p.skipL[i] >= 0 }

// finiteRight reports whether a finite verb follows i before a boundary.
func (p *parser) finiteRight(i int) bool {
	for k := p.next(i); k < len(p.chunks); k = p.next(k) {
		switch p.kind(k) {
		case cVG:
			vg := p.chunks[k].vg
			open := vg.Participle && !vg.Perfect && !vg.Passive && p.kind(p.next(k)) != cNP
			if vg.Finite && !open && p.kind(p.prev(k)) != cCC && p.kind(p.prev(k)) != cRel {
				return true
			}
		case cComma, cSub, cRel, cColon, cEnd, cDash, cCC:
			return false
		}
	}
	return false
}

func (p *parser) finiteBefore(i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch p.kind(k) {
		case cVG:
			if p.chunks[k].vg.Finite {
				return true
			}
		case cSub, cColon:
			return false
		}
	}
	return false
}

func (p *parser) finiteIn(from, to int) bool {
	for k := from; k < to; k++ {
		if p.kind(k) == cVG && p.chunks[k].vg.Finite && p.kind(p.prev(k)) != cRel {
			return true
		}
	}
	return false
}

func (p *parser) finiteAround(i int) bool {
	for k := range p.chunks {
		if k != i && p.kind(k) == cVG && p.chunks[k].vg.Finite {
			return true
		}
	}
	return false
}

// outermost goes from a phrase inside an insertion to the one the insertion is
// of: "Efforts, mediated by a group, comprised of A and B, collapsed".
func (p *parser) outermost(k int) int {
	for {
		t := p.prev(k)
		if p.kind(t) == cPrep {
			t = p.prev(t)
		}
		if p.kind(t) != cVG || p.chunks[t].vg.Finite && !p.chunks[t].vg.Participle {
			return k
		}
		if t = p.prev(t); p.kind(t) != cComma || p.kind(p.prev(t)) != cNP {
			return k
		}
		k = p.prev(t)
	}
}

// commaSubject returns the noun phrase before a comma-enclosed insertion that
// ends at the comma at i: "Turkey, which …, attacked", or -1.
func (p *parser) commaSubject(i int) int {
	for k := i - 1; k > 0; k-- {
		if p.kind(k) != cComma {
			continue
		}
		switch n := p.kind(k + 1); n {
		case cRel, cSub, cPrep, cVG, cAdv, cNP:
			if p.kind(k-1) == cNP && !p.chunks[k-1].np.IsTime {
				return p.outermost(k - 1)
			}
		}
		if p.skipL[k] >= 0 && p.kind(p.skipL[k]) == cNP {
			return p.skipL[k]
		}
	}
	return -1
}
