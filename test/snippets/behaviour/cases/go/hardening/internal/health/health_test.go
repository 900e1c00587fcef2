package health

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestIsReadyWhileWhatItNeedsAnswers(t *testing.T) {
	database := func(context.Context) error { return nil }
	mux := http.NewServeMux()
	Register(mux, map[string]Check{"database": func(ctx context.Context) error { return database(ctx) }})
	ask := func(path string) (int, string) {
		answer := httptest.NewRecorder()
		mux.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer.Code, strings.TrimSpace(answer.Body.String())
	}

	if status, body := ask("/ready"); status != http.StatusOK || body != `{"status":"ok"}` {
		t.Errorf("answered %d %s", status, body)
	}
	for _, failing := range []Check{
		func(context.Context) error { return errors.New("password authentication failed") },
		func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		},
	} {
		database = failing
		if status, body := ask("/ready"); status != http.StatusServiceUnavailable || body != `{"failing":["database"],"status":"unavailable"}` {
			t.Errorf("answered %d %s", status, body)
		}
	}
	if status, _ := ask("/health"); status != http.StatusOK {
		t.Errorf("answered %d", status)
	}
}
