import type { ProbeId } from '#verify/report.ts';

/** One thing in a generated project that is broken by hand, and the probe that has to turn red. */
export interface Mutation {
  readonly title: string;
  readonly probe: ProbeId;
  /** Path in the project. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** Mutations of the default project (Express, React, SQLite) with the resource `product`. */
export const mutations: readonly Mutation[] = [
  {
    title: 'a type error',
    probe: 'build',
    file: 'backend/src/app.ts',
    find: "app.disable('x-powered-by');",
    replace: "app.disable('x-powered-by', 1);",
  },
  {
    title: 'every origin with credentials',
    probe: 'own-rules',
    file: 'backend/src/app.ts',
    find: 'origin: config.corsOrigins,',
    replace: "origin: '*',",
  },
  {
    title: 'a default for the secret',
    probe: 'fail-fast',
    file: 'backend/src/config/config.ts',
    find: 'JWT_SECRET: z.string().min(32),',
    replace: "JWT_SECRET: z.string().min(32).default('a default that should not be there at all'),",
  },
  {
    title: 'a readiness that never looks',
    probe: 'health',
    file: 'backend/src/health/health.ts',
    find: 'response.status(isReady ? 200 : 503)',
    replace: 'response.status(isReady ? 200 : 200)',
  },
  {
    title: 'a page without an end',
    probe: 'crud',
    file: 'backend/src/http/pagination.ts',
    find: 'const items = rows.slice(0, limit);',
    replace: 'const items = rows.slice(0);',
  },
  {
    title: 'a refusal that names no field',
    probe: 'validation',
    file: 'backend/src/errors/error-handler.ts',
    find: 'new ValidationError(fieldErrors(error))',
    replace: 'new ValidationError(fieldErrors(error).slice(0, 0))',
  },
  {
    title: 'a token without an end',
    probe: 'auth',
    file: 'backend/src/features/auth/access-tokens.ts',
    find: 'this.ttlSeconds = config.accessTokenTtlSeconds;',
    replace: 'this.ttlSeconds = config.accessTokenTtlSeconds + 2_592_000;',
  },
  {
    title: 'no list of origins',
    probe: 'cors',
    file: 'backend/src/app.ts',
    find: 'origin: config.corsOrigins,',
    replace: 'origin: true,',
  },
  {
    title: 'a rate limit that nobody reaches',
    probe: 'headers-limits',
    file: 'backend/src/app.ts',
    find: 'createRateLimit(config)',
    replace: 'createRateLimit({ ...config, rateLimitMax: 1_000_000 })',
  },
  {
    title: 'an id that is taken over whatever it is',
    probe: 'request-id',
    file: 'backend/src/http/request-id.ts',
    find: 'given !== undefined && acceptedId.test(given)',
    replace: 'given !== undefined && (acceptedId.test(given) || given.length > 0)',
  },
  {
    title: 'bodies in the log',
    probe: 'logs',
    file: 'backend/src/app.ts',
    find: 'app.use(express.json({ limit: config.bodyLimitBytes }));',
    replace: `app.use(express.json({ limit: config.bodyLimitBytes }));
  app.use((request, _response, next) => {
    logger.info({ text: JSON.stringify(request.body) }, 'body');
    next();
  });`,
  },
  {
    title: 'changes that nobody is told',
    probe: 'realtime',
    file: 'backend/src/changes/change-feed.ts',
    find: 'for (const listener of this.#listeners) listener(change);',
    replace: "if (change.type === '') for (const listener of this.#listeners) listener(change);",
  },
  {
    title: 'a migration that is not taken back',
    probe: 'persistence',
    file: 'backend/src/database/migrations/0002_create_products.ts',
    find: "await database.schema.dropTable('products').execute();",
    replace: "database.schema.dropTable('products');",
  },
  {
    title: 'no ear for SIGTERM',
    probe: 'shutdown',
    file: 'backend/src/main.ts',
    find: "['SIGTERM', 'SIGINT']",
    replace: "['SIGUSR2', 'SIGINT']",
  },
  {
    title: 'an alert that says something else',
    probe: 'front-end',
    file: 'frontend/src/connection/offline-banner.tsx',
    find: 'role="alert"',
    replace: 'role="note"',
  },
];
