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
  ],
  middleware: { '{New,Middleware,NewHandler,RequestIDHandler}': 'request-id' },
  provides: ['request-id'],
});
