import type { Call } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import type { CallModel } from './call-model.ts';
import type { CallMatch } from './compile-model.ts';
import type { MiddlewareRole } from './kinds/routing.ts';

/** What `tiebeam.json` says that a project's own functions and exports are, where the code does not show it. */
export interface DeclaredCalls {
  /** What a call is by declaration; empty for most. */
  readonly callsOf: (call: Call, meaning: Meaning) => readonly CallMatch[];
  readonly middlewareRole: (name: string) => MiddlewareRole | undefined;
}

export const nothingDeclared: DeclaredCalls = { callsOf: () => [], middlewareRole: () => undefined };

/** The part of a configuration that declares things; names are callees as they are written. */
export interface Declarations {
  readonly wrappers: {
    readonly logger?: readonly string[] | undefined;
    readonly db?: readonly string[] | undefined;
    readonly validator?: readonly string[] | undefined;
    readonly auth?: readonly string[] | undefined;
    readonly cache?: readonly { readonly callee: string; readonly ttlArg: number }[] | undefined;
  };
  /** By `path#export`. */
  readonly hints: Readonly<Record<string, Hint>>;
}

export type Hint = 'database' | 'cache' | 'logger';

/** Reads the declarations of a configuration. */
export function declaredCalls({ wrappers, hints }: Declarations): DeclaredCalls {
  const isEmpty = Object.keys(hints).length === 0 && Object.values(wrappers).every((it) => it === undefined || it.length === 0);
  if (isEmpty) return nothingDeclared;
  const byName = new Map<string, (method: string) => CallModel | undefined>([
    ...(wrappers.logger ?? []).map((name) => [name, () => LOG] as const),
    ...(wrappers.db ?? []).map((name) => [name, queryOf] as const),
    ...(wrappers.cache ?? []).map(({ callee, ttlArg }) => [callee, () => cacheWrite(ttlArg)] as const),
  ]);
  const roles = new Map<string, MiddlewareRole>([
    ...(wrappers.auth ?? []).map((name) => [name, 'auth'] as const),
    ...(wrappers.validator ?? []).map((name) => [name, 'validation'] as const),
  ]);
  return {
    callsOf: ({ callee }, meaning) => {
      const method = callee.path.at(-1) ?? '';
      // `log` stands for `log()` and for `log.info()`.
      const named = byName.get(callee.path.join('.')) ?? byName.get(callee.path.slice(0, -1).join('.'));
      const hint = meaning.kind === 'local' ? hints[`${meaning.file}#${meaning.name}`] : undefined;
      const model = named?.(method) ?? (hint && HINTED[hint](method));
      return model ? [{ framework: 'tiebeam.json', model }] : [];
    },
    middlewareRole: (name) => roles.get(name),
  };
}

const LOG: CallModel = { on: [], is: 'log', level: 'name' };

const HINTED: Readonly<Record<Hint, (method: string) => CallModel | undefined>> = {
  logger: () => LOG,
  database: queryOf,
  cache: (method) => (/^(set|put|add|store|setex)$/i.test(method) ? cacheWrite(2) : undefined),
};

/** A method of a database tells by its verb whether it writes; one that does not say reads. */
function queryOf(method: string): CallModel {
  const isWrite = /^(insert|create|update|upsert|delete|remove|save|destroy|add|put|write|exec|bulk)/i.test(method);
  return { on: [], is: 'query', operation: isWrite ? 'write' : 'read' };
}

function cacheWrite(ttl: number): CallModel {
  return { on: [], is: 'cache-write', key: 0, ttl: { kind: 'argument', index: ttl } };
}
