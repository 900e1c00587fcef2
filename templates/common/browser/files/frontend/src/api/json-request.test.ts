import { afterEach, expect, test, vi } from 'vitest';
import { connection } from '../connection/connection.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { requestJson } from './json-request.ts';
import { ApiError, NetworkError } from './problem.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  connection.set('online');
});

test('a refusal carries the status and the messages of the fields', async () => {
  const errors = [{ field: 'name', message: 'is required' }];
  fakeApi({ 'POST /api/things': { status: 422, body: { detail: 'Some fields are not valid', errors } } });
  const error = await requestJson('POST', '/api/things', {}).catch((it) => it);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 422, fieldErrors: { name: 'is required' } });
});

test('a lost network is told from an answer, and noted until the next answer', async () => {
  fakeApi({ 'GET /api/things': [new TypeError('Failed to fetch'), { body: [] }] });
  await expect(requestJson('GET', '/api/things')).rejects.toThrow(NetworkError);
  expect(connection.get()).toBe('offline');
  await requestJson('GET', '/api/things');
  expect(connection.get()).toBe('online');
});

test('an answer without a body is nothing', async () => {
  fakeApi({ 'DELETE /api/things/1': 204 });
  expect(await requestJson('DELETE', '/api/things/1')).toBeUndefined();
});
