package auth

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/jackc/pgx/v5/pgxpool"
)

const secret = "a secret that is only for this test"

func TestRefreshTokens(t *testing.T) {
	ctx := t.Context()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	schema, err := os.ReadFile("../../migrations/refresh_tokens.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(ctx, string(schema)); err != nil {
		t.Fatal(err)
	}
	const user = "01890000-0000-7000-8000-000000000001"
	tokens := NewRefreshTokens(pool)
	issue := func() string {
		token, err := tokens.Issue(ctx, user)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	first, other := issue(), issue()
	userID, second, err := tokens.Rotate(ctx, first)
	if err != nil || userID != user {
		t.Fatalf("rotate: %s %v", userID, err)
	}
	for _, stolen := range []string{first, second, "made-up"} {
		if _, _, err := tokens.Rotate(ctx, stolen); err == nil || err.Error() != "Sign in first" {
			t.Errorf("%s gives %v", stolen, err)
		}
	}
	if _, _, err := tokens.Rotate(ctx, other); err != nil {
		t.Errorf("another sign-in has ended too: %v", err)
	}
	last := issue()
	if _, err := pool.Exec(ctx, "UPDATE refresh_tokens SET expires_at = now() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := tokens.Rotate(ctx, last); err == nil {
		t.Error("an expired token was traded")
	}
}

func TestAccessTokensAndRoles(t *testing.T) {
	tokens, err := NewAccessTokens(secret, "shop", "shop-api")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewAccessTokens("short", "shop", "shop-api"); err == nil {
		t.Error("a short secret was accepted")
	}
	foreign, err := NewAccessTokens(secret, "shop", "other-api")
	if err != nil {
		t.Fatal(err)
	}
	sign := func(by *AccessTokens, roles ...string) string {
		token, err := by.Sign(Principal{UserID: "ada", Roles: roles})
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	handler := Authenticate(tokens)(RequireRole("admin")(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		principal, err := PrincipalFrom(r.Context())
		if err != nil || principal.UserID != "ada" {
			t.Errorf("the principal is %v (%v)", principal, err)
		}
		w.WriteHeader(http.StatusNoContent)
	})))
	const unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEiLCJyb2xlcyI6WyJhZG1pbiJdfQ."
	for name, one := range map[string]struct {
		token  string
		status int
	}{
		"nobody":          {"", http.StatusUnauthorized},
		"unsigned":        {unsigned, http.StatusUnauthorized},
		"changed":         {sign(tokens, "admin") + "x", http.StatusUnauthorized},
		"other audience":  {sign(foreign, "admin"), http.StatusUnauthorized},
		"another role":    {sign(tokens, "member"), http.StatusForbidden},
		"one of its many": {sign(tokens, "member", "admin"), http.StatusNoContent},
	} {
		request := httptest.NewRequest(http.MethodDelete, "/orders/1", nil)
		if one.token != "" {
			request.Header.Set("Authorization", "Bearer "+one.token)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if answer.Code != one.status {
			t.Errorf("%s: %d, not %d", name, answer.Code, one.status)
		}
	}
}

func TestPasswords(t *testing.T) {
	stored, err := HashPassword("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		stored, password string
		right            bool
	}{{stored, "correct horse", true}, {stored, "wrong horse", false}, {"", "correct horse", false}} {
		if right, err := IsPasswordRight(one.stored, one.password); err != nil || right != one.right {
			t.Errorf("%v: %v %v", one, right, err)
		}
	}
}

func TestSessions(t *testing.T) {
	sessions := NewSessions(memstore.New())
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", func(w http.ResponseWriter, r *http.Request) {
		if err := SignIn(r.Context(), sessions, "ada"); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("POST /sign-out", func(w http.ResponseWriter, r *http.Request) {
		if err := SignOut(r.Context(), sessions); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, r *http.Request) {
		userID, err := SignedInUser(r.Context(), sessions)
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
		}
		w.Write([]byte(userID))
	})
	handler := sessions.LoadAndSave(mux)
	call := func(method, path string, cookies []*http.Cookie) *http.Response {
		request := httptest.NewRequest(method, path, nil)
		for _, cookie := range cookies {
			request.AddCookie(cookie)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		return answer.Result()
	}
	if answer := call(http.MethodGet, "/me", nil); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger gets %d", answer.StatusCode)
	}
	cookies := call(http.MethodPost, "/sign-in", nil).Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || !cookies[0].Secure || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("the cookies are %v", cookies)
	}
	if again := call(http.MethodPost, "/sign-in", cookies).Cookies(); again[0].Value == cookies[0].Value {
		t.Error("a sign-in keeps the id of the session")
	} else {
		cookies = again
	}
	if answer := call(http.MethodGet, "/me", cookies); answer.StatusCode != http.StatusOK {
		t.Errorf("a session gives %d", answer.StatusCode)
	}
	call(http.MethodPost, "/sign-out", cookies)
	if answer := call(http.MethodGet, "/me", cookies); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("after the sign-out %d", answer.StatusCode)
	}
}
