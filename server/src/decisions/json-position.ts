import { type JsonNode, jsonElements, jsonMembers, jsonSpan } from '#base/json-text.ts';
import type { Span } from '#base/span.ts';

/** The span of the value at a path of keys and indexes; where it is missing, that of the nearest value above it by its key. */
export function spanOfValue(root: JsonNode, path: readonly (string | number)[]): Span {
  let node = root;
  for (const [depth, step] of path.entries()) {
    const next = child(node, step);
    if (!next) return depth === 0 ? openingBrace(root) : spanOfKey(root, path.slice(0, depth));
    node = next;
  }
  return node === root ? openingBrace(root) : jsonSpan(node);
}

/** The span of the key at the end of a path, quotes included; of the element where the path ends with an index. */
export function spanOfKey(root: JsonNode, path: readonly (string | number)[]): Span {
  let parent: JsonNode | undefined = root;
  for (const step of path.slice(0, -1)) parent = parent && child(parent, step);
  const last = path.at(-1);
  const key = jsonMembers(parent).findLast((it) => it.key === last)?.property.children?.[0];
  if (key) return jsonSpan(key);
  return parent && typeof last === 'number' ? spanOfValue(root, path) : openingBrace(root);
}

/** The value as plain data. Of a repeated key the last value counts; a key without a value is left out. */
export function jsonValue(node: JsonNode): unknown {
  if (node.type === 'array') return jsonElements(node).map(jsonValue);
  if (node.type !== 'object') return node.value;
  const entries = jsonMembers(node).flatMap(({ key, value }) => (value === undefined ? [] : [[key, jsonValue(value)] as const]));
  return Object.fromEntries(entries);
}

/** Keys that their object holds once before. */
export function repeatedKeys(
  node: JsonNode | undefined,
  above: readonly (string | number)[] = [],
): { path: readonly (string | number)[]; span: Span }[] {
  const seen = new Set<string>();
  return [
    ...jsonMembers(node).flatMap(({ key, value, property }) => {
      const path = [...above, key];
      const name = property.children?.[0];
      const own = seen.has(key) && name ? [{ path, span: jsonSpan(name) }] : [];
      seen.add(key);
      return [...own, ...repeatedKeys(value, path)];
    }),
    ...jsonElements(node).flatMap((element, index) => repeatedKeys(element, [...above, index])),
  ];
}

function child(node: JsonNode, step: string | number): JsonNode | undefined {
  if (typeof step === 'number') return jsonElements(node)[step];
  return jsonMembers(node).findLast((it) => it.key === step)?.value;
}

/** A problem of the whole file is shown at its first character and not all over it. */
function openingBrace(root: JsonNode): Span {
  return { start: root.offset, end: root.offset + Math.min(1, root.length) };
}
