package retry

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

type answer int

func (a answer) Error() string   { return fmt.Sprintf("it answered %d", int(a)) }
func (a answer) StatusCode() int { return int(a) }

// failing fails with these in turn, then succeeds.
func failing(calls *int, errs ...error) func(context.Context) (int, error) {
	return func(context.Context) (int, error) {
		*calls++
		if *calls <= len(errs) {
			return 0, errs[*calls-1]
		}
		return *calls, nil
	}
}

func TestRepeatsWhatFailedForAPassingReason(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls, started := 0, time.Now()
		value, err := Do(t.Context(), failing(&calls, answer(503), fmt.Errorf("read: %w", syscall.ECONNRESET)))
		if value != 3 || err != nil {
			t.Errorf("got %d, %v", value, err)
		}
		if waited := time.Since(started); waited > 600*time.Millisecond {
			t.Errorf("it waits %v", waited)
		}
	})
}

func TestFailsWithTheLastReason(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		_, err := Do(t.Context(), failing(&calls, answer(503), context.DeadlineExceeded, answer(504), answer(503)))
		if !errors.Is(err, answer(504)) || calls != 3 {
			t.Errorf("it fails with %v after %d calls", err, calls)
		}
	})
}

func TestRepeatsNothingThatWouldFailAgain(t *testing.T) {
	for _, final := range []error{answer(422), errors.New("a defect")} {
		calls := 0
		if _, err := Do(t.Context(), failing(&calls, final)); !errors.Is(err, final) || calls != 1 {
			t.Errorf("it fails with %v after %d calls", err, calls)
		}
	}
}

func TestACallerThatLeavesEndsTheWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := Do(ctx, func(context.Context) (int, error) {
		calls++
		cancel()
		return 0, answer(503)
	})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("it fails with %v after %d calls", err, calls)
	}
}
