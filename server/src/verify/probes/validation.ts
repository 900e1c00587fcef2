import { randomUUID } from 'node:crypto';
import type { Resource } from '#decisions/resource.ts';
import { needAdmin, type SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { expectNoLeak, expectProblem, refusedFields } from '#verify/problem-details.ts';
import { invalidBodies, validBody } from '#verify/sample-body.ts';
import type { Session } from '#verify/session.ts';

export const validation: Probe = {
  id: 'validation',
  title: 'Bad input is refused field by field, with problem bodies that give nothing away',
  needs: 'built',
  exemption: ({ resources }) => (resources.length === 0 ? 'tiebeam.json names no resource' : undefined),
  sourcePatterns: [/problem\+json/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const admin = await needAdmin(session, expect, backEnd);
    for (const resource of session.project.resources) {
      await badFields(session, expect, backEnd, admin, resource);
      await badText(expect, backEnd, admin, resource);
      await unknownIds(expect, backEnd, admin, resource);
      await takenFields(session, expect, backEnd, admin, resource);
    }
    const { headers } = admin;
    expectProblem(
      expect,
      await backEnd.send({ method: 'GET', path: '/api/no-such-thing', headers }),
      404,
      'a path that does not exist',
    );
  },
};

async function badFields(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
): Promise<void> {
  const collection = `/api/${resource.plural}`;
  for (const { field, what, body } of invalidBodies(resource, session.nextNumber())) {
    expectFieldError(
      expect,
      await backEnd.send({ method: 'POST', path: collection, headers, body }),
      field,
      `a create with ${what}`,
    );
  }
  const path = await newPath(session, expect, backEnd, headers, resource);
  const wrong = invalidBodies(resource, session.nextNumber()).find((it) => !it.what.startsWith('no '));
  if (wrong === undefined) return;
  const change = { [wrong.field]: wrong.body[wrong.field] };
  expectFieldError(
    expect,
    await backEnd.send({ method: 'PATCH', path, headers, body: change }),
    wrong.field,
    `a change with ${wrong.what}`,
  );
}

function expectFieldError(expect: Expectations, answer: Exchange, field: string, what: string): void {
  if (!expectProblem(expect, answer, 422, what)) return;
  const fields = refusedFields(answer);
  expect.that(fields.includes(field), {
    expected: `the 422 of ${what} has an entry {"field":"${field}","message":…} in "errors"`,
    actual: fields.length === 0 ? 'there are no such entries' : `it names ${fields.join(', ')}`,
    exchange: answer,
  });
}

async function badText(expect: Expectations, backEnd: BackEnd, { headers }: SignedIn, resource: Resource): Promise<void> {
  const collection = `/api/${resource.plural}`;
  for (const [body, status, what] of [
    ['{"name": "half', 400, 'malformed JSON'],
    ['[]', [422, 400], 'a JSON array instead of an object'],
    ['"text"', [422, 400], 'a JSON string instead of an object'],
    ['', [422, 400], 'an empty body'],
  ] as const) {
    expectProblem(
      expect,
      await backEnd.send({ method: 'POST', path: collection, headers, body }),
      status,
      `a create with ${what}`,
    );
  }
}

async function unknownIds(expect: Expectations, backEnd: BackEnd, { headers }: SignedIn, resource: Resource): Promise<void> {
  const collection = `/api/${resource.plural}`;
  for (const [id, what] of [
    [randomUUID(), 'an unknown id'],
    ['12345', 'an id that is no UUID'],
    ["'%20OR%201=1--", 'an id that looks like SQL'],
  ] as const) {
    const path = `${collection}/${id}`;
    expectProblem(expect, await backEnd.send({ method: 'GET', path, headers }), 404, `reading ${what}`);
    expectProblem(expect, await backEnd.send({ method: 'PATCH', path, headers, body: {} }), [404, 422], `changing ${what}`);
    expectProblem(expect, await backEnd.send({ method: 'DELETE', path, headers }), 404, `deleting ${what}`);
  }
  const broken = await backEnd.send({ method: 'GET', path: `${collection}/%E0%A4%A`, headers });
  // Some HTTP servers refuse such a request line themselves, before any code of the project sees it.
  const isServersOwn = broken.status === 400 && headerOf(broken, 'x-request-id') === undefined;
  if (!isServersOwn) expectProblem(expect, broken, [400, 404], 'a path with a broken percent escape');
  else expectNoLeak(expect, broken, 'a path with a broken percent escape');
}

/** What the server itself gives (id, moments) may be refused in a body or passed over, never taken. */
async function takenFields(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
): Promise<void> {
  const own = { id: randomUUID(), createdAt: '2001-01-01T00:00:00.000Z', updatedAt: '2001-01-01T00:00:00.000Z' };
  const body = { ...validBody(resource, session.nextNumber()), ...own };
  const answer = await backEnd.send({ method: 'POST', path: `/api/${resource.plural}`, headers, body });
  const taken = Object.entries(own).filter(([name, value]) => member(answer, name) === value);
  expect.that(answer.status === 422 || (answer.status === 201 && taken.length === 0), {
    expected: 'a create that brings its own id, createdAt and updatedAt is refused with 422, or they are passed over',
    actual: taken.length > 0 ? `the server took over ${taken.map(([name]) => name).join(', ')}` : `it answered ${answer.status}`,
    exchange: answer,
  });
}

async function newPath(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  headers: SignedIn['headers'],
  resource: Resource,
): Promise<string> {
  const collection = `/api/${resource.plural}`;
  const answer = await backEnd.send({
    method: 'POST',
    path: collection,
    headers,
    body: validBody(resource, session.nextNumber()),
  });
  expect.needStatus(answer, 201, `creating a "${resource.name}"`);
  return `${collection}/${String(member(answer, 'id'))}`;
}
