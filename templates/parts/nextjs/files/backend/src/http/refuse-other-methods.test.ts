import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await startTestApp();
});
afterAll(() => testApp.close());

test.each(['post', 'patch', 'delete'] as const)('%s is refused where only GET is answered', async (method) => {
  const { headers, body } = await testApp.anonymous(method, '/api/openapi.json').expect(405);
  expect(headers).toMatchObject({
    allow: 'GET, HEAD',
    'content-type': expect.stringMatching(/^application\/problem\+json/),
  });
  expect(body).toMatchObject({
    title: 'Method Not Allowed',
    status: 405,
    detail: `/api/openapi.json does not answer ${method.toUpperCase()}`,
    request_id: headers['x-request-id'],
  });
});
