import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unfitNode } from '#verify/node-version.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';

test.each([
  [['npm', 'test'], { engines: { node: '>=99' } }, '>=99'],
  [['npm', 'test'], { engines: { node: '>=18' } }, undefined],
  [['npm', 'test'], {}, undefined],
  [['go', 'test'], { engines: { node: '>=99' } }, undefined],
])('%s with %o: %s', async (words, manifest, wanted) => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'backend'));
  writeFileSync(join(root, 'backend/package.json'), JSON.stringify(manifest));
  const unfit = await unfitNode(words, root, 'backend');
  expect(unfit?.wanted).toBe(wanted);
});
