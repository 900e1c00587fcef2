import { expect, test } from 'vitest';
import { lowestVersion } from '#base/version.ts';

test.each([
  ['^4.22.1', [4, 22]],
  ['~0.3', [0, 3]],
  ['8', [8, 0]],
  ['>=5.1 <6', [5, 1]],
  ['7.x || 8.x', [7, 0]],
  ['5.0.0-beta.1', [5, 0]],
  ['*', undefined],
  ['', undefined],
  ['<6', undefined],
  ['latest', undefined],
  ['workspace:^4.0.0', undefined],
])('the lowest version of "%s" is %o', (range, lowest) => {
  const found = lowestVersion(range);
  expect(found && [found.major, found.minor]).toEqual(lowest);
});
