import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { sessionBody } from '../testing/fake-session.ts';
import { authorizedFetch, keepSession, whenSessionEnds } from './authorized-fetch.ts';

beforeEach(() => keepSession(sessionBody('first')));
afterEach(() => {
  vi.unstubAllGlobals();
  keepSession(undefined);
});

test('the token is attached to every request', async () => {
  const calls = fakeApi({ 'GET /api/things': 200 });
  await authorizedFetch('/api/things');
  expect(calls[0]?.headers.get('Authorization')).toBe('Bearer first');
});

test('the token is renewed once for all requests that were refused, and they are sent again', async () => {
  const calls = fakeApi({
    'GET /api/one': [401, 200],
    'GET /api/two': [401, 200],
    'POST /api/auth/refresh': { body: sessionBody('second') },
  });
  const responses = await Promise.all([authorizedFetch('/api/one'), authorizedFetch('/api/two')]);
  expect(responses.map((it) => it.status)).toEqual([200, 200]);
  expect(calls.filter((it) => it.route === 'POST /api/auth/refresh')).toHaveLength(1);
  expect(calls.at(-1)?.headers.get('Authorization')).toBe('Bearer second');
});

test('the token is renewed before it is used when it is about to end', async () => {
  keepSession({ ...sessionBody('old'), expiresIn: 1 });
  const calls = fakeApi({ 'GET /api/one': 200, 'POST /api/auth/refresh': { body: sessionBody('second') } });
  await authorizedFetch('/api/one');
  expect(calls.map((it) => it.route)).toEqual(['POST /api/auth/refresh', 'GET /api/one']);
});

test('the session has ended when the token cannot be renewed', async () => {
  const ended = vi.fn();
  whenSessionEnds(ended);
  fakeApi({ 'GET /api/one': 401, 'POST /api/auth/refresh': 401 });
  await expect(authorizedFetch('/api/one')).rejects.toMatchObject({ status: 401 });
  expect(ended).toHaveBeenCalledOnce();
});
