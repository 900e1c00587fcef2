module lantern.example/inventory

go 1.24

require (
	github.com/go-chi/chi/v5 v5.2.2
	github.com/jackc/pgx/v5 v5.7.5
	github.com/redis/go-redis/v9 v9.12.1
)
