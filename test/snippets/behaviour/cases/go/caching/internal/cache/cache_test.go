package cache

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// connected gives clients of an emptied Redis, each as another instance of the service has it.
func connected(t *testing.T, count int) []*redis.Client {
	t.Helper()
	clients := make([]*redis.Client, count)
	for i := range clients {
		client, err := Connect(t.Context(), os.Getenv("REDIS_URL"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { client.Close() })
		clients[i] = client
	}
	if err := clients[0].FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	return clients
}

func TestAsideLoadsOnceAndAgainWhenTheTimeIsUp(t *testing.T) {
	client := connected(t, 1)[0]
	loads := 0
	read := func() int {
		value, err := Aside(t.Context(), client, "order:1", time.Second, func(context.Context) (int, error) {
			loads++
			return loads, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	if first, second := read(), read(); first != 1 || second != 1 {
		t.Errorf("read %d and %d", first, second)
	}
	left := client.PTTL(t.Context(), "order:1").Val()
	if left <= 0 || left > 1100*time.Millisecond {
		t.Fatalf("%v are left", left)
	}
	time.Sleep(left + 50*time.Millisecond)
	if third := read(); third != 2 {
		t.Errorf("read %d after its time", third)
	}
}

func TestAsideTakesABrokenCacheForAMiss(t *testing.T) {
	client := connected(t, 1)[0]
	client.Set(t.Context(), "order:1", `"of another version"`, 0)
	away := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1", MaxRetries: -1})
	t.Cleanup(func() { away.Close() })
	for _, it := range []*redis.Client{client, away} {
		value, err := Aside(t.Context(), it, "order:1", time.Minute, func(context.Context) (int, error) { return 7, nil })
		if value != 7 || err != nil {
			t.Errorf("read %d, %v", value, err)
		}
	}
}

func TestConnectFailsWhereNothingAnswers(t *testing.T) {
	if _, err := Connect(t.Context(), "redis://127.0.0.1:1"); err == nil {
		t.Error("it is connected to nothing")
	}
}

func TestOfManyCallersOverAllInstancesOneLoads(t *testing.T) {
	clients := connected(t, 2)
	instances := []*Once{{Client: clients[0]}, {Client: clients[1]}}
	var loads atomic.Int32
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			value, err := instances[i%2].Get(t.Context(), "report", time.Minute, func(context.Context) (string, error) {
				loads.Add(1)
				time.Sleep(150 * time.Millisecond)
				return "value", nil
			})
			if value != "value" || err != nil {
				t.Errorf("got %q, %v", value, err)
			}
		})
	}
	group.Wait()
	if loads.Load() != 1 {
		t.Errorf("it was loaded %d times", loads.Load())
	}
	if keys := clients[0].Keys(t.Context(), "*").Val(); len(keys) != 1 || keys[0] != "report" {
		t.Errorf("left are %v", keys)
	}
}

func TestALoadThatFailsGivesItsLockBack(t *testing.T) {
	client := connected(t, 1)[0]
	once := &Once{Client: client}
	down := errors.New("down")
	_, err := once.Get(t.Context(), "report", time.Minute, func(context.Context) (string, error) { return "", down })
	if !errors.Is(err, down) {
		t.Errorf("got %v", err)
	}
	if client.Exists(t.Context(), "report:lock").Val() != 0 {
		t.Error("the lock is still there")
	}
}

func TestACallerThatLeavesDoesNotWaitForTheLockOfAnother(t *testing.T) {
	client := connected(t, 1)[0]
	client.Set(t.Context(), "report:lock", "another", time.Minute)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	once := &Once{Client: client}
	if _, err := once.Get(ctx, "report", time.Minute, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if client.Get(t.Context(), "report:lock").Val() != "another" {
		t.Error("the lock of another is gone")
	}
}
