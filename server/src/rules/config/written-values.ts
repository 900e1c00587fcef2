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
export function* writtenValues(facts: CodeFacts): Generator<WrittenValue> {
  for (const { value, ...place } of placedValues(facts))
    if (value.kind === 'literal' && typeof value.value === 'string') yield { ...place, text: value.value, span: value.span };
}

/** Every value of a file with the names that it is given; objects and arrays are taken apart. */
export function* placedValues(facts: CodeFacts): Generator<PlacedValue> {
  for (const { name, scope, origin } of facts.bindings)
    if (origin.kind === 'value') yield* within(origin.value, [name], scope, 'binding');
  for (const { name, scope, fields } of facts.classes)
    for (const field of fields)
      if (field.value) for (const it of within(field.value, [field.name], scope, 'field')) yield { ...it, owner: name };
  for (const { target, value, scope, operator } of facts.assignments)
    if (operator === '=') yield* within(value, target, scope, 'assignment');
  for (const { args, keywords, scope } of facts.calls) {
    for (const argument of args) if (argument.kind === 'object') yield* within(argument, [], scope, 'other');
    for (const { name, value } of keywords) yield* within(value, [name], scope, 'keyword');
  }
  for (const { name, value } of facts.exports) if (value?.kind === 'object') yield* within(value, [name], 0, 'other');
  for (const { values, scope } of facts.returns)
    for (const value of values) if (value.kind === 'object') yield* within(value, [], scope, 'other');
  for (const [scope, { fn }] of facts.scopes.entries())
    for (const { name, defaultValue } of fn?.parameters ?? [])
      if (defaultValue) yield* within(defaultValue, [name], scope, 'parameter');
}

function* within(
  value: Value,
  names: readonly string[],
  scope: ScopeId,
  form: PlacedValue['form'],
  siblings: readonly string[] = [],
): Generator<PlacedValue> {
  if (value.kind === 'object') {
    const keys = value.entries.map((it) => it.key);
    for (const entry of value.entries) yield* within(entry.value, [...names, entry.key], scope, form, keys);
  } else if (value.kind === 'array') {
    for (const item of value.items) if (item.kind === 'object') yield* within(item, names, scope, form);
  } else {
    yield { names, value, scope, form, siblings };
  }
}
