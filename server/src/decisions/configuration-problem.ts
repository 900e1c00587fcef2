import * as z from 'zod';
import type { JsonNode } from '#base/json-text.ts';
import type { Problem } from '#base/result.ts';
import type { Span } from '#base/span.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import { spanOfKey, spanOfValue } from './json-position.ts';

/** A problem of a configuration file with the place to show it at, in UTF-16 offsets. */
export interface ConfigurationProblem extends Problem {
  readonly span: Span;
}

/** What was parsed: the schema, the tree of the whole file, and the path from its root to the parsed value. */
export interface ParsedPlace {
  readonly schema: z.ZodType;
  readonly root: JsonNode;
  readonly above: readonly string[];
}

/** Tells zod's issues in plain English, each at its place. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], place: ParsedPlace): ConfigurationProblem[] {
  return issues.flatMap((issue) => describeIssue(issue, place));
}

/** `; did you mean "x"?`, or nothing where no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const nearest = nearestSpelling(word, candidates);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

function describeIssue(issue: z.core.$ZodIssue, place: ParsedPlace): ConfigurationProblem[] {
  const inValue = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const path = [...place.above, ...inValue];
  const value = { path, span: spanOfValue(place.root, path) };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const message = unknownKey(key, knownKeys(place.schema, inValue));
        return { path: [...path, key], message, span: spanOfKey(place.root, [...path, key]) };
      });
    case 'invalid_key':
      return [
        { path, message: capital(issue.issues[0]?.message ?? 'this key is not allowed here'), span: spanOfKey(place.root, path) },
      ];
    case 'invalid_union':
      return describeUnion(issue, inValue, place);
    case 'invalid_value':
      return [{ ...value, message: wrongValue(path, issue.values.map(String), valueAt(place.root, path)) }];
    case 'invalid_type':
      return [{ ...value, message: wrongType(path, issue.expected, place.root) }];
    case 'too_small':
    case 'too_big':
      return [{ ...value, message: wrongSize(path, issue) }];
    default:
      return [{ ...value, message: capital(issue.message) }];
  }
}

/** Of the alternatives the one that fits best speaks: the one that got deepest into the value. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  inValue: readonly (string | number)[],
  place: ParsedPlace,
): ConfigurationProblem[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map((it) => it.path.length));
  const best = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  if (depth(best) === 0) {
    const path = [...place.above, ...inValue];
    const expected = issue.errors.flatMap((errors) =>
      errors.flatMap((it) => (it.code === 'invalid_type' ? [typeName(it.expected)] : [])),
    );
    return [{ path, message: `${nameOf(path)} must be ${expected.join(' or ')}`, span: spanOfValue(place.root, path) }];
  }
  return describeIssues(
    best.map((it) => ({ ...it, path: [...inValue, ...it.path] })),
    place,
  );
}

function unknownKey(key: string, known: readonly string[]): string {
  const hint = didYouMean(key, known);
  if (hint !== '') return `Unknown key "${key}"${hint}`;
  return known.length === 0
    ? `Unknown key "${key}"; no keys are expected here`
    : `Unknown key "${key}"; the keys here are ${known.join(', ')}`;
}

function wrongValue(path: readonly (string | number)[], values: readonly string[], given: unknown): string {
  if (given === undefined) return `${nameOf(path)} is missing`;
  const list = values.map((it) => `"${it}"`).join(', ');
  const hint = typeof given === 'string' ? didYouMean(given, values) : '';
  return `${nameOf(path)} must be ${values.length === 1 ? '' : 'one of '}${list}${hint}`;
}

function wrongType(path: readonly (string | number)[], expected: string, root: JsonNode): string {
  if (path.length === 0) return 'The file must hold an object: { … }';
  return valueAt(root, path) === undefined ? `${nameOf(path)} is missing` : `${nameOf(path)} must be ${typeName(expected)}`;
}

function wrongSize(path: readonly (string | number)[], issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const isSmall = issue.code === 'too_small';
  const limit = isSmall ? issue.minimum : issue.maximum;
  if (issue.origin === 'number' || issue.origin === 'int')
    return `${nameOf(path)} must be ${isSmall ? 'at least' : 'at most'} ${limit}`;
  if (isSmall && Number(limit) === 1) return `${nameOf(path)} must not be empty`;
  const unit = issue.origin === 'string' ? 'characters' : 'elements';
  return `${nameOf(path)} must have ${isSmall ? 'at least' : 'at most'} ${limit} ${unit}`;
}

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? `a ${expected}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list: [ … ]',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object: { … }',
  record: 'an object: { … }',
  string: 'a text in double quotes',
  tuple: 'a list: [ … ]',
};

/** The last key of a path; an element is named by the key that holds it. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.findLast((step) => typeof step === 'string');
  const isElement = typeof path.at(-1) === 'number';
  return key === undefined ? 'The value' : isElement ? `Each element of "${key}"` : `"${key}"`;
}

function valueAt(root: JsonNode, path: readonly (string | number)[]): unknown {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    node =
      typeof step === 'number'
        ? node?.children?.[step]
        : node?.children?.findLast((it) => it.children?.[0]?.value === step)?.children?.[1];
  }
  return node && (node.children ? node.type : node.value);
}

/** The keys that a schema knows at a path, by way of its JSON schema. */
function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let nodes: readonly SchemaNode[] = [z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })];
  for (const step of path) nodes = nodes.flatMap(alternatives).flatMap((node) => below(node, step));
  return [...new Set(nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {})))].filter(
    (key) => key !== '$schema',
  );
}

type SchemaNode = z.core.JSONSchema.BaseSchema;

function alternatives(node: SchemaNode): SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(alternatives)];
}

function below(node: SchemaNode, step: string | number): SchemaNode[] {
  const next =
    typeof step === 'number' ? (node.prefixItems?.[step] ?? node.items) : (node.properties?.[step] ?? node.additionalProperties);
  return isSchema(next) ? [next] : [];
}

function isSchema(node: unknown): node is SchemaNode {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function capital(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
