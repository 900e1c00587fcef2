import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../test/test-app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await startTestApp({ CORS_ORIGINS: 'https://app.example' });
});
afterAll(() => testApp.close());

describe('health', () => {
  test('says that the process runs and that the database is reachable', async () => {
    await testApp.anonymous('get', '/health').expect(200, { status: 'ok' });
    await testApp.anonymous('get', '/ready').expect(200, { status: 'ready', checks: { database: 'up' } });
  });

  test('is not ready when the database cannot be used', async () => {
    const broken = await startTestApp();
    await broken.ruinDatabase();
    await broken.anonymous('get', '/ready').expect(503, { status: 'unavailable', checks: { database: 'down' } });
    await broken.anonymous('get', '/health').expect(200);
    await broken.close();
  });
});

describe('errors', () => {
  test('are problem details with the request id', async () => {
    const response = await testApp.anonymous('get', '/api/nowhere?secret=1').set('X-Request-Id', 'abc-1').expect(404);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'Nothing answers GET /api/nowhere',
      instance: '/api/nowhere',
      request_id: 'abc-1',
    });
  });

  test('tell malformed JSON, large bodies and unknown encodings apart', async () => {
    const send = (body: string, encoding = 'identity') =>
      testApp
        .anonymous('post', '/api/auth/login')
        .set({ 'Content-Type': 'application/json', 'Content-Encoding': encoding })
        .send(body);
    await send('{"email":').expect(400);
    await send(JSON.stringify({ email: 'x'.repeat(200_000) })).expect(413);
    await send('{}', 'unknown').expect(415);
  });
});

describe('request id', () => {
  test.each(['', 'two words', 'x'.repeat(129)])('is made instead of "%s"', async (given) => {
    const response = await testApp.anonymous('get', '/health').set('X-Request-Id', given);
    expect(response.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('cross-origin requests', () => {
  test('are for the configured origins only', async () => {
    const allowed = await testApp.anonymous('get', '/health').set('Origin', 'https://app.example');
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
    });
    const refused = await testApp.anonymous('get', '/health').set('Origin', 'https://evil.example');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each(['GET', 'POST', 'PATCH', 'DELETE'])('may use %s', async (method) => {
    const response = await testApp
      .anonymous('options', '/api/anything')
      .set({ Origin: 'https://app.example', 'Access-Control-Request-Method': method })
      .expect(204);
    expect(response.headers['access-control-allow-methods']).toContain(method);
  });
});

test('security headers are there, and the framework is not named', async () => {
  const { headers } = await testApp.anonymous('get', '/health');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
  expect(headers).not.toHaveProperty('x-powered-by');
});

test('the API describes itself', async () => {
  const { body } = await testApp.anonymous('get', '/api/openapi.json').expect(200);
  expect(body.openapi).toBe('3.1.0');
});

test('a burst of requests is stopped, health checks are not', async () => {
  const limited = await startTestApp({ RATE_LIMIT_MAX: '5' });
  for (let count = 0; count < 5; count += 1) await limited.anonymous('get', '/api/anything').expect(404);
  const response = await limited
    .anonymous('get', '/api/anything')
    .expect(429)
    .expect('Content-Type', /problem\+json/);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  await limited.anonymous('get', '/ready').expect(200);
  await limited.close();
});
