package values

import (
	"database/sql/driver"
	"time"
)

const momentForm = "2006-01-02T15:04:05.000Z07:00"

// Moment is a point in time in UTC, to the millisecond.
type Moment struct{ at time.Time }

// Now gives the moment that is.
func Now() Moment { return MomentOf(time.Now()) }

// MomentOf drops the time zone and what is finer than a millisecond.
func MomentOf(t time.Time) Moment { return Moment{t.UTC().Truncate(time.Millisecond)} }

// ParseMoment accepts ISO 8601 with an offset.
func ParseMoment(text string) (Moment, error) {
	parsed, err := time.Parse(time.RFC3339, text)
	moment := MomentOf(parsed)
	if err != nil || moment.at.Year() < 1 || moment.at.Year() > 9999 {
		return Moment{}, Error("must be a date and time such as 2026-01-31T09:30:00Z")
	}
	return moment, nil
}

// Time gives the moment as the standard library has it.
func (m Moment) Time() time.Time { return m.at }

// Add gives the moment that is later by this much.
func (m Moment) Add(duration time.Duration) Moment { return MomentOf(m.at.Add(duration)) }

func (m Moment) String() string { return m.at.Format(momentForm) }

// MarshalText gives ISO 8601 with milliseconds: 2026-01-31T09:30:00.000Z.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText accepts what ParseMoment accepts.
func (m *Moment) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMoment(string(text))
	return err
}

// Value writes a column. The text sorts as the moments do.
func (m Moment) Value() (driver.Value, error) { return m.String(), nil }

// Scan reads a column.
func (m *Moment) Scan(source any) (err error) {
	switch source := source.(type) {
	case time.Time:
		*m = MomentOf(source)
	case string:
		*m, err = ParseMoment(source)
	default:
		err = unexpectedColumn("a moment", source)
	}
	return err
}

// Date is a day of the calendar, written 2026-01-31.
type Date string

// ParseDate accepts days that exist.
func ParseDate(text string) (Date, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 1 {
		return "", Error("must be a date such as 2026-01-31")
	}
	return Date(text), nil
}

// UnmarshalText accepts what ParseDate accepts.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// Scan reads a column.
func (d *Date) Scan(source any) (err error) {
	switch source := source.(type) {
	case time.Time:
		*d = Date(source.Format(time.DateOnly))
	case string:
		*d, err = ParseDate(source)
	default:
		err = unexpectedColumn("a date", source)
	}
	return err
}
