/** Where a part of an SQL text stands. */
export type SqlPosition =
  /** Where a value belongs that could be a parameter. */
  | 'value'
  /** The same, without quotes around it: a piece of SQL may stand there too. */
  | 'bare-value'
  /** Behind `LIMIT` or `OFFSET`, where only a number makes sense. */
  | 'count'
  /** Where a name or a keyword belongs that no driver takes as a parameter. */
  | 'name'
  /** Where a whole condition or list belongs, or where it cannot be told. */
  | 'other';

const AFTER_VALUE_WORD =
  /(?:[=<>]|\b(?:i?like|similar\s+to|regexp|rlike|match|values|in|any|limit|offset|between|interval|then|concat|against|escape|top)\s*\(?)\s*(?:N|E|B)?['"%(\s]*$/i;
const BETWEEN = /\bbetween\s+(?:\S+|'[^']*')\s+and\s+['"]?$/i;
const AFTER_NAME_WORD =
  /(?:\b(?:from|join|into|table|update|order\s+by|group\s+by|as|using|index|on|returning|distinct|select|exists|schema|database|column|by|collate)\s+|\.)["'`[]?$|["`[]$/i;

/** Where the part number `index` of a text with parts stands. */
export function positionOf(text: string, index: number): SqlPosition {
  const at = placeOf(text, index);
  const before = text.slice(Math.max(0, at - 300), at);
  // `$` before a part is a numbered placeholder, `:`, `@` and `%(` a named one.
  if (/(?:\$|[:@]\w*|%\(\w*|\?)$/.test(before) && !/::$/.test(before)) return 'other';
  // `o.${column} = ${table}.${column}`.
  if (/^["`\]]?\.["`[]?[\w\uFFFC]/.test(text.slice(at + 1))) return 'name';
  // Without a parenthesis it is a whole list or query.
  if (/\b(?:in|any|all|values|exists)\s*$/i.test(before)) return 'other';
  if (/\b(?:limit|offset)\s+(?:\S+\s*,\s*)?$/i.test(before)) return 'count';
  if (isInQuotes(text.slice(0, at))) return 'value';
  // What stands behind `!= ''` is no operand any more.
  const tail = /['"%(\s]*$/.exec(before)?.[0] ?? '';
  const isBehindEmpty = /''|""/.test(tail);
  if (!isBehindEmpty && (AFTER_VALUE_WORD.test(before) || BETWEEN.test(before)))
    return tail.includes('"') ? 'value' : 'bare-value';
  if (/[(,]\s*$/.test(before) && isInList(text.slice(0, at))) return 'bare-value';
  return AFTER_NAME_WORD.test(before) ? 'name' : 'other';
}

const FILLED_IN = '\uFFFC';

function placeOf(text: string, index: number): number {
  let at = -1;
  for (let count = 0; count <= index; count += 1) at = text.indexOf(FILLED_IN, at + 1);
  return at < 0 ? text.length : at;
}

function isInQuotes(before: string): boolean {
  let quotes = 0;
  for (let at = before.indexOf("'"); at >= 0; at = before.indexOf("'", at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

/** Inside the parentheses of `VALUES (` or `IN (`. */
function isInList(before: string): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0 && before.length - at < 2_000; at -= 1) {
    const char = before[at];
    if (char === ')') depth += 1;
    else if (char === '(') {
      if (depth === 0) return /\b(?:values|in|any)\s*$/i.test(before.slice(Math.max(0, at - 12), at));
      depth -= 1;
    }
  }
  return false;
}
