package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// opened is a store as a process finds it that starts on a folder.
func opened(t *testing.T, folder string, limit int) *store {
	t.Helper()
	s := newStore(limit)
	if err := s.keepIn(folder); err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *store, tenant string, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if _, _, err := s.add(tenant, spans(id)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatWasKeptIsFoundByTheNextProcess(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "wal")
	put(t, opened(t, folder, 1<<10), "a", "one", "\x00\x01", "one")
	put(t, opened(t, folder, 1<<10), "b", "two")
	s := opened(t, folder, 1<<10)
	if found := names(t, s, "a", "one"); len(found) != 2 {
		t.Errorf("trace one of tenant a: %q", found)
	}
	if ids := append(s.ids("a"), s.ids("b")...); !slices.Equal(ids, []string{"\x00\x01", "one", "two"}) {
		t.Errorf("kept %q", ids)
	}
}

func TestHalfAnEntryAtTheEndIsPassedOver(t *testing.T) {
	folder := t.TempDir()
	put(t, opened(t, folder, 1<<10), "a", "one", "two")
	file := filepath.Join(folder, "newer")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text[:len(text)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	put(t, opened(t, folder, 1<<10), "a", "six")
	if ids := opened(t, folder, 1<<10).ids("a"); !slices.Equal(ids, []string{"six", "one"}) {
		t.Errorf("kept %q", ids)
	}
}

func TestTheJournalHoldsWhatTheStoreDoesAndIsBounded(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder, 60)
	put(t, s, "a", "one", "two", "six", "ten", "red")
	for _, store := range []*store{s, opened(t, folder, 60)} {
		if ids := store.ids("a"); !slices.Equal(ids, []string{"red", "ten", "six"}) {
			t.Errorf("kept %q", ids)
		}
	}
	for name, want := range map[string]int{"older": 2, "newer": 1} {
		found := 0
		if _, err := replay(filepath.Join(folder, name), func(entry) { found++ }); err != nil || found != want {
			t.Errorf("%s has %d entries, %v", name, found, err)
		}
	}
}

func TestWhatCannotBeKeptIsRefused(t *testing.T) {
	s := opened(t, t.TempDir(), 1<<10)
	if err := s.journal.file.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.add("a", spans("one")); err == nil || len(s.ids("a")) != 0 {
		t.Errorf("%v, kept %q", err, s.ids("a"))
	}
}
