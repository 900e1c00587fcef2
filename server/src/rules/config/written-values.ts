import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { LiteralValue, Value } from '#facts/value.ts';

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

/** Every text of a file that a variable, a field, a key, a keyword argument or a parameter is given, in no certain order; those of fewer letters than `least` are left out. */
export function writtenValues(facts: CodeFacts, least = 0): WrittenValue[] {
  return placedValues(facts, (it) => isText(it) && it.value.length >= least).flatMap(({ value, ...place }) =>
    isText(value) ? [{ ...place, text: value.value, span: value.span }] : [],
  );
}

function isText(value: Value): value is LiteralValue & { readonly value: string } {
  return value.kind === 'literal' && typeof value.value === 'string';
}

/** Every value of a file that is wanted, with the names that it is given; objects and arrays are taken apart, and wanted themselves by nobody. */
export function placedValues(facts: CodeFacts, isWanted: (value: Value) => boolean): PlacedValue[] {
  const found: PlacedValue[] = [];
  // Most values are not wanted: nothing is made for those.
  const mayHold = (value: Value): boolean => value.kind === 'object' || value.kind === 'array' || isWanted(value);
  const take = (value: Value, place: Omit<PlacedValue, 'value'>): void => {
    if (value.kind === 'object') {
      const siblings = value.entries.map((it) => it.key);
      for (const entry of value.entries)
        if (mayHold(entry.value)) take(entry.value, { ...place, names: [...place.names, entry.key], siblings });
    } else if (value.kind === 'array') {
      for (const item of value.items) if (item.kind === 'object') take(item, { ...place, siblings: NONE });
    } else {
      found.push({ ...place, value });
    }
  };
  for (const { name, scope, origin } of facts.bindings)
    if (origin.kind === 'value' && mayHold(origin.value))
      take(origin.value, { names: [name], scope, siblings: NONE, form: 'binding' });
  for (const { name, scope, fields } of facts.classes)
    for (const field of fields)
      if (field.value && mayHold(field.value))
        take(field.value, { names: [field.name], scope, siblings: NONE, form: 'field', owner: name });
  for (const { target, value, scope, operator } of facts.assignments)
    if (operator === '=' && mayHold(value)) take(value, { names: target, scope, siblings: NONE, form: 'assignment' });
  for (const { args, keywords, scope } of facts.calls) {
    for (const argument of args)
      if (argument.kind === 'object') take(argument, { names: NONE, scope, siblings: NONE, form: 'other' });
    for (const { name, value } of keywords)
      if (mayHold(value)) take(value, { names: [name], scope, siblings: NONE, form: 'keyword' });
  }
  for (const { name, value } of facts.exports)
    if (value?.kind === 'object') take(value, { names: [name], scope: 0, siblings: NONE, form: 'other' });
  for (const { values, scope } of facts.returns)
    for (const value of values) if (value.kind === 'object') take(value, { names: NONE, scope, siblings: NONE, form: 'other' });
  facts.scopes.forEach(({ fn }, scope) => {
    for (const { name, defaultValue } of fn?.parameters ?? [])
      if (defaultValue && mayHold(defaultValue)) take(defaultValue, { names: [name], scope, siblings: NONE, form: 'parameter' });
  });
  return found;
}

const NONE: readonly never[] = [];
