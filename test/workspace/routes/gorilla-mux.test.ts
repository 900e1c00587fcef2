import { provesRoutes } from './route-lines.ts';

provesRoutes('gorilla/mux', [
  {
    name: 'subrouters',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/gorilla/mux"\n)\n\nfunc main() {\n\tr := mux.NewRouter()\n\tapi := r.PathPrefix("/api").Subrouter()\n\tapi.Use(requireLogin)\n\tapi.HandleFunc("/orders/{id}", show).Methods("GET", "HEAD")\n\tapi.Methods(http.MethodPost).Path("/orders").HandlerFunc(show)\n}\n\nfunc show(w http.ResponseWriter, r *http.Request) {}\n',
    },
    routes: [
      'GET /api/orders/:id [requireLogin:auth] show',
      'HEAD /api/orders/:id [requireLogin:auth] show',
      'POST /api/orders [requireLogin:auth] show',
    ],
  },
  {
    name: 'what begins with a prefix',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/gorilla/mux"\n)\n\nfunc main() {\n\tr := mux.NewRouter()\n\tapi := r.PathPrefix("/api").Subrouter()\n\tapi.PathPrefix("/files").Handler(wrap(remove)).Methods("DELETE")\n\tapi.PathPrefix("/tags").Path("/all").HandlerFunc(remove)\n}\n\nfunc wrap(f http.HandlerFunc) http.Handler { return f }\n\nfunc remove(w http.ResponseWriter, r *http.Request) {}\n',
    },
    routes: ['DELETE /api/files [wrap] remove', 'DELETE /api/files/** [wrap] remove', 'ANY /api/tags/all [] remove'],
    openings: ['catch-all /api/files'],
  },
]);
