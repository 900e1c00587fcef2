/** What the users of a framework take for a missing thing, as they call it; undefined where there is no usual one. */
export function remedyFor(what: 'security-headers' | 'request-id', framework: string): string | undefined {
  return REMEDIES[what][framework];
}

const REMEDIES: Readonly<Record<'security-headers' | 'request-id', Readonly<Record<string, string>>>> = {
  'security-headers': {
    express: 'helmet',
    nestjs: 'helmet',
    fastify: '@fastify/helmet',
    koa: 'koa-helmet',
    hono: 'hono/secure-headers',
    nextjs: 'headers()',
    fastapi: 'secure',
    flask: 'flask-talisman',
    django: 'SecurityMiddleware',
    gin: 'gin-contrib/secure',
    echo: 'middleware.Secure',
    fiber: 'middleware/helmet',
    chi: 'unrolled/secure',
    'net-http': 'unrolled/secure',
  },
  'request-id': {
    express: 'pino-http',
    nestjs: 'nestjs-pino',
    koa: 'koa-requestid',
    hono: 'hono/request-id',
    fastapi: 'asgi-correlation-id',
    flask: 'flask-log-request-id',
    django: 'django-guid',
    gin: 'gin-contrib/requestid',
    echo: 'middleware.RequestID',
    fiber: 'middleware/requestid',
    chi: 'middleware.RequestID',
  },
};
