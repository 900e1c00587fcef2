package middleware

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"example.com/snippets/behaviour/logging/internal/logging"
	"example.com/snippets/behaviour/logging/internal/redact"
)

// written gives the lines that the service writes to its output while it answers.
func written(t *testing.T, path, id string) (answer *httptest.ResponseRecorder, lines []map[string]any) {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	output, before := os.Stdout, slog.Default()
	os.Stdout = writer
	slog.SetDefault(logging.New(slog.LevelInfo, "api"))
	os.Stdout = output
	t.Cleanup(func() { slog.SetDefault(before) })

	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", func(w http.ResponseWriter, r *http.Request) {
		slog.DebugContext(r.Context(), "not written")
		user := slog.Group("user", "name", "Ann", "password", "hunter2")
		slog.InfoContext(r.Context(), "reading", user, "token", "hunter2", "card", redact.Secret("hunter2"))
	})
	mux.HandleFunc("GET /broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	request := httptest.NewRequest(http.MethodGet, path, nil)
	request.Header.Set("X-Request-Id", id)
	answer = httptest.NewRecorder()
	RequestID(RequestLog(mux)).ServeHTTP(answer, request)

	writer.Close()
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("hunter2")) {
		t.Errorf("a secret is in the log: %s", text)
	}
	for line := range strings.Lines(string(text)) {
		var read map[string]any
		if err := json.Unmarshal([]byte(line), &read); err != nil {
			t.Fatalf("%q is no JSON: %v", line, err)
		}
		lines = append(lines, read)
	}
	return answer, lines
}

func TestARequestHasOneID(t *testing.T) {
	answer, lines := written(t, "/orders", "from-caller.1")
	if id := answer.Header().Get("X-Request-Id"); id != "from-caller.1" || len(lines) != 2 {
		t.Fatalf("the id is %q, the lines are %v", id, lines)
	}
	for _, line := range lines {
		if line["request_id"] != "from-caller.1" || line["service"] != "api" {
			t.Errorf("the line is %v", line)
		}
	}
	answer, lines = written(t, "/orders", "not harmless {}")
	made := answer.Header().Get("X-Request-Id")
	if !regexp.MustCompile(`^[A-Z2-7]{26}$`).MatchString(made) || lines[0]["request_id"] != made {
		t.Errorf("the id is %q in %v", made, lines[0])
	}
}

func TestSecretsAreHidden(t *testing.T) {
	_, lines := written(t, "/orders", "1")
	user, _ := lines[0]["user"].(map[string]any)
	if user["name"] != "Ann" || user["password"] != "[redacted]" || lines[0]["card"] != "[redacted]" {
		t.Errorf("the line is %v", lines[0])
	}
}

func TestEachRequestIsALine(t *testing.T) {
	_, lines := written(t, "/orders", "1")
	if it := lines[1]; it["msg"] != "request" || it["method"] != "GET" || it["path"] != "/orders" || it["status"] != 200.0 || it["level"] != "INFO" {
		t.Errorf("the line is %v", it)
	}
	_, lines = written(t, "/broken", "1")
	if it := lines[0]; it["status"] != 503.0 || it["level"] != "ERROR" {
		t.Errorf("the line is %v", it)
	}
}
