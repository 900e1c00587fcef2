import type { SqlAction, SqlStatement } from '#facts/manifest-facts.ts';
import { readActions, readMoreNames } from './sql-actions.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Says what a statement does. The tokens hold at least one and no comments. */
export function readStatement(tokens: readonly SqlToken[]): SqlStatement {
  const cursor = createCursor(tokens);
  const verb = cursor.word();
  const start = tokens[0]?.span.start ?? 0;
  const end = tokens.at(-1)?.span.end ?? start;
  const head = headOf(verb, cursor);
  const words = [verb, ...head.words].filter((word) => word !== '');
  return {
    kind: head.kind,
    ...(head.table !== undefined && { table: head.table }),
    ...(head.name !== undefined && { name: head.name }),
    isConcurrent: head.isConcurrent ?? false,
    isUnique: head.isUnique ?? false,
    keywordSpan: { start, end: head.keywordEnd ?? tokens[0]?.span.end ?? end },
    span: { start, end },
    verb: words.join(' '),
    ...(head.actions !== undefined && head.actions.length > 0 && { actions: head.actions }),
  };
}

interface Head {
  readonly kind: SqlStatement['kind'];
  /** The words of the verb after the first. */
  readonly words: readonly string[];
  readonly table?: string | undefined;
  readonly name?: string | undefined;
  readonly isConcurrent?: boolean;
  readonly isUnique?: boolean;
  readonly keywordEnd?: number;
  readonly actions?: readonly SqlAction[];
}

function headOf(verb: string, cursor: Cursor): Head {
  if (verb === 'CREATE' || verb === 'ALTER' || verb === 'DROP') return definition(verb, cursor);
  if (verb === 'BEGIN') return { kind: 'begin', words: [] };
  if (verb === 'START' && cursor.take('TRANSACTION')) return { kind: 'begin', words: ['TRANSACTION'], keywordEnd: cursor.end() };
  if (verb === 'COMMIT') return { kind: 'commit', words: [] };
  if (verb === 'END') return { kind: 'commit', words: [] };
  const second = PAIRS[verb]?.find((word) => cursor.take(word));
  const words = second === undefined ? [] : [second];
  const keywordEnd = cursor.end();
  if (verb === 'REINDEX') return { kind: 'other', words, keywordEnd, isConcurrent: cursor.has('CONCURRENTLY') };
  if (!ABOUT_TABLE.has(verb)) return { kind: 'other', words, keywordEnd };
  if (second === 'OR') cursor.skip('OR', 'ROLLBACK', 'ABORT', 'REPLACE', 'FAIL', 'IGNORE', 'INTO');
  cursor.skip('IF', 'EXISTS', 'ONLY', 'LOW_PRIORITY', 'IGNORE', 'INTO', 'FROM', 'TABLE');
  const table = cursor.name();
  if (verb !== 'RENAME' || !cursor.take('TO')) return { kind: 'other', words, keywordEnd, table };
  const to = cursor.name();
  const span = { start: keywordEnd, end: cursor.end() };
  return {
    kind: 'other',
    words,
    keywordEnd,
    table,
    ...(to !== undefined && { actions: [{ kind: 'rename-table' as const, name: '', to, span }] }),
  };
}

/** The words that belong to a verb, where they follow it. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  INSERT: ['INTO', 'OR'],
  REPLACE: ['INTO'],
  MERGE: ['INTO'],
  DELETE: ['FROM'],
  TRUNCATE: ['TABLE'],
  LOCK: ['TABLE', 'TABLES'],
  COMMENT: ['ON'],
  REINDEX: ['INDEX', 'TABLE', 'SCHEMA', 'DATABASE'],
  REFRESH: ['MATERIALIZED'],
  RENAME: ['TABLE'],
};
const ABOUT_TABLE: ReadonlySet<string> = new Set([
  'INSERT',
  'REPLACE',
  'MERGE',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'LOCK',
  'RENAME',
  'COPY',
]);

function definition(verb: 'CREATE' | 'ALTER' | 'DROP', cursor: Cursor): Head {
  const isUnique = cursor.skip(...MODIFIERS).has('UNIQUE');
  const object = cursor.word();
  const keywordEnd = cursor.end();
  if (object === 'TABLE') {
    cursor.skip('IF', 'NOT', 'EXISTS', 'ONLY');
    const table = cursor.name();
    return { kind: TABLE_KINDS[verb], words: ['TABLE'], keywordEnd, table, actions: tableActions(verb, table, cursor.rest()) };
  }
  if (object === 'INDEX' && verb !== 'ALTER') return index(verb, cursor, isUnique, keywordEnd);
  const view = object === 'MATERIALIZED' && cursor.take('VIEW') ? ['MATERIALIZED', 'VIEW'] : [object];
  return { kind: 'other', words: view, keywordEnd: cursor.end() };
}

function tableActions(verb: 'CREATE' | 'ALTER' | 'DROP', table: string | undefined, rest: readonly SqlToken[]): SqlAction[] {
  if (verb === 'CREATE' || table === undefined) return [];
  if (verb === 'ALTER') return readActions(rest);
  const span = { start: rest[0]?.span.start ?? 0, end: rest.at(-1)?.span.end ?? 0 };
  return [table, ...readMoreNames(rest)].map((name) => ({ kind: 'drop-table', name, span }));
}

const TABLE_KINDS = { CREATE: 'create-table', ALTER: 'alter-table', DROP: 'drop-table' } as const;

/** Words between the verb and the object. UNLOGGED, FOREIGN and the like do not change what the statement is about. */
const MODIFIERS = [
  ...['OR', 'REPLACE', 'GLOBAL', 'LOCAL', 'TEMP', 'TEMPORARY', 'UNLOGGED', 'FOREIGN', 'EXTERNAL', 'VIRTUAL', 'UNIQUE'],
  ...['CLUSTERED', 'NONCLUSTERED', 'FULLTEXT', 'SPATIAL', 'BITMAP', 'RECURSIVE', 'CONSTRAINT', 'ONLINE', 'OFFLINE'],
];

function index(verb: 'CREATE' | 'DROP', cursor: Cursor, isUnique: boolean, keywordEnd: number): Head {
  const isConcurrent = cursor.skip('CONCURRENTLY', 'IF', 'NOT', 'EXISTS').has('CONCURRENTLY');
  const name = cursor.at('ON') ? undefined : cursor.name();
  const hasTable = cursor.seek('ON');
  cursor.skip('ONLY');
  const table = hasTable ? cursor.name() : undefined;
  const kind = verb === 'CREATE' ? 'create-index' : 'drop-index';
  return { kind, words: ['INDEX'], keywordEnd, table, name, isConcurrent, isUnique };
}

interface Cursor {
  /** Takes the next word in capitals; '' where the next token is no word, which is then left. */
  word(): string;
  /** Takes the next word where it is this one. */
  take(word: string): boolean;
  at(word: string): boolean;
  /** Takes words as long as they are among these, and gives what it took. */
  skip(...words: readonly string[]): ReadonlySet<string>;
  /** Goes behind the next one of this word before a parenthesis; stays where there is none. */
  seek(word: string): boolean;
  /** Whether the word is among the tokens that are left. */
  has(word: string): boolean;
  /** Takes a name with its schema; gives its last part in lower case. */
  name(): string | undefined;
  /** The offset after the last token that was taken, the first one where none was. */
  end(): number;
  /** The tokens that are left. */
  rest(): readonly SqlToken[];
}

function createCursor(tokens: readonly SqlToken[]): Cursor {
  let next = 0;
  const peek = (offset = 0): string => {
    const token = tokens[next + offset];
    return token?.kind === 'word' ? token.text.toUpperCase() : '';
  };
  const cursor: Cursor = {
    word: () => {
      const word = peek();
      if (word !== '') next += 1;
      return word;
    },
    at: (word) => peek() === word,
    take: (word) => {
      if (peek() !== word) return false;
      next += 1;
      return true;
    },
    skip: (...words) => {
      const taken = new Set<string>();
      for (let word = peek(); word !== '' && words.includes(word); word = peek()) {
        taken.add(word);
        next += 1;
      }
      return taken;
    },
    seek: (word) => {
      for (let offset = 0; tokens[next + offset] && tokens[next + offset]?.text !== '('; offset += 1) {
        if (peek(offset) !== word) continue;
        next += offset + 1;
        return true;
      }
      return false;
    },
    has: (word) => tokens.slice(next).some((token) => token.kind === 'word' && token.text.toUpperCase() === word),
    name: () => {
      let name: string | undefined;
      for (
        let token = tokens[next];
        token?.kind === 'word' || token?.kind === 'name' || token?.kind === 'string';
        token = tokens[next]
      ) {
        name = token.text.toLowerCase();
        next += 1;
        if (tokens[next]?.text !== '.') break;
        next += 1;
      }
      return name;
    },
    end: () => tokens[Math.max(0, next - 1)]?.span.end ?? 0,
    rest: () => tokens.slice(next),
  };
  return cursor;
}
