import type { Path } from '#base/paths.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { followValue, returnedValues } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import { withFieldNames } from './positional-fields.ts';

/** An expression with the place that it is seen from. */
export interface Seen {
  readonly path: Path;
  readonly scope: ScopeId;
  readonly value: Value;
}

/** The text of a literal, of a constant over files, of a template whose parts are known, or of a field's default; undefined for anything else. */
export function constantText(linker: Linker, { path, scope, value }: Seen, depth = 0): string | undefined {
  if (depth > 6) return undefined;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'template': {
      const texts = value.parts.map((it) => constantText(linker, { path, scope, value: it }, depth + 1));
      const pieces = value.text.split('\uFFFC');
      if (texts.some((it) => it === undefined) || pieces.length !== texts.length + 1) return undefined;
      return pieces.map((piece, index) => piece + (texts[index] ?? '')).join('');
    }
    case 'reference': {
      const found = followValue(linker, path, scope, value);
      if (!found) return methodText(linker, { path, scope, value });
      if (found.kind !== 'value' || found.rest.length > 0 || found.value.kind === 'reference') return undefined;
      return constantText(linker, found, depth + 1);
    }
    case 'call':
      return value.path.length === 0 ? textOfCall(linker, path, value.call, depth) : undefined;
    default:
      return undefined;
  }
}

/** Go's `http.MethodGet`. */
function methodText(linker: Linker, { path, scope, value }: Seen): string | undefined {
  const name = value.kind === 'reference' ? /^Method([A-Z][a-z]+)$/.exec(value.path.at(-1) ?? '')?.[1] : undefined;
  if (name === undefined || value.kind !== 'reference' || value.path.length !== 2) return undefined;
  return linker.reference(path, scope, value.path).kind === 'external' ? name.toUpperCase() : undefined;
}

/** Joined parts of a path; what a function of the workspace makes of its arguments where one of its results is known. */
function textOfCall(linker: Linker, path: Path, id: CallId, depth: number): string | undefined {
  const facts = linker.names(path)?.facts;
  const call = facts?.calls[id];
  if (!facts || !call) return undefined;
  const inner = (value: Value) => constantText(linker, { path, scope: call.scope, value }, depth + 1);
  const callee = linker.callee(path, id);
  if (
    callee.kind === 'external' &&
    /^(path|net\/url|url)$/.test(callee.module) &&
    /^(Join|JoinPath|join)$/.test(callee.chain.at(-1) ?? '')
  ) {
    const parts = call.args.map(inner);
    return parts.some((it) => it === undefined)
      ? undefined
      : parts
          .filter(Boolean)
          .join('/')
          .replace(/\/{2,}/g, '/');
  }
  if (callee.kind !== 'local') return undefined;
  const fn = linker.functionOf(callee);
  const other = fn ? linker.names(fn.path)?.facts : undefined;
  const parameters = fn ? (other?.scopes[fn.scope]?.fn?.parameters ?? []) : [];
  if (!fn || !other) return undefined;
  // Which branch is taken is not known; the shortest result is the path without what settings put before it.
  const texts = returnedValues(other, fn.scope).flatMap(({ scope, value }) => {
    const index =
      value.kind === 'reference' && value.path.length === 1 ? parameters.findIndex((it) => it.name === value.path[0]) : -1;
    const argument = index < 0 ? undefined : call.args[index];
    return (argument ? inner(argument) : constantText(linker, { path: fn.path, scope, value }, depth + 1)) ?? [];
  });
  return texts.sort((a, b) => a.length - b.length)[0];
}

/** The texts of an array, or of one; undefined where any of them is not known. */
export function constantTexts(linker: Linker, seen: Seen): readonly string[] | undefined {
  const list = listOf(linker, seen);
  if (!list) {
    const one = constantText(linker, seen);
    return one === undefined ? undefined : [one];
  }
  const texts = list.items.flatMap((it) => constantText(linker, it) ?? []);
  return list.isOpen || texts.length < list.items.length ? undefined : texts;
}

/** The items of an array that stands here or that a name leads to; undefined for anything else. */
export function listOf(linker: Linker, seen: Seen): { readonly items: readonly Seen[]; readonly isOpen: boolean } | undefined {
  const found = seen.value.kind === 'reference' ? followValue(linker, seen.path, seen.scope, seen.value) : undefined;
  const { path, scope, value } = found?.kind === 'value' && found.rest.length === 0 ? found : seen;
  if (value.kind !== 'array') return undefined;
  const items = withFieldNames(linker, { path, scope }, value);
  return { items: items.map((it) => ({ path, scope, value: it })), isOpen: value.isOpen };
}

/** True where an expression may be a path: a text, or a name that leads to one. */
export function isPathLike(linker: Linker, seen: Seen): boolean {
  const { value } = seen;
  if (value.kind === 'literal') return typeof value.value === 'string';
  if (value.kind === 'template') return true;
  if (value.kind === 'call') return constantText(linker, seen) !== undefined;
  const list = listOf(linker, seen);
  if (list) return list.items.length > 0 && list.items.every((it) => isPathLike(linker, it));
  return constantText(linker, seen) !== undefined;
}
