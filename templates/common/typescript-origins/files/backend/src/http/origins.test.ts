import { expect, test } from 'vitest';
import { isFromForeignPage } from './origins.ts';

const host = 'api.example';

test.each([
  [{ host }, false],
  [{ host, 'sec-fetch-site': 'same-origin' }, false],
  [{ host, 'sec-fetch-site': 'cross-site' }, true],
  [{ host, origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }, false],
  [{ host, origin: 'https://api.example' }, false],
  [{ host, origin: 'https://api.example:8443' }, true],
  [{ host, origin: 'https://evil.example' }, true],
  [{ host, origin: 'https://app.example.evil.example' }, true],
  [{ host, origin: 'null' }, true],
])('%j: %s', (headers, isForeign) => {
  expect(isFromForeignPage(headers, ['https://app.example'])).toBe(isForeign);
});
