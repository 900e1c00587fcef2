package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/snippets/behaviour/pipeline-chi/internal/auth"
	"github.com/go-chi/chi/v5"
)

func TestPipeline(t *testing.T) {
	tokens, err := auth.NewAccessTokens("a secret that is only for this test", "shop", "shop-api")
	if err != nil {
		t.Fatal(err)
	}
	handler := NewRouter(
		func(routes chi.Router) {
			routes.Get("/health", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
		},
		func(routes chi.Router) {
			routes.Get("/me", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
			routes.With(auth.RequireRole("admin")).Delete("/orders", func(w http.ResponseWriter, r *http.Request) {
				w.WriteHeader(http.StatusNoContent)
			})
		},
		tokens, []string{"https://shop.example"},
	)
	token := func(role string) string {
		text, err := tokens.Sign(auth.Principal{UserID: "ada", Roles: []string{role}})
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + text
	}
	for name, one := range map[string]struct {
		method, path, authorization string
		status                      int
	}{
		"public":       {http.MethodGet, "/health", "", http.StatusOK},
		"a stranger":   {http.MethodGet, "/api/me", "", http.StatusUnauthorized},
		"a made-up":    {http.MethodGet, "/api/me", "Bearer made.up.token", http.StatusUnauthorized},
		"a member":     {http.MethodGet, "/api/me", token("member"), http.StatusOK},
		"a lesser one": {http.MethodDelete, "/api/orders", token("member"), http.StatusForbidden},
		"an admin":     {http.MethodDelete, "/api/orders", token("admin"), http.StatusNoContent},
		"nowhere":      {http.MethodGet, "/nowhere", "", http.StatusNotFound},
	} {
		request := httptest.NewRequest(one.method, one.path, nil)
		request.Header.Set("Authorization", one.authorization)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if answer.Code != one.status {
			t.Errorf("%s: %d %s, not %d", name, answer.Code, answer.Body, one.status)
		}
		if answer.Header().Get("X-Request-Id") == "" || answer.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: the headers are %v", name, answer.Header())
		}
	}
	preflight := httptest.NewRequest(http.MethodOptions, "/api/orders", nil)
	preflight.Header.Set("Origin", "https://shop.example")
	preflight.Header.Set("Access-Control-Request-Method", http.MethodDelete)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, preflight)
	if answer.Code >= 300 || answer.Header().Get("Access-Control-Allow-Origin") != "https://shop.example" {
		t.Errorf("a preflight gives %d with %v", answer.Code, answer.Header())
	}
}
