import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password } from '../../test/sign-in.ts';
import { startTestApp, type TestApp } from '../../test/test-app.ts';

let testApp: TestApp;
const email = 'ada@example.com';

beforeAll(async () => {
  testApp = await startTestApp();
  await post('/register', { email, password }).expect(303);
});
afterAll(() => testApp.close());

function post(path: string, form: object) {
  return testApp.anonymous('post', path).type('form').send(form);
}

function get(path: string, cookie = '') {
  return testApp.anonymous('get', path).set('Cookie', cookie);
}

async function signIn(): Promise<string> {
  const { headers } = await post('/sign-in', { email, password }).expect(303);
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
}

describe('signing in', () => {
  test('leads to the list, and the session lasts until it is ended', async () => {
    await get('/').expect(303);
    const cookie = await signIn();
    const { headers } = await get('/', cookie).expect(303);
    const list = await get(String(headers.location), cookie).expect(200);
    expect(list.text).toContain('Sign out');
    await post('/sign-out', {}).set('Cookie', cookie).expect(303).expect('Location', '/sign-in');
    await get(String(headers.location), cookie).expect(303).expect('Location', '/sign-in');
  });

  test.each([
    ['/sign-in', { email, password: 'a wrong password' }, 401, 'role="alert"><p>Email or password is wrong'],
    ['/sign-in', { email }, 422, 'id="password-error" class="error">Password is required'],
    ['/register', { email, password: 'short' }, 422, 'class="error">Password must have at least 8 characters'],
    ['/register', { email, password }, 409, 'id="email-error" class="error">Email is taken'],
  ])('at %s tells what is refused of %j', async (path, form, status, message) => {
    const { text } = await post(path, form).expect(status);
    expect(text).toContain(message);
    expect(text).toContain(`value="${email}"`);
    expect(text).not.toContain(password);
  });

  test('is refused from pages of other sites', async () => {
    await post('/sign-in', { email, password }).set('Origin', 'https://evil.example').expect(403);
  });
});

describe('a page', () => {
  test('runs only scripts of this server, which browsers may keep', async () => {
    const { headers, text } = await get('/sign-in').expect(200);
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    const files = [...text.matchAll(/(?:src|href)="(\/_static\/[^"]+)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files)
      await get(file)
        .expect(200)
        .expect('Cache-Control', /immutable/);
  });
});
