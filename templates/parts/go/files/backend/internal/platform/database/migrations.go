package database

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// MigrateUp applies every migration that has not run yet and gives their names. When one fails, those before it stay applied.
func MigrateUp(ctx context.Context, db *sql.DB) ([]string, error) {
	provider, err := newProvider(db)
	if err != nil {
		return nil, err
	}
	results, err := provider.Up(ctx)
	names := make([]string, 0, len(results))
	for _, result := range results {
		names = append(names, path.Base(result.Source.Path))
	}
	if err != nil {
		return names, fmt.Errorf("migrating up: %w", err)
	}
	return names, nil
}

// MigrateDown takes back the migration that ran last. It gives nothing when there is none.
func MigrateDown(ctx context.Context, db *sql.DB) ([]string, error) {
	provider, err := newProvider(db)
	if err != nil {
		return nil, err
	}
	result, err := provider.Down(ctx)
	if errors.Is(err, goose.ErrNoNextVersion) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("migrating down: %w", err)
	}
	return []string{path.Base(result.Source.Path)}, nil
}

func newProvider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("reading the migrations: %w", err)
	}
	options, err := providerOptions()
	if err != nil {
		return nil, fmt.Errorf("preparing the migrations: %w", err)
	}
	provider, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return nil, fmt.Errorf("reading the migrations: %w", err)
	}
	return provider, nil
}
