package orders

import (
	"context"
	"errors"
	"os"
	"testing"

	"example.com/snippets/behaviour/caching/internal/cache"
)

type writes struct{}

var errRefused = errors.New("refused")

func (writes) Update(_ context.Context, id string, _ OrderChanges) error {
	if id == "2" {
		return errRefused
	}
	return nil
}

func (writes) Delete(context.Context, string) error { return nil }

func TestAWriteEvictsWhatItHasChanged(t *testing.T) {
	// The packages of a module are tested at the same time: this one keeps to a database of its own.
	client, err := cache.Connect(t.Context(), os.Getenv("REDIS_URL")+"/1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	client.MSet(t.Context(), "order:1", "a", "order:2", "b", "order:3", "c", "order:list", "abc")
	evicting := Evicting{Writer: writes{}, Cache: client}
	if err := evicting.Update(t.Context(), "2", OrderChanges{}); !errors.Is(err, errRefused) {
		t.Errorf("got %v", err)
	}
	if client.Exists(t.Context(), "order:2", "order:list").Val() != 2 {
		t.Error("a write that failed has evicted")
	}
	if err := errors.Join(evicting.Update(t.Context(), "1", OrderChanges{Note: "x"}), evicting.Delete(t.Context(), "3")); err != nil {
		t.Error(err)
	}
	if keys := client.Keys(t.Context(), "*").Val(); len(keys) != 1 || keys[0] != "order:2" {
		t.Errorf("left are %v", keys)
	}
}
