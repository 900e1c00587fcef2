import type { Resource } from '#decisions/resource.ts';
import { isSomebody, needAdmin, needUser, type SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { expectProblem } from '#verify/problem-details.ts';
import { type Body, isSameValue, smallestBody, validBody } from '#verify/sample-body.ts';
import type { Session } from '#verify/session.ts';

export const crud: Probe = {
  id: 'crud',
  title: 'Create, read, list, update and delete',
  needs: 'built',
  exemption: ({ resources }) => (resources.length === 0 ? 'tiebeam.json names no resource' : undefined),
  sourcePatterns: [/\/api\//],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const user = await needUser(session, expect, backEnd);
    const admin = await needAdmin(session, expect, backEnd);
    for (const resource of session.project.resources) {
      const made = await createAndRead(session, expect, backEnd, user, resource);
      await conflicts(expect, backEnd, user, resource, made.body);
      await listed(session, expect, backEnd, user, resource);
      await updated(session, expect, backEnd, user, resource, made.path);
      await deleted(expect, backEnd, user, admin, made.path);
    }
  },
};

interface Made {
  readonly path: string;
  readonly body: Body;
}

async function createAndRead(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
): Promise<Made> {
  const collection = `/api/${resource.plural}`;
  const body = validBody(resource, session.nextNumber());
  const created = expect.needStatus(
    await backEnd.send({ method: 'POST', path: collection, headers, body }),
    201,
    `creating a "${resource.name}"`,
  );
  const id = expect.need(idOf(created), {
    expected: 'what was created has an "id" that is a UUID',
    actual: 'it has not',
    exchange: created,
  });
  const path = `${collection}/${id}`;
  const location = headerOf(created, 'location');
  expect.that(location !== undefined && new URL(location, backEnd.origin).pathname === path, {
    expected: `the 201 has the header Location: ${path}`,
    actual: location === undefined ? 'it has none' : `it is ${location}`,
    exchange: created,
  });
  const read = await backEnd.send({ method: 'GET', path, headers });
  expect.status(read, 200, 'reading what was created');
  for (const answer of [created, read]) expectBody(expect, resource, answer, body);
  const smallest = await backEnd.send({
    method: 'POST',
    path: collection,
    headers,
    body: smallestBody(resource, session.nextNumber()),
  });
  expect.status(smallest, 201, `creating a "${resource.name}" with its required fields only`);
  return { path, body };
}

function expectBody(expect: Expectations, resource: Resource, answer: Exchange, sent: Body): void {
  for (const { name, type } of resource.fields) {
    const received = member(answer, name);
    expect.that(isSameValue(type, sent[name], received), {
      expected: `"${name}" is ${JSON.stringify(sent[name])}, as it was sent`,
      actual: `it is ${JSON.stringify(received) ?? 'missing'}`,
      exchange: answer,
    });
  }
  for (const name of ['createdAt', 'updatedAt']) {
    const received = member(answer, name);
    expect.that(typeof received === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(received), {
      expected: `"${name}" is a moment in UTC, such as 2024-02-29T08:30:00.000Z`,
      actual: `it is ${JSON.stringify(received) ?? 'missing'}`,
      exchange: answer,
    });
  }
}

async function conflicts(
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
  body: Body,
): Promise<void> {
  const unique = resource.fields.find((it) => it.unique);
  if (unique === undefined) return;
  const answer = await backEnd.send({ method: 'POST', path: `/api/${resource.plural}`, headers, body });
  expectProblem(expect, answer, 409, `a second "${resource.name}" with the same "${unique.name}"`);
}

async function listed(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
): Promise<void> {
  const collection = `/api/${resource.plural}`;
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const answer = await backEnd.send({
      method: 'POST',
      path: collection,
      headers,
      body: validBody(resource, session.nextNumber()),
    });
    made.push(idOf(expect.needStatus(answer, 201, `creating a "${resource.name}"`)) ?? '');
  }
  const seen: string[] = [];
  let query = 'limit=2';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = expect.needStatus(
      await backEnd.send({ method: 'GET', path: `${collection}?${query}`, headers }),
      200,
      'listing with limit=2',
    );
    const items = member(answer, 'items');
    const next = member(answer, 'nextCursor');
    const shape = {
      expected: 'a page is {"items":[…],"nextCursor":string or null}',
      actual: `it is ${answer.text.slice(0, 200)}`,
      exchange: answer,
    };
    const list = expect.need(Array.isArray(items) && (next === null || typeof next === 'string') ? items : undefined, shape);
    expect.that(list.length <= 2, {
      expected: 'a page with limit=2 has at most 2 items',
      actual: `it has ${list.length}`,
      exchange: answer,
    });
    seen.push(...list.map((it: unknown) => idOf({ json: it }) ?? ''));
    if (next === null) break;
    query = `limit=2&cursor=${encodeURIComponent(String(next))}`;
  }
  const missing = made.filter((id) => !seen.includes(id)).length;
  const twice = seen.length - new Set(seen).size;
  expect.that(missing === 0 && twice === 0, {
    expected: 'following nextCursor gives each item once',
    actual: `${missing} of ${made.length} new ones were missing, ${twice} came twice`,
  });
  const whole = await backEnd.send({ method: 'GET', path: collection, headers });
  expect.status(whole, 200, 'listing without a limit');
  for (const bad of ['limit=0', 'limit=101', 'limit=many', 'limit=2&cursor=%7Bnonsense%7D']) {
    expectProblem(
      expect,
      await backEnd.send({ method: 'GET', path: `${collection}?${bad}`, headers }),
      [422, 400],
      `listing with ${bad}`,
    );
  }
}

/** As many pages of two as the items that this probe and those before it can have made, and some more. */
const mostPages = 200;

async function updated(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { headers }: SignedIn,
  resource: Resource,
  path: string,
): Promise<void> {
  const [field] = resource.fields;
  if (field === undefined) return;
  const before = await backEnd.send({ method: 'GET', path, headers });
  const value = validBody(resource, session.nextNumber())[field.name];
  const answer = await backEnd.send({ method: 'PATCH', path, headers, body: { [field.name]: value } });
  if (!expect.status(answer, 200, `an update of the field "${field.name}"`)) return;
  const read = await backEnd.send({ method: 'GET', path, headers });
  for (const { name, type } of resource.fields) {
    const wanted = name === field.name ? value : member(before, name);
    expect.that(isSameValue(type, wanted, member(read, name)), {
      expected: `after a change of "${field.name}", "${name}" is ${JSON.stringify(wanted)}`,
      actual: `it is ${JSON.stringify(member(read, name)) ?? 'missing'}`,
      exchange: read,
    });
  }
}

async function deleted(expect: Expectations, backEnd: BackEnd, user: SignedIn, admin: SignedIn, path: string): Promise<void> {
  if (isSomebody(user)) {
    const refused = await backEnd.send({ method: 'DELETE', path, headers: user.headers });
    expectProblem(expect, refused, 403, 'a delete by someone without the role admin');
  }
  const gone = await backEnd.send({ method: 'DELETE', path, headers: admin.headers });
  expect.status(gone, 204, 'a delete by an admin');
  expectProblem(expect, await backEnd.send({ method: 'GET', path, headers: user.headers }), 404, 'reading what was deleted');
  expectProblem(expect, await backEnd.send({ method: 'DELETE', path, headers: admin.headers }), 404, 'a second deletion');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function idOf(answer: Pick<Exchange, 'json'>): string | undefined {
  const id = member(answer, 'id');
  return typeof id === 'string' && uuid.test(id) ? id : undefined;
}
