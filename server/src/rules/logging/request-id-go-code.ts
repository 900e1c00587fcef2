// What the fix of missing request ids writes in Go, as `layOut` takes it.

/** Middleware of gin; `made` are the lines that make an id. */
export function ginHook(router: string, gin: string, header: string, made: readonly string[]): string {
  return `${router}.Use(func(c *${gin}.Context) {
	id := c.GetHeader("${header}")
	if id == "" {
${made.map((it) => `\t\t${it}`).join('\n')}
	}
	c.Set("request_id", id)
	c.Header("${header}", id)
	c.Next()
})`;
}

interface GoForm {
  readonly framework: string;
  readonly header: string;
  /** The import path of the router's package. */
  readonly core: string | undefined;
  /** What the log is written with, where it is to carry the id. */
  readonly log: 'slog' | 'zerolog' | undefined;
}

/** A package with the middleware and the id of a context, as text. */
export function goModule(form: GoForm): string {
  const { header, log } = form;
  const isGin = form.framework === 'gin';
  const isChi = form.framework === 'chi';
  const packages = [
    ...(isGin ? [form.core] : []),
    ...(isChi ? [`${form.core}/middleware`] : []),
    ...(log === 'zerolog' ? ['github.com/rs/zerolog/log'] : []),
  ];
  const own = [
    'context',
    'crypto/rand',
    'encoding/hex',
    ...(log === 'slog' ? ['log/slog'] : []),
    ...(isGin ? [] : ['net/http']),
    'regexp',
  ];
  const key = isChi ? 'middleware.RequestIDKey' : 'key{}';
  const imports = [...own.map((it) => `\t"${it}"`), ...(packages.length > 0 ? [''] : []), ...packages.map((it) => `\t"${it}"`)];
  return `// Package requestid gives each request an id, which its log lines can carry.
package requestid

import (
${imports.join('\n')}
)

const header = "${header}"

var harmless = regexp.MustCompile("^[A-Za-z0-9_-]{1,128}$")
${isChi ? '' : '\ntype key struct{}\n'}
// Middleware takes the id of the caller, or makes one, and sends it back with the answer.
${isGin ? ginMiddleware(key, log) : httpMiddleware(key, log)}
// From is the id of the request that a context belongs to; empty outside of one.
func From(ctx context.Context) string {
${isChi ? '\treturn middleware.GetReqID(ctx)' : `${isGin ? UNWRAPPED : ''}\tid, _ := ctx.Value(key{}).(string)\n\treturn id`}
}
${log === 'slog' ? SLOG_HANDLER : ''}`;
}

const UNWRAPPED = `	if c, ok := ctx.(*gin.Context); ok {
		ctx = c.Request.Context()
	}
`;

function httpMiddleware(key: string, log: GoForm['log']): string {
  return `func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(header)
${made('\t\t')}
		w.Header().Set(header, id)
${
  log === 'zerolog'
    ? `		ctx := context.WithValue(r.Context(), ${key}, id)
		logger := log.With().Str("request_id", id).Logger()
		next.ServeHTTP(w, r.WithContext(logger.WithContext(ctx)))`
    : `		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), ${key}, id)))`
}
	})
}
`;
}

function ginMiddleware(key: string, log: GoForm['log']): string {
  return `func Middleware(c *gin.Context) {
	id := c.GetHeader(header)
${made('\t')}
	c.Set("request_id", id)
	c.Header(header, id)
	ctx := context.WithValue(c.Request.Context(), ${key}, id)
${log === 'zerolog' ? '\tlogger := log.With().Str("request_id", id).Logger()\n\tctx = logger.WithContext(ctx)\n' : ''}	c.Request = c.Request.WithContext(ctx)
	c.Next()
}
`;
}

function made(indent: string): string {
  return [
    'if !harmless.MatchString(id) {',
    '\traw := make([]byte, 16)',
    '\t_, _ = rand.Read(raw)',
    '\tid = hex.EncodeToString(raw)',
    '}',
  ]
    .map((it) => indent + it)
    .join('\n');
}

const SLOG_HANDLER = `
type handler struct{ slog.Handler }

// NewHandler has a handler write the id of the request with what is logged with its context.
func NewHandler(next slog.Handler) slog.Handler {
	return handler{next}
}

func (h handler) Handle(ctx context.Context, record slog.Record) error {
	if id := From(ctx); id != "" {
		record.AddAttrs(slog.String("request_id", id))
	}
	return h.Handler.Handle(ctx, record)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name)}
}
`;
