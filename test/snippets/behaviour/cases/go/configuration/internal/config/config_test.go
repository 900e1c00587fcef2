package config

import (
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestLoadReadsAndChecks(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://db/app")
	t.Setenv("CORS_ORIGINS", "https://a.example,https://b.example")
	t.Setenv("LOG_LEVEL", "WARN")
	read, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if read.Port != 8080 || read.LogLevel != slog.LevelWarn || read.DatabaseURL != "postgres://db/app" {
		t.Errorf("read %+v", read)
	}
	if !slices.Equal(read.CORSOrigins, []string{"https://a.example", "https://b.example"}) {
		t.Errorf("the origins are %q", read.CORSOrigins)
	}
}

func TestLoadNamesAllThatIsWrong(t *testing.T) {
	t.Setenv("PORT", "eighty")
	t.Setenv("CORS_ORIGINS", "")
	_, err := Load()
	if err == nil {
		t.Fatal("it starts without a database")
	}
	for _, name := range []string{"Port", "DATABASE_URL", "CORS_ORIGINS"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
}

func TestTheExampleIsEnough(t *testing.T) {
	example, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(example)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		t.Setenv(name, value)
	}
	if _, err := Load(); err != nil {
		t.Error(err)
	}
}
