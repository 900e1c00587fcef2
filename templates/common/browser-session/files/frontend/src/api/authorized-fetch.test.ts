import { afterEach, expect, test, vi } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { authorizedFetch, whenSessionEnds } from './authorized-fetch.ts';

afterEach(() => vi.unstubAllGlobals());

test('the browser is asked to send the cookie to the API', async () => {
  const calls = fakeApi({ 'GET /api/things': 200 });
  await authorizedFetch('/api/things');
  expect(calls[0]?.credentials).toBe('include');
});

test('the session has ended when a request is refused', async () => {
  const ended = vi.fn();
  whenSessionEnds(ended);
  fakeApi({ 'GET /api/things': [403, 401] });
  await authorizedFetch('/api/things');
  expect(ended).not.toHaveBeenCalled();
  await authorizedFetch('/api/things');
  expect(ended).toHaveBeenCalledOnce();
});
