package orders

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

func TestFeature(t *testing.T) {
	pool, err := pgxpool.New(t.Context(), os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	table := "CREATE TABLE orders (id uuid PRIMARY KEY, name text, quantity int, created_at timestamptz)"
	if _, err := pool.Exec(t.Context(), table); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	Register(mux, pool)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)

	created, location := answer(t, http.MethodPost, server.URL+"/orders", `{"name":"Tea","quantity":2}`, http.StatusCreated)
	if read, _ := answer(t, http.MethodGet, server.URL+location, "", http.StatusOK); read != created {
		t.Errorf("read %s, created %s", read, created)
	}
	answer(t, http.MethodPost, server.URL+"/orders", `{"name":"","quantity":2}`, http.StatusUnprocessableEntity)
	answer(t, http.MethodPost, server.URL+"/orders", `{`, http.StatusBadRequest)
	answer(t, http.MethodGet, server.URL+"/orders/01890000-0000-7000-8000-000000000001", "", http.StatusNotFound)
}

func answer(t *testing.T, method, url, body string, status int) (text, location string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != status {
		t.Errorf("%s %s %s: %d %s, not %d", method, url, body, response.StatusCode, read, status)
	}
	return string(read), response.Header.Get("Location")
}
