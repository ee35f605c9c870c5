package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// entry is a text of ResourceSpans as the journal has it, on a line of its own.
type entry struct {
	Tenant string
	Trace  []byte
	Spans  []byte
}

// journal is what a store got, in two files at most: once the newer one holds all that the store does, it takes the place
// of the older one.
type journal struct {
	lock         sync.Mutex
	newer, older string
	limit        int64
	file         *os.File
	size         int64
}

// openJournal tells of all that a folder's files hold, oldest first, and goes on writing there.
func openJournal(folder string, limit int, tell func(entry)) (*journal, error) {
	// As text it takes less than twice the room.
	j := &journal{newer: filepath.Join(folder, "newer"), older: filepath.Join(folder, "older"), limit: 2 * int64(limit)}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	if _, err := replay(j.older, tell); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return j, j.open(tell)
}

// open goes on where the newer file's last whole entry ends: of half a one nobody was told that it is kept.
func (j *journal) open(tell func(entry)) (err error) {
	if j.file, err = os.OpenFile(j.newer, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644); err != nil {
		return err
	}
	if j.size, err = replay(j.newer, tell); err != nil {
		return err
	}
	return j.file.Truncate(j.size)
}

// replay reads a file's entries, and tells where the last whole one ends.
func replay(name string, tell func(entry)) (end int64, err error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	for entries := json.NewDecoder(file); ; end = entries.InputOffset() {
		var one entry
		if err := entries.Decode(&one); err != nil {
			if err != io.EOF {
				slog.Warn("the end of a journal cannot be read", "file", name, "from", end, "error", err)
			}
			return end, nil
		}
		tell(one)
	}
}

// write appends an entry. What was written of one that does not fit on the disk is taken back.
func (j *journal) write(one entry) error {
	text, err := json.Marshal(one)
	if err != nil {
		return err
	}
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.size >= j.limit {
		if err := errors.Join(os.Rename(j.newer, j.older), j.file.Close(), j.open(func(entry) {})); err != nil {
			return err
		}
	}
	written, err := j.file.Write(append(text, '\n'))
	if err != nil {
		return errors.Join(err, j.file.Truncate(j.size))
	}
	j.size += int64(written)
	return nil
}
