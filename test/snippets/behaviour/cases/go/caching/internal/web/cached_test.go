package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestAClientMayKeepAnAnswerAndAsksWithItsTagAfterwards(t *testing.T) {
	ask := func(known string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(http.MethodGet, "/orders", nil)
		request.Header.Set("If-None-Match", known)
		answer := httptest.NewRecorder()
		if err := CachedJSON(answer, request, []int{1}, time.Minute); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	first := ask("")
	if first.Code != http.StatusOK || first.Body.String() != "[1]" {
		t.Errorf("answered %d %s", first.Code, first.Body)
	}
	if got := first.Header().Get("Cache-Control"); got != "private, max-age=60, stale-while-revalidate=60" {
		t.Errorf("it may be kept: %s", got)
	}
	again := ask(`"other", W/` + first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("answered %d %s", again.Code, again.Body)
	}
}
