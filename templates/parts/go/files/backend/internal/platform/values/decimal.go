package values

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Decimal is a number with two digits after the point, kept as whole hundredths, so that sums and comparisons are exact. In JSON it
// is a string, since JSON numbers cannot hold every decimal.
type Decimal int64

var decimalForm = regexp.MustCompile(`^-?\d{1,10}(\.\d{1,2})?$`)

// ParseDecimal accepts up to ten digits before the point and up to two after it.
func ParseDecimal(text string) (Decimal, error) {
	if !decimalForm.MatchString(text) {
		return 0, Error(`must be a decimal with at most two digits after the point, such as "12.50"`)
	}
	whole, fraction, _ := strings.Cut(text, ".")
	hundredths, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("reading a decimal: %w", err)
	}
	return Decimal(hundredths), nil
}

func (d Decimal) String() string {
	sign, hundredths := "", int64(d)
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	return fmt.Sprintf("%s%d.%02d", sign, hundredths/100, hundredths%100)
}

// MarshalText gives two digits after the point: 12.50.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText accepts what ParseDecimal accepts.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}
