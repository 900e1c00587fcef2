package storage

import (
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

const (
	tenant = "01890000-0000-7000-8000-000000000001"
	other  = "01890000-0000-7000-8000-000000000002"
)

func TestDatabase(t *testing.T) {
	ctx := t.Context()
	address := os.Getenv("DATABASE_URL")
	pool, err := OpenPool(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	project := os.DirFS("../..")
	migrateAddress := strings.Replace(address, "postgresql:", "pgx5:", 1)
	for range 2 {
		if err := Migrate(project, migrateAddress); err != nil {
			t.Fatal(err)
		}
	}
	count := func(tx interface{ pgx.Tx }) (n int) {
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM orders").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	counted := func() (n int) {
		if err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error { n = count(tx); return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}

	if _, err := CreateOrder(ctx, pool, tenant, "half", []string{"a", strings.Repeat("x", 201)}); err == nil {
		t.Error("a product that is too long was accepted")
	}
	if n := counted(); n != 0 {
		t.Errorf("%d orders are left of one that failed", n)
	}
	if _, err := CreateOrder(ctx, pool, tenant, "whole", []string{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := CreateOrder(ctx, pool, other, "theirs", nil); err != nil {
		t.Fatal(err)
	}

	policy, err := os.ReadFile("../../migrations/tenant_policy.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, string(policy)); err != nil {
		t.Fatal(err)
	}
	err = AsTenant(ctx, pool, tenant, func(tx pgx.Tx) error {
		if n := count(tx); n != 1 {
			t.Errorf("the tenant sees %d orders, not 1", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if n := counted(); n != 0 {
		t.Errorf("without a tenant %d orders are seen", n)
	}

	if err := Rollback(project, migrateAddress); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, "SELECT 1 FROM orders"); err == nil {
		t.Error("the table is still there after the way back")
	}
}
