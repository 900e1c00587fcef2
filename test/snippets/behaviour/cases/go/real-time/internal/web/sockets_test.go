package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/coder/websocket"
)

func TestASocketIsForSignedInUsersOfOurOwnPages(t *testing.T) {
	received := make(chan string, 1)
	server := httptest.NewServer(Sockets{
		Origins: []string{"https://app.example"},
		Authenticate: func(r *http.Request) (string, error) {
			if cookie, err := r.Cookie("session"); err != nil || cookie.Value != "1" {
				return "", errors.New("a stranger")
			}
			return "u1", nil
		},
		Receive: func(ctx context.Context, userID string, message json.RawMessage, socket *websocket.Conn) error {
			if !json.Valid(message) {
				return errors.New("no JSON")
			}
			received <- userID + string(message)
			return socket.Write(ctx, websocket.MessageText, []byte(`"got it"`))
		},
	})
	t.Cleanup(server.Close)
	dial := func(origin, session string) (*websocket.Conn, *http.Response, error) {
		header := http.Header{"Origin": {origin}, "Cookie": {"session=" + session}}
		return websocket.Dial(t.Context(), server.URL, &websocket.DialOptions{HTTPHeader: header})
	}

	for _, it := range []struct {
		origin, session string
		status          int
	}{{"https://evil.example", "1", http.StatusForbidden}, {"https://app.example", "2", http.StatusUnauthorized}} {
		if _, response, err := dial(it.origin, it.session); err == nil || response.StatusCode != it.status {
			t.Errorf("%s with %s is let in", it.origin, it.session)
		}
	}

	socket, _, err := dial("https://app.example", "1")
	if err != nil {
		t.Fatal(err)
	}
	defer socket.CloseNow()
	if err := socket.Write(t.Context(), websocket.MessageText, []byte(`{"kind":"hello"}`)); err != nil {
		t.Fatal(err)
	}
	if _, text, err := socket.Read(t.Context()); err != nil || string(text) != `"got it"` {
		t.Errorf("it answers %s, %v", text, err)
	}
	if got := <-received; got != `u1{"kind":"hello"}` {
		t.Errorf("received %s", got)
	}
	if err := socket.Write(t.Context(), websocket.MessageText, []byte("no JSON")); err != nil {
		t.Fatal(err)
	}
	_, _, err = socket.Read(t.Context())
	if status := websocket.CloseStatus(err); status != websocket.StatusInvalidFramePayloadData {
		t.Errorf("it ends with %v", err)
	}
}
