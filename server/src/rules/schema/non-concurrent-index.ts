import { z } from 'zod';
import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { SqlFacts, SqlStatement } from '#facts/manifest-facts.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { isPostgres } from '#workspace/dialect.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, defineRule } from '../rule.ts';
import { CONCURRENTLY_NOTE } from './index-offer.ts';
import { isNewMigration } from './new-migrations.ts';
import { concurrentInCode } from './non-concurrent-index-fix.ts';
import { isPrismaMigration, ownMigration } from './prisma-index-split.ts';
import { isBackward } from './table-changes.ts';

interface Data {
  readonly index: string;
  readonly table: string;
}

const Options = z
  .strictObject({
    smallTables: z.array(z.string()).default([]).describe('Tables whose indexes build at once, so that the lock does no harm'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'schema/non-concurrent-index',
  section: 4,
  tier: 2,
  severity: 'warning',
  languages: ['sql', 'python', 'typescript', 'javascript'],
  scope: 'file',
  fix: 'safe',
  options: Options,
  messages: {
    blocksWrites: ({ index, table }) => `Building \`${index}\` blocks every write to \`${table}\` until it is done`,
    concurrentInTransaction: ({ index }) => `\`${index}\` cannot be built concurrently inside the migration's transaction`,
  },
  *check({ workspace, file, options }) {
    if (!isNewMigration(workspace, file.path) || !isPostgres(workspace, file.path)) return;
    const small = new Set([...options.smallTables, ...workspace.configuration.migrations.smallTables]);
    for (const detection of file.facts.kind === 'sql' ? inSql(workspace, file.facts) : inCode(file)) {
      if (small.has(detection.data.table)) continue;
      const { at, messageId } = detection;
      const isInCode = file.facts.kind === 'code' && at.kind === 'span' && messageId === 'blocksWrites';
      const fixes = isInCode ? concurrentInCode(workspace, file.path, at.span.start) : [];
      yield fixes.length > 0 ? { ...detection, offers: fixes.map(({ id, kind, title }) => ({ id, kind, title })) } : detection;
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const facts = workspace.files.get(path)?.facts;
    if (facts?.kind === 'code' && messageId === 'blocksWrites' && at.kind === 'span')
      return concurrentInCode(workspace, path, at.span.start);
    if (facts?.kind !== 'sql' || messageId !== 'blocksWrites') return [];
    const statement = facts.statements.find((it) => at.kind === 'span' && it.span.start === at.span.start);
    return statement ? concurrentInSql(workspace, facts, statement) : [];
  },
});

const OFFER = { id: 'concurrently', kind: 'safe', title: worded`Build the index CONCURRENTLY` } as const;

/** Alone in its file, or outside of a transaction, it takes one word more; Prisma's files have to be split. */
function concurrentInSql(workspace: Workspace, facts: SqlFacts, statement: SqlStatement): readonly Fix[] {
  if (!runsWithoutTransaction(facts)) return isPrismaMigration(facts.path) ? ownMigration(workspace, facts, statement) : [];
  const span = { start: statement.keywordSpan.end, end: statement.keywordSpan.end };
  return [{ ...OFFER, edits: [changeOf(facts.path, [{ span, text: ' CONCURRENTLY' }], CONCURRENTLY_NOTE)] }];
}

function inSql(workspace: Workspace, facts: SqlFacts): Detection<Data>[] {
  const created = new Set(facts.statements.filter((it) => it.kind === 'create-table').map((it) => it.table));
  return facts.statements.flatMap((statement) => {
    if (statement.kind !== 'create-index' || statement.table === undefined || created.has(statement.table)) return [];
    if (!statement.isConcurrent)
      return [sqlDetection(facts, statement, 'blocksWrites', concurrentInSql(workspace, facts, statement))];
    return runsWithoutTransaction(facts) ? [] : [sqlDetection(facts, statement, 'concurrentInTransaction', [])];
  });
}

function sqlDetection(facts: SqlFacts, statement: SqlStatement, messageId: string, fixes: readonly Fix[]): Detection<Data> {
  return {
    messageId,
    data: { index: statement.name ?? 'the index', table: statement.table ?? '' },
    path: facts.path,
    at: { kind: 'span', span: statement.span },
    ...(messageId === 'concurrentInTransaction'
      ? { severity: 'error' as const }
      : isPrismaMigration(facts.path) && { severity: 'info' as const }),
    offers: fixes.map(({ id, kind, title }) => ({ id, kind, title })),
  };
}

/** A file with one statement runs alone; several run in one implicit transaction unless the runner is told otherwise. */
function runsWithoutTransaction(facts: SqlFacts): boolean {
  if (facts.markers.some((it) => /no transaction|transaction:\s*false|disable-transaction/i.test(it.text))) return true;
  return facts.statements.length === 1;
}

function inCode(file: LiftedFile): Detection<Data>[] {
  if (file.facts.kind !== 'code') return [];
  const { facts } = file;
  const created = new Set(
    facts.calls
      .filter((it) => /^(create_table|createTable|CreateModel)$/.test(it.callee.path.at(-1) ?? ''))
      .flatMap((it) => [
        ...it.args.slice(0, 1),
        ...it.keywords.filter((keyword) => keyword.name === 'name').map((keyword) => keyword.value),
      ])
      .flatMap((it) => (it.kind === 'literal' ? [String(it.value).toLowerCase()] : [])),
  );
  const calls = conceptsOf(file, 'index-change').flatMap((it) => {
    if (it.action !== 'create' || it.isConcurrent || it.table === undefined || created.has(it.table.toLowerCase())) return [];
    if (isBackward(facts, it.scope)) return [];
    const first = it.call === undefined || facts.language !== 'python' ? undefined : facts.calls[it.call]?.args[0];
    const index = it.name ?? (first?.kind === 'literal' ? String(first.value) : 'the index');
    return [
      {
        messageId: 'blocksWrites',
        data: { index, table: it.table },
        path: file.path,
        at: { kind: 'span' as const, span: it.span },
      },
    ];
  });
  return [...calls, ...inStrings(facts, created)];
}

/** SQL that a migration in code hands to its runner as text. */
function inStrings(facts: CodeFacts, created: ReadonlySet<string>): Detection<Data>[] {
  const texts = facts.strings.map((it) => it.value).join(';');
  return facts.strings.flatMap((it) => {
    const match =
      /^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?\s+ON\s+(?:ONLY\s+)?(?:"?\w+"?\.)?"?(\w+)"?/i.exec(
        it.value,
      );
    const [, index = '', table = ''] = match ?? [];
    if (
      !match ||
      created.has(table.toLowerCase()) ||
      new RegExp(`CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?("?\\w+"?\\.)?"?${table}\\b`, 'i').test(texts)
    )
      return [];
    return [
      { messageId: 'blocksWrites', data: { index, table }, path: facts.path, at: { kind: 'span' as const, span: it.span } },
    ];
  });
}
