package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestInterrupt holds that a signal stops loading between documents: what was
// acknowledged is stored, and the exit code says that there was more.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	for i := range 200 {
		text := fmt.Sprintf("date 2026-01-%02d\n\nChile is obliged to defend Peru under the %d Tacna Accord. Peru accused Bolivia of smuggling.\n", 1+i%28, 1800+i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "casus.db")
	acked := interrupt(t, os.Interrupt, 3, "load", "--db", db, "-o", "jsonl", dir)
	if len(acked) == 200 {
		t.Log("all documents were loaded before the signal arrived")
	}
	casus(t, "doctor", "--db", db)
	checkAcked(t, db, acked)
}
