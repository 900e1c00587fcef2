import { provesRoutes } from './route-lines.ts';

provesRoutes('gin', [
  {
    name: 'groups with middleware, handed on to packages',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/gin-gonic/gin"\n\t"shop/users"\n)\n\nfunc main() {\n\tr := gin.Default()\n\tv1 := r.Group("/api", limit())\n\tusers.Register(v1.Group("/users"))\n\tv1.Use(AuthMiddleware())\n\tusers.Profile(v1.Group("/me"))\n\tr.Any("/hook/*rest", hook)\n\tr.Run()\n}\n\nfunc hook(c *gin.Context) {}\n',
      'users/routers.go':
        'package users\n\nimport "github.com/gin-gonic/gin"\n\nfunc Register(router *gin.RouterGroup) {\n\trouter.POST("/", create)\n}\n\nfunc Profile(router *gin.RouterGroup) {\n\trouter.GET("", check, profile)\n}\n\nfunc create(c *gin.Context)  {}\nfunc profile(c *gin.Context) {}\n',
    },
    routes: ['ANY /hook/** [] hook', 'POST /api/users [limit] create', 'GET /api/me [limit AuthMiddleware:auth check] profile'],
    openings: ['catch-all /hook'],
  },
  {
    name: 'a group that takes its middleware in the same line',
    sources: {
      'go.mod': 'module shop\n',
      'main.go':
        'package main\n\nimport "github.com/gin-gonic/gin"\n\nfunc main() {\n\tr := gin.Default()\n\tauth := r.Group("/").Use(authMiddleware())\n\tauth.POST("/orders", create)\n}\n\nfunc create(c *gin.Context) {}\n',
    },
    routes: ['POST /orders [authMiddleware:auth] create'],
  },
  {
    name: 'a variable of the package and a field that hold the engine',
    sources: {
      'go.mod': 'module shop\n',
      'router.go':
        'package main\n\nimport "github.com/gin-gonic/gin"\n\nvar router *gin.Engine\n\ntype Server struct{ engine *gin.Engine }\n\nfunc main() {\n\trouter = gin.New()\n\trouter.GET("/a", a)\n\ts := &Server{engine: router}\n\ts.routes()\n}\n\nfunc (s *Server) routes() {\n\ts.engine.Handle("PATCH", "/b", a)\n}\n\nfunc a(c *gin.Context) {}\n',
    },
    routes: ['GET /a [] a', 'PATCH /b [] a'],
  },
]);
