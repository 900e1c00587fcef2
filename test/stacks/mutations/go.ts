import type { Edits } from './mutations.ts';
import { reactEdits } from './typescript.ts';

export const go: Edits = {
  ...reactEdits('frontend/src'),
  'type-error': {
    file: 'backend/cmd/api/main.go',
    find: 'app.New(cfg, db)',
    replace: 'app.New(cfg, db, 1)',
  },
  'any-origin': {
    file: 'backend/internal/app/app.go',
    find: 'cfg.CORSOrigins,',
    replace: '[]string{"*"},',
  },
  'secret-default': {
    file: 'backend/internal/platform/config/config.go',
    find: 'r.matching("JWT_SECRET", `.{32,}`, "must have at least 32 characters")',
    replace: 'r.text("JWT_SECRET", "a default that should not be there at all")',
  },
  'blind-readiness': {
    file: 'backend/internal/platform/health/health.go',
    find: 'http.StatusServiceUnavailable',
    replace: 'http.StatusOK',
  },
  'swallowed-error': {
    file: 'backend/internal/products/service.go',
    find: 'return web.Page[Product]{}, err',
    replace: 'return web.Page[Product]{Items: []Product{}}, nil',
  },
  'told-error': {
    file: 'backend/internal/platform/web/problem.go',
    find: 'slog.ErrorContext(r.Context(), "request failed", "error", err)',
    replace: 'body.Detail = err.Error()\n\t\tslog.ErrorContext(r.Context(), "request failed")',
  },
  'endless-page': {
    file: 'backend/internal/platform/web/pagination.go',
    find: 'Items: rows[:limit],',
    replace: 'Items: rows,',
  },
  'nameless-refusal': {
    file: 'backend/internal/platform/web/json.go',
    find: 'apperror.Invalid(refused...)',
    replace: 'apperror.Invalid()',
  },
  'endless-token': {
    file: 'backend/internal/auth/tokens.go',
    find: 'now.Add(t.ttl)',
    replace: 'now.Add(t.ttl + 720*time.Hour)',
  },
  'open-list': {
    file: 'backend/internal/products/handler.go',
    find: 'router.Use(access.Authenticate)',
    replace: '',
  },
  'no-role': {
    file: 'backend/internal/products/handler.go',
    find: 'router.With(access.Require(auth.RoleAdmin)).Delete(',
    replace: 'router.Delete(',
  },
  'no-origin-list': {
    file: 'backend/internal/app/app.go',
    find: 'cfg.CORSOrigins,',
    replace: 'cfg.CORSOrigins,\n\t\tAllowOriginFunc: func(string) bool { return true },',
  },
  'no-rate-limit': {
    file: 'backend/internal/app/app.go',
    find: 'web.RateLimit(cfg.RateLimitMax,',
    replace: 'web.RateLimit(1_000_000,',
  },
  'no-security-headers': {
    file: 'backend/internal/app/app.go',
    find: 'router.Use(web.SecurityHeaders(cfg.IsProduction()))',
    replace: '',
  },
  'any-request-id': {
    file: 'backend/internal/platform/web/middleware.go',
    find: '!acceptedRequestID.MatchString(id)',
    replace: 'id == ""',
  },
  'logged-bodies': {
    file: 'backend/internal/platform/web/json.go',
    find: 'body, err := io.ReadAll(r.Body)',
    replace: 'body, err := io.ReadAll(r.Body)\n\tslog.InfoContext(r.Context(), "body", "text", string(body))',
  },
  'silent-changes': {
    file: 'backend/internal/platform/changefeed/changefeed.go',
    find: 'listen(change)\n',
    replace: '_ = listen\n',
  },
  'skipped-migration': {
    file: 'backend/internal/platform/database/migrations.go',
    find: 'provider.Up(ctx)',
    replace: 'provider.UpTo(ctx, 1)',
  },
  'one-way-migration': {
    file: 'backend/internal/platform/database/migrations/0002_create_products.sql',
    find: 'drop table "products";',
    replace: 'select 1;',
  },
  'deaf-process': {
    file: 'backend/cmd/api/main.go',
    find: 'os.Interrupt, syscall.SIGTERM',
    replace: 'os.Interrupt, syscall.SIGUSR2',
  },
};
