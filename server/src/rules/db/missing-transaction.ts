import { z } from 'zod';
import type { Span } from '#base/span.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Fix } from '#fixes/edit.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode, isInside } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { canFollow } from './feasible-path.ts';
import { type LandedWrite, landedWrites } from './landed-writes.ts';
import { inOneTransaction, transactionObstacle } from './missing-transaction-fix.ts';
import { isInTransaction, runsInTransactions } from './open-transaction.ts';
import type { Story } from './transaction-story.ts';

interface Data {
  readonly first: string;
  readonly second: string;
}

const Options = z
  .strictObject({
    minWrites: z.number().int().min(2).default(2).describe('How many writes on one path are too many'),
    ignoreModels: z.array(z.string()).default([]).describe('Tables and models whose writes do not count'),
    txParams: z
      .array(z.string())
      .default(['tx', 'trx', 't', 'transaction', 'session', 'manager', 'em', 'conn', 'qr', 'queryRunner', 'uow'])
      .describe('Parameters that hand over an open transaction'),
    mongo: z.boolean().default(false).describe('Count writes to document stores too'),
  })
  .prefault({});

type Settings = z.output<typeof Options>;

export default defineRule<Settings, Data>({
  id: 'db/missing-transaction',
  section: 4,
  tier: 1,
  severity: 'info',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    separateWrites: ({ first, second }) => `If \`${second}\` fails, what \`${first}\` wrote stays: they share no transaction`,
    separateCommits: ({ second }) => `\`${second}\` is not the first commit here: if it fails, what was committed before stays`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    for (const { owner, pair, writes } of separateWrites(workspace, code, options))
      yield detection(workspace, code, owner, pair, inOneTransaction(workspace, code, { owner, writes }, 'file'));
  },
  repair({ workspace, options }, detection) {
    const found = storyAt(workspace, options, detection);
    return found ? inOneTransaction(workspace, found.code, found.story, 'workspace') : [];
  },
  obstacle({ workspace, options }, detection) {
    const found = storyAt(workspace, options, detection);
    return found && transactionObstacle(workspace, found.code, found.story);
  },
});

function storyAt(
  workspace: Workspace,
  options: Settings,
  { path, at }: Detection<Data>,
): { readonly code: LiftedCode; readonly story: Story } | undefined {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  if (!code || at.kind !== 'span') return undefined;
  const story = separateWrites(workspace, code, options).find((it) => it.pair.second.span.start === at.span.start);
  return story && { code, story };
}

/** The functions of a file whose writes belong together and share no transaction. */
function separateWrites(workspace: Workspace, code: LiftedCode, options: Settings): (Story & { readonly pair: Pair })[] {
  if (code.facts.calls.length < 2) return [];
  const stories = new Map<ScopeId, LandedWrite[]>();
  for (const write of landedWrites(workspace, code)) {
    if (counts(code, write, options) && !(write.isCommit && isEmptyCommit(workspace, code, write)))
      stories.set(write.owner, [...(stories.get(write.owner) ?? []), write]);
  }
  if (stories.size === 0 || runsInTransactions(workspace, code)) return [];
  return [...stories].flatMap(([owner, writes]) => {
    if (owner === 0 || writes.length < options.minWrites || isStart(code, owner)) return [];
    if (isInTransaction(workspace, code, owner, writes, options.txParams)) return [];
    const pair = dependentPair(code, writes);
    return pair ? [{ owner, pair, writes: writes.slice(writes.indexOf(pair.first)) }] : [];
  });
}

/** Before it nothing happens but reading: a commit that ends what the reads began. */
function isEmptyCommit(workspace: Workspace, code: LiftedCode, { owner, span }: LandedWrite): boolean {
  const isBefore = (it: { readonly scope: ScopeId; readonly span: Span }): boolean =>
    it.span.start < span.start && isInside(code, it.scope, owner);
  const { facts } = code;
  if (facts.assignments.some((it) => it.target.length > 1 && isBefore(it))) return false;
  const reads = new Set(conceptsOf(code, 'query').flatMap((it) => (it.operation === 'read' ? [it.call] : [])));
  return (
    reads.size > 0 &&
    facts.calls.every((it, id) => !isBefore(it) || it.form === 'decorator' || reads.has(id) || isOfLibrary(workspace, code, id))
  );
}

/** A function of a package that is no database; what the session itself does is a query, or builds one. */
function isOfLibrary(workspace: Workspace, { path, facts, concepts }: LiftedCode, id: CallId): boolean {
  if (concepts.some((it) => it.kind === 'query' && it.call === id)) return false;
  const meaning = workspace.linker.callee(path, id);
  if (meaning.kind === 'external' || meaning.kind === 'global')
    return !/^(?:add|add_all|merge|delete|execute|flush)$/.test(facts.calls[id]?.callee.path.at(-1) ?? '');
  return false;
}

/** What runs once when a program starts or is set up, and sweeps whose steps do not depend on each other. */
function isStart({ facts, path }: LiftedCode, owner: ScopeId): boolean {
  const name = facts.scopes[owner]?.fn?.name ?? '';
  return (
    /^(?:main|init|install\w*|setup\w*|bootstrap\w*|seed\w*|populate\w*|initiali[sz]e\w*|_*sync(?:_\w+|[A-Z]\w*)?|\w*(?:clean_?up|purge|prune|housekeep)\w*)$/i.test(
      name,
    ) || /(?:^|\/)cmd\/[^/]*(?:install|setup|upgrade)|(?:dummy|random|fake|sample|demo|seed)[_-]?(?:data|task)/.test(path)
  );
}

interface Pair {
  readonly first: LandedWrite;
  readonly second: LandedWrite;
}

function counts({ facts }: LiftedCode, write: LandedWrite, { ignoreModels, mongo }: Settings): boolean {
  const name = facts.calls[write.call]?.callee.path.slice(-2).join('.') ?? '';
  if (!write.isCommit && (RECORD.test(name) || write.subjects.some((it) => RECORD.test(it)))) return false;
  if (write.isDocument && !mongo) return false;
  return !write.subjects.every((it) => ignoreModels.some((name) => name.toLowerCase() === it));
}

/** The first two writes that one run makes and that belong together: of two tables, or the second with what the first gave. */
function dependentPair(code: LiftedCode, writes: readonly LandedWrite[]): Pair | undefined {
  const { facts } = code;
  for (const [index, second] of writes.entries()) {
    for (const first of writes.slice(0, index)) {
      if (!belongTogether(facts, first, second)) continue;
      if (second.isCommit && keepsFailure(code, second)) continue;
      if (canFollow(facts, stepOf(first), stepOf(second))) return { first, second };
    }
  }
  return undefined;
}

/** `order.state = 'failed'; db.session.commit(); return jsonify(…), 502`: what went wrong is kept on purpose, and the function ends. */
function keepsFailure(code: LiftedCode, { scope, span }: LandedWrite): boolean {
  const around = code.facts.scopes[scope];
  if (around?.branch?.form !== 'then' || around.body.last !== 'return') return false;
  return conceptsOf(code, 'response').some((it) => it.scope === scope && it.span.start > span.end && (it.status ?? 0) >= 400);
}

function stepOf(write: LandedWrite) {
  return { scope: write.scope, at: write.span.end };
}

function belongTogether(facts: CodeFacts, first: LandedWrite, second: LandedWrite): boolean {
  if (first.isCommit || second.isCommit) return first.isCommit && second.isCommit;
  if (ensures(facts, first)) return false;
  const known = (it: LandedWrite): string[] => it.subjects.filter((name) => name !== '');
  if (known(first).length > 0 && known(second).length > 0 && known(second).some((it) => !known(first).includes(it))) return true;
  const targets = facts.calls[first.call]?.targets ?? [];
  return targets.some((it) => it !== '_' && it !== 'err' && facts.calls[second.call]?.mentions.includes(it));
}

/** `if not state: state = State.create(…)`: what is made once and may well stay. */
function ensures(facts: CodeFacts, first: LandedWrite): boolean {
  const [target] = facts.calls[first.call]?.targets ?? [];
  if (target === undefined) return false;
  for (let at: ScopeId | undefined = first.scope; at !== undefined && !facts.scopes[at]?.fn; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.branch?.condition.some((it) => it[0] === target)) return true;
  }
  return false;
}

/** A record of what happened is left behind on purpose where the rest fails, and nothing depends on it. */
const RECORD =
  /(?:^|[._])(?:logs?|audits?|events?|histor|activit|notif)|(?:log|audit|event|history|activity|notification|activities|attempt)s?(?:[._]|$)|last_?(?:login|seen|used|active)/i;

function detection(
  workspace: Workspace,
  code: LiftedCode,
  owner: ScopeId,
  { first, second }: Pair,
  fixes: readonly Fix[],
): Detection<Data> {
  const fn = code.facts.scopes[owner]?.fn;
  const name = (it: LandedWrite): string => code.facts.calls[it.call]?.callee.path.join('.') ?? 'write';
  const isJob = workspace.layerOf(code.path)?.layer === 'job';
  return {
    messageId: second.isCommit ? 'separateCommits' : 'separateWrites',
    data: { first: name(first), second: name(second) },
    path: code.path,
    at: { kind: 'span', span: second.span },
    ...(isJob && { severity: 'info' as const }),
    offers: fixes.map(({ id, kind, title }) => ({ id, kind, title })),
    symbol: [fn?.owner, fn?.name].filter(Boolean).join('.'),
    related: [{ path: code.path, at: { kind: 'span', span: first.span }, message: 'The write before' }],
  };
}
