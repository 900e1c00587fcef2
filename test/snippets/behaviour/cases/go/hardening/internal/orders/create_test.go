package orders

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/snippets/behaviour/hardening/internal/apperr"
)

type creator struct{}

func (creator) Create(_ context.Context, input CreateOrder) (string, error) {
	return input.Name + "-1", nil
}

func TestCreateTakesWhatIsValidAndSaysOfTheRestWhatIsWrong(t *testing.T) {
	create := Create(creator{})
	post := func(body string) (*httptest.ResponseRecorder, error) {
		answer := httptest.NewRecorder()
		err := create(answer, httptest.NewRequest(http.MethodPost, "/orders", strings.NewReader(body)))
		return answer, err
	}
	answer, err := post(`{"name":"tea","quantity":2}`)
	if err != nil || answer.Code != http.StatusCreated || answer.Header().Get("Location") != "/orders/tea-1" {
		t.Errorf("answered %d with %v", answer.Code, err)
	}
	var refusal *apperr.Error
	_, err = post(`{"name":"","quantity":0}`)
	if !errors.As(err, &refusal) || refusal.Status != http.StatusUnprocessableEntity || len(refusal.Errors) != 2 {
		t.Fatalf("it is refused with %v", err)
	}
	if refusal.Errors[0].Field != "name" || refusal.Errors[1].Field != "quantity" {
		t.Errorf("the fields are %v", refusal.Errors)
	}
	for _, body := range []string{`{"name":"tea","quantity":2,"admin":true}`, `no JSON`} {
		if _, err = post(body); !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest {
			t.Errorf("%s gives %v", body, err)
		}
	}
}
