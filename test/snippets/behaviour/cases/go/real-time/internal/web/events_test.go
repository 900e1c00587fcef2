package web

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestEventsReachAPageUntilItLeaves(t *testing.T) {
	events := make(chan Event, 1)
	left := make(chan struct{})
	server := httptest.NewServer(Events(func(ctx context.Context, afterID string) <-chan Event {
		if afterID != "41" {
			t.Errorf("it asks for what comes after %q", afterID)
		}
		context.AfterFunc(ctx, func() { close(left) })
		return events
	}))
	t.Cleanup(server.Close)

	ctx, leave := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Last-Event-ID", "41")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if got := response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("it is %s", got)
	}
	events <- Event{ID: "42", Type: "order-created", Data: map[string]any{"id": 7, "note": "a\nb"}}
	var text strings.Builder
	for lines := bufio.NewScanner(response.Body); !strings.Contains(text.String(), "data:") && lines.Scan(); {
		text.WriteString(lines.Text() + "\n")
	}
	want := "retry: 3000\n\nid: 42\nevent: order-created\ndata: {\"id\":7,\"note\":\"a\\nb\"}\n"
	if text.String() != want {
		t.Errorf("it sends %q", text.String())
	}
	leave()
	<-left
}
