import type { Edits } from './mutations.ts';

/** What the back ends in TypeScript have in common; `source` is the path of their `src/`. */
export function typescriptEdits(source: string) {
  return {
    'secret-default': {
      file: `${source}/config/config.ts`,
      find: 'JWT_SECRET: z.string().min(32),',
      replace: "JWT_SECRET: z.string().min(32).default('a default that should not be there at all'),",
    },
    'swallowed-error': {
      file: `${source}/features/products/product.repository.ts`,
      find: 'const rows = await query.execute();',
      replace: 'const rows = await query.execute().catch(() => []);',
    },
    'endless-page': {
      file: `${source}/http/pagination.ts`,
      find: 'const items = rows.slice(0, limit);',
      replace: 'const items = rows.slice(0);',
    },
    'endless-token': {
      file: `${source}/features/auth/access-tokens.ts`,
      find: 'this.ttlSeconds = config.accessTokenTtlSeconds;',
      replace: 'this.ttlSeconds = config.accessTokenTtlSeconds + 2_592_000;',
    },
    'silent-changes': {
      file: `${source}/changes/change-feed.ts`,
      find: 'for (const listener of this.#listeners) listener(change);',
      replace: "if (change.type === '') for (const listener of this.#listeners) listener(change);",
    },
    'skipped-migration': {
      file: `${source}/database/migrations/0002_create_products.ts`,
      find: 'export async function up(database: Kysely<unknown>): Promise<void> {',
      replace: `export async function up(database: Kysely<unknown>): Promise<void> {
  if (Date.now() > 0) return;`,
    },
    'one-way-migration': {
      file: `${source}/database/migrations/0002_create_products.ts`,
      find: "await database.schema.dropTable('products').execute();",
      replace: "database.schema.dropTable('products');",
    },
    'deaf-process': {
      file: `${source}/main.ts`,
      find: "['SIGTERM', 'SIGINT']",
      replace: "['SIGUSR2', 'SIGINT']",
    },
  } as const satisfies Partial<Edits>;
}

/** The alert of the React components, below the path of their `src/`. */
export function reactEdits(source: string) {
  return {
    'silent-banner': {
      file: `${source}/connection/offline-banner.tsx`,
      find: 'role="alert"',
      replace: 'role="note"',
    },
  } as const satisfies Partial<Edits>;
}

/** The error handler of Express and Fastify. */
export const errorHandlerEdits = {
  'told-error': {
    file: 'backend/src/errors/error-handler.ts',
    find: "known?.message ?? 'The request could not be completed'",
    replace: 'known?.message ?? String(error)',
  },
  'nameless-refusal': {
    file: 'backend/src/errors/error-handler.ts',
    find: 'new ValidationError(fieldErrors(error))',
    replace: 'new ValidationError(fieldErrors(error).slice(0, 0))',
  },
} as const satisfies Partial<Edits>;
