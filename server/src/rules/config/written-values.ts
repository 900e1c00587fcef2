import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** A value that the code gives to a name. */
export interface PlacedValue<V extends Value = Value> {
  /** The names that lead to it, the nearest last: `['DATABASES', 'default', 'PASSWORD']`. */
  readonly names: readonly string[];
  readonly value: V;
  readonly scope: ScopeId;
  /** The keys beside it, where it stands in an object. */
  readonly siblings: readonly string[];
  readonly form: 'binding' | 'field' | 'assignment' | 'keyword' | 'parameter' | 'other';
  /** The class, for a field. */
  readonly owner?: string;
}

/** A text that the code gives to a name. */
export interface WrittenValue extends Omit<PlacedValue, 'value'> {
  readonly text: string;
  /** The text with its quotes. */
  readonly span: Span;
}

/** Every text of a file that a variable, a field, a key, a keyword argument or a parameter is given, in no certain order. */
export function writtenValues(facts: CodeFacts): WrittenValue[] {
  return placedValues(facts).flatMap(({ value, ...place }) =>
    value.kind === 'literal' && typeof value.value === 'string' ? [{ ...place, text: value.value, span: value.span }] : [],
  );
}

/** Every value of a file with the names that it is given; objects and arrays are taken apart. */
export function placedValues(facts: CodeFacts): PlacedValue[] {
  const found: PlacedValue[] = [];
  for (const { name, scope, origin } of facts.bindings)
    if (origin.kind === 'value') take(origin.value, { names: [name], scope, siblings: [], form: 'binding' }, found);
  for (const { name, scope, fields } of facts.classes)
    for (const field of fields)
      if (field.value) take(field.value, { names: [field.name], scope, siblings: [], form: 'field', owner: name }, found);
  for (const { target, value, scope, operator } of facts.assignments)
    if (operator === '=') take(value, { names: target, scope, siblings: [], form: 'assignment' }, found);
  for (const { args, keywords, scope } of facts.calls) {
    for (const argument of args)
      if (argument.kind === 'object') take(argument, { names: [], scope, siblings: [], form: 'other' }, found);
    for (const { name, value } of keywords) take(value, { names: [name], scope, siblings: [], form: 'keyword' }, found);
  }
  for (const { name, value } of facts.exports)
    if (value?.kind === 'object') take(value, { names: [name], scope: 0, siblings: [], form: 'other' }, found);
  for (const { values, scope } of facts.returns)
    for (const value of values)
      if (value.kind === 'object') take(value, { names: [], scope, siblings: [], form: 'other' }, found);
  facts.scopes.forEach(({ fn }, scope) => {
    for (const { name, defaultValue } of fn?.parameters ?? [])
      if (defaultValue) take(defaultValue, { names: [name], scope, siblings: [], form: 'parameter' }, found);
  });
  return found;
}

function take(value: Value, place: Omit<PlacedValue, 'value'>, found: PlacedValue[]): void {
  if (value.kind === 'object') {
    const siblings = value.entries.map((it) => it.key);
    for (const entry of value.entries) take(entry.value, { ...place, names: [...place.names, entry.key], siblings }, found);
  } else if (value.kind === 'array') {
    for (const item of value.items) if (item.kind === 'object') take(item, { ...place, siblings: [] }, found);
  } else {
    found.push({ ...place, value });
  }
}
