package cayley

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// pages checks the structure of a bbolt file before bbolt trusts it. bbolt has
// a checksum on its two meta pages and nothing else: a page that leads back to
// itself overflows the stack and a wrong count allocates until memory ends,
// and a Go program cannot recover from either.
//
// Read are the meta pages, the pages that lead to others and the free list,
// about one page in a hundred. What the leaves hold is for the ledger.
type pages struct {
	r    io.ReaderAt
	size int // of a page
	high uint64
	seen []uint64 // a bit for each page that something leads to
}

// meta is the beginning of a bbolt file's newest state.
type meta struct {
	root, freelist, high, txid uint64
}

// The layout of a page, in the machine's byte order: ID, flags, count and
// overflow, then count elements of 16 bytes.
const (
	pageHeader   = 16
	pageElement  = 16
	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10
	leafBucket   = 0x01 // of an element: its value is another tree
)

// checkPages returns an error if following a file's pages from the newest state
// leads out of it, in a circle, or twice or by the free list to the same page.
func checkPages(r io.ReaderAt, fileSize int64, pageSize int) error {
	m, err := newestMeta(r, pageSize)
	if err != nil {
		return err
	}
	if want := m.high * uint64(pageSize); uint64(fileSize) < want || m.high > 1<<40 {
		return fmt.Errorf("cut short: %d bytes of %d", fileSize, want)
	}
	p := &pages{r: r, size: pageSize, high: m.high, seen: make([]uint64, m.high/64+1)}
	leaves, err := p.tree(m.root)
	if err != nil {
		return err
	}
	for _, id := range leaves {
		roots, err := p.buckets(id)
		if err != nil {
			return err
		}
		for _, root := range roots {
			if _, err := p.tree(root); err != nil {
				return err
			}
		}
	}
	return p.freelist(m.freelist)
}

// newestMeta reads the two meta pages. Each commit writes the one that the
// commit before did not, so both must be good and consecutive. bbolt is content
// with one: if the newer one is damaged it goes back to the commit before and
// says nothing.
func newestMeta(r io.ReaderAt, pageSize int) (meta, error) {
	var both [2]meta
	for i := range both {
		var page [pageHeader + 64]byte
		if _, err := r.ReadAt(page[:], int64(i*pageSize)); err != nil {
			return meta{}, fmt.Errorf("read meta page %d: %w", i, err)
		}
		// magic, version, page size, flags; root, sequence, freelist, high-water
		// mark, transaction, checksum.
		b, native := page[pageHeader:], binary.NativeEndian
		sum := fnv.New64a()
		sum.Write(b[:56])
		m := meta{root: native.Uint64(b[16:]), freelist: native.Uint64(b[32:]), high: native.Uint64(b[40:]), txid: native.Uint64(b[48:])}
		if sum.Sum64() != native.Uint64(b[56:]) || m.txid%2 != uint64(i) {
			return meta{}, fmt.Errorf("meta page %d is damaged: the last change may be missing", i)
		}
		both[i] = m
	}
	switch {
	case both[0].txid+1 == both[1].txid:
		return both[1], nil
	case both[1].txid+1 == both[0].txid:
		return both[0], nil
	}
	return meta{}, fmt.Errorf("meta pages of transactions %d and %d, want consecutive ones", both[0].txid, both[1].txid)
}

// read returns a page with what overflows it.
func (p *pages) read(id uint64) (data []byte, flags, count int, err error) {
	data = make([]byte, p.size)
	if _, err := p.r.ReadAt(data, int64(id)*int64(p.size)); err != nil {
		return nil, 0, 0, fmt.Errorf("read page %d: %w", id, err)
	}
	native := binary.NativeEndian
	flags, count = int(native.Uint16(data[8:])), int(native.Uint16(data[10:]))
	overflow := uint64(native.Uint32(data[12:]))
	if native.Uint64(data) != id || overflow >= p.high-id {
		return nil, 0, 0, fmt.Errorf("page %d is damaged", id)
	}
	if overflow > 0 {
		data = make([]byte, (overflow+1)*uint64(p.size))
		if _, err := p.r.ReadAt(data, int64(id)*int64(p.size)); err != nil {
			return nil, 0, 0, fmt.Errorf("read page %d: %w", id, err)
		}
	}
	return data, flags, count, nil
}

// visit notes that something leads to a page.
func (p *pages) visit(id uint64) error {
	switch {
	case id < 2 || id >= p.high:
		return fmt.Errorf("page %d does not exist", id)
	case p.seen[id/64]&(1<<(id%64)) != 0:
		return fmt.Errorf("page %d is used twice", id)
	}
	p.seen[id/64] |= 1 << (id % 64)
	return nil
}

// tree walks a tree level by level, all leaves of which are equally deep, and
// returns them. Of the leaves it looks at the first only.
func (p *pages) tree(root uint64) (leaves []uint64, err error) {
	level := []uint64{root}
	if err := p.visit(root); err != nil {
		return nil, err
	}
	for {
		_, flags, _, err := p.read(level[0])
		if err != nil {
			return nil, err
		}
		if flags == flagLeaf {
			return level, nil
		}
		var next []uint64
		for _, id := range level {
			data, flags, count, err := p.read(id)
			if err != nil {
				return nil, err
			}
			if flags != flagBranch || count == 0 || pageHeader+count*pageElement > len(data) {
				return nil, fmt.Errorf("page %d is damaged: want a branch", id)
			}
			for i := range count {
				// position, key size, page
				child := binary.NativeEndian.Uint64(data[pageHeader+i*pageElement+8:])
				if err := p.visit(child); err != nil {
					return nil, fmt.Errorf("page %d leads astray: %w", id, err)
				}
				next = append(next, child)
			}
		}
		level = next
	}
}

// buckets returns the roots of the trees that are the values of a leaf.
func (p *pages) buckets(id uint64) (roots []uint64, err error) {
	data, flags, count, err := p.read(id)
	if err != nil {
		return nil, err
	}
	damaged := fmt.Errorf("page %d is damaged: want a leaf", id)
	if flags != flagLeaf || pageHeader+count*pageElement > len(data) {
		return nil, damaged
	}
	native := binary.NativeEndian
	for i := range count {
		// flags, position from here, key size, value size
		at := pageHeader + i*pageElement
		e := data[at:]
		if native.Uint32(e) != leafBucket {
			continue
		}
		value := uint64(at) + uint64(native.Uint32(e[4:])) + uint64(native.Uint32(e[8:]))
		if native.Uint32(e[12:]) < 16 || value+16 > uint64(len(data)) {
			return nil, damaged
		}
		if root := native.Uint64(data[value:]); root != 0 { // 0: the bucket is so small that it is here
			roots = append(roots, root)
		}
	}
	return roots, nil
}

// freelist checks that nothing in use is on the list of free pages, or else
// the next commit would write over it.
func (p *pages) freelist(id uint64) error {
	if err := p.visit(id); err != nil {
		return fmt.Errorf("free list: %w", err)
	}
	data, flags, count, err := p.read(id)
	if err != nil {
		return err
	}
	if flags != flagFreelist {
		return fmt.Errorf("page %d is damaged: want the free list", id)
	}
	ids := data[pageHeader:]
	if n := uint64(count); n == 0xffff { // then the first is the count
		n, ids = binary.NativeEndian.Uint64(ids), ids[8:]
		if n > p.high {
			return errors.New("free list is damaged")
		}
		count = int(n)
	}
	if count*8 > len(ids) {
		return errors.New("free list is damaged")
	}
	for i := range count {
		if err := p.visit(binary.NativeEndian.Uint64(ids[i*8:])); err != nil {
			return fmt.Errorf("free list: %w", err)
		}
	}
	return nil
}
