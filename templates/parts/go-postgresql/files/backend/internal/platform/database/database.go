// Package database opens the database and brings its schema up to date.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

const dialect = goose.DialectPostgres

const (
	// maxConnections is how many queries run at once; the server allows 100 to all its clients together.
	maxConnections = 20
	// connectTimeout is what opening a connection may take.
	connectTimeout = 5 * time.Second
	// statementTimeout is what the server gives a single query.
	statementTimeout = 15 * time.Second
	// migrationLockSeconds is how long an instance waits for another one that is migrating.
	migrationLockSeconds = 60
)

// Open makes a pool of connections to the database. It does not need the database to be there yet: /ready tells.
func Open(_ context.Context, databaseURL string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		// The cause may hold the password.
		return nil, errors.New("opening the database: DATABASE_URL cannot be read")
	}
	config.ConnectTimeout = connectTimeout
	config.RuntimeParams["statement_timeout"] = fmt.Sprint(statementTimeout.Milliseconds())
	config.RuntimeParams["timezone"] = "UTC"
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	db.SetConnMaxLifetime(time.Hour)
	return db, nil
}

// Check gives an error when the database does not answer.
func Check(db *sql.DB) func(context.Context) error {
	return func(ctx context.Context) error {
		var one int
		return db.QueryRowContext(ctx, "select 1").Scan(&one)
	}
}

// providerOptions makes instances that start at the same time migrate one after the other.
func providerOptions() ([]goose.ProviderOption, error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, migrationLockSeconds))
	if err != nil {
		return nil, err
	}
	return []goose.ProviderOption{goose.WithSessionLocker(locker)}, nil
}
