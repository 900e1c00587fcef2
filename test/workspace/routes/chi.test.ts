import { provesRoutes } from './route-lines.ts';

provesRoutes('chi', [
  {
    name: 'Route, Group, With and Mount',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/go-chi/chi/v5"\n\t"github.com/go-chi/chi/v5/middleware"\n)\n\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Use(middleware.Logger)\n\tr.Route("/orders", func(r chi.Router) {\n\t\tr.With(paginate).Get("/", list)\n\t\tr.Route("/{id}", func(r chi.Router) {\n\t\t\tr.Delete("/", remove)\n\t\t})\n\t})\n\tr.Group(func(r chi.Router) {\n\t\tr.Use(requireLogin)\n\t\tr.Post("/login/renew", list)\n\t})\n\tr.Mount("/admin", admin())\n}\n\nfunc admin() chi.Router {\n\tr := chi.NewRouter()\n\tr.Get("/stats", list)\n\treturn r\n}\n\nfunc list()   {}\nfunc remove() {}\n',
    },
    routes: [
      'GET /orders [middleware.Logger:log paginate] list',
      'DELETE /orders/:id [middleware.Logger:log] remove',
      'POST /login/renew [middleware.Logger:log requireLogin:auth] list',
      'GET /admin/stats [middleware.Logger:log] list',
    ],
  },
  {
    name: 'functions that register on what they get',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/go-chi/chi/v5"\n\t"shop/orders"\n)\n\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Route("/v1", func(v1 chi.Router) {\n\t\torders.Register(v1)\n\t})\n}\n',
      'orders/http.go':
        'package orders\n\nimport "github.com/go-chi/chi/v5"\n\nfunc Register(r chi.Router) {\n\tr.Method("PUT", "/orders/{id:[0-9]+}", handler)\n}\n',
    },
    routes: ['PUT /v1/orders/:id []'],
  },
]);
