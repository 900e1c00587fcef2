import { describe, expect, it } from 'vitest';
import type { StatusParams } from '#protocol/server.ts';
import { isReadable, type ServerStatus, workspaceState } from '../../client/src/workspace-state.ts';

const found = (error: number, files = 9): StatusParams => ({ state: 'ready', files, findings: { error, warning: 0, info: 0 } });
const idle = { files: 0, findings: { error: 0, warning: 0, info: 0 } };

describe('the state that empty views tell', () => {
  const cases: readonly (readonly [string, readonly string[], boolean, ServerStatus, string])[] = [
    ['no folder is open', [], true, { state: 'stopped' }, 'no-folder'],
    ['no folder is open and Tiebeam is off', [], false, { state: 'stopped' }, 'no-folder'],
    ['all that is open is not on a disk', ['vscode-vfs', 'memfs'], true, { state: 'stopped' }, 'virtual'],
    ['one of the folders is on a disk', ['vscode-vfs', 'file'], true, found(0), 'green'],
    ['it is switched off', ['file'], false, found(3), 'off'],
    ['nobody has asked yet', ['file'], true, { state: 'stopped' }, 'scanning'],
    ['the server starts', ['file'], true, { state: 'starting', ...idle }, 'scanning'],
    ['the code is being read', ['file'], true, { state: 'scanning', ...idle, progress: { done: 1, total: 2 } }, 'scanning'],
    ['the server failed', ['file'], true, { state: 'failed', ...idle, problem: 'It crashed' }, 'failed'],
    ['there is no file that is read', ['file'], true, { state: 'ready', ...idle }, 'unsupported'],
    ['nothing was found', ['file'], true, found(0), 'green'],
    ['something was found', ['file'], true, found(1), 'findings'],
  ];
  for (const [when, schemes, isEnabled, status, expected] of cases) {
    it(`is ${expected} where ${when}`, () => {
      expect(workspaceState({ isEnabled, schemes, status })).toBe(expected);
    });
  }

  it('lets the server be asked only where there is something to read', () => {
    expect((['no-folder', 'virtual', 'off'] as const).map(isReadable)).toEqual([false, false, false]);
    expect((['scanning', 'failed', 'unsupported', 'green', 'findings'] as const).every(isReadable)).toBe(true);
  });
});
