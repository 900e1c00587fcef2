package config

import (
	"fmt"
	"os"
)

type Config struct {
	DatabaseURL string
	RedisAddr   string
}

func Load() (Config, error) {
	databaseURL, err := required("DATABASE_URL")
	if err != nil {
		return Config{}, err
	}
	redisAddr, err := required("REDIS_ADDR")
	if err != nil {
		return Config{}, err
	}
	return Config{DatabaseURL: databaseURL, RedisAddr: redisAddr}, nil
}

func required(name string) (string, error) {
	value, ok := os.LookupEnv(name)
	if !ok {
		return "", fmt.Errorf("%s is not set", name)
	}
	return value, nil
}
