// Command setup makes `.env` from `.env.example` with fresh secrets. It keeps a `.env` that is there.
package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"strings"
)

func main() {
	if err := run(); err != nil {
		slog.Error("setup failed", "error", err)
		os.Exit(1)
	}
}

func run() error {
	example, err := os.ReadFile(".env.example")
	if err != nil {
		return err
	}
	lines := strings.Split(string(example), "\n")
	for i, line := range lines {
		if key, isSecret := strings.CutSuffix(line, "=change-me"); isSecret {
			lines[i] = key + "=" + rand.Text() + rand.Text()
		}
	}
	file, err := os.OpenFile(".env", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		slog.Info(".env is there already")
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := file.WriteString(strings.Join(lines, "\n")); err != nil {
		return errors.Join(err, file.Close())
	}
	slog.Info(".env written")
	return file.Close()
}
