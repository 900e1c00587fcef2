// Package databasetest gives each test a database of its own.
package databasetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// New gives the URL of an empty database, which is removed after the test.
func New(t *testing.T) string {
	t.Helper()
	return "file:" + filepath.Join(t.TempDir(), "test.db")
}

// Ruin makes every query fail from now on.
func Ruin(t *testing.T, databaseURL string) {
	t.Helper()
	files, err := filepath.Glob(strings.TrimPrefix(databaseURL, "file:") + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := os.WriteFile(file, []byte(strings.Repeat("no database", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// SchemaQuery lists what migrations have made, one text each.
const SchemaQuery = `select sql from sqlite_schema
	where sql is not null and name not like 'sqlite_%' and tbl_name not like 'goose_%' order by name`
