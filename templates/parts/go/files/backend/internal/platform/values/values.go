// Package values holds the kinds of values that requests carry and columns keep. Each brings what it accepts into one written form.
package values

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Error says what a value should look like; it reads well behind the name of a field.
type Error string

func (e Error) Error() string { return string(e) }

// Trimmed is text without white space around it.
type Trimmed string

// UnmarshalText accepts every text without null characters, which not every database can keep.
func (t *Trimmed) UnmarshalText(text []byte) error {
	if slices.Contains(text, 0) {
		return Error("must not contain null characters")
	}
	*t = Trimmed(strings.TrimSpace(string(text)))
	return nil
}

// UUID is a UUID in lower case.
type UUID string

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// ParseUUID accepts the usual form of a UUID, in either case.
func ParseUUID(text string) (UUID, error) {
	lower := strings.ToLower(text)
	if !uuidForm.MatchString(lower) {
		return "", Error("must be a UUID")
	}
	return UUID(lower), nil
}

// UnmarshalText accepts what ParseUUID accepts.
func (u *UUID) UnmarshalText(text []byte) (err error) {
	*u, err = ParseUUID(string(text))
	return err
}

func unexpectedColumn(target string, source any) error {
	return fmt.Errorf("a column with %s holds %T", target, source)
}
