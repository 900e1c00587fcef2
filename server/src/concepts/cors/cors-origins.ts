import { containsSpan } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { FunctionValue, Value } from '#facts/value.ts';
import { followValue } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import type { CorsOrigins } from '../kinds/safeguards.ts';

export interface OriginContext {
  readonly facts: CodeFacts;
  readonly linker: Linker;
  readonly scope: ScopeId;
}

const UNKNOWN: CorsOrigins = { kind: 'unknown' };

/** What a value says about allowed origins. Constants, settings and defaults of variables are followed over files. */
export function originsOf(context: OriginContext, value: Value, onTrue: 'wildcard' | 'reflected', depth = 0): CorsOrigins {
  if (depth > 4) return UNKNOWN;
  const { facts } = context;
  const read = facts.envReads.find((it) => containsSpan(value.span, it.span));
  if (read && value.kind !== 'object' && value.kind !== 'function') {
    if (read.name === undefined || value.kind === 'array') return UNKNOWN;
    const fallback = read.defaultValue && fallbackOf(context, read.defaultValue);
    return { kind: 'variable', name: read.name, ...(fallback && { fallback }) };
  }
  switch (value.kind) {
    case 'literal':
      if (value.value === true) return { kind: onTrue };
      if (value.value === false || value.value === null) return { kind: 'list', origins: [] };
      return typeof value.value === 'string' ? written(value.value) : UNKNOWN;
    case 'array':
      return ofList(context, value.items, value.isOpen);
    case 'function':
      return ofFunction(context, value);
    case 'call':
      return ofCall(context, value.call, depth);
    case 'reference':
      return ofReference(context, value, onTrue, depth);
    default:
      return UNKNOWN;
  }
}

function written(text: string): CorsOrigins {
  if (text === '*') return { kind: 'wildcard' };
  // Regular expressions of Starlette and flask-cors; those that name a host are a list that is not read.
  if (/^\^?(\(?https?\??:\/\/\)?)?\.[*+]\$?$|^\^?https\?:\/\/\.[*+]\$?$/.test(text)) return { kind: 'reflected' };
  return /[\\^$()|[\]]/.test(text)
    ? UNKNOWN
    : {
        kind: 'list',
        origins: text
          .split(',')
          .map((it) => it.trim())
          .filter((it) => it !== ''),
      };
}

function ofList({ facts, linker, scope }: OriginContext, items: readonly Value[], isOpen: boolean): CorsOrigins {
  const origins: string[] = [];
  let isKnown = !isOpen;
  for (const item of items) {
    const followed = item.kind === 'reference' ? followValue(linker, facts.path, scope, item) : undefined;
    const value = followed?.kind === 'value' && followed.rest.length === 0 ? followed.value : item;
    if (value.kind !== 'literal' || typeof value.value !== 'string') {
      isKnown = false;
      continue;
    }
    if (value.value === '*') return { kind: 'wildcard' };
    if (/[\\^$()|[\]*]/.test(value.value)) isKnown = false;
    else origins.push(value.value);
  }
  return isKnown ? { kind: 'list', origins } : UNKNOWN;
}

/** `(origin, callback) => callback(null, true)` without a question, `(origin) => origin`, `func(string) bool { return true }`. */
function ofFunction({ facts }: OriginContext, { scope }: FunctionValue): CorsOrigins {
  const fn = facts.scopes[scope]?.fn;
  if (!fn || facts.scopes.some((it) => it.kind === 'branch' && it.parent === scope)) return UNKNOWN;
  const [origin, callback] = fn.parameters;
  const isEverybody = (value: Value | undefined) =>
    (value?.kind === 'literal' && (value.value === true || value.value === '*')) ||
    (value?.kind === 'reference' && value.path.length === 1 && value.path[0] === origin?.name);
  const calls = facts.calls.filter(
    (it) => it.scope === scope && callback !== undefined && it.callee.path.join('.') === callback.name,
  );
  if (calls.length === 1) return isEverybody(calls[0]?.args[1]) ? { kind: 'reflected' } : UNKNOWN;
  const returns = facts.returns.filter((it) => it.scope === scope);
  return (callback === undefined || facts.language === 'go') && returns.length === 1 && isEverybody(returns[0]?.values[0])
    ? { kind: 'reflected' }
    : UNKNOWN;
}

/** `config("CORS_ORIGINS", default="*")`, `z.string().default('*')`, `"*".split(",")`. */
function ofCall(context: OriginContext, id: number, depth: number): CorsOrigins {
  const call = context.facts.calls[id];
  if (!call || depth > 3) return UNKNOWN;
  const name = call.callee.path.at(-1) ?? '';
  const fallback = call.keywords.find((it) => it.name === 'default')?.value ?? (name === 'default' ? call.args[0] : undefined);
  const first = call.args[0];
  const key = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
  if (!fallback) return /^(list|tuple|set)$/.test(name) && first ? originsOf(context, first, 'reflected', depth + 1) : UNKNOWN;
  const known = fallbackOf(context, fallback);
  return known ? { kind: 'variable', name: key ?? '', fallback: known } : UNKNOWN;
}

function ofReference(
  context: OriginContext,
  value: Value & { kind: 'reference' },
  onTrue: 'wildcard' | 'reflected',
  depth: number,
): CorsOrigins {
  const { linker, facts, scope } = context;
  const field = value.path.at(-1) ?? '';
  const owner = value.path.length > 1 ? linker.reference(facts.path, scope, value.path.slice(0, -1)) : undefined;
  // A field of an instance of settings has a default that the environment replaces.
  const isSetting = owner !== undefined && 'chain' in owner && owner.chain.at(-1) === '*';
  const origin = followValue(linker, facts.path, scope, value);
  if (isSetting && origin?.kind === 'value') {
    const from = linker.folder.files.get(origin.path);
    const fallback = from?.kind === 'code' ? fallbackOf({ facts: from, linker, scope: origin.scope }, origin.value) : undefined;
    return fallback ? { kind: 'variable', name: field.toUpperCase(), fallback } : UNKNOWN;
  }
  if (origin?.kind === 'field') return ofField(context, origin.path, origin.owner, origin.name, origin.rest);
  if (origin?.kind !== 'value' || origin.rest.length > 0) return UNKNOWN;
  const from = linker.folder.files.get(origin.path);
  if (from?.kind !== 'code' || origin.value.kind === 'reference') return UNKNOWN;
  return originsOf({ facts: from, linker, scope: origin.scope }, origin.value, onTrue, depth + 1);
}

/** A field of a settings class is the variable of its name. */
function ofField({ linker }: OriginContext, path: string, owner: string, name: string, rest: readonly string[]): CorsOrigins {
  const from = linker.folder.files.get(path);
  const field =
    from?.kind === 'code' ? from.classes.find((it) => it.name === owner)?.fields.find((it) => it.name === name) : undefined;
  if (from?.kind !== 'code' || !field?.value || rest.length > 0) return UNKNOWN;
  const fallback = fallbackOf({ facts: from, linker, scope: 0 }, field.value);
  return fallback ? { kind: 'variable', name: name.toUpperCase(), fallback } : UNKNOWN;
}

function fallbackOf(context: OriginContext, value: Value): readonly string[] | undefined {
  const found = originsOf(context, value, 'reflected', 3);
  if (found.kind === 'wildcard') return ['*'];
  return found.kind === 'list' ? found.origins : undefined;
}
