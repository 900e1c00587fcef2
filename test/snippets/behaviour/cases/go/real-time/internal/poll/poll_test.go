package poll

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestPollingEndsWithTheFinalAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []time.Duration
		started := time.Now()
		answer, err := Until(t.Context(), func(context.Context) (int, error) {
			asked = append(asked, time.Since(started))
			return len(asked), nil
		}, func(it int) bool { return it == 4 })
		if answer != 4 || err != nil {
			t.Errorf("got %d, %v", answer, err)
		}
		// Ever less often: after 1 s, 1.5 s and 2.25 s.
		if asked[1] != time.Second || asked[2] != 2500*time.Millisecond || asked[3] != 4750*time.Millisecond {
			t.Errorf("it asks after %v", asked)
		}
	})
}

func TestPollingGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		_, err := Until(t.Context(), func(context.Context) (int, error) { return 0, nil }, func(int) bool { return false })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(started) != 2*time.Minute {
			t.Errorf("it ends after %v with %v", time.Since(started), err)
		}
		down := errors.New("down")
		if _, err := Until(t.Context(), func(context.Context) (int, error) { return 0, down }, nil); !errors.Is(err, down) {
			t.Errorf("it ends with %v", err)
		}
	})
}
