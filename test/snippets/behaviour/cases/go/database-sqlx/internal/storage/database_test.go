package storage

import (
	"errors"
	"os"
	"testing"

	"github.com/jmoiron/sqlx"
)

const tenant = "01890000-0000-7000-8000-000000000001"

func TestDatabase(t *testing.T) {
	ctx := t.Context()
	db, err := OpenDB(os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	schema, err := os.ReadFile("../../migrations/000001_create_orders.up.sql")
	if err != nil {
		t.Fatal(err)
	}
	db.MustExec(string(schema))

	refusal := errors.New("changed our mind")
	err = InTransaction(ctx, db, func(tx *sqlx.Tx) error {
		tx.MustExec("INSERT INTO orders (tenant_id, name) VALUES ($1, 'half')", tenant)
		return refusal
	})
	if !errors.Is(err, refusal) {
		t.Errorf("the error is %v", err)
	}
	if rows, _, err := OrderPage(ctx, db, tenant, "", 10); err != nil || len(rows) != 0 {
		t.Errorf("after a rollback there are %v (%v)", rows, err)
	}

	err = InTransaction(ctx, db, func(tx *sqlx.Tx) error {
		tx.MustExec(`INSERT INTO orders (tenant_id, name, created_at)
			SELECT $1, 'order ' || n, timestamptz '2026-01-01' + (n / 3) * interval '1 microsecond' FROM generate_series(1, 10) n`, tenant)
		tx.MustExec("INSERT INTO order_lines (order_id, product) SELECT id, 'tea' FROM orders")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	cursor := ""
	for first := true; first || cursor != ""; first = false {
		var rows []OrderRow
		if rows, cursor, err = OrderPage(ctx, db, tenant, cursor, 3); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if seen[row.Name] {
				t.Errorf("%s comes twice", row.Name)
			}
			seen[row.Name] = true
		}
	}
	if len(seen) != 10 {
		t.Errorf("the pages hold %d orders, not 10", len(seen))
	}

	orders, err := OrdersWithLines(ctx, db, tenant, 5)
	if err != nil || len(orders) != 5 || len(orders[0].Lines) != 1 {
		t.Fatalf("orders with lines: %v %v", orders, err)
	}
	for _, want := range []bool{true, false} {
		if was, err := DeleteOrder(ctx, db, orders[0].ID); err != nil || was != want {
			t.Errorf("delete: %v %v, not %v", was, err, want)
		}
	}
	if was, err := RestoreOrder(ctx, db, orders[0].ID); err != nil || !was {
		t.Errorf("restore: %v %v", was, err)
	}
}
