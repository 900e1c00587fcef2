import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { deeper } from '#fixes/block-lines.ts';
import type { Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { isFree } from '#fixes/free-name.ts';
import { worded } from '#fixes/wording.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { chainHead } from './transaction-form.ts';
import { type Story, type StoryLines, WRAP } from './transaction-story.ts';

/**
 * Runs the rest of a function that gives nothing but an error in a transaction: gorm's `Transaction` takes it as it is, `database/sql` begins before
 * the first write and commits in place of the last `return nil`.
 */
export function goTransaction(
  workspace: Workspace,
  code: LiftedCode,
  { owner, writes }: Story,
  { block, span }: StoryLines,
  text: string,
): readonly Fix[] {
  const { facts } = code;
  const scope = facts.scopes[owner];
  if (!scope?.fn || block !== owner || !isFree(facts, owner, 'tx')) return [];
  const head = text.slice(scope.fn.nameSpan.end, scope.bodySpan.start);
  if (!/\)\s*error\s*\{?\s*$/.test(head)) return [];
  const end = scope.bodySpan.end - (/[ \t]*$/.exec(text.slice(scope.bodySpan.start, scope.bodySpan.end))?.[0].length ?? 0);
  const rest = { start: span.start, end };
  const queries = conceptsOf(code, 'query').filter((it) => it.span.start >= rest.start && it.span.end <= rest.end);
  if (!writes.every((it) => queries.some((one) => one.call === it.call))) return [];
  const isGorm = queries.every((it) => it.framework === 'gorm');
  const isSql = queries.every((it) => it.framework === 'database-sql');
  const roots = queries.map((it) => chainHead(code, it.call)?.call);
  const client = clientOf(roots[0]);
  if ((!isGorm && !isSql) || client === undefined || roots.some((it) => clientOf(it) !== client)) return [];
  const starts = [...new Set(roots.flatMap((it) => (it ? [it.span.start] : [])))];
  const lines = text.slice(rest.start, rest.end);
  const inner = applyTextChanges(
    lines,
    starts.map((it) => ({ span: { start: it - rest.start, end: it - rest.start + client.length }, text: 'tx' })),
  );
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (isGorm) {
    const alias = facts.imports.find((it) => it.module === 'gorm.io/gorm')?.local ?? 'gorm';
    const edit = editCode(workspace, code.path, {
      packages: [{ module: 'gorm.io/gorm' }],
      changes: () => [
        {
          span: rest,
          text: `\treturn ${client}.Transaction(func(tx *${alias}.DB) error {${eol}${deeper(inner, '\t')}\t})${eol}`,
        },
      ],
      note: worded`Let the writes stand or fall together`,
    });
    return edit ? [{ ...WRAP, edits: [edit] }] : [];
  }
  const last = /\n?[ \t]*return nil\s*$/.exec(inner);
  const context = contextOf(roots[0], text);
  if (!last || /\breturn\s*$/m.test(inner)) return [];
  const begin = context === undefined ? `${client}.Begin()` : `${client}.BeginTx(${context}, nil)`;
  const opening = [`\ttx, err := ${begin}`, '\tif err != nil {', '\t\treturn err', '\t}', '\tdefer tx.Rollback()', ''].join(eol);
  const body = inner.replace(/return nil(\s*)$/, 'return tx.Commit()$1');
  const edit = editCode(workspace, code.path, {
    changes: () => [{ span: rest, text: `${opening}${eol}${body}` }],
    note: worded`Let the writes stand or fall together`,
  });
  return edit ? [{ ...WRAP, edits: [edit] }] : [];
}

function clientOf(root: Call | undefined): string | undefined {
  const path = root?.callee.path ?? [];
  return path.length > 1 ? path.slice(0, -1).join('.') : undefined;
}

/** The context that the first write is given. */
function contextOf(root: Call | undefined, text: string): string | undefined {
  const first = root?.args[0];
  return /Context$/.test(root?.callee.path.at(-1) ?? '') && first ? text.slice(first.span.start, first.span.end) : undefined;
}
