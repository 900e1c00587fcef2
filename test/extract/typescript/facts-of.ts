import { expect } from 'vitest';
import type { Span } from '#base/span.ts';
import { extractTypeScript } from '#extract/typescript/extract-typescript.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { printFacts } from '../print-facts.ts';

/** The facts of a source that is written in a test. */
export function factsOf(source: string, path = 'src/orders.ts'): CodeFacts {
  const facts = extractTypeScript(path, source);
  expectSound(facts, source);
  return facts;
}

/** The printed lines of one group of facts: `imports`, `scopes`, `calls`, … */
export function linesOf(group: string, source: string, path?: string): string[] {
  return groupOf(printFacts(factsOf(source, path), source), group);
}

export function groupOf(printed: string, group: string): string[] {
  const lines = printed.split('\n');
  const start = lines.indexOf(group);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(2));
}

/** What holds for the facts of every text, broken or not. */
export function expectSound(facts: CodeFacts, text: string): void {
  const problems: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
  const isScope = (scope: number): boolean => scope >= 0 && scope < facts.scopes.length;
  eachObject(facts, (it, way) => {
    if (isSpan(it))
      check(it.start >= 0 && it.start <= it.end && it.end <= text.length, `span ${way} is ${it.start} to ${it.end}`);
    if ('scope' in it) check(isScope(Number(it.scope)), `${way} stands in no scope`);
    if (it.kind === 'call' && typeof it.call === 'number') check(it.call < facts.calls.length, `${way} is the result of no call`);
  });
  facts.scopes.forEach((scope, id) => {
    const parent = scope.parent === undefined ? undefined : facts.scopes[scope.parent];
    check(id === 0 ? scope.kind === 'module' && parent === undefined : (scope.parent ?? id) < id, `the parent of scope ${id}`);
    check(isWithin(scope.bodySpan, scope.span), `the body of scope ${id}`);
    if (parent) check(isWithin(scope.span, parent.span), `scope ${id} in its parent`);
    check((scope.kind === 'function') === (scope.fn !== undefined), `the function details of scope ${id}`);
    check((scope.kind === 'loop') === (scope.loop !== undefined), `the loop details of scope ${id}`);
    check((scope.kind === 'branch') === (scope.branch !== undefined), `the branch details of scope ${id}`);
    check((scope.kind === 'catch') === (scope.handler !== undefined), `the catch details of scope ${id}`);
    const at = scope.fn?.argumentOf;
    const argument = at && facts.calls[at.call]?.args[at.index];
    if (at) check(argument?.kind === 'function' && argument.scope === id, `the call that takes scope ${id}`);
  });
  facts.calls.forEach((call, id) => {
    check(isWithin(call.nameSpan, call.span), `the name of call ${id}`);
    check(isWithin(call.span, call.statement), `the statement of call ${id}`);
    const { receiver } = call.callee;
    if (receiver !== undefined) check(receiver < id && facts.calls[receiver]?.use === 'receiver', `the receiver of call ${id}`);
  });
  for (const it of facts.envReads) {
    check(isWithin(it.span, it.outerSpan) && isWithin(it.outerSpan, it.statement), `the spans of the read of ${it.name}`);
  }
  expect(problems).toEqual([]);
}

function isSpan(it: Readonly<Record<string, unknown>>): it is Readonly<Record<'start' | 'end', number>> {
  return typeof it.start === 'number' && typeof it.end === 'number';
}

function eachObject(value: unknown, visit: (it: Readonly<Record<string, unknown>>, key: string) => void, key = 'facts'): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const inner of value) eachObject(inner, visit, key);
    return;
  }
  visit(value as Readonly<Record<string, unknown>>, key);
  for (const name in value) eachObject(value[name as keyof typeof value], visit, name);
}
