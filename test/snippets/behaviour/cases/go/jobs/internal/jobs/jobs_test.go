package jobs

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func TestAJobIsTriedAgainAndDoneOnce(t *testing.T) {
	address := os.Getenv("REDIS_URL")
	redis, err := asynq.ParseRedisURI(address)
	if err != nil {
		t.Fatal(err)
	}
	client := asynq.NewClient(redis)
	t.Cleanup(func() { _ = client.Close() })
	for range 2 {
		if err := (Receipts{client}).Enqueue(t.Context(), ReceiptJob{OrderID: "one"}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var calls []time.Time
	mux := asynq.NewServeMux()
	mux.Handle(TypeReceipt, ReceiptHandler(func(context.Context, ReceiptJob) error {
		calls = append(calls, time.Now())
		if len(calls) == 1 {
			return errors.New("away for a moment")
		}
		stop()
		return nil
	}))
	if err := Work(ctx, address, mux); err != nil {
		t.Fatal(err)
	}
	if len(calls) != 2 || calls[1].Sub(calls[0]) < time.Second {
		t.Errorf("the calls were at %v", calls)
	}
}

func TestPausesGrowUpToALimit(t *testing.T) {
	for retried, limit := range []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second} {
		for range 100 {
			if pause := RetryDelay(retried, nil, nil); pause < limit/2 || pause >= limit {
				t.Fatalf("after %d retries the pause is %v", retried, pause)
			}
		}
	}
	if pause := RetryDelay(1000, nil, nil); pause > 10*time.Minute {
		t.Errorf("the longest pause is %v", pause)
	}
}

func TestRunOnce(t *testing.T) {
	ctx := t.Context()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	if _, err := pool.Exec(ctx, "create table job_runs (job_id text primary key)"); err != nil {
		t.Fatal(err)
	}
	var works, firsts int
	var lock sync.Mutex
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			first, err := RunOnce(ctx, pool, "a", func(context.Context, pgx.Tx) error {
				lock.Lock()
				defer lock.Unlock()
				works++
				return nil
			})
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				t.Error(err)
			}
			if first {
				firsts++
			}
		})
	}
	group.Wait()
	if works != 1 || firsts != 1 {
		t.Errorf("worked %d times, %d were the first", works, firsts)
	}
	outOfPaper := errors.New("out of paper")
	fail := func(context.Context, pgx.Tx) error { return outOfPaper }
	if first, err := RunOnce(ctx, pool, "b", fail); first || !errors.Is(err, outOfPaper) {
		t.Errorf("failed with %v %v", first, err)
	}
	if first, err := RunOnce(ctx, pool, "b", func(context.Context, pgx.Tx) error { return nil }); !first || err != nil {
		t.Errorf("after a failure: %v %v", first, err)
	}
}
