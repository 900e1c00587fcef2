import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Concept } from '../concept.ts';
import { knownHeader } from './header-names.ts';

/** The headers that rules ask for, wherever a file names them: in calls, lists of headers, assignments and constants. */
export function liftHeaders(facts: CodeFacts): Concept[] {
  const found: Concept[] = [];
  const put = (text: string, isSet: boolean, scope: ScopeId, span: Span): void => {
    const name = knownHeader(text);
    if (name !== undefined) found.push({ kind: 'header', framework: 'language', name, isSet, scope, span });
  };
  const walk = (value: Value | undefined, isSet: boolean, scope: number, depth: number): void => {
    if (!value || depth > 5) return;
    if (value.kind === 'literal' && typeof value.value === 'string') put(value.value, isSet, scope, value.span);
    else if (value.kind === 'reference')
      for (const name of value.path) put(name, isSet && name.startsWith('Header'), scope, value.span);
    else if (value.kind === 'array') for (const item of value.items) walk(item, isSet, scope, depth + 1);
    else if (value.kind === 'object') {
      for (const entry of value.entries) {
        // Tables of Go's constants name them all and set none.
        if (!entry.key.startsWith('Header')) put(entry.key, true, scope, entry.span);
        // `{ key: 'X-Frame-Options', value: 'DENY' }`.
        walk(entry.value, isSet || entry.key === 'key' || entry.key === 'name', scope, depth + 1);
      }
    }
  };
  for (const call of facts.calls) {
    const isSet = call.args.length > 1 && SETS.has(call.callee.path.at(-1) ?? '');
    call.args.forEach((argument, index) => {
      walk(argument, isSet && index === 0, call.scope, 0);
    });
    for (const { value } of call.keywords) walk(value, false, call.scope, 0);
  }
  for (const { scope, origin } of facts.bindings) if (origin.kind === 'value') walk(origin.value, false, scope, 0);
  for (const { target, value, scope, span } of facts.assignments) {
    for (const name of target) put(name, true, scope, span);
    walk(value, false, scope, 0);
  }
  for (const { values, scope } of facts.returns) for (const value of values) walk(value, false, scope, 0);
  for (const it of facts.exports) walk(it.value, false, 0, 0);
  return found;
}

const SETS = new Set([
  'set',
  'setHeader',
  'header',
  'Header',
  'headers',
  'Set',
  'Add',
  'add',
  'append',
  'setdefault',
  'setHeaders',
  'writeHead',
  'appendHeader',
]);
