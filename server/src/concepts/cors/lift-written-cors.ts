import type { Span } from '#base/span.ts';
import type { CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Concept } from '../concept.ts';
import type { CorsOrigins } from '../kinds/safeguards.ts';
import { knownHeader } from '../safeguards/header-names.ts';
import { originsOf } from './cors-origins.ts';
import { conditionAround } from './lift-cors.ts';

const ORIGIN = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';

/** Policies without a package: headers set by hand in a middleware, Django's settings, and the list of headers of Next.js. */
export function liftWrittenCors(facts: CodeFacts, linker: Linker): Concept[] {
  return [...byHand(facts, linker), ...djangoSettings(facts, linker), ...headerLists(facts, linker)];
}

interface HeaderSet {
  readonly name: string;
  readonly value: Value;
  readonly scope: ScopeId;
  readonly span: Span;
  readonly call?: CallId;
}

function byHand(facts: CodeFacts, linker: Linker): Concept[] {
  const sets = headerSets(facts);
  return sets.flatMap((it): Concept[] => {
    if (it.name !== ORIGIN) return [];
    const around = enclosingFunction(facts, it.scope);
    if (!around) return [];
    const condition = conditionAround(facts, it.scope);
    const isReflected = readsOrigin(facts, it.value, around.id);
    const origins: CorsOrigins = isReflected
      ? condition === undefined || !/origin/i.test(condition)
        ? { kind: 'reflected' }
        : { kind: 'unknown' }
      : originsOf({ facts, linker, scope: it.scope }, it.value, 'reflected');
    const beside = sets.filter((other) => other.name === CREDENTIALS && enclosingFunction(facts, other.scope)?.id === around.id);
    const isYes = beside.some((other) => other.value.kind === 'literal' && String(other.value.value) === 'true');
    return [
      {
        kind: 'cors',
        framework: 'language',
        scope: it.scope,
        span: it.span,
        ...(it.call !== undefined && { call: it.call }),
        origins,
        credentials: isYes ? 'yes' : beside.length > 0 ? 'unknown' : 'no',
        isAppWide: isMiddleware(facts, around.id),
        // Asking for the method only tells preflight requests apart.
        ...(condition !== undefined && !/origin/i.test(condition) && { condition }),
      },
    ];
  });
}

function headerSets(facts: CodeFacts): HeaderSet[] {
  const sets: HeaderSet[] = [];
  facts.calls.forEach((call, id) => {
    if (!/^(set|setHeader|header|Header|Set|Add|append|setdefault)$/.test(call.callee.path.at(-1) ?? '')) return;
    const [first, value] = call.args;
    const text = first?.kind === 'literal' ? String(first.value) : first?.kind === 'reference' ? (first.path.at(-1) ?? '') : '';
    const name = knownHeader(text);
    if (name !== undefined && value) sets.push({ name, value, scope: call.scope, span: call.span, call: id });
  });
  for (const { target, value, scope, span } of facts.assignments) {
    const name = knownHeader(target.at(-1) ?? '');
    if (name !== undefined) sets.push({ name, value, scope, span });
  }
  return sets;
}

/** `req.headers.origin`, `c.GetHeader("Origin")`, or a name that was given one of them. */
function readsOrigin(facts: CodeFacts, value: Value, around: ScopeId): boolean {
  if (value.kind === 'reference') {
    if (value.path.length > 1 && value.path.at(-1)?.toLowerCase() === 'origin') return true;
    const binding = facts.bindings.find((it) => it.name === value.path[0] && enclosingFunction(facts, it.scope)?.id === around);
    return value.path.length === 1 && binding?.origin.kind === 'value' && readsOrigin(facts, binding.origin.value, around);
  }
  if (value.kind !== 'call') return false;
  const call = facts.calls[value.call];
  const first = call?.args[0];
  return (
    /^(get|Get|GetHeader|header|Header)$/.test(call?.callee.path.at(-1) ?? '') &&
    first?.kind === 'literal' &&
    String(first.value).toLowerCase() === 'origin'
  );
}

/** A function that passes the request on, or that is run for every answer. */
function isMiddleware(facts: CodeFacts, id: ScopeId): boolean {
  const fn = facts.scopes[id]?.fn;
  if (!fn) return false;
  if (fn.parameters.some((it) => /^(next|_next|call_next|get_response)$/.test(it.name))) return true;
  if (fn.decorators.some((it) => /^(after_request|middleware)$/.test(it.path.at(-1) ?? ''))) return true;
  return facts.calls.some(
    (it) => /^(Next|ServeHTTP)$/.test(it.callee.path.at(-1) ?? '') && enclosingFunction(facts, it.scope)?.id === id,
  );
}

/** django-cors-headers reads its settings by name. */
function djangoSettings(facts: CodeFacts, linker: Linker): Concept[] {
  if (facts.language !== 'python') return [];
  const settings = new Map(
    facts.bindings.flatMap((it) =>
      it.scope === 0 && it.origin.kind === 'value' && /^CORS_/.test(it.name)
        ? [[it.name, { value: it.origin.value, span: it.span }] as const]
        : [],
    ),
  );
  const everybody = settings.get('CORS_ALLOW_ALL_ORIGINS') ?? settings.get('CORS_ORIGIN_ALLOW_ALL');
  const list = settings.get('CORS_ALLOWED_ORIGINS') ?? settings.get('CORS_ORIGIN_WHITELIST');
  const isEverybody = everybody?.value.kind === 'literal' && everybody.value.value === true;
  const place = isEverybody ? everybody : list;
  if (!place || (everybody && !isEverybody && everybody.value.kind !== 'literal')) return [];
  const given = settings.get('CORS_ALLOW_CREDENTIALS')?.value;
  const credentials = given?.kind === 'literal' ? (given.value === true ? 'yes' : 'no') : given ? 'unknown' : 'no';
  const everyone: CorsOrigins = credentials === 'yes' ? { kind: 'reflected' } : { kind: 'wildcard' };
  // Under its first name the list held hosts, not origins.
  const isRead = !settings.has('CORS_ALLOWED_ORIGIN_REGEXES') && settings.has('CORS_ALLOWED_ORIGINS');
  const written: CorsOrigins = isRead ? originsOf({ facts, linker, scope: 0 }, place.value, 'reflected') : { kind: 'unknown' };
  return [
    {
      kind: 'cors',
      framework: 'django',
      scope: 0,
      span: place.span,
      origins: isEverybody ? everyone : written,
      credentials,
      isAppWide: true,
    },
  ];
}

/** `{ source: '/api/:path*', headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }] }`. */
function headerLists(facts: CodeFacts, linker: Linker): Concept[] {
  if (!/(^|\/)next\.config\.[cm]?[jt]s$/.test(facts.path)) return [];
  const found: Concept[] = [];
  const walk = (value: Value, scope: ScopeId, depth: number): void => {
    if (depth > 6) return;
    if (value.kind === 'array') for (const item of value.items) walk(item, scope, depth + 1);
    if (value.kind !== 'object') return;
    const source = value.entries.find((it) => it.key === 'source')?.value;
    const headers = value.entries.find((it) => it.key === 'headers')?.value;
    if (source?.kind === 'literal' && headers?.kind === 'array') {
      const rows = headers.items.flatMap((it) => headerRow(it));
      const origin = rows.find((it) => it.name === ORIGIN);
      if (origin) {
        found.push({
          kind: 'cors',
          framework: 'nextjs',
          scope,
          span: origin.span,
          origins: originsOf({ facts, linker, scope }, origin.value, 'reflected'),
          credentials: rows.some((it) => it.name === CREDENTIALS && it.value.kind === 'literal' && it.value.value === 'true')
            ? 'yes'
            : 'no',
          isAppWide: /^\/(api\/)?(:path\*|\(\.\*\)|:\w+\*|\(\.\*\?\))$/.test(String(source.value)),
        });
      }
      return;
    }
    for (const entry of value.entries) walk(entry.value, scope, depth + 1);
  };
  for (const { scope, values } of facts.returns) for (const value of values) walk(value, scope, 0);
  for (const { scope, origin } of facts.bindings) if (origin.kind === 'value') walk(origin.value, scope, 0);
  for (const { value } of facts.exports) if (value) walk(value, 0, 0);
  return found;
}

function headerRow(row: Value): { readonly name: string; readonly value: Value; readonly span: Span }[] {
  if (row.kind !== 'object') return [];
  const key = row.entries.find((it) => it.key === 'key')?.value;
  const value = row.entries.find((it) => it.key === 'value')?.value;
  return key?.kind === 'literal' && value ? [{ name: String(key.value).toLowerCase(), value, span: row.span }] : [];
}
