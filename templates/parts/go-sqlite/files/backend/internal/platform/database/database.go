// Package database opens the database and brings its schema up to date.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

const dialect = goose.DialectSQLite3

// maxConnections is how many queries run at once. SQLite lets one of them write; the others wait up to busyTimeout.
const maxConnections = 8

const pragmas = "?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=foreign_keys(on)"

// Open opens the database of a `file:` URL and creates its folder.
func Open(ctx context.Context, databaseURL string) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(file(databaseURL)), 0o750); err != nil {
		return nil, fmt.Errorf("making the folder of the database: %w", err)
	}
	db, err := sql.Open("sqlite", uri(databaseURL)+pragmas)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the database: %w", err), db.Close())
	}
	return db, nil
}

// Check gives an error when the file is not there or is not a database. It asks through a connection of its own, since one that is
// open answers from its cache.
func Check(databaseURL string) func(context.Context) error {
	return func(ctx context.Context) (err error) {
		db, err := sql.Open("sqlite", uri(databaseURL)+"?mode=ro&_pragma=busy_timeout(1000)")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, db.Close()) }()
		var tables int
		return db.QueryRowContext(ctx, "select count(*) from sqlite_schema").Scan(&tables)
	}
}

// providerOptions has nothing to add: SQLite itself lets one process write at a time.
func providerOptions() ([]goose.ProviderOption, error) { return nil, nil }

func file(databaseURL string) string {
	return strings.TrimPrefix(databaseURL, "file:")
}

func uri(databaseURL string) string {
	path := url.URL{Path: file(databaseURL)}
	return "file:" + path.EscapedPath()
}
