import type { Path } from '#base/paths.ts';
import { readDirectives } from '#extract/directives.ts';
import type { SqlFacts } from '#facts/manifest-facts.ts';
import { readStatement } from './sql-statement.ts';
import { type SqlToken, tokenizeSql } from './sql-tokens.ts';
import { commentsAt } from './text-lines.ts';

/** Reads a file of SQL: its statements, and the comments by which migration runners are told what to do. */
export function extractSql(path: Path, text: string): SqlFacts {
  const { tokens, errors } = tokenizeSql(text);
  const comments = tokens.filter((token) => token.kind === 'comment');
  return {
    kind: 'sql',
    path,
    statements: splitStatements(tokens).map(readStatement),
    markers: comments.flatMap(({ text: comment, span }) => {
      const content = comment.replace(/^(?:--+|#|\/\*+)\s*|\s*\*\/$/g, '').trim();
      return MARKER.test(content) ? [{ text: content, span }] : [];
    }),
    parseErrors: errors,
    directives: readDirectives(
      commentsAt(
        text,
        comments.map(({ span }) => span),
      ),
    ),
  };
}

/**
 * What runners read in comments: goose `+goose Up`, sql-migrate and rubenv `+migrate Down`, dbmate `migrate:up transaction:false`,
 * sqlx `no-transaction`, Atlas `atlas:txmode none`, tern `create above / drop below`, node-pg-migrate `Up Migration`, Liquibase
 * `changeset id:1 runInTransaction:false`, Flyway `flyway:executeInTransaction=false`.
 */
const MARKER =
  /^(?:\+goose\s|\+migrate\s|migrate:(?:up|down)\b|no-transaction\b|atlas:|-*\s*create above \/ drop below|-*\s*tern:|(?:up|down) migration\b|changeset \S+:\S|liquibase formatted|flyway:)/i;

/**
 * Cuts tokens into statements without comments and semicolons. A body between BEGIN and END holds semicolons of its own where it belongs to a
 * trigger or a routine; goose marks such a statement from outside.
 */
function splitStatements(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [];
  let current: SqlToken[] = [];
  let depth = 0;
  let isMarked = false;
  const finish = (): void => {
    if (current.length > 0) statements.push(current);
    current = [];
    depth = 0;
  };
  for (const token of tokens) {
    if (token.kind === 'comment') {
      if (/\+goose\s+StatementBegin/i.test(token.text)) isMarked = true;
      else if (/\+goose\s+StatementEnd/i.test(token.text)) {
        isMarked = false;
        finish();
      }
      continue;
    }
    const isInside = isMarked || depth > 0;
    if (token.kind === 'separator' && !(isInside && token.text === ';')) {
      finish();
      continue;
    }
    if (token.kind === 'word' && isRoutine(current)) depth += depthChange(token, current);
    current.push(token);
  }
  finish();
  return statements.map((statement) => withoutLastSemicolon(statement)).filter((statement) => statement.length > 0);
}

function isRoutine(statement: readonly SqlToken[]): boolean {
  const first = statement[0]?.text.toUpperCase();
  if (first !== 'CREATE' && first !== 'ALTER') return false;
  return statement.slice(1, 9).some(({ kind, text }) => kind === 'word' && ROUTINES.has(text.toUpperCase()));
}

const ROUTINES: ReadonlySet<string> = new Set(['TRIGGER', 'PROCEDURE', 'FUNCTION', 'EVENT', 'PACKAGE']);

/** `END IF` and `END LOOP` close what no BEGIN or CASE has opened. */
function depthChange(token: SqlToken, before: readonly SqlToken[]): number {
  const word = token.text.toUpperCase();
  const last = before.at(-1)?.text.toUpperCase();
  if (word === 'BEGIN') return 1;
  if (word === 'CASE') return last === 'END' ? 0 : 1;
  if (word === 'END') return -1;
  return last === 'END' && /^(?:IF|LOOP|WHILE|REPEAT|FOR)$/.test(word) ? 1 : 0;
}

function withoutLastSemicolon(statement: SqlToken[]): SqlToken[] {
  return statement.at(-1)?.kind === 'separator' ? statement.slice(0, -1) : statement;
}
