import type { Span } from '#base/span.ts';
import type { FieldType } from './field-types.ts';

/** A key of a dictionary that a function of Python reads, with what its uses say. */
export interface UsedKey {
  readonly name: string;
  readonly types: ReadonlySet<FieldType>;
  /** True where each read gets along without it. */
  readonly isOptional: boolean;
  /** True where it is compared with the empty text. */
  readonly mayBeEmpty: boolean;
  /** True where a read puts `None` in its place. */
  readonly mayBeNone: boolean;
  /** What stands in for it where it is missing, as it is written; undefined where nothing does, or not always the same. */
  readonly fallback?: string;
}

/** One read of a key: `data["email"]`, `data.get("email", "")`. */
export interface KeyRead {
  readonly key: string;
  readonly span: Span;
}

export interface UsedKeys {
  readonly keys: readonly UsedKey[];
  readonly reads: readonly KeyRead[];
  /** True where the function asks whether a key is there. */
  readonly asksForKeys: boolean;
}

/**
 * The keys of a dictionary that a function reads; undefined where it hands the whole on, writes to it, or does something else with it. Offsets count
 * from the start of the code, which has no comments.
 */
export function keysInPython(code: string, dictionary: string): UsedKeys | undefined {
  const keys = new Map<string, Mutable>();
  const reads: KeyRead[] = [];
  const state = { asks: false };
  if (!readDictionary(code, dictionary, keys, reads, state) || keys.size === 0) return undefined;
  return {
    keys: [...keys.values()].map(({ fallbacks, isRequired, ...it }) => {
      const [fallback, other] = [...fallbacks];
      return {
        ...it,
        isOptional: !isRequired,
        mayBeNone: fallbacks.has('None'),
        ...(fallback !== undefined && other === undefined && { fallback }),
      };
    }),
    reads,
    asksForKeys: state.asks,
  };
}

interface Mutable {
  readonly name: string;
  readonly types: Set<FieldType>;
  readonly fallbacks: Set<string>;
  isRequired: boolean;
  mayBeEmpty: boolean;
}

function readDictionary(
  code: string,
  name: string,
  keys: Map<string, Mutable>,
  reads: KeyRead[],
  state: { asks: boolean },
): boolean {
  for (const match of code.matchAll(usesOf(name))) {
    const before = code.slice(0, match.index);
    const after = code.slice(match.index + name.length);
    if (isTarget(before, after) || isInText(before)) continue;
    const asked = /(["'])(\w+)\1\s+(?:not\s+)?in\s+$/.exec(before)?.[2];
    if (asked !== undefined) {
      state.asks = true;
      keyOf(keys, asked);
      continue;
    }
    const read =
      /^(?:\[\s*(["'])(\w+)\1\s*\]|\.get\(\s*(["'])(\w+)\3\s*(?:,\s*([^()[\]{},]+|\[\]|\{\}|\w+\(\w*\([^()]*\)\.?\w*\)))?\s*\))/.exec(
        after,
      );
    const key = read?.[2] ?? read?.[4];
    if (read && key !== undefined) {
      const end = match.index + name.length + read[0].length;
      const rest = code.slice(end);
      if (/^\s*(?:[-+*/%|&]|\/\/|\*\*)?=(?!=)/.test(rest)) return false;
      reads.push({ key, span: { start: match.index, end } });
      const it = keyOf(keys, key);
      if (read[2] === undefined) {
        it.fallbacks.add((read[5] ?? 'None').trim());
        const type = typeOfLiteral((read[5] ?? '').trim());
        if (type) it.types.add(type);
      } else it.isRequired = true;
      hintsAround(before, rest, it);
      const alias = /(?:^|\n)[ \t]*(\w+)\s*(?::[^=\n]+)?=\s*$/.exec(before)?.[1];
      if (alias !== undefined && /^\s*(?:\n|$)/.test(rest)) aliasHints(code, alias, it);
      continue;
    }
    const alias = /(?:^|\n)[ \t]*(\w+)\s*(?::[^=\n]+)?=\s*$/.exec(before)?.[1];
    if (alias === undefined || !/^[ \t]*(?:\r?\n|$)/.test(after) || alias === name) return false;
    if (!readDictionary(code, alias, keys, reads, state)) return false;
  }
  return true;
}

function aliasHints(code: string, alias: string, key: Mutable): void {
  for (const match of code.matchAll(usesOf(alias)))
    hintsAround(code.slice(0, match.index), code.slice(match.index + alias.length), key);
}

function hintsAround(before: string, after: string, key: Mutable): void {
  const { types } = key;
  if (/\bint\(\s*$/.test(before)) types.add('integer');
  if (/\b(?:float|Decimal)\(\s*$/.test(before)) types.add('number');
  if (
    /^\.(?:strip|lower|upper|split|startswith|endswith|replace|encode|title)\(/.test(after) ||
    /\bmake_password\(\s*$/.test(before)
  )
    types.add('text');
  if (/\bfor\s+\w+\s+in\s+$/.test(before) || /\b\w+__in\s*=\s*$/.test(before)) types.add('list');
  if (/^\s+is\s+(?:True|False)\b/.test(after)) types.add('boolean');
  if (/^\s*[!=]=\s*(?:""(?!")|'')/.test(after)) key.mayBeEmpty = true;
}

function typeOfLiteral(text: string): FieldType | undefined {
  if (/^(?:True|False)$/.test(text)) return 'boolean';
  if (/^-?\d+$/.test(text)) return 'integer';
  if (/^-?\d+\.\d+$/.test(text)) return 'number';
  if (/^["']/.test(text) || /^str\(/.test(text)) return 'text';
  return text === '[]' ? 'list' : text === '{}' ? 'object' : undefined;
}

function keyOf(keys: Map<string, Mutable>, name: string): Mutable {
  const there = keys.get(name) ?? { name, types: new Set(), fallbacks: new Set(), isRequired: false, mayBeEmpty: false };
  keys.set(name, there);
  return there;
}

function usesOf(name: string): RegExp {
  return new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?!\\w)`, 'g');
}

/** The name on the left of its own assignment, or of a keyword. */
function isTarget(before: string, after: string): boolean {
  return /^\s*(?::[^=\n]+)?=(?!=)/.test(after) && (/(?:^|\n)[ \t]*$/.test(before) || /[(,]\s*$/.test(before));
}

function isInText(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return /["']/.test(bare) && !/\b[fF][rR]?["'][^"']*\{[^}]*$/.test(bare);
}
