import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../../test/sign-in.ts';
import { type Caller, startTestApp, type TestApp } from '../../test/test-app.ts';
import { ChangeFeed } from '../changes/change-feed.ts';
import { changesSince } from './changes.ts';
import { EventLog } from './event-log.ts';

describe('GET /api/changes', () => {
  let testApp: TestApp;
  let user: Caller;
  beforeAll(async () => {
    testApp = await startTestApp();
    user = await signIn(testApp, 'user');
  });
  afterAll(() => testApp.close());

  test('is for signed-in users', async () => {
    await testApp.anonymous('get', '/api/changes').expect(401);
  });

  test('says where now is, and is never cached', async () => {
    const { body } = await user('get', '/api/changes').expect(200).expect('Cache-Control', 'no-store');
    expect(body).toEqual({ changes: [], next: expect.stringMatching(/^\w+\.0$/), reset: false });
    const again = await user('get', `/api/changes?since=${body.next}`).expect(200);
    expect(again.body).toEqual(body);
  });

  test.each(['since=another-run.7', 'since=', 'since=a&since=b'])('asks to start anew for %s', async (query) => {
    const { body } = await user('get', `/api/changes?${query}`).expect(200);
    expect(body).toMatchObject({ changes: [], reset: true });
  });
});

describe('changesSince', () => {
  test('gives a hundred at a time, and loses and repeats none', () => {
    const changes = new ChangeFeed();
    const log = new EventLog(changes);
    let { next } = changesSince(log, undefined);
    for (let data = 0; data < 250; data += 1) changes.publish({ type: 'thing.created', data });
    const sizes: number[] = [];
    const seen: unknown[] = [];
    for (let page = changesSince(log, next); page.changes.length > 0; page = changesSince(log, next)) {
      sizes.push(page.changes.length);
      seen.push(...page.changes.map((it) => it.data));
      next = page.next;
    }
    expect(sizes).toEqual([100, 100, 50]);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => index));
  });
});
