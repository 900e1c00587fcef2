import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MutationObserver } from '@tanstack/react-query';
import { ApiError } from './src/api/call-api.ts';
import { createQueryClient } from './src/api/query-client.ts';
import { returnPath, signInPath } from './src/auth/return-path.ts';
import { errorMessage, fieldErrors } from './src/errors/error-message.ts';

test('an error is a sentence by what can be done, never what the server wrote', async () => {
  const lost = await fetch('http://127.0.0.1:1').catch((error: unknown) => error);
  assert.match(errorMessage(lost), /connection/);
  assert.match(errorMessage(AbortSignal.abort(new DOMException('late', 'TimeoutError')).reason), /connection/);
  assert.match(errorMessage(new ApiError(409, {})), /Reload/);
  assert.match(errorMessage(new ApiError(500, { detail: 'null pointer', request_id: 'r-1' })), /on our side.*\(r-1\)$/);
  assert.doesNotMatch(errorMessage(new Error('relation "users" does not exist')), /relation/);
});

test('failures that pass are tried again, a sign-out and field errors go where they belong', async () => {
  const notices: string[] = [];
  let signOuts = 0;
  const client = createQueryClient({ notify: (it) => notices.push(it), onSignedOut: () => (signOuts += 1) });
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retryDelay: 1 } });
  const countOf = async (status: number): Promise<number> => {
    let calls = 0;
    const queryFn = async (): Promise<never> => {
      calls += 1;
      throw status === 0 ? new TypeError('Failed to fetch') : new ApiError(status, {});
    };
    await assert.rejects(client.fetchQuery({ queryKey: [status], queryFn, retry: client.getDefaultOptions().queries?.retry }));
    return calls;
  };
  assert.deepEqual([await countOf(503), await countOf(0), await countOf(404), await countOf(401)], [3, 3, 1, 1]);
  assert.deepEqual([signOuts, notices], [1, []]);

  const fail = (error: ApiError) =>
    new MutationObserver(client, {
      mutationFn: async () => {
        throw error;
      },
    }).mutate();
  const refused = new ApiError(422, { errors: [{ field: 'name', message: 'is taken' }] });
  assert.deepEqual(fieldErrors(refused), [{ field: 'name', message: 'is taken' }]);
  await assert.rejects(fail(refused));
  assert.deepEqual(notices, []);
  await assert.rejects(fail(new ApiError(403, {})));
  assert.deepEqual(notices, ['This account may not do that.']);
  client.clear();
});

test('the way back leads nowhere else', () => {
  const origin = 'https://shop.example';
  const search = new URL(signInPath('/orders?page=2'), origin).search;
  assert.equal(returnPath(search, origin), '/orders?page=2');
  for (const wanted of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '']) {
    assert.equal(returnPath(`?${new URLSearchParams({ return_to: wanted })}`, origin), '/', wanted);
  }
});
