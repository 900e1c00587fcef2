import type { Span } from '#base/span.ts';
import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A write that stays although what comes after it fails. */
export interface LandedWrite {
  readonly call: CallId;
  readonly scope: ScopeId;
  /** The function whose story it is a part of. */
  readonly owner: ScopeId;
  readonly span: Span;
  /** The tables that it changes; '' for one that is not known. */
  readonly subjects: readonly string[];
  /** True for the commit of a unit of work. */
  readonly isCommit: boolean;
  readonly isDocument: boolean;
}

/** The writes of a file that land by themselves, and the calls of functions that do, in source order. */
export function landedWrites(workspace: Workspace, code: LiftedCode): LandedWrite[] {
  const { facts } = code;
  const queries = new Map<CallId, Query>();
  for (const it of conceptsOf(code, 'query')) if (it.call !== undefined) queries.set(it.call, it);
  const writes: LandedWrite[] = [];
  for (const [id, call] of facts.calls.entries()) {
    const query = queries.get(id);
    if (query) {
      if (query.operation !== 'write' || query.lands === 'at-commit' || query.isInTransaction) continue;
      writes.push(write(code, id, call, [subjectOf(query, call)], query.lands === 'is-commit', query.isDocument));
      continue;
    }
    const target = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
    const effects = target && workspace.files.get(target.path)?.effects.get(target.scope);
    if (!target || !effects || effects.lands.length === 0 || !isMeantToWrite(workspace, call, target)) continue;
    writes.push(write(code, id, call, effects.lands, false, false));
  }
  return writes;
}

/** The function that a place belongs to: callbacks of `map`, `then` and their kind belong to the one around them. */
export function storyOf(code: LiftedCode, scope: ScopeId): ScopeId {
  let found = enclosingFunction(code.facts, scope);
  while (found?.fn.argumentOf !== undefined) {
    const call = code.facts.calls[found.fn.argumentOf.call];
    if (!call || !INLINE.test(call.callee.path.at(-1) ?? '')) break;
    const outer = enclosingFunction(code.facts, call.scope);
    if (!outer) break;
    found = outer;
  }
  return found?.id ?? 0;
}

/** Methods whose function runs as a part of the function around it. */
const INLINE = /^(map|forEach|flatMap|filter|reduce|each|all|then|catch|finally|Each)$/;

function write(
  code: LiftedCode,
  id: CallId,
  call: Call,
  subjects: readonly string[],
  isCommit: boolean,
  isDocument: boolean,
): LandedWrite {
  return { call: id, scope: call.scope, owner: storyOf(code, call.scope), span: call.span, subjects, isCommit, isDocument };
}

/** A model's instance is told by its name where the call names no table. */
function subjectOf(query: Query, call: Call): string {
  if (query.subject !== undefined) return query.subject.toLowerCase();
  return query.lands === 'is-commit' ? '' : (call.callee.path.at(-2) ?? '').toLowerCase();
}

/** Functions that read and write on the side, and calls that are told not to save. */
function isMeantToWrite(workspace: Workspace, call: Call, target: { readonly path: string; readonly scope: ScopeId }): boolean {
  const facts = workspace.files.get(target.path)?.facts;
  const fn = facts?.kind === 'code' ? facts.scopes[target.scope]?.fn : undefined;
  if (fn?.name === undefined || READS.test(fn.name.charAt(0).toLowerCase() + fn.name.slice(1))) return false;
  if (fn.decorators.some((it) => /contextmanager/i.test(it.path.join('.')))) return false;
  return !call.keywords.some(
    (it) => /^(?:save|commit)$/.test(it.name) && it.value.kind === 'literal' && it.value.value === false,
  );
}

const READS =
  /^_*(?:get|find|load|fetch|check|ensure|is|has|list|count|read|open|init|setup|main|retrieve|resolve|validate|can|should|search|query|select|lookup|build|prepare|migrate|install|sync)(?:[_A-Z]|$)/;
