package orders

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"example.com/snippets/behaviour/uploads/internal/uploads"
	"example.com/snippets/behaviour/uploads/internal/web"
)

type store struct{ saved []uploads.File }

func (s *store) Put(_ context.Context, file uploads.File) (string, error) {
	s.saved = append(s.saved, file)
	return "1", nil
}

func TestReceive(t *testing.T) {
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 20)...)
	files := &store{}
	handler := web.Handler(Receive(files))
	for _, test := range []struct {
		field   string
		content []byte
		status  int
	}{
		{"file", png, http.StatusCreated},
		{"file", []byte("<!doctype html><script>alert(1)</script>"), http.StatusUnsupportedMediaType},
		{"file", append(png, make([]byte, uploads.MaxFileBytes)...), http.StatusRequestEntityTooLarge},
		{"file", append(png, make([]byte, 2*uploads.MaxFileBytes)...), http.StatusRequestEntityTooLarge},
		{"other", png, http.StatusUnprocessableEntity},
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile(test.field, "../me.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(test.content); err != nil {
			t.Fatal(err)
		}
		if err := form.Close(); err != nil {
			t.Fatal(err)
		}
		request := httptest.NewRequest(http.MethodPost, "/avatars", &body)
		request.Header.Set("Content-Type", form.FormDataContentType())
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if answer.Code != test.status {
			t.Errorf("%d bytes as %s: %d %s, not %d", len(test.content), test.field, answer.Code, answer.Body, test.status)
		}
	}
	if len(files.saved) != 1 || files.saved[0].ContentType != "image/png" {
		t.Fatalf("saved %v", files.saved)
	}
	if name := files.saved[0].Name; !regexp.MustCompile(`^[A-Z0-9]+\.png$`).MatchString(name) {
		t.Errorf("the name is %s", name)
	}
}
