import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loopback } from '#host/free-port.ts';
import type { BackEndRun } from './project.ts';

export type Environment = Readonly<Record<string, string>>;

/** A variable with the value undefined is taken away. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the running of commands needs from the machine (PATH, HOME, proxies, tool settings), without anything that a project could take for its own. */
export function machineEnvironment(from: Variables = process.env): Environment {
  return Object.fromEntries(
    Object.entries(from).filter((entry): entry is [string, string] => entry[1] !== undefined && !isForeign(entry[0])),
  );
}

/** The environment of a back end for one start: production, generous limits, generated secrets, this port and this database. */
export function backEndEnvironment(options: {
  readonly run: BackEndRun;
  readonly examples: Environment;
  readonly secrets: Environment;
  readonly port: number;
  readonly databaseUrl: string;
  readonly corsOrigins: readonly string[];
  readonly variables: Variables;
}): Environment {
  const { run, examples, secrets } = options;
  const others = (run.requiredVariables ?? []).filter((name) => !contractVariables.has(name));
  const all: Variables = {
    ...machineEnvironment(),
    ...Object.fromEntries(others.map((name) => [name, examples[name]])),
    ...secrets,
    NODE_ENV: 'production',
    APP_ENV: 'production',
    HOST: loopback,
    PORT: String(options.port),
    DATABASE_URL: options.databaseUrl,
    CORS_ORIGINS: options.corsOrigins.join(','),
    LOG_LEVEL: 'debug',
    ACCESS_TOKEN_TTL_SECONDS: '900',
    REFRESH_TOKEN_TTL_SECONDS: '1209600',
    SESSION_TTL_SECONDS: '1209600',
    RATE_LIMIT_WINDOW_MS: '60000',
    RATE_LIMIT_MAX: '100000',
    BODY_LIMIT_BYTES: '102400',
    SHUTDOWN_TIMEOUT_MS: '10000',
    ...options.variables,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A fresh value for each secret variable, `JWT_SECRET` always among them: 48 random bytes, well over the 32 characters that HS256 wants (RFC 7518, 3.2). */
export function generateSecrets(run: BackEndRun): Environment {
  const names = new Set(['JWT_SECRET', ...(run.secretVariables ?? [])].filter((name) => name !== 'DATABASE_URL'));
  return Object.fromEntries([...names].map((name) => [name, randomBytes(48).toString('base64url')]));
}

/** The values of `.env.example` in a folder; empty where there is none. */
export async function exampleVariables(folder: string): Promise<Environment> {
  const text = await readFile(join(folder, '.env.example'), 'utf8').catch(() => '');
  return Object.fromEntries(Object.entries(parseEnv(text)).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const contractVariables: ReadonlySet<string> = new Set(
  `NODE_ENV APP_ENV HOST PORT DATABASE_URL JWT_SECRET CORS_ORIGINS LOG_LEVEL ACCESS_TOKEN_TTL_SECONDS REFRESH_TOKEN_TTL_SECONDS
  SESSION_TTL_SECONDS RATE_LIMIT_WINDOW_MS RATE_LIMIT_MAX BODY_LIMIT_BYTES SHUTDOWN_TIMEOUT_MS TEST_DATABASE_URL`.split(/\s+/),
);

// What belongs to whoever runs the verification: an editor's or a test runner's Node settings, the package script it was started from, and
// where their own PostgreSQL clients connect to.
function isForeign(name: string): boolean {
  return (
    contractVariables.has(name) ||
    /^(NODE_OPTIONS|NODE_PATH|INIT_CWD|PG[A-Z]+|TIEBEAM_.*|ELECTRON_.*|VITE_.*|VITEST.*|VSCODE_.*|npm_(lifecycle|package)_.*)$/.test(
      name,
    )
  );
}
