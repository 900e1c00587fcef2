import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '#decisions/configuration.ts';
import { loadConfiguration } from '#host/load-configuration.ts';
import { temporaryFolder } from './temporary-folder.ts';

const KNOWN = { rules: [{ id: 'cache/missing-ttl' }] };

describe('the file that holds', () => {
  it('is the nearest one, up to the top of the repository', async () => {
    const root = temporaryFolder({
      'tiebeam.json': '{ "preset": "off" }',
      'repository/.git/HEAD': '',
      'repository/api/tiebeam.json': '{ "preset": "strict" }',
      'repository/api/src/': '',
      'repository/web/': '',
    });
    expect(await loadConfiguration(join(root, 'repository/api/src'), KNOWN)).toMatchObject({
      file: join(root, 'repository/api/tiebeam.json'),
      text: '{ "preset": "strict" }',
      result: { ok: true, value: { preset: 'strict' } },
    });
    expect(await loadConfiguration(join(root, 'repository/web'), KNOWN)).toEqual({
      file: undefined,
      text: '',
      result: { ok: true, value: defaultConfiguration },
    });
    expect(await loadConfiguration(join(root, 'missing/deep'), KNOWN)).toMatchObject({
      file: join(root, 'tiebeam.json'),
      result: { value: { preset: 'off' } },
    });
  });
});

describe('a file with problems', () => {
  it('gives all of them, and no configuration', async () => {
    const root = temporaryFolder({ 'tiebeam.json': '{ "preset": "x", "rules": { "a/b": "off" } }' });
    const { file, result } = await loadConfiguration(root, KNOWN);
    expect(file).toBe(join(root, 'tiebeam.json'));
    expect(result.ok ? [] : result.problems.map((it) => it.path.join('.'))).toEqual(['preset', 'rules.a/b']);
  });

  it.each<readonly [string, (path: string) => void, string]>([
    ['a folder', (path) => mkdirSync(path), 'The file cannot be read: EISDIR'],
  ])('says that it cannot be read where it is %s', async (_, make, message) => {
    const root = temporaryFolder();
    make(join(root, 'tiebeam.json'));
    expect((await loadConfiguration(root, KNOWN)).result).toMatchObject({
      ok: false,
      problems: [{ message, span: { start: 0, end: 0 } }],
    });
  });

  it('says that it is not a text', async () => {
    const root = temporaryFolder({ 'tiebeam.json': new Uint8Array([0, 1]) });
    expect((await loadConfiguration(root, KNOWN)).result).toMatchObject({
      ok: false,
      problems: [{ message: 'The file cannot be read: it is not a text' }],
    });
  });
});
