import type { SqlAction } from '#facts/manifest-facts.ts';
import type { SqlToken } from './sql-tokens.ts';

/** What `ALTER TABLE` does to the table: the tokens are those behind the table's name. */
export function readActions(tokens: readonly SqlToken[]): SqlAction[] {
  return splitAtCommas(tokens).flatMap((action) => readAction(action) ?? []);
}

/** The names in `DROP TABLE a, b CASCADE`: the tokens are those behind the first name. */
export function readMoreNames(tokens: readonly SqlToken[]): string[] {
  return splitAtCommas(tokens)
    .slice(1)
    .flatMap((it) => nameAt(it, 0)?.name ?? []);
}

/** What follows DROP where no column is dropped. */
const NO_COLUMN = new Set([
  ...[
    'CONSTRAINT',
    'INDEX',
    'PRIMARY',
    'FOREIGN',
    'KEY',
    'CHECK',
    'DEFAULT',
    'PARTITION',
    'PERIOD',
    'NOT',
    'EXPRESSION',
    'IDENTITY',
    'UNIQUE',
  ],
  ...['SYSTEM', 'PROJECTION', 'STATISTICS', 'TRIGGER'],
]);

function readAction(tokens: readonly SqlToken[]): SqlAction | undefined {
  const first = wordAt(tokens, 0);
  const start = tokens[0]?.span.start ?? 0;
  const span = { start, end: tokens.at(-1)?.span.end ?? start };
  switch (first) {
    case 'DROP': {
      if (NO_COLUMN.has(wordAt(tokens, 1))) return undefined;
      const found = nameAt(tokens, skipped(tokens, 1, ['COLUMN', 'IF', 'EXISTS']));
      return found && { kind: 'drop-column', name: found.name, span };
    }
    case 'ADD': {
      if (NO_COLUMN.has(wordAt(tokens, 1))) return undefined;
      const found = nameAt(tokens, skipped(tokens, 1, ['COLUMN', 'IF', 'NOT', 'EXISTS']));
      return found && { kind: 'add-column', name: found.name, span };
    }
    case 'RENAME': {
      if (/^(?:CONSTRAINT|INDEX|KEY|VALUE|ATTRIBUTE)$/.test(wordAt(tokens, 1))) return undefined;
      if (/^(?:TO|AS)$/.test(wordAt(tokens, 1))) {
        const to = nameAt(tokens, 2);
        return to && { kind: 'rename-table', name: '', to: to.name, span };
      }
      const from = nameAt(tokens, skipped(tokens, 1, ['COLUMN', 'IF', 'EXISTS']));
      const to = from && nameAt(tokens, skipped(tokens, from.next, ['TO']));
      return from && to && { kind: 'rename-column', name: from.name, to: to.name, span };
    }
    case 'CHANGE': {
      const from = nameAt(tokens, skipped(tokens, 1, ['COLUMN']));
      const to = from && nameAt(tokens, from.next);
      return from && to && from.name !== to.name ? { kind: 'rename-column', name: from.name, to: to.name, span } : undefined;
    }
    default:
      return undefined;
  }
}

function splitAtCommas(tokens: readonly SqlToken[]): SqlToken[][] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    else if (token.text === ')') depth -= 1;
    if (depth === 0 && token.kind === 'punctuation' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function wordAt(tokens: readonly SqlToken[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

function skipped(tokens: readonly SqlToken[], from: number, words: readonly string[]): number {
  let at = from;
  while (words.includes(wordAt(tokens, at))) at += 1;
  return at;
}

/** A name with its schema: its last part in lower case, and where it goes on. */
function nameAt(tokens: readonly SqlToken[], from: number): { readonly name: string; readonly next: number } | undefined {
  let at = from;
  let name: string | undefined;
  for (let token = tokens[at]; token?.kind === 'word' || token?.kind === 'name'; token = tokens[at]) {
    name = token.text.toLowerCase();
    at += 1;
    if (tokens[at]?.text !== '.') break;
    at += 1;
  }
  return name === undefined ? undefined : { name, next: at };
}
