import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fittingNode, withFittingNode } from '#host/fitting-node.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with a `node` that says it is of the given version. */
function folderWithNode(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiebeam-node-'));
  folders.push(folder);
  writeFileSync(join(folder, 'node'), `#!/bin/sh\necho ${version}\n`);
  chmodSync(join(folder, 'node'), 0o755);
  return folder;
}

describe.runIf(process.platform !== 'win32')('the Node.js for a generated project', () => {
  it.each([
    ['v20.20.2', true],
    ['v22.17.1', true],
    ['v22.18.0', false],
    ['v24.1.0', false],
  ])('%s is replaced: %s', (version, isReplaced) => {
    const PATH = `${folderWithNode(version)}:/usr/bin:/bin`;
    expect(withFittingNode('npm', { PATH }).PATH !== PATH).toBe(isReplaced);
  });

  it('is a program that runs and is new enough', () => {
    const { PATH } = withFittingNode('node', { PATH: `${folderWithNode('v18.0.0')}:/usr/bin:/bin` });
    const version = execFileSync('node', ['--version'], { env: { PATH }, encoding: 'utf8' });
    expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(22);
  });

  it('says which one is too old, and what runs in its place', () => {
    const old = fittingNode({ PATH: `${folderWithNode('v20.20.2')}:/usr/bin:/bin` });
    expect(old).toMatchObject({ onPath: '20.20.2', isTooOld: true, instead: { version: expect.stringMatching(/^2[2-9]\./) } });
    const fits = fittingNode({ PATH: `${folderWithNode('v22.18.0')}:/usr/bin:/bin` });
    expect(fits).toEqual({ onPath: '22.18.0', isTooOld: false, instead: undefined });
  });

  it('leaves other programs and machines without Node.js alone', () => {
    const PATH = folderWithNode('v20.0.0');
    expect(withFittingNode('git', { PATH }).PATH).toBe(PATH);
    expect(withFittingNode('npm', { PATH: '/nonexistent' }).PATH).toBe('/nonexistent');
  });
});
