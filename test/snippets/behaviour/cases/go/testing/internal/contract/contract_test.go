package contract

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers/legacy"

	"example.com/snippets/behaviour/testing/internal/paymentstest"
)

const document = `{"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": {"/payments/{id}": {"get": {
	"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
	"responses": {"200": {"description": "It", "content": {"application/json": {"schema":
	{"type": "object", "required": ["id", "status"], "properties": {"id": {"type": "%s"}}}}}}}}}}}`

func compared(t *testing.T, idType string) error {
	t.Helper()
	spec, err := openapi3.NewLoader().LoadFromData(fmt.Appendf(nil, document, idType))
	if err != nil {
		t.Fatal(err)
	}
	router, err := legacy.NewRouter(spec)
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest("GET", "http://shop/payments/7", nil)
	response := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}}
	return transport{t, router}.compare(request, response, []byte(`{"id": "7", "status": "paid"}`))
}

func TestAnAnswerThatIsNotPromisedIsTold(t *testing.T) {
	if err := compared(t, "string"); err != nil {
		t.Error(err)
	}
	if compared(t, "integer") == nil {
		t.Error("an id of another type was not told")
	}
}

func TestTheOtherSystemIsAwayForAMoment(t *testing.T) {
	server := paymentstest.New(t, 1)
	for _, status := range []int{503, 200} {
		answer, err := http.Get(server.URL + "/payments/7")
		if err != nil {
			t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil || answer.StatusCode != status {
			t.Errorf("answered %d (%v), not %d", answer.StatusCode, err, status)
		}
	}
	if server.Calls() != 2 {
		t.Errorf("there were %d calls", server.Calls())
	}
}
