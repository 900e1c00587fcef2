import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import { perFile } from './per-file.ts';

/** A text that stands in a value, with its place. */
export interface Literal {
  readonly text: string;
  /** The key that holds it, in an object; undefined elsewhere. */
  readonly key?: string;
  readonly span: Span;
}

/** The texts that a file gives to calls, names and answers; those below functions and opaque expressions are not seen. */
export const literalsOf = perFile((_workspace, { facts }: LiftedCode): readonly Literal[] => {
  const found: Literal[] = [];
  const take = (value: Value, depth: number, key?: string): void => {
    if (depth > 6) return;
    if (value.kind === 'literal' && typeof value.value === 'string')
      found.push({ text: value.value, span: value.span, ...(key !== undefined && { key }) });
    if (value.kind === 'object') for (const it of value.entries) take(it.value, depth + 1, it.key);
    if (value.kind === 'array') for (const it of value.items) take(it, depth + 1);
    if (value.kind === 'opaque') for (const it of value.choices ?? []) take(it, depth + 1);
  };
  for (const it of facts.calls) {
    for (const value of it.args) take(value, 0);
    for (const keyword of it.keywords) take(keyword.value, 0);
  }
  for (const it of facts.bindings) if ('value' in it.origin) take(it.origin.value, 0);
  for (const it of facts.assignments) take(it.value, 0);
  for (const it of facts.returns) for (const value of it.values) take(value, 0);
  for (const it of facts.classes) for (const field of it.fields) if (field.value) take(field.value, 0);
  return found;
});

/** The keys of objects that a file writes, with the values under them. */
export const entriesOf = perFile((_workspace, { facts }: LiftedCode): readonly ObjectEntry[] => {
  const found: ObjectEntry[] = [];
  const take = (value: Value, depth: number): void => {
    if (depth > 6) return;
    if (value.kind === 'object')
      for (const it of value.entries) {
        found.push(it);
        take(it.value, depth + 1);
      }
    if (value.kind === 'array') for (const it of value.items) take(it, depth + 1);
    if (value.kind === 'opaque') for (const it of value.choices ?? []) take(it, depth + 1);
  };
  for (const it of facts.calls) for (const value of it.args) take(value, 0);
  for (const it of facts.bindings) if ('value' in it.origin) take(it.origin.value, 0);
  for (const it of facts.assignments) take(it.value, 0);
  for (const it of facts.returns) for (const value of it.values) take(value, 0);
  return found;
});
