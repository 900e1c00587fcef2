package stock

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestClient(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("sku") {
		case "tea & co":
			w.Write([]byte(`{"sku":"tea & co","available":3}`))
		case "unknown":
			w.WriteHeader(http.StatusNotFound)
		case "slow":
			<-r.Context().Done()
		default:
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(server.Close)
	client, err := NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}

	if stock, err := client.Read(t.Context(), "tea & co"); err != nil || stock.Available != 3 {
		t.Errorf("read %v, %v", stock, err)
	}
	if _, err := client.Read(t.Context(), "unknown"); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown article gives %v", err)
	}
	if _, err := client.Read(t.Context(), "broken"); err == nil || errors.Is(err, ErrUnknown) {
		t.Errorf("a broken service gives %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Read(ctx, "slow"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a deadline that passes gives %v", err)
	}
}
