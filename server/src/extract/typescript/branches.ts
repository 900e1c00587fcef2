import type { Span } from '#base/span.ts';
import type { BodySummary, BranchDetails, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { addScope } from './bodies.ts';
import type { ts } from './compiler.ts';
import { passCondition } from './env-reads.ts';
import { type Draft, exact, type Flow, OTHER, snippetOf, spanOf, type Walk } from './walk.ts';

/** A condition that was walked: what it reads and where it stands. */
export interface Condition {
  readonly chains: readonly (readonly string[])[];
  readonly node: ts.Node;
}

/** Walks a condition and collects the names and chains that it reads. */
export function readCondition(walk: Walk, node: ts.Node): Condition {
  const outer = walk.chains;
  const chains: (readonly string[])[] = [];
  const mark = walk.envReads.length;
  walk.chains = chains;
  walk.visit.see(walk, node, OTHER);
  walk.chains = outer;
  outer?.push(...chains);
  passCondition(walk, node, mark);
  return { chains: exact(chains), node };
}

export function branchDetails(
  walk: Walk,
  form: BranchDetails['form'],
  group: number,
  { chains, node }: Condition,
): BranchDetails {
  const text = form === 'else' ? '' : snippetOf(walk, node);
  return { form, group, condition: chains, text, conditionSpan: spanOf(walk, node) };
}

/** Adds the scope of a branch of a statement below the current one. */
export function addBranch(walk: Walk, span: Span, bodySpan: Span, body: BodySummary, branch: BranchDetails): ScopeId {
  const id = addScope(walk, 'branch', span, bodySpan, body);
  const scope = walk.scopes[id];
  if (scope) scope.branch = branch;
  return id;
}

/**
 * Walks a branch of an expression (`a ? this : that`, `a && this`) in a scope of its own, which is dropped again
 * where nothing in it became a fact. Gives whether it stayed, and what it is.
 */
export function seeBranchOfExpression(
  walk: Walk,
  node: ts.Node,
  flow: Flow,
  form: 'then' | 'else',
  group: number,
  condition: Condition,
): { readonly isKept: boolean; readonly value: Value } {
  const outer = walk.scope;
  const scope: Draft<Scope> = {
    kind: 'branch',
    parent: outer,
    span: walk.statement,
    bodySpan: walk.statement,
    body: ONE_EXPRESSION,
  };
  const id = walk.scopes.push(scope) - 1;
  const before = countFacts(walk);
  walk.scope = id;
  const value = walk.visit.read(walk, node, flow);
  walk.scope = outer;
  if (countFacts(walk) === before) {
    walk.scopes.length = id;
    return { isKept: false, value };
  }
  scope.span = spanOf(walk, node);
  scope.bodySpan = scope.span;
  scope.branch = branchDetails(walk, form, group, condition);
  return { isKept: true, value };
}

const ONE_EXPRESSION: BodySummary = { statements: 1, hasComment: false, last: 'other' };

function countFacts(walk: Walk): number {
  const { calls, scopes, assignments, envReads, strings, imports, bindings, classes } = walk;
  return (
    calls.length +
    scopes.length +
    assignments.length +
    envReads.length +
    strings.length +
    imports.length +
    bindings.length +
    classes.length
  );
}
