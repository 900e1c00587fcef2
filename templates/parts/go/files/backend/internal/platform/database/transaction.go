package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// InTransaction runs several queries as one: either all of them count or none.
func InTransaction(ctx context.Context, db *sql.DB, run func(*sql.Tx) error) error {
	transaction, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	if err := run(transaction); err != nil {
		return errors.Join(err, transaction.Rollback())
	}
	return transaction.Commit()
}
