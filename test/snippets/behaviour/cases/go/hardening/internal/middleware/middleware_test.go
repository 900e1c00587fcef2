package middleware

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func answer(handler http.Handler, request *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

var nothing = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })

func TestSecurityHeaders(t *testing.T) {
	header := answer(SecurityHeaders(nothing), httptest.NewRequest(http.MethodGet, "/", nil)).Header()
	if !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") || header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the headers are %v", header)
	}
}

func TestCORSLetsInItsOwnFrontEndAndNoOther(t *testing.T) {
	handler := CORS([]string{"https://shop.example"})(nothing)
	for origin, allowed := range map[string]string{"https://shop.example": "https://shop.example", "https://evil.example": ""} {
		request := httptest.NewRequest(http.MethodOptions, "/orders", nil)
		request.Header.Set("Origin", origin)
		request.Header.Set("Access-Control-Request-Method", http.MethodPost)
		if got := answer(handler, request).Header().Get("Access-Control-Allow-Origin"); got != allowed {
			t.Errorf("%s may come as %q", origin, got)
		}
	}
}

func TestAuthLimitRefusesWhoeverGuesses(t *testing.T) {
	handler := AuthLimit(nothing)
	ask := func(address string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
		request.RemoteAddr = address
		return answer(handler, request)
	}
	for range 10 {
		if got := ask("192.0.2.1:1000"); got.Code != http.StatusNoContent {
			t.Fatalf("answered %d", got.Code)
		}
	}
	refused := ask("192.0.2.1:2000")
	if refused.Code != http.StatusTooManyRequests || refused.Header().Get("Retry-After") == "" {
		t.Errorf("answered %d with %v", refused.Code, refused.Header())
	}
	if got := refused.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("it is %s", got)
	}
	if got := ask("192.0.2.2:1000"); got.Code != http.StatusNoContent {
		t.Errorf("another client is refused with %d", got.Code)
	}
}

func TestBodyLimit(t *testing.T) {
	var failure error
	handler := BodyLimit(DefaultBodyLimit)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, failure = io.ReadAll(r.Body)
	}))
	answer(handler, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", DefaultBodyLimit))))
	if failure != nil {
		t.Errorf("a body at the limit is refused: %v", failure)
	}
	answer(handler, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", DefaultBodyLimit+1))))
	var tooLarge *http.MaxBytesError
	if !errors.As(failure, &tooLarge) {
		t.Errorf("a larger one is read: %v", failure)
	}
}
