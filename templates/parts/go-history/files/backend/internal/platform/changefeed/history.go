package changefeed

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// keptEntries is how many past changes a client that comes back can be given.
const keptEntries = 1000

// Entry is a change at its place in the history, as clients are told it.
type Entry struct {
	// ID is `<start>.<sequence>`.
	ID    string          `json:"id"`
	Event string          `json:"event"`
	Data  json.RawMessage `json:"data"`
}

// History keeps the last changes, so that clients can follow them from where they stopped. Positions in it are ids of entries: after a
// restart an old one is recognised as foreign, and the client is told to load everything again instead of being given wrong changes.
type History struct {
	start string

	mutex   sync.Mutex
	last    int
	entries []Entry
	grown   chan struct{}
}

// Record keeps all changes from now on.
func Record(changes *Feed) *History {
	h := &History{start: rand.Text()[:8], grown: make(chan struct{})}
	changes.Subscribe(h.add)
	return h
}

// End gives the position after the last change.
func (h *History) End() string {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.id(h.last)
}

// After gives the changes after a position, oldest first and at most as many as asked for. It gives false for a position of another
// start and for one that lies further back than the history reaches.
func (h *History) After(position string, limit int) ([]Entry, bool) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	start, number, _ := strings.Cut(position, ".")
	sequence, err := strconv.Atoi(number)
	missed := h.last - sequence
	if err != nil || start != h.start || missed < 0 || missed > len(h.entries) {
		return nil, false
	}
	after := h.entries[len(h.entries)-missed:]
	return slices.Clone(after[:min(limit, missed)]), true
}

// Grown gives a channel that is closed with the next change. Whoever waits for it asks for it before After, so that nothing is missed.
func (h *History) Grown() <-chan struct{} {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.grown
}

func (h *History) add(change Change) {
	data, err := json.Marshal(change.Data)
	if err != nil {
		slog.Error("a change cannot be told", "type", change.Type, "error", err)
		return
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.last++
	h.entries = append(h.entries, Entry{ID: h.id(h.last), Event: change.Type, Data: data})
	if len(h.entries) > keptEntries {
		h.entries = slices.Delete(h.entries, 0, 1)
	}
	close(h.grown)
	h.grown = make(chan struct{})
}

func (h *History) id(sequence int) string {
	return h.start + "." + strconv.Itoa(sequence)
}
