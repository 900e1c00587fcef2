import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressOf } from './client-address.ts';

test.each([
  [undefined, 0, '192.0.2.1'],
  ['203.0.113.7', 0, '192.0.2.1'],
  ['203.0.113.7', 1, '203.0.113.7'],
  ['made-up, 203.0.113.7', 1, '203.0.113.7'],
  ['203.0.113.7, 198.51.100.2', 2, '203.0.113.7'],
  ['203.0.113.7', 5, '203.0.113.7'],
])('%s behind %i proxies is %s', (forwarded, hops, expected) => {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '192.0.2.1' } };
  expect(addressOf(request as unknown as IncomingMessage, hops)).toBe(expected);
});
