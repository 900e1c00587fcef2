package auth

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// GrantRole gives a registered user a role.
func GrantRole(ctx context.Context, db *sql.DB, email string, role Role) error {
	if role != RoleUser && role != RoleAdmin {
		return fmt.Errorf("there is no role %q", role)
	}
	isKnown, err := userRepository{db}.setRole(ctx, strings.ToLower(email), role)
	if err != nil {
		return err
	}
	if !isKnown {
		return fmt.Errorf("nobody is registered as %q", email)
	}
	return nil
}
