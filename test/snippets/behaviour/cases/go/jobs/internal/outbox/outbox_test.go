package outbox

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func TestWhatWasDeliveredBeforeAFailureKeepsItsMark(t *testing.T) {
	ctx := t.Context()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	table := `create table outbox (id bigint generated always as identity primary key, topic text not null,
		payload jsonb not null, created_at timestamptz not null default now(), delivered_at timestamptz)`
	if _, err := pool.Exec(ctx, table); err != nil {
		t.Fatal(err)
	}
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		for number := range 3 {
			if err := Add(ctx, tx, "orders", number); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	away := errors.New("the broker is away")
	isBack := false
	deliver := func(_ context.Context, event Event) error {
		if len(seen) == 2 && !isBack {
			return away
		}
		seen = append(seen, string(event.Payload))
		return nil
	}
	if count, err := Deliver(ctx, pool, deliver); count != 2 || !errors.Is(err, away) {
		t.Errorf("delivered %d, %v", count, err)
	}
	isBack = true
	if count, err := Deliver(ctx, pool, deliver); count != 1 || err != nil {
		t.Errorf("delivered %d, %v", count, err)
	}
	if all := strings.Join(seen, ","); all != "0,1,2" {
		t.Errorf("the order was %s", all)
	}
}
