import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-middleware',
  title: 'Middleware for Go routers',
  languages: ['go'],
  modules: [
    'github.com/go-chi/chi/v5/middleware',
    'github.com/go-chi/chi/middleware',
    'github.com/gin-contrib/sessions',
    'github.com/go-chi/httprate',
    'github.com/go-chi/jwtauth/v5',
    'github.com/labstack/echo/v4/middleware',
    'github.com/labstack/echo/middleware',
    'github.com/labstack/echo/v5/middleware',
  ],
  middleware: {
    '{Recoverer,Recover,RecoverWithConfig}': 'recover',
    '{Logger,RequestLogger,LoggerWithConfig,RequestLoggerWithConfig}': 'log',
    '{RequestID,RequestIDWithConfig}': 'request-id',
    '{CORS,CORSWithConfig}': 'cors',
    '{Secure,SecureWithConfig}': 'security-headers',
    '{BodyLimit}': 'body',
    '{Sessions}': 'session',
    '{LimitByIP,LimitAll,Limit,RateLimiter,Throttle}': 'rate-limit',
    '{Verifier,Authenticator,JWT,JWTWithConfig,BasicAuth,KeyAuth}': 'auth',
  },
});
