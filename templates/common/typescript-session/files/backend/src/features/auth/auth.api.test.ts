import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password } from '../../../test/sign-in.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { UserRepository } from './user.repository.ts';

let testApp: TestApp;
const email = 'ada@example.com';

beforeAll(async () => {
  testApp = await startTestApp({ CORS_ORIGINS: 'https://app.example' });
  await post('/register', { email, password }).expect(201);
});
afterAll(() => testApp.close());

function post(path: string, body?: object) {
  return testApp.anonymous('post', `/api/auth${path}`).send(body);
}

async function login(cookie = '') {
  const response = await post('/login', { email, password }).set('Cookie', cookie).expect(200);
  return { body: response.body, cookie: cookieOf(response) };
}

function cookieOf(response: { headers: Record<string, unknown> }): string {
  return String(response.headers['set-cookie']);
}

function me(cookie: string) {
  return testApp.anonymous('get', '/api/auth/me').set('Cookie', cookie);
}

describe('login', () => {
  test('gives the user, and a cookie that scripts cannot read', async () => {
    const { body, cookie } = await login();
    expect(body).toEqual({ user: { id: expect.any(String), email, role: 'user' } });
    expect(cookie).toMatch(/^session=[\w-]{43}; Max-Age=1209600; Path=\/; .*; HttpOnly; SameSite=Lax$/);
  });

  test('sends the cookie over HTTPS only in production', async () => {
    const production = await startTestApp({ NODE_ENV: 'production', CORS_ORIGINS: 'https://app.example' });
    await production.anonymous('post', '/api/auth/register').send({ email, password });
    const response = await production.anonymous('post', '/api/auth/login').send({ email, password }).expect(200);
    expect(cookieOf(response)).toMatch(/; Secure/);
    await production.close();
  });

  test('starts a new session and ends the one before', async () => {
    const { cookie: first } = await login();
    const { cookie: second } = await login(first);
    await me(first).expect(401);
    await me(second).expect(200);
  });

  test('removes sessions that have expired', async () => {
    await login();
    await testApp.database.updateTable('sessions').set({ expires_at: '2020-01-01T00:00:00.000Z' }).execute();
    await login();
    const rows = await testApp.database.selectFrom('sessions').selectAll().execute();
    expect(rows).toHaveLength(1);
  });
});

describe('a session', () => {
  test('is kept as a hash', async () => {
    const { cookie } = await login();
    const rows = await testApp.database.selectFrom('sessions').selectAll().execute();
    const id = /session=([\w-]+)/.exec(cookie)?.[1];
    expect(id).toBeDefined();
    expect(JSON.stringify(rows)).not.toContain(id);
  });

  test('knows a new role at once', async () => {
    const { cookie } = await login();
    await new UserRepository(testApp.database).setRole(email, 'admin');
    const { body } = await me(cookie).expect(200);
    expect(body.role).toBe('admin');
  });

  test.each(['', 'session=', 'session=forged'])('is not the cookie "%s"', async (cookie) => {
    const response = await me(cookie).expect(401);
    expect(response.headers).not.toHaveProperty('www-authenticate');
  });

  test('ends with its time', async () => {
    const { cookie } = await login();
    await testApp.database.updateTable('sessions').set({ expires_at: '2020-01-01T00:00:00.000Z' }).execute();
    await me(cookie).expect(401);
  });
});

describe('logout', () => {
  test('ends the session, here and in the browser', async () => {
    const { cookie } = await login();
    const response = await post('/logout').set('Cookie', cookie).expect(204);
    expect(cookieOf(response)).toMatch(/^session=;/);
    await me(cookie).expect(401);
  });

  test('is fine without a session', async () => {
    await post('/logout').expect(204);
  });
});

describe('a page of another site', () => {
  test.each([{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }])(
    'may not change anything: %j',
    async (headers) => {
      const { cookie } = await login();
      const response = await post('/logout').set('Cookie', cookie).set(headers).expect(403);
      expect(response.headers['content-type']).toMatch(/problem\+json/);
      expect(response.headers).not.toHaveProperty('access-control-allow-origin');
      await me(cookie).expect(200);
    },
  );

  test('is not one of an allowed origin', async () => {
    const headers = { Origin: 'https://app.example', 'Sec-Fetch-Site': 'cross-site' };
    await post('/logout').set(headers).expect(204);
  });
});
