import { expect, test } from 'vitest';
import { type Caller, startTestApp } from '../../test/test-app.ts';

const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

async function withApp(variables: Record<string, string>, use: (call: Caller) => Promise<void>): Promise<void> {
  const testApp = await startTestApp(variables);
  try {
    await use(testApp.anonymous);
  } finally {
    await testApp.close();
  }
}

test('refusals are pages for people', () =>
  withApp({ BODY_LIMIT_BYTES: '1024' }, async (call) => {
    const unknown = await call('get', '/nowhere').set('Accept', html).expect(404).expect('Content-Type', /html/);
    expect(unknown.text).toContain('Nothing answers GET /nowhere');
    expect(unknown.headers['content-security-policy']).toMatch(/^default-src 'self';/);
    const long = await call('post', '/sign-in').type('form').send({ email: 'x'.repeat(1025) }).set('Accept', html).expect(413);
    expect(long.text).toContain('too large');
  }));

test('a burst is told as a page', () =>
  withApp({ RATE_LIMIT_MAX: '1' }, async (call) => {
    await call('get', '/sign-in');
    const stopped = await call('get', '/sign-in').set('Accept', html).expect(429).expect('Retry-After', /^[1-9]/);
    expect(stopped.text).toContain('Too many requests');
    await call('get', '/api/nowhere').set('Accept', html).expect(429).expect('Content-Type', /problem/);
  }));

test('refusals are problems for programs', () =>
  withApp({}, async (call) => {
    await call('get', '/nowhere').expect(404).expect('Content-Type', /problem/);
    await call('get', '/api/nowhere').set('Accept', html).expect(404).expect('Content-Type', /problem/);
  }));
