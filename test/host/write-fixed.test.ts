import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFixed } from '#host/write-fixed.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BEFORE = { 'a.ts': 'one\n', 'b.ts': 'two\n' };

function changed(...paths: string[]): Map<string, { before: string | undefined; after: string }> {
  return new Map(paths.map((it) => [it, { before: it in BEFORE ? BEFORE[it as 'a.ts'] : undefined, after: 'after\n' }]));
}

describe('writing fixed files', () => {
  it('changes and creates, keeps permissions and a byte order mark, and leaves nothing beside', () => {
    const root = temporaryFolder(BEFORE);
    writeFileSync(join(root, 'a.ts'), '\uFEFFone\n');
    chmodSync(join(root, 'b.ts'), 0o755);
    expect(writeFixed(root, changed('a.ts', 'b.ts', 'deep/er/c.ts'))).toEqual([]);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('\uFEFFafter\n');
    expect(statSync(join(root, 'b.ts')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(root, 'deep/er/c.ts'), 'utf8')).toBe('after\n');
    expect(readdirSync(root).sort()).toEqual(['a.ts', 'b.ts', 'deep']);
  });

  it.each([
    ['has changed meanwhile', (file: string) => writeFileSync(file, 'other\n'), 'b.ts has changed on disk, or is not in UTF-8'],
    ['is read-only', (file: string) => chmodSync(file, 0o444), 'b.ts is read-only'],
  ])('writes nothing where one file %s', (_, prepare, trouble) => {
    const root = temporaryFolder(BEFORE);
    prepare(join(root, 'b.ts'));
    expect(writeFixed(root, changed('a.ts', 'b.ts'))).toEqual([trouble]);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('one\n');
  });

  it('does not write over a file that has come up, and names one that went', () => {
    const root = temporaryFolder({ 'a.ts': 'one\n', 'c.ts': 'mine\n' });
    expect(writeFixed(root, changed('a.ts', 'b.ts', 'c.ts'))).toEqual(['b.ts is not there any more', 'c.ts is there already']);
    expect(readFileSync(join(root, 'c.ts'), 'utf8')).toBe('mine\n');
  });

  it('puts back what it wrote where a later file fails', () => {
    const root = temporaryFolder(BEFORE);
    // A file stands where the folder would have to be.
    mkdirSync(join(root, 'd'));
    writeFileSync(join(root, 'd/e'), '');
    const [trouble] = writeFixed(root, changed('a.ts', 'new/c.ts', 'd/e/f.ts'));
    expect(trouble).toMatch(/^d\/e\/f\.ts cannot be written: E/);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('one\n');
    expect(existsSync(join(root, 'new'))).toBe(false);
  });
});
