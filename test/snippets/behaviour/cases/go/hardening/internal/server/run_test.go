package server

import (
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestEndsOnSIGTERMOnceTheRequestInFlightIsAnswered(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()

	asked, ended := make(chan struct{}), make(chan error, 1)
	isClosed := false
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(asked)
		time.Sleep(300 * time.Millisecond)
		io.WriteString(w, "answered")
	})
	go func() {
		ended <- Run(t.Context(), address, handler, func() error {
			isClosed = true
			return nil
		})
	}()
	answers := make(chan string, 1)
	go func() {
		for t.Context().Err() == nil {
			response, err := http.Get("http://" + address)
			if err != nil {
				time.Sleep(20 * time.Millisecond)
				continue
			}
			text, _ := io.ReadAll(response.Body)
			response.Body.Close()
			answers <- string(text)
			return
		}
	}()
	<-asked
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := <-answers; got != "answered" {
		t.Errorf("answered %q", got)
	}
	if err := <-ended; err != nil || !isClosed {
		t.Errorf("it ends with %v, closed: %v", err, isClosed)
	}
}

func TestFailsWhereTheAddressIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := Run(t.Context(), taken.Addr().String(), nil); err == nil {
		t.Error("it serves at an address that is taken")
	}
}
