import { readJson, withJsonValue } from '#base/json-text.ts';
import { jsonValue } from '#decisions/json-position.ts';
import type { ThreeTexts } from './merge-texts.ts';

type Path = readonly (string | number)[];
interface Change {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Brings what theirs has added to a JSON document into ours, key by key and with its layout and comments. Undefined where ours is
 * broken or says something else at a place that theirs has changed.
 */
export function mergeJsonTexts({ base, theirs, ours }: ThreeTexts): string | undefined {
  const [o, b, a] = [base, theirs, ours].map(parsed);
  if (o === undefined || b === undefined || a === undefined) return undefined;
  const changes = changesFor({ o: o.value, b: b.value, a: a.value }, []);
  return changes?.reduce<string | undefined>((text, { path, value }) => text && withValue(text, path, value), ours);
}

/** Whether the text is JSON, comments and trailing commas allowed. */
export function isJson(text: string): boolean {
  return parsed(text) !== undefined;
}

function changesFor({ o, b, a }: Record<'o' | 'b' | 'a', unknown>, path: Path): readonly Change[] | undefined {
  if (isSame(o, b) || isSame(a, b)) return [];
  if (isObject(o) && isObject(b) && isObject(a)) {
    const changes: Change[] = [];
    for (const key of new Set([...Object.keys(o), ...Object.keys(b)])) {
      const inner = changesFor({ o: o[key], b: b[key], a: a[key] }, [...path, key]);
      if (inner === undefined) return undefined;
      changes.push(...inner);
    }
    return changes;
  }
  if (Array.isArray(o) && Array.isArray(b) && Array.isArray(a)) {
    if (!isSame(o, b.slice(0, o.length))) return isSame(o, a) ? [{ path, value: b }] : undefined;
    const added = b.slice(o.length).filter((it) => !a.some((other: unknown) => isSame(it, other)));
    return added.map((value, index) => ({ path: [...path, a.length + index], value }));
  }
  return isSame(o, a) ? [{ path, value: b }] : undefined;
}

function withValue(text: string, path: Path, value: unknown): string | undefined {
  const edits = withJsonValue(text, path, value);
  return edits
    ?.toSorted((one, other) => other.span.start - one.span.start)
    .reduce((result, { span, text: inserted }) => result.slice(0, span.start) + inserted + result.slice(span.end), text);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  const { root, errors } = readJson(text.replace(/^\uFEFF/, ' '), 'lenient');
  return root === undefined || errors.length > 0 ? undefined : { value: jsonValue(root) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values of JSON with their keys in any order. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((it, index) => isSame(it, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}
