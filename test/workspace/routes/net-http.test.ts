import { provesRoutes } from './route-lines.ts';

provesRoutes('net/http', [
  {
    name: 'patterns with methods, and a router below a prefix',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"shop/orders"\n)\n\nfunc main() {\n\tmux := http.NewServeMux()\n\tmux.HandleFunc("GET /health", health)\n\tmux.Handle("/api/", http.StripPrefix("/api", logged(orders.New())))\n\thttp.ListenAndServe(":80", mux)\n}\n\nfunc health(w http.ResponseWriter, r *http.Request) {}\n',
      'orders/orders.go':
        'package orders\n\nimport "net/http"\n\ntype server struct{}\n\nfunc New() http.Handler {\n\tserver := &server{}\n\tmux := http.NewServeMux()\n\tmux.HandleFunc("POST /orders/{id}", server.create)\n\tmux.Handle("DELETE /orders/{id}", requireAuth(http.HandlerFunc(server.remove)))\n\treturn mux\n}\n\nfunc (s *server) create(w http.ResponseWriter, r *http.Request) {}\n\nfunc (s *server) remove(w http.ResponseWriter, r *http.Request) {}\n',
    },
    routes: [
      'GET /health [] health',
      'POST /api/orders/:id [logged] create',
      'DELETE /api/orders/:id [logged requireAuth:auth] remove',
    ],
  },
  {
    name: 'a router in a field, and the methods of gorilla',
    sources: {
      'go.mod': 'module shop\n',
      'server.go':
        'package main\n\nimport "net/http"\n\ntype Server struct {\n\tmux *http.ServeMux\n}\n\nfunc NewServer() *Server {\n\ts := &Server{mux: http.NewServeMux()}\n\ts.routes()\n\treturn s\n}\n\nfunc (s *Server) routes() {\n\ts.mux.HandleFunc("/items/{id...}", s.items)\n}\n\nfunc (s *Server) items(w http.ResponseWriter, r *http.Request) {}\n',
    },
    routes: ['ANY /items/** [] items'],
    openings: ['catch-all /items'],
  },
]);
