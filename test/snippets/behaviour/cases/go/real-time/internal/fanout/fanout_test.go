package fanout

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"example.com/snippets/behaviour/real-time/internal/cache"
)

type message struct{ ID int }

func TestAMessageReachesTheReadersOfEveryInstance(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var instances []*FanOut[message]
	ended := make(chan error, 2)
	for range 2 {
		client, err := cache.Connect(ctx, os.Getenv("REDIS_URL"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { client.Close() })
		instance := New[message](client, "orders")
		instances = append(instances, instance)
		go func() { ended <- instance.Run(ctx) }()
		for client.PubSubNumSub(ctx, "orders").Val()["orders"] < int64(len(instances)) {
			time.Sleep(10 * time.Millisecond)
		}
	}
	reading, leave := context.WithCancel(ctx)
	near, far := instances[0].Subscribe(ctx), instances[1].Subscribe(reading)
	if err := instances[0].Publish(ctx, message{1}); err != nil {
		t.Fatal(err)
	}
	if a, b := <-near, <-far; a.ID != 1 || b.ID != 1 {
		t.Errorf("they read %v and %v", a, b)
	}
	leave()
	if _, isOpen := <-far; isOpen {
		t.Error("a reader that has left is still served")
	}
	cancel()
	for range 2 {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("it ends with %v", err)
		}
	}
}
