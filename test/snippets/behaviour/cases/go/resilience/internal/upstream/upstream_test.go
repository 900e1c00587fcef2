package upstream

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"example.com/snippets/behaviour/resilience/internal/apperr"
)

func TestACallEndsAtItsDeadlineWithAnErrorOfItsOwn(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/silent" {
			<-r.Context().Done()
		}
	}))
	t.Cleanup(server.Close)
	client := NewClient()
	ask := func(path string, limit time.Duration) (int, error) {
		return Within(t.Context(), limit, func(ctx context.Context) (int, error) {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path, nil)
			if err != nil {
				return 0, err
			}
			response, err := client.Do(request)
			if err != nil {
				return 0, err
			}
			defer response.Body.Close()
			return response.StatusCode, nil
		})
	}
	if status, err := ask("/fast", 5*time.Second); status != http.StatusOK || err != nil {
		t.Errorf("got %d, %v", status, err)
	}
	_, err := ask("/silent", 50*time.Millisecond)
	var refusal *apperr.Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusGatewayTimeout || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it ends with %v", err)
	}
}
