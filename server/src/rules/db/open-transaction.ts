import type { Path } from '#base/paths.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts, Decorator, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';
import { callersOf } from './callers.ts';
import { type LandedWrite, storyOf } from './landed-writes.ts';

/** Tells whether a function opens a transaction, is given one, runs inside one, hands one to its writes, or is called inside one. */
export function isInTransaction(
  workspace: Workspace,
  code: LiftedCode,
  owner: ScopeId,
  writes: readonly LandedWrite[],
  txParams: readonly string[],
): boolean {
  const { calls } = code.facts;
  const names = new Set(txParams.map((it) => it.toLowerCase()));
  if (writes.some((it) => it.isCommit)) return opensByName(code, owner);
  if (writes.some((it) => calls[it.call] && handsOver(calls[it.call]))) return true;
  return isOpen(workspace, code, owner, names) || isCalledInside(workspace, code, owner, names, 2);
}

/** Whether the function or one around it opens a transaction or gets one. */
function isOpen(workspace: Workspace, code: LiftedCode, owner: ScopeId, names: ReadonlySet<string>): boolean {
  const { facts } = code;
  for (let at: ScopeId | undefined = owner; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (!fn) continue;
    if (fn.parameters.some((it) => isTransaction(it.name, names))) return true;
    if (decoratorsOf(code, fn).some((it) => isTransactionDecorator(workspace, code, at ?? 0, it))) return true;
    const caller = fn.argumentOf === undefined ? undefined : facts.calls[fn.argumentOf.call];
    if (caller && OPENS.test(caller.callee.path.join('.'))) return true;
  }
  if (conceptsOf(code, 'transaction').some((it) => storyOf(code, it.scope) === owner || isInside(code, it.scope, owner)))
    return true;
  return (
    opensByName(code, owner) ||
    conceptsOf(code, 'query').some((it) => /^\s*begin\b/i.test(it.sql ?? '') && isInside(code, it.scope, owner))
  );
}

/** Functions that open a transaction, whatever they belong to. */
const OPENS = /transact|atomic|unit_?of_?work|(?:with|in|begin|exec)_?(?:tx|trx)\b|(?:with|In|Begin|Exec)Tx|begin_nested/i;

function opensByName({ facts }: LiftedCode, owner: ScopeId): boolean {
  return facts.calls.some((it) => OPENS.test(it.callee.path.at(-1) ?? '') && around(facts.scopes, it.scope, owner));
}

function around(scopes: LiftedCode['facts']['scopes'], inner: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = inner; at !== undefined && at >= outer; at = scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

/** Whether somebody calls the function where a transaction is open, over at most `depth` steps. */
function isCalledInside(
  workspace: Workspace,
  code: LiftedCode,
  owner: ScopeId,
  names: ReadonlySet<string>,
  depth: number,
): boolean {
  let count = 0;
  for (const { code: from, call } of callersOf(workspace, code.path, owner)) {
    count += 1;
    if (count > 20) return false;
    const site = from.facts.calls[call];
    if (!site) continue;
    const story = storyOf(from, site.scope);
    if (handsOver(site) || isOpen(workspace, from, story, names)) return true;
    if (depth > 1 && story !== 0 && story !== owner && isCalledInside(workspace, from, story, names, depth - 1)) return true;
  }
  return false;
}

function isTransaction(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name.toLowerCase()) || /^(?:db)?(?:tx|trx)$|transaction|queryrunner/i.test(name);
}

function decoratorsOf({ facts }: LiftedCode, fn: FunctionDetails): readonly Decorator[] {
  const owner = fn.owner === undefined ? undefined : facts.classes.find((it) => it.name === fn.owner);
  return [...fn.decorators, ...(owner?.decorators ?? [])];
}

function isTransactionDecorator(workspace: Workspace, code: LiftedCode, scope: ScopeId, decorator: Decorator): boolean {
  if (OPENS.test(decorator.path.join('.'))) return true;
  const call = decorator.call === undefined ? undefined : code.facts.calls[decorator.call];
  // `@method_decorator(transaction.atomic)`.
  if (call?.args.some((it) => it.kind === 'reference' && OPENS.test(it.path.join('.')))) return true;
  const meaning = workspace.catalog.normalise(workspace.linker.reference(code.path, scope, decorator.path));
  return workspace.catalog.callsOf(meaning, code.facts.language).some((it) => it.model.is === 'transaction');
}

const KEY = /^(?:transaction|trx|tx|session|t|transacting|queryRunner|manager)$/;
/** What is handed on as a whole may hold one: Sequelize's options, a context. */
const CARRIER = /^(?:tx|trx|t|transaction|qtx|dbTx|sess|options|opts|hookContext|sqlCtx)$/i;

/** `{ transaction: t }`, `{ ...options }`, `tx`, `session=session`. */
function handsOver(call: Call | undefined): boolean {
  if (!call) return false;
  return call.args.some(carries) || call.keywords.some((it) => KEY.test(it.name) && it.name !== 'session');
}

function carries(value: Value): boolean {
  if (value.kind === 'object')
    return value.entries.some((it) => KEY.test(it.key) && !(it.value.kind === 'literal' && it.value.value === null));
  return value.kind === 'reference' && CARRIER.test(value.path.at(-1) ?? '');
}

/** Tells whether each request runs in a transaction by a setting: Django's `ATOMIC_REQUESTS`. */
export function runsInTransactions(workspace: Workspace, code: LiftedCode): boolean {
  if (code.facts.language !== 'python') return false;
  const settings = settingsByUnit(workspace).get(workspace.unitOf(code.path)) ?? [];
  return settings.some((path) => {
    const facts = workspace.files.get(path)?.facts;
    return facts?.kind === 'code' && setsAtomicRequests(facts);
  });
}

const settingsByUnit = perVisibleState((workspace) => {
  const units = new Map<Unit, Path[]>();
  for (const { path, facts } of workspace.files.values()) {
    if (facts.kind !== 'code' || facts.language !== 'python' || !/settings/.test(path)) continue;
    const unit = workspace.unitOf(path);
    units.set(unit, [...(units.get(unit) ?? []), path]);
  }
  return units;
});

function setsAtomicRequests({ bindings, assignments }: CodeFacts): boolean {
  return (
    bindings.some((it) => it.origin.kind === 'value' && hasAtomicRequests(it.origin.value)) ||
    assignments.some((it) => it.target.includes('ATOMIC_REQUESTS') && it.value.kind === 'literal' && it.value.value === true)
  );
}

function hasAtomicRequests(value: Value): boolean {
  if (value.kind !== 'object') return false;
  return value.entries.some(({ key, value: inner }) =>
    key === 'ATOMIC_REQUESTS' ? inner.kind === 'literal' && inner.value === true : hasAtomicRequests(inner),
  );
}
