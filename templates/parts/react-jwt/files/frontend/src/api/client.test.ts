import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeApi, sessionBody } from '../testing/fake-api.ts';
import { api, keepSession, whenSessionEnds } from './client.ts';
import { ApiError, NetworkError } from './problem.ts';

beforeEach(() => keepSession(sessionBody('first')));
afterEach(() => vi.unstubAllGlobals());

describe('the token', () => {
  test('is attached to every request', async () => {
    const calls = fakeApi({ 'GET /api/things': { body: [] } });
    await api.get('/api/things');
    expect(calls[0]?.headers.get('Authorization')).toBe('Bearer first');
  });

  test('is renewed once for all requests that were refused, and they are sent again', async () => {
    const calls = fakeApi({
      'GET /api/one': [401, { body: 1 }],
      'GET /api/two': [401, { body: 2 }],
      'POST /api/auth/refresh': { body: sessionBody('second') },
    });
    expect(await Promise.all([api.get('/api/one'), api.get('/api/two')])).toEqual([1, 2]);
    expect(calls.filter((it) => it.route === 'POST /api/auth/refresh')).toHaveLength(1);
    expect(calls.at(-1)?.headers.get('Authorization')).toBe('Bearer second');
  });

  test('is renewed before it is used when it is about to end', async () => {
    keepSession({ ...sessionBody('old'), expiresIn: 1 });
    const calls = fakeApi({ 'GET /api/one': { body: 1 }, 'POST /api/auth/refresh': { body: sessionBody('second') } });
    await api.get('/api/one');
    expect(calls.map((it) => it.route)).toEqual(['POST /api/auth/refresh', 'GET /api/one']);
  });

  test('is forgotten when it cannot be renewed', async () => {
    const ended = vi.fn();
    whenSessionEnds(ended);
    fakeApi({ 'GET /api/one': 401, 'POST /api/auth/refresh': 401 });
    await expect(api.get('/api/one')).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe('errors', () => {
  test('carry the status and the messages of the fields', async () => {
    const errors = [{ field: 'name', message: 'is required' }];
    fakeApi({ 'POST /api/things': { status: 422, body: { detail: 'Some fields are not valid', errors } } });
    const error = await api.post('/api/things', {}).catch((it) => it);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, fieldErrors: { name: 'is required' } });
  });

  test('tell a lost network from an answer', async () => {
    fakeApi({ 'GET /api/things': new TypeError('Failed to fetch') });
    await expect(api.get('/api/things')).rejects.toThrow(NetworkError);
  });
});

test('an answer without a body is nothing', async () => {
  fakeApi({ 'DELETE /api/things/1': 204 });
  expect(await api.delete('/api/things/1')).toBeUndefined();
});
