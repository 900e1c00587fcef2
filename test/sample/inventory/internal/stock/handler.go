package stock

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/redis/go-redis/v9"
)

type Handler struct {
	db    *sql.DB
	cache *redis.Client
}

func NewHandler(db *sql.DB, cache *redis.Client) *Handler {
	return &Handler{db: db, cache: cache}
}

func (h *Handler) Routes(r chi.Router) {
	r.Get("/stock/{isbn}", h.Level)
	r.Post("/stock/{isbn}", h.Receive)
	r.Get("/stock/reorder", h.Reorder)
}

func (h *Handler) Level(w http.ResponseWriter, r *http.Request) {
	isbn := chi.URLParam(r, "isbn")
	var level int
	row := h.db.QueryRowContext(r.Context(), "SELECT level FROM stock WHERE isbn = $1", isbn)
	if err := row.Scan(&level); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	h.cache.Set(r.Context(), "stock:"+isbn, level, 0)
	writeJSON(w, map[string]int{"level": level})
}

func (h *Handler) Receive(w http.ResponseWriter, r *http.Request) {
	quantity, err := strconv.Atoi(r.FormValue("quantity"))
	if err != nil {
		http.Error(w, "quantity must be a number", http.StatusBadRequest)
		return
	}
	_, _ = h.db.ExecContext(r.Context(), "UPDATE stock SET level = level + $1 WHERE isbn = $2", quantity, chi.URLParam(r, "isbn"))
	w.WriteHeader(http.StatusNoContent)
}

func (h *Handler) Reorder(w http.ResponseWriter, r *http.Request) {
	below, err := strconv.Atoi(os.Getenv("REORDER_BELOW"))
	if err != nil {
		below = 3
	}
	isbns, err := h.lowStock(r, below)
	if err != nil {
		http.Error(w, "the stock cannot be read", http.StatusInternalServerError)
		return
	}
	titles := make([]string, 0, len(isbns))
	for _, isbn := range isbns {
		var title string
		if err := h.db.QueryRowContext(r.Context(), "SELECT title FROM books WHERE isbn = $1", isbn).Scan(&title); err != nil {
			http.Error(w, "the book cannot be read", http.StatusInternalServerError)
			return
		}
		titles = append(titles, title)
	}
	h.cache.Set(r.Context(), "reorder", time.Now().String(), 10*time.Minute)
	writeJSON(w, titles)
}

func (h *Handler) lowStock(r *http.Request, below int) ([]string, error) {
	rows, err := h.db.QueryContext(r.Context(), "SELECT isbn FROM stock WHERE level < $1", below)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var isbns []string
	for rows.Next() {
		var isbn string
		if err := rows.Scan(&isbn); err != nil {
			return nil, err
		}
		isbns = append(isbns, isbn)
	}
	return isbns, rows.Err()
}

func writeJSON(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		http.Error(w, "the answer cannot be written", http.StatusInternalServerError)
	}
}
