package database

import (
	"errors"
	"regexp"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite names the column only in its message.
var violatedColumn = regexp.MustCompile(`UNIQUE constraint failed: \w+\.(\w+)`)

// TakenColumn gives the column whose value has to be unique and is not; empty for every other error.
func TakenColumn(err error) string {
	violation, ok := errors.AsType[*sqlite.Error](err)
	if !ok || violation.Code() != sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		return ""
	}
	match := violatedColumn.FindStringSubmatch(violation.Error())
	if match == nil {
		return ""
	}
	return match[1]
}
