import { describe, expect, it } from 'vitest';
import { extractSql } from '#extract/manifests/sql.ts';
import type { SqlStatement } from '#facts/manifest-facts.ts';

function statement(text: string): SqlStatement | undefined {
  const { statements } = extractSql('a.sql', text);
  expect(statements).toHaveLength(1);
  return statements[0];
}

describe('statements', () => {
  it.each<readonly [text: string, facts: Partial<SqlStatement>, keywords: string]>([
    [
      'CREATE INDEX i ON orders (status);',
      { kind: 'create-index', name: 'i', table: 'orders', isConcurrent: false, isUnique: false },
      'CREATE INDEX',
    ],
    [
      'create unique index concurrently if not exists "Idx" on only public."Order Items" using gin (a)',
      { kind: 'create-index', name: 'idx', table: 'order items', isConcurrent: true, isUnique: true },
      'create unique index',
    ],
    ['CREATE INDEX ON orders (lower(on_day))', { kind: 'create-index', table: 'orders' }, 'CREATE INDEX'],
    [
      'CREATE FULLTEXT INDEX `ft` ON `shop`.`items`(`t`)',
      { kind: 'create-index', name: 'ft', table: 'items' },
      'CREATE FULLTEXT INDEX',
    ],
    [
      'CREATE NONCLUSTERED INDEX [IX] ON [dbo].[Orders] ([Id])',
      { kind: 'create-index', name: 'ix', table: 'orders' },
      'CREATE NONCLUSTERED INDEX',
    ],
    ['DROP INDEX CONCURRENTLY IF EXISTS public.i', { kind: 'drop-index', name: 'i', isConcurrent: true }, 'DROP INDEX'],
    ['DROP INDEX i ON orders', { kind: 'drop-index', name: 'i', table: 'orders' }, 'DROP INDEX'],
    ['CREATE TABLE IF NOT EXISTS shop.orders (id int)', { kind: 'create-table', table: 'orders' }, 'CREATE TABLE'],
    ['CREATE UNLOGGED TABLE t (id int)', { kind: 'create-table', table: 't' }, 'CREATE UNLOGGED TABLE'],
    ['ALTER TABLE IF EXISTS ONLY "Orders" ADD COLUMN x int', { kind: 'alter-table', table: 'orders' }, 'ALTER TABLE'],
    ['DROP TABLE IF EXISTS orders, lines CASCADE', { kind: 'drop-table', table: 'orders' }, 'DROP TABLE'],
    ['BEGIN', { kind: 'begin' }, 'BEGIN'],
    ['BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE', { kind: 'begin' }, 'BEGIN'],
    ['START TRANSACTION', { kind: 'begin' }, 'START TRANSACTION'],
    ['COMMIT WORK', { kind: 'commit' }, 'COMMIT'],
    ['END', { kind: 'commit' }, 'END'],
    ['ROLLBACK', { kind: 'other', verb: 'ROLLBACK' }, 'ROLLBACK'],
    ['INSERT INTO orders (id) VALUES (1)', { kind: 'other', verb: 'INSERT INTO', table: 'orders' }, 'INSERT INTO'],
    ['insert or ignore into orders values (1)', { kind: 'other', verb: 'INSERT OR', table: 'orders' }, 'insert or'],
    ['UPDATE ONLY shop.orders SET a = 1', { kind: 'other', verb: 'UPDATE', table: 'orders' }, 'UPDATE'],
    ['DELETE FROM orders', { kind: 'other', verb: 'DELETE FROM', table: 'orders' }, 'DELETE FROM'],
    ['TRUNCATE orders', { kind: 'other', verb: 'TRUNCATE', table: 'orders' }, 'TRUNCATE'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', { kind: 'other', verb: 'CREATE VIEW' }, 'CREATE OR REPLACE VIEW'],
    ['ALTER INDEX i RENAME TO j', { kind: 'other', verb: 'ALTER INDEX' }, 'ALTER INDEX'],
    ['CREATE MATERIALIZED VIEW v AS SELECT 1', { kind: 'other', verb: 'CREATE MATERIALIZED VIEW' }, 'CREATE MATERIALIZED VIEW'],
    ['REINDEX INDEX CONCURRENTLY i', { kind: 'other', verb: 'REINDEX INDEX', isConcurrent: true }, 'REINDEX INDEX'],
    ['SELECT 1', { kind: 'other', verb: 'SELECT' }, 'SELECT'],
    ['(SELECT 1)', { kind: 'other', verb: '' }, '('],
  ])('%s', (text, facts, keywords) => {
    const found = statement(text);
    expect(found).toMatchObject(facts);
    for (const key of ['table', 'name'] as const) if (!(key in facts)) expect(found?.[key]).toBeUndefined();
    expect(text.slice(found?.keywordSpan.start, found?.keywordSpan.end)).toBe(keywords);
    expect(text.slice(found?.span.start, found?.span.end)).toBe(text.replace(/;$/, ''));
  });
});

describe('where statements end', () => {
  const cases: readonly (readonly [name: string, text: string, ...verbs: string[]])[] = [
    [
      'semicolons in strings, names and comments',
      `INSERT INTO a VALUES ('x;''y'); SELECT ";" /* ; /* ; */ ; */ -- ;\n, 1; SELECT 2`,
      'INSERT INTO',
      'SELECT',
      'SELECT',
    ],
    ['escapes of PostgreSQL', `SELECT E'it\\'s; one'; SELECT 'c:\\'; SELECT 3`, 'SELECT', 'SELECT', 'SELECT'],
    [
      'dollar quotes',
      'CREATE FUNCTION f() RETURNS int AS $body$ BEGIN; SELECT $$;$$; END; $body$ LANGUAGE plpgsql; DO $$ BEGIN; END $$; SELECT $1',
      'CREATE FUNCTION',
      'DO',
      'SELECT',
    ],
    [
      'a trigger of SQLite',
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; DELETE FROM c; END; SELECT 1',
      'CREATE TRIGGER',
      'SELECT',
    ],
    ['a trigger of PostgreSQL', 'CREATE TRIGGER t BEFORE UPDATE ON a EXECUTE FUNCTION f(); SELECT 1', 'CREATE TRIGGER', 'SELECT'],
    [
      'a procedure of MySQL',
      'DELIMITER //\nCREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; SELECT 2; END//\nDELIMITER ;\nSELECT 3;',
      'CREATE PROCEDURE',
      'SELECT',
    ],
    ['batches of SQL Server', 'CREATE TABLE a (id int)\nGO\nSELECT 1\nGO 5\n', 'CREATE TABLE', 'SELECT'],
    ['a transaction', 'BEGIN; CREATE INDEX i ON a (b); COMMIT;', 'BEGIN', 'CREATE INDEX', 'COMMIT'],
    [
      'a goose statement',
      '-- +goose StatementBegin\nCREATE RULE r AS ON INSERT DO (SELECT 1; SELECT 2;);\n-- +goose StatementEnd\nSELECT 3;',
      'CREATE RULE',
      'SELECT',
    ],
    [
      'a dump',
      "COPY public.a (id) FROM stdin;\n1\tit's; here\n\\.\nSELECT 1;\n\\connect shop\nSELECT 2;",
      'COPY',
      'SELECT',
      'SELECT',
    ],
    ['comments of MySQL, operators of PostgreSQL', "# a comment; with\nSELECT a #> '{b}'; SELECT a # 2;", 'SELECT', 'SELECT'],
    ['empty statements', ';;\n-- nothing\n;'],
  ];
  it.each(cases)('%s', (_, text, ...verbs) => {
    const { statements, parseErrors } = extractSql('a.sql', text);
    expect(statements.map((it) => it.verb)).toEqual(verbs);
    expect(parseErrors).toEqual([]);
  });

  it.each([
    ["SELECT 'open", 'This string is never closed', "'"],
    ['SELECT "open', 'This quoted name is never closed', '"'],
    ['SELECT $x$ open', 'This dollar quote is never closed', '$x$'],
    ['SELECT 1 /* open', 'This comment is never closed', '/*'],
  ])('%s', (text, message, at) => {
    const { statements, parseErrors } = extractSql('a.sql', text);
    expect(statements).toHaveLength(1);
    expect(parseErrors.map((it) => [it.message, text.slice(it.span.start, it.span.end)])).toEqual([[message, at]]);
  });
});

describe('comments', () => {
  it.each([
    ['-- +goose NO TRANSACTION', '+goose NO TRANSACTION'],
    ['-- +goose Up', '+goose Up'],
    ['-- +migrate Down notransaction', '+migrate Down notransaction'],
    ['-- migrate:up transaction:false', 'migrate:up transaction:false'],
    ['---- create above / drop below ----', 'create above / drop below ----'],
    ['-- atlas:txmode none', 'atlas:txmode none'],
    ['-- no-transaction', 'no-transaction'],
    ['-- Down Migration', 'Down Migration'],
    ['--changeset ann:1 runInTransaction:false', 'changeset ann:1 runInTransaction:false'],
    ['/* migrate:down */', 'migrate:down'],
  ])('%s is a marker', (text, marker) => {
    const { markers } = extractSql('a.sql', `${text}\nSELECT 1;`);
    expect(markers).toEqual([{ text: marker, span: { start: 0, end: text.length } }]);
  });

  it('that are prose are none', () => {
    expect(extractSql('a.sql', '-- migrate the old rows\n-- rollback by hand\n').markers).toEqual([]);
  });

  it('hold directives', () => {
    const text =
      "SELECT '-- tiebeam-ignore-line no/one';\n-- tiebeam-ignore-next-line schema/non-concurrent-index -- small table\nCREATE INDEX i ON a (b);";
    expect(extractSql('a.sql', text).directives).toMatchObject([
      { form: 'next-line', rules: ['schema/non-concurrent-index'], reason: 'small table', line: 1 },
    ]);
  });
});

it('reads a dump of 2 MB in one pass', () => {
  const row = "INSERT INTO orders (id, note) VALUES (1, 'it''s fine; really');\n";
  const { statements } = extractSql('dump.sql', row.repeat(Math.floor(2_000_000 / row.length)));
  expect(statements).toHaveLength(Math.floor(2_000_000 / row.length));
});

describe('what happens to tables and columns', () => {
  it.each<readonly [text: string, actions: readonly string[]]>([
    ['ALTER TABLE orders DROP COLUMN note', ['drop-column note']],
    ['ALTER TABLE orders DROP note, ADD total int', ['drop-column note', 'add-column total']],
    ['alter table "Orders" rename column "Note" to "Remark"', ['rename-column note remark']],
    ['ALTER TABLE orders RENAME TO purchases', ['rename-table  purchases']],
    ['ALTER TABLE `t` CHANGE `a` `b` int', ['rename-column a b']],
    ['ALTER TABLE `t` CHANGE `a` `a` bigint', []],
    ['ALTER TABLE t DROP CONSTRAINT c, DROP INDEX i, DROP PRIMARY KEY', []],
    ['ALTER TABLE t ALTER COLUMN a DROP NOT NULL', []],
    ['ALTER TABLE t RENAME CONSTRAINT a TO b', []],
    ['ALTER TABLE t ADD COLUMN price numeric(10, 2), DROP COLUMN IF EXISTS cost', ['add-column price', 'drop-column cost']],
    ['DROP TABLE IF EXISTS shop.orders, lines CASCADE', ['drop-table orders', 'drop-table lines']],
    ['RENAME TABLE a TO b', ['rename-table  b']],
    ['CREATE TABLE t (id int)', []],
  ])('%s', (text, actions) => {
    const found = statement(text)?.actions ?? [];
    expect(found.map((it) => [it.kind, it.name, it.to].filter((part) => part !== undefined).join(' '))).toEqual(actions);
  });
});
