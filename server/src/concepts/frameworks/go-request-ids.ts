import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-request-ids',
  title: 'Request ids and tracing for Go routers',
  languages: ['go'],
  modules: [
    'github.com/gin-contrib/requestid',
    'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp',
    'go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin',
    'go.opentelemetry.io/contrib/instrumentation/github.com/labstack/echo/otelecho',
    'go.opentelemetry.io/contrib/instrumentation/github.com/gorilla/mux/otelmux',
    'github.com/riandyrn/otelchi',
    'github.com/go-chi/httplog',
    'github.com/rs/zerolog/hlog',
    'github.com/gofiber/fiber/v2/middleware/requestid',
    'github.com/gofiber/fiber/v3/middleware/requestid',
    'github.com/gofiber/contrib/otelfiber',
    'github.com/gofiber/contrib/otelfiber/v2',
    // They put the id into every line and into the answer unless they are told not to.
    'github.com/samber/slog-gin',
    'github.com/samber/slog-echo',
    'github.com/samber/slog-chi',
    'github.com/samber/slog-fiber',
    'github.com/samber/slog-http',
  ],
  middleware: { '{New,Middleware,NewHandler,RequestIDHandler}': 'request-id' },
  provides: ['request-id'],
});
