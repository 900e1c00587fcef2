package orders

import (
	"context"
	"log"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
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
