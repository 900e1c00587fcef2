import { provesRoutes } from './route-lines.ts';

provesRoutes('echo', [
  {
    name: 'groups, and middleware behind the handler',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/labstack/echo/v4"\n\t"github.com/labstack/echo/v4/middleware"\n)\n\nfunc main() {\n\te := echo.New()\n\te.Use(middleware.Recover())\n\tapi := e.Group("/api", middleware.JWT(key))\n\tapi.GET("/orders/:id", show, cached)\n\te.Start(":80")\n}\n\nfunc show(c echo.Context) error { return nil }\n',
    },
    routes: ['GET /api/orders/:id [middleware.Recover:recover middleware.JWT:auth cached] show'],
  },
  {
    name: 'handlers that are methods of what a package makes',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/labstack/echo/v4"\n\t"shop/handler"\n)\n\nfunc main() {\n\te := echo.New()\n\th := handler.New()\n\th.Register(e.Group("/v2"))\n\te.Match([]string{"GET", "HEAD"}, "/ping", h.Ping)\n}\n',
      'handler/handler.go':
        'package handler\n\nimport "github.com/labstack/echo/v4"\n\ntype Handler struct{}\n\nfunc New() *Handler { return &Handler{} }\n\nfunc (h *Handler) Register(v2 *echo.Group) {\n\tv2.PUT("/users", h.Update)\n}\n\nfunc (h *Handler) Update(c echo.Context) error { return nil }\n\nfunc (h *Handler) Ping(c echo.Context) error { return nil }\n',
    },
    routes: ['PUT /v2/users [] Update', 'GET /ping [] Ping', 'HEAD /ping [] Ping'],
  },
]);
