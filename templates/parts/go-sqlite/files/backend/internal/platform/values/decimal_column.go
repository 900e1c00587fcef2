package values

import "database/sql/driver"

// Value writes a column: SQLite has no decimals, so it keeps whole hundredths.
func (d Decimal) Value() (driver.Value, error) { return int64(d), nil }

// Scan reads a column.
func (d *Decimal) Scan(source any) error {
	hundredths, ok := source.(int64)
	if !ok {
		return unexpectedColumn("a decimal", source)
	}
	*d = Decimal(hundredths)
	return nil
}
