// Package apperror holds the errors that callers may know about. Every other error is a bug: it is logged and answered with a
// plain 500.
package apperror

import "errors"

// Kind tells what went wrong, whatever protocol it is told in.
type Kind int

// The kinds of errors that callers can do something about.
const (
	KindBadRequest Kind = iota + 1
	KindUnauthorized
	KindForbidden
	KindNotFound
	KindMethodNotAllowed
	KindConflict
	KindTooLarge
	KindUnsupportedMedia
	KindInvalid
	KindTooMany
)

// FieldError is one refused field, as a client shows it beside the input.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error is an error whose message is meant for the caller. Its cause is not.
type Error struct {
	Kind    Kind
	Message string
	Fields  []FieldError
	Cause   error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Cause }

// Is makes an error comparable with errors.Is by its kind.
func (e *Error) Is(target error) bool {
	other, ok := errors.AsType[*Error](target)
	return ok && other.Kind == e.Kind
}

// New makes an error of a kind.
func New(kind Kind, message string) *Error {
	return &Error{Kind: kind, Message: message}
}

// Wrap makes an error of a kind and keeps what caused it for the logs.
func Wrap(kind Kind, message string, cause error) *Error {
	return &Error{Kind: kind, Message: message, Cause: cause}
}

// Invalid tells which fields were refused.
func Invalid(fields ...FieldError) *Error {
	return &Error{Kind: KindInvalid, Message: "Some fields are not valid", Fields: fields}
}

// Taken tells that there is already a record with this value of a field.
func Taken(field string, cause error) *Error {
	return &Error{
		Kind:    KindConflict,
		Message: "There is already one with this " + field,
		Fields:  []FieldError{{Field: field, Message: "is taken"}},
		Cause:   cause,
	}
}
