import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generate } from '../../scripts/generate.ts';
import type { Generator } from '../../scripts/generators.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';

const GENERATORS: readonly Generator[] = [
  { path: 'docs/new.md', content: () => 'new\n' },
  { path: 'old.md', content: () => Promise.resolve('fresh\n') },
  { path: 'same.md', content: () => 'same\n' },
  // Reads what a generator before it has written.
  { path: 'copy.md', content: (root) => readFileSync(join(root, 'old.md'), 'utf8') },
];

it('writes what is not in step, and only that', async () => {
  const root = temporaryFolder({ 'old.md': 'stale\n', 'same.md': 'same\r\n' });
  expect(await generate(root, GENERATORS, true)).toEqual(['docs/new.md', 'old.md', 'copy.md']);
  expect(readFileSync(join(root, 'old.md'), 'utf8')).toBe('stale\n');
  expect(await generate(root, GENERATORS, false)).toEqual(['docs/new.md', 'old.md', 'copy.md']);
  expect(['docs/new.md', 'old.md', 'same.md', 'copy.md'].map((path) => readFileSync(join(root, path), 'utf8'))).toEqual([
    'new\n',
    'fresh\n',
    'same\r\n',
    'fresh\n',
  ]);
  expect(await generate(root, GENERATORS, true)).toEqual([]);
});
