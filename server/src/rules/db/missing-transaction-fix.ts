import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import { blockLines, commonBlock, deeper } from '#fixes/block-lines.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { indentAt } from '#fixes/statements.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { goTransaction } from './go-transaction.ts';
import { type LastingEffect, lastingEffect, type Reach } from './lasting-effect.ts';
import { scriptTransaction } from './script-transaction.ts';
import { type Story, type StoryLines, WRAP } from './transaction-story.ts';

const COMMIT_ONCE: FixOffer = { id: 'commit-once', kind: 'suggest', title: worded`Commit once, after the last write` };

/** Puts the writes of a story into one transaction, in the form of their library; empty where the code around them has another shape. */
export function inOneTransaction(workspace: Workspace, code: LiftedCode, story: Story, reach: Reach): readonly Fix[] {
  const text = workspace.textOf(code.path) ?? '';
  if (lastingAmong(workspace, code, story, reach)) return [];
  if (story.writes.some((it) => it.isCommit)) return commitOnce(code, story, text);
  const lines = linesOf(code, story, text);
  if (!lines) return [];
  switch (code.facts.language) {
    case 'python':
      return isDjango(workspace, code, story) ? inAtomic(workspace, code, lines, text) : [];
    case 'go':
      return goTransaction(workspace, code, story, lines, text);
    default:
      return scriptTransaction(workspace, code, story, lines, text);
  }
}

/** What keeps the writes from sharing a transaction although they could be wrapped in one; undefined where nothing is seen. */
export function transactionObstacle(workspace: Workspace, code: LiftedCode, story: Story): FixObstacle | undefined {
  const found = lastingAmong(workspace, code, story, 'workspace');
  const isBehind = found !== undefined && found.span.start > (story.writes.at(-1)?.span.end ?? 0);
  return found && obstacle(code.path, found.span, isBehind ? BEHIND : saidOf(found));
}

function lastingAmong(workspace: Workspace, code: LiftedCode, { owner, writes }: Story, reach: Reach): LastingEffect | undefined {
  const [first] = writes;
  const last = writes.at(-1);
  if (!first || !last) return undefined;
  // In Go the transaction goes on to the end of the function.
  const end = code.facts.language === 'go' ? (code.facts.scopes[owner]?.bodySpan.end ?? last.span.end) : last.span.end;
  return lastingEffect(workspace, code, { start: first.span.start, end }, reach);
}

const BEHIND = worded`The transaction would go on to the end of the function, and what this does cannot be taken back. Do it where the function is called.`;

function saidOf({ kind, by }: LastingEffect): Wording {
  if (by === undefined)
    return kind === 'schema'
      ? worded`This changes the schema between the writes, which MySQL and others commit at once. Change it before the first write or after the last one.`
      : worded`This sends something between the writes that a rollback cannot take back. Send it after the last write.`;
  return kind === 'schema'
    ? worded`${by} changes the schema between the writes, which MySQL and others commit at once. Call it before the first write or after the last one.`
    : worded`${by} sends something between the writes that a rollback cannot take back. Call it after the last write.`;
}

function linesOf(code: LiftedCode, { owner, writes }: Story, text: string): StoryLines | undefined {
  const [first] = writes;
  const last = writes.at(-1);
  if (!first || !last) return undefined;
  const block = writes.reduce((at, it) => commonBlock(code.facts, at, it.scope), first.scope);
  // A function that the story calls for each element is a block of its own.
  if (!isInside(code, block, owner)) return undefined;
  const span = blockLines(text, code.facts, block, first.span.start, last.span.end);
  if (!span || text.slice(span.start, span.end).split('\n').length > MOST_LINES) return undefined;
  const isIn = (it: { readonly span: Span }): boolean => it.span.start >= span.start && it.span.end <= span.end;
  // After a failure inside a transaction nothing more can be asked in it.
  return code.facts.scopes.some((it) => it.kind === 'catch' && isIn(it)) ? undefined : { block, span };
}

/** A transaction keeps its locks for as long as its lines take; more of them want a function of their own. */
const MOST_LINES = 45;

/** Django's writes, and functions of the workspace that make them. */
function isDjango(workspace: Workspace, code: LiftedCode, { writes }: Story): boolean {
  const queries = conceptsOf(code, 'query');
  const own = writes.flatMap((it) => queries.find((one) => one.call === it.call) ?? []);
  return (
    own.every((it) => it.framework === 'django') && (own.length > 0 || workspace.unitOf(code.path).dependencies.has('django'))
  );
}

function inAtomic(workspace: Workspace, code: LiftedCode, { span }: StoryLines, text: string): readonly Fix[] {
  const { facts } = code;
  if (facts.returns.some((it) => it.span.start >= span.start && it.span.end <= span.end)) return [];
  const style = styleIn(workspace, code.path);
  const indent = indentAt(text, span.start);
  const edit = editCode(workspace, code.path, {
    packages: [{ module: 'django.db', names: ['transaction'] }],
    changes: (written) => [
      {
        span,
        text: `${indent}with ${written('transaction')}.atomic():${style.lineEnd}${deeper(text.slice(span.start, span.end), style.indent)}`,
      },
    ],
    note: worded`Let the writes stand or fall together`,
  });
  return edit ? [{ ...WRAP, edits: [edit] }] : [];
}

/** A commit in between becomes a flush: what comes after it sees the rows, and the last commit keeps them. */
function commitOnce(code: LiftedCode, { owner, writes }: Story, text: string): readonly Fix[] {
  const { facts } = code;
  const last = writes.at(-1);
  const commits = writes.filter((it) => it.isCommit);
  if (!last?.isCommit || commits.length < 2 || !isFree(facts, owner, 'flush')) return [];
  const receiver = facts.calls[last.call]?.callee.path.slice(0, -1).join('.');
  const earlier = commits.slice(0, -1);
  const isOnTheWay = earlier.every(
    (it) => isInside(code, it.scope, last.scope) && facts.calls[it.call]?.callee.path.slice(0, -1).join('.') === receiver,
  );
  const from = earlier[0]?.span.start ?? 0;
  const leaves = [...facts.returns, ...facts.throws].some(
    (it) => it.span.start > from && it.span.end < last.span.start && isInside(code, it.scope, owner),
  );
  // A round of a loop that commits gives its locks back.
  const isLooped = earlier.some(
    (it) => facts.scopes[it.scope]?.loop || /^(?:try|catch|finally)$/.test(facts.scopes[it.scope]?.kind ?? ''),
  );
  if (!isOnTheWay || leaves || isLooped || receiver === undefined) return [];
  const changes = earlier.flatMap((it) => {
    const name = facts.calls[it.call]?.nameSpan;
    return name && text.slice(name.start, name.end) === 'commit' ? [{ span: name, text: 'flush' }] : [];
  });
  if (changes.length !== earlier.length) return [];
  return [{ ...COMMIT_ONCE, edits: [changeOf(code.path, changes, worded`Flush before the last write, and commit after it`)] }];
}
