import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, signIn } from '../../../test/sign-in.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await startTestApp();
});
afterAll(() => testApp.close());

function register(body: object) {
  return testApp.anonymous('post', '/api/auth/register').send(body);
}

describe('register', () => {
  test('gives the user, never the password', async () => {
    const { body } = await register({ email: 'Grace@Example.com ', password }).expect(201);
    expect(body).toEqual({ id: expect.any(String), email: 'grace@example.com', role: 'user' });
  });

  test('refuses a taken address, whatever its case', async () => {
    await register({ email: 'ada@example.com', password }).expect(201);
    const { body } = await register({ email: 'ADA@example.com', password }).expect(409);
    expect(body.errors).toEqual([{ field: 'email', message: 'is taken' }]);
  });

  test.each([
    [{ email: 'nobody', password }, 'email'],
    [{ email: 'bo@example.com', password: 'short' }, 'password'],
    [{ email: 'bo@example.com', password, role: 'admin' }, 'role'],
  ])('refuses %j', async (input, field) => {
    const { body } = await register(input).expect(422);
    expect(body.errors).toEqual([{ field, message: expect.any(String) }]);
  });
});

describe('login', () => {
  test.each([
    ['a wrong password', { email: 'ada@example.com', password: 'something else' }],
    ['an unknown address', { email: 'nobody@example.com', password }],
  ])('refuses %s in the same words', async (_, credentials) => {
    const { body } = await testApp.anonymous('post', '/api/auth/login').send(credentials).expect(401);
    expect(body.detail).toBe('Email or password is wrong');
  });

  test('too many failed attempts have to wait', async () => {
    const strict = await startTestApp({ AUTH_RATE_LIMIT_MAX: '3' });
    const attempt = () => strict.anonymous('post', '/api/auth/login').send({ email: 'ada@example.com', password });
    for (let count = 0; count < 3; count += 1) await attempt().expect(401);
    const response = await attempt()
      .expect(429)
      .expect('Content-Type', /problem\+json/);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    await strict.close();
  });
});

describe('me', () => {
  test('tells who is signed in', async () => {
    const caller = await signIn(testApp, 'admin');
    const { body } = await caller('get', '/api/auth/me').expect(200);
    expect(body).toEqual({ id: expect.any(String), email: expect.stringContaining('@'), role: 'admin' });
  });

  test('is for signed-in users', async () => {
    await testApp.anonymous('get', '/api/auth/me').expect(401);
  });
});
