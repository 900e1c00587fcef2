package orders

import (
	"context"
	"log"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"example.com/snippets/behaviour/testing/internal/dbtest"
)

func TestMain(m *testing.M) {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	table := "create table orders (id uuid primary key, name text, quantity int, created_at timestamptz)"
	if _, err := connection.Exec(ctx, table); err != nil {
		log.Fatal(err)
	}
	if err := connection.Close(ctx); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}

func TestEachTestSeesItsOwnRowsAlone(t *testing.T) {
	for _, run := range []string{"first", "second"} {
		t.Run(run, func(t *testing.T) {
			tx := dbtest.Tx(t)
			insertOrder(t, tx)
			insertOrder(t, tx, func(it *Order) { it.Quantity = 70 })
			var count int
			row := tx.QueryRow(t.Context(), "select count(*) from orders where name like 'Order %'")
			if err := row.Scan(&count); err != nil || count != 2 {
				t.Errorf("there are %d rows (%v)", count, err)
			}
		})
	}
}
