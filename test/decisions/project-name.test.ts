import { expect, test } from 'vitest';
import { maxProjectNameLength, parseProjectName, suggestProjectName } from '#decisions/project-name.ts';

test.each(['shop', 'my-shop', 'a', 'shop2', 'x'.repeat(maxProjectNameLength)])('%s is a project name', (name) => {
  expect(parseProjectName(name)).toEqual({ ok: true, value: name });
});

test.each([
  ['', 'is empty'],
  ['My Shop', "such as 'my-shop'"],
  ['my_shop', "such as 'my-shop'"],
  ['shop-', "such as 'shop'"],
  ['my--shop', "such as 'my-shop'"],
  ['../shop', 'contains a path'],
  ['a/b', 'contains a path'],
  ['1shop', 'must start with a letter'],
  ['shöp', "contains 'ö' (U+00F6)"],
  ['x'.repeat(maxProjectNameLength + 1), `at most ${maxProjectNameLength} fit`],
  ['nul', 'a device name on Windows'],
  ['com1', 'a device name on Windows'],
  ['react', 'taken by a tool'],
  ['dist', 'taken by a tool'],
])('%j is refused', (name, reason) => {
  expect(parseProjectName(name)).toMatchObject({
    ok: false,
    problems: [{ path: ['name'], message: expect.stringContaining(reason) }],
  });
});

test.each([
  ['My Shop!', 'my-shop'],
  ['  2 Fast 2 Furious', 'fast-2-furious'],
  ['日本', 'app'],
  ['react', 'app'],
  ['', 'app'],
])('%j suggests %s', (text, name) => {
  expect(suggestProjectName(text)).toBe(name);
});
