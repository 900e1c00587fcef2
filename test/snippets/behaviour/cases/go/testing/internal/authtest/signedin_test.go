package authtest

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestSignIn(t *testing.T) {
	for left, isValid := range map[time.Duration]bool{time.Minute: true, -time.Second: false} {
		request := httptest.NewRequest("GET", "/orders", nil)
		SignIn(t, request, "7", left)
		token, _ := strings.CutPrefix(request.Header.Get("Authorization"), "Bearer ")
		parsed, err := jwt.Parse(token, func(*jwt.Token) (any, error) { return Key, nil }, jwt.WithIssuer(Issuer), jwt.WithAudience(Audience))
		if (err == nil) != isValid {
			t.Errorf("with %v left: %v", left, err)
		}
		if subject, _ := parsed.Claims.GetSubject(); subject != "7" {
			t.Errorf("the subject is %s", subject)
		}
	}
}
