package orders

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/labstack/echo/v5"
	"github.com/redis/go-redis/v9"

	"example.com/snippets/behaviour/uploads-echo/internal/idempotency"
	"example.com/snippets/behaviour/uploads-echo/internal/uploads"
	"example.com/snippets/behaviour/uploads-echo/internal/web"
)

type files int

func (f *files) Put(context.Context, uploads.File) (string, error) {
	*f++
	return "1", nil
}

func newServer(t *testing.T) (http.Handler, *files) {
	t.Helper()
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	store := idempotency.Store{Client: client}
	saved := new(files)
	payments := 0
	server := echo.New()
	server.HTTPErrorHandler = web.HandleError
	server.POST("/avatars", Receive(saved))
	ownerOf := func(*echo.Context) string { return "echo" }
	server.POST("/payments", web.Idempotent(store, ownerOf, func(c *echo.Context) (int, any, error) {
		var input struct{ Amount int }
		if err := c.Bind(&input); err != nil {
			return 0, nil, err
		}
		payments++
		return http.StatusCreated, map[string]int{"payment": payments, "amount": input.Amount}, nil
	}))
	return server, saved
}

func call(server http.Handler, path, contentType, body string, headers ...string) (int, string) {
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header.Set("Content-Type", contentType)
	for at := 0; at < len(headers); at += 2 {
		request.Header.Set(headers[at], headers[at+1])
	}
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, request)
	return answer.Code, strings.TrimSpace(answer.Body.String())
}

func TestAFileOfAnAllowedTypeIsTaken(t *testing.T) {
	server, saved := newServer(t)
	png := "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 20)
	for content, status := range map[string]int{
		png: http.StatusCreated,
		"<!doctype html><script>alert(1)</script>":           http.StatusUnsupportedMediaType,
		png + strings.Repeat("\x00", uploads.MaxFileBytes):   http.StatusRequestEntityTooLarge,
		png + strings.Repeat("\x00", 2*uploads.MaxFileBytes): http.StatusRequestEntityTooLarge,
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", "../me.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := form.Close(); err != nil {
			t.Fatal(err)
		}
		if code, text := call(server, "/avatars", form.FormDataContentType(), body.String()); code != status {
			t.Errorf("%d bytes are answered %d %s, not %d", len(content), code, text, status)
		}
	}
	if *saved != 1 {
		t.Errorf("%d files are saved", *saved)
	}
}

func TestTheSameKeyDoesTheWorkOnce(t *testing.T) {
	server, _ := newServer(t)
	pay := func(key, body string) string {
		code, text := call(server, "/payments", "application/json", body, "Idempotency-Key", key)
		return fmt.Sprint(code, " ", text)
	}
	for range 2 {
		if answer := pay("key-00001", `{"amount":1}`); answer != `201 {"amount":1,"payment":1}` {
			t.Errorf("the answer is %s", answer)
		}
	}
	if answer := pay("key-00001", `{"amount":2}`); !strings.HasPrefix(answer, "422") {
		t.Errorf("another body is answered %s", answer)
	}
	if answer := pay("short", `{"amount":1}`); !strings.HasPrefix(answer, "422") {
		t.Errorf("a short key is answered %s", answer)
	}
}
