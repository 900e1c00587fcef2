package database

import (
	"errors"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// uniqueViolation is the SQLSTATE of a value that has to be unique and is not.
const uniqueViolation = "23505"

// PostgreSQL names the column only in the detail: `Key (name)=(Lamp) already exists.`
var violatedColumn = regexp.MustCompile(`^Key \(([^)]+)\)=`)

// TakenColumn gives the column whose value has to be unique and is not; empty for every other error.
func TakenColumn(err error) string {
	violation, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || violation.Code != uniqueViolation {
		return ""
	}
	match := violatedColumn.FindStringSubmatch(violation.Detail)
	if match == nil {
		return ""
	}
	return strings.Trim(match[1], `"`)
}
