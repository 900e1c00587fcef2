package web

import (
	"context"
	"net/http"
)

// ErrorPage answers with a page that tells an error.
type ErrorPage func(http.ResponseWriter, *http.Request, error)

type errorPageKey struct{}

// WithErrorPage makes WriteError show its errors as pages for this request.
func WithErrorPage(r *http.Request, show ErrorPage) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), errorPageKey{}, show))
}
