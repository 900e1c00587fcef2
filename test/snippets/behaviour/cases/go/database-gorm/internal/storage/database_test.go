package storage

import (
	"os"
	"strings"
	"testing"

	"gorm.io/gorm"
)

const (
	tenant = "01890000-0000-7000-8000-000000000001"
	other  = "01890000-0000-7000-8000-000000000002"
)

func TestDatabase(t *testing.T) {
	ctx := t.Context()
	db, err := OpenGorm(os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	run := func(file string) {
		text, err := os.ReadFile("../../migrations/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for statement := range strings.SplitSeq(string(text), ";\n") {
			if _, err := pool.ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	run("000001_create_orders.up.sql")

	if _, err := CreateOrder(ctx, db, tenant, "half", []string{"a", strings.Repeat("x", 201)}); err == nil {
		t.Error("a product that is too long was accepted")
	}
	if orders, err := OrdersWithLines(ctx, db, tenant, 10); err != nil || len(orders) != 0 {
		t.Errorf("an order that failed has left %v (%v)", orders, err)
	}
	whole, err := CreateOrder(ctx, db, tenant, "whole", []string{"b", "a"})
	if err != nil {
		t.Fatal(err)
	}
	orders, err := OrdersWithLines(ctx, db, tenant, 10)
	if err != nil || len(orders) != 1 || len(orders[0].Lines) != 2 || orders[0].Lines[0].Product != "a" {
		t.Errorf("orders with lines: %v (%v)", orders, err)
	}

	for range 10 {
		if _, err := CreateOrder(ctx, db, other, "one of many", nil); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	cursor := ""
	for first := true; first || cursor != ""; first = false {
		var page []Order
		if page, cursor, err = OrderPage(ctx, db, other, cursor, 3); err != nil {
			t.Fatal(err)
		}
		for _, order := range page {
			seen[order.ID] = true
		}
	}
	if len(seen) != 10 {
		t.Errorf("the pages hold %d orders, not 10", len(seen))
	}

	count := func(tx *gorm.DB) (n int64) {
		if err := tx.Model(&Order{}).Count(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
	if was, err := DeleteOrder(ctx, db, whole.ID); err != nil || !was || count(db) != 10 {
		t.Errorf("delete: %v %v", was, err)
	}
	for _, want := range []bool{true, false} {
		if was, err := RestoreOrder(ctx, db, whole.ID); err != nil || was != want || count(db) != 11 {
			t.Errorf("restore: %v %v, not %v", was, err, want)
		}
	}

	run("tenant_policy.sql")
	err = AsTenant(ctx, db, tenant, func(tx *gorm.DB) error {
		if n := count(tx); n != 1 {
			t.Errorf("the tenant sees %d orders, not 1", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if n := count(db); n != 0 {
		t.Errorf("without a tenant %d orders are seen", n)
	}
}
