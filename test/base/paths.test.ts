import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relativePath, stepsBetween } from '#base/paths.ts';

test.each([
  ['', 'main.ts', 1],
  ['', 'app/main.ts', 2],
  ['app', 'app/main.ts', 1],
  ['app', 'main.ts', 2],
  ['app/users', 'app/user.ts', 2],
  ['app/users', 'app/users-old/list.ts', 3],
  ['a', 'b/c.ts', 3],
])('from "%s" to %s it is %i', (folder, path, steps) => expect(stepsBetween(folder, path)).toBe(steps));

test('counts what the way between two places is written with', () => {
  const name = fc.stringMatching(/^[ab]{1,2}$/);
  const folder = fc.array(name, { maxLength: 4 }).map((it) => it.join('/'));
  fc.assert(
    fc.property(folder, folder, name, (from, to, file) => {
      const path = to === '' ? file : `${to}/${file}`;
      const way = relativePath(from, path);
      expect(stepsBetween(from, path)).toBe(way.split('/').length - (way.startsWith('./') ? 1 : 0));
    }),
  );
});
