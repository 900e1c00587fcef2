package orders

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"example.com/snippets/behaviour/api-design/internal/apperr"
	"example.com/snippets/behaviour/api-design/internal/idempotency"
	"example.com/snippets/behaviour/api-design/internal/middleware"
	"example.com/snippets/behaviour/api-design/internal/page"
)

type memory struct{ all []Order }

func (m *memory) List(_ context.Context, query page.Query) (page.Page[Order], error) {
	start := 0
	if query.Cursor != "" {
		last, err := strconv.Atoi(query.Cursor)
		if err != nil {
			return page.Page[Order]{}, err
		}
		start = last + 1
	}
	rows := m.all[start:min(start+query.Limit+1, len(m.all))]
	return page.Of(rows, query.Limit, func(last Order) string { return last.ID }), nil
}

func (m *memory) Create(_ context.Context, input NewOrder) (Order, error) {
	m.all = append(m.all, Order{strconv.Itoa(len(m.all)), input.Name, input.Quantity})
	return m.all[len(m.all)-1], nil
}

func (m *memory) Read(_ context.Context, id string) (Order, error) {
	number, err := strconv.Atoi(id)
	if err != nil || number >= len(m.all) {
		return Order{}, apperr.NotFound("order", id)
	}
	return m.all[number], nil
}

func (m *memory) Change(ctx context.Context, id string, change OrderChange) (Order, error) {
	order, err := m.Read(ctx, id)
	if err == nil && change.Quantity != nil {
		order.Quantity = *change.Quantity
	}
	return order, err
}

func (m *memory) Remove(ctx context.Context, id string) error {
	_, err := m.Read(ctx, id)
	return err
}

func call(t *testing.T, handler http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	for at := 0; at < len(headers); at += 2 {
		request.Header.Set(headers[at], headers[at+1])
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

func TestRoutes(t *testing.T) {
	orders := &memory{}
	for number := range 45 {
		orders.all = append(orders.all, Order{strconv.Itoa(number), "Tea", 1})
	}
	mux := http.NewServeMux()
	Routes{orders}.Register(mux)

	var sizes []int
	for path := "/orders"; path != ""; {
		var found page.Page[Order]
		if err := json.Unmarshal(call(t, mux, "GET", path, "").Body.Bytes(), &found); err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(found.Items))
		path = ""
		if found.NextCursor != nil {
			path = "/orders?cursor=" + *found.NextCursor
		}
	}
	if fmt.Sprint(sizes) != "[20 20 5]" {
		t.Errorf("the pages hold %v", sizes)
	}

	created := call(t, mux, "POST", "/orders", `{"name":"Cup","quantity":2}`)
	location := created.Header().Get("Location")
	if read := call(t, mux, "GET", location, ""); created.Code != 201 || read.Body.String() != created.Body.String() {
		t.Errorf("created %d %s, read %s at %s", created.Code, created.Body, read.Body, location)
	}
	for _, test := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/orders?limit=101", "", 422},
		{"POST", "/orders", `{"name":"","quantity":2}`, 422},
		{"POST", "/orders", `{`, 400},
		{"PATCH", location, `{"quantity":3}`, 200},
		{"PATCH", location, `{"price":3}`, 400},
		{"DELETE", location, "", 204},
		{"GET", "/orders/99", "", 404},
	} {
		if answer := call(t, mux, test.method, test.path, test.body); answer.Code != test.status {
			t.Errorf("%s %s %s: %d %s", test.method, test.path, test.body, answer.Code, answer.Body)
		}
	}
}

func TestTheSameKeyDoesTheWorkOnce(t *testing.T) {
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	payments, status := 0, http.StatusCreated
	ownerOf := func(r *http.Request) string { return r.Header.Get("X-Account") }
	pay := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		payments++
		w.WriteHeader(status)
		fmt.Fprint(w, payments)
	})
	handler := middleware.Idempotent(idempotency.Store{Client: client}, ownerOf)(pay)
	send := func(key, body, account string) string {
		answer := call(t, handler, "POST", "/payments", body, "Idempotency-Key", key, "X-Account", account)
		return fmt.Sprint(answer.Code, " ", answer.Body)
	}
	for range 3 {
		if answer := send("key-00001", "1", "a"); answer != "201 1" {
			t.Errorf("the answer is %s", answer)
		}
	}
	if answer := send("key-00001", "1", "b"); answer != "201 2" {
		t.Errorf("another account is answered %s", answer)
	}
	if answer := send("key-00001", "2", "a"); !strings.HasPrefix(answer, "422") {
		t.Errorf("another body is answered %s", answer)
	}
	if answer := send("", "1", "a"); !strings.HasPrefix(answer, "422") {
		t.Errorf("no key is answered %s", answer)
	}
	status = http.StatusBadGateway
	if answer := send("key-00002", "1", "a"); answer != "502 3" {
		t.Errorf("a failure is answered %s", answer)
	}
	status = http.StatusCreated
	if answer := send("key-00002", "1", "a"); answer != "201 4" {
		t.Errorf("after a failure the answer is %s", answer)
	}
}

func TestTheEndOfAVersion(t *testing.T) {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	header := call(t, middleware.Deprecated(middleware.V1)(next), "GET", "/v1/orders", "").Header()
	if header.Get("Deprecation") != "@1767225600" || header.Get("Sunset") != "Thu, 31 Dec 2026 00:00:00 GMT" {
		t.Errorf("the headers are %v", header)
	}
}
