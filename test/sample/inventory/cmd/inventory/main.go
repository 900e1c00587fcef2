package main

import (
	"database/sql"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/redis/go-redis/v9"

	"lantern.example/inventory/internal/config"
	"lantern.example/inventory/internal/stock"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		log.Fatal(err)
	}
	db, err := sql.Open("pgx", cfg.DatabaseURL)
	if err != nil {
		log.Fatal(err)
	}
	cache := redis.NewClient(&redis.Options{Addr: cfg.RedisAddr})

	router := chi.NewRouter()
	stock.NewHandler(db, cache).Routes(router)
	log.Fatal(http.ListenAndServe(":8080", router))
}
