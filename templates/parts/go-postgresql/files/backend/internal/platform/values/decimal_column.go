package values

import "database/sql/driver"

// Value writes a numeric column.
func (d Decimal) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads a column.
func (d *Decimal) Scan(source any) (err error) {
	text, ok := source.(string)
	if !ok {
		return unexpectedColumn("a decimal", source)
	}
	*d, err = ParseDecimal(text)
	return err
}
