import type { Resource } from '#decisions/resource.ts';
import type { SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member, memberOf } from '#verify/http-exchange.ts';
import { validBody } from '#verify/sample-body.ts';
import type { Session } from '#verify/session.ts';
import { changesPath } from '#verify/subscription.ts';

/** Most changes of one answer. */
const mostChanges = 100;

/** Expects the list of changes to be what a client can go on from, whatever position it brings. */
export async function expectPollingContract(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  writer: SignedIn,
): Promise<void> {
  const ask = (since?: string): Promise<Exchange> =>
    backEnd.send({
      method: 'GET',
      path: since === undefined ? changesPath : `${changesPath}?since=${encodeURIComponent(since)}`,
      headers: writer.headers,
    });
  const now = expect.needStatus(await ask(), 200, 'asking for changes without a position');
  const start = expectShape(expect, now, 'asking for changes without a position', { count: 0, reset: false });
  const caching = headerOf(now, 'cache-control') ?? '';
  expect.that(/\bno-store\b/.test(caching), {
    expected: 'changes are never answered from a cache (Cache-Control: no-store)',
    actual: `Cache-Control is ${caching || 'missing'}`,
    exchange: now,
  });
  for (const [since, what] of [
    ['former-run.12', 'a position of another run'],
    ['%{nonsense}', 'a position that is none'],
  ] as const) {
    const answer = await ask(since);
    if (expect.status(answer, 200, `asking for changes since ${what}`)) {
      expectShape(expect, answer, `asking for changes since ${what}`, { count: 0, reset: true });
    }
  }
  const [resource] = session.project.resources;
  if (resource !== undefined && start !== undefined) await pages(session, expect, backEnd, writer, resource, start, ask);
}

/** A client that was away for long gets everything, in answers of bounded length. */
async function pages(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
  start: string,
  ask: (since: string) => Promise<Exchange>,
): Promise<void> {
  const rest = 3;
  for (let count = 0; count < mostChanges + rest; count += 1) {
    const body = validBody(resource, session.nextNumber());
    const made = await backEnd.send({ method: 'POST', path: `/api/${resource.plural}`, headers, body });
    expect.needStatus(made, 201, `creating a "${resource.name}"`);
  }
  const first = await ask(start);
  const next = expectShape(expect, first, `asking after ${mostChanges + rest} changes`, { count: mostChanges, reset: false });
  const ids = idsOf(first);
  expect.that(next !== undefined && next === ids.at(-1), {
    expected: '"next" is the id of the last change that was given',
    actual: `it is ${String(next)}, and the last id is ${String(ids.at(-1))}`,
  });
  if (next === undefined) return;
  const second = await ask(next);
  expectShape(expect, second, 'asking for the changes that did not fit', { count: rest, reset: false });
  const all = [...ids, ...idsOf(second)];
  expect.that(new Set(all).size === all.length, {
    expected: 'each change is given once',
    actual: `${all.length - new Set(all).size} came twice`,
    exchange: second,
  });
}

function idsOf(answer: Exchange): readonly unknown[] {
  const changes = member(answer, 'changes');
  return Array.isArray(changes) ? changes.map((it: unknown) => memberOf(it, 'id')) : [];
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'missing';
}

/** Gives `next`, where the answer has the right form. */
function expectShape(
  expect: Expectations,
  answer: Exchange,
  what: string,
  wanted: { readonly count: number; readonly reset: boolean },
): string | undefined {
  const changes = member(answer, 'changes');
  const next = member(answer, 'next');
  const reset = member(answer, 'reset');
  const count = Array.isArray(changes) ? changes.length : undefined;
  const isRight = count === wanted.count && reset === wanted.reset && typeof next === 'string';
  expect.that(isRight, {
    expected: `${what} gives ${wanted.count} changes, "next" as a string and "reset": ${wanted.reset}`,
    actual: `the length of "changes" is ${shown(count)}, "next" is ${shown(next)}, "reset" is ${shown(reset)}`,
    exchange: answer,
  });
  return isRight && typeof next === 'string' ? next : undefined;
}
