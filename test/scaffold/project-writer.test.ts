import { existsSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareWithDisk, writeProject } from '#host/project-writer.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { diskOfKilledProgram, diskThatFails, treeOf } from './disks.ts';

const files = new Map([
  ['README.md', 'read me'],
  ['src/main.ts', 'main'],
  ['src/deep/er/file.ts', 'deep'],
]);
const tree = Object.fromEntries(files);

/** A process id that no process has: above the largest one of Linux, macOS and Windows alike. */
const nobody = 2 ** 30;

describe('into a folder that is not there', () => {
  test('writes every file, and nothing else is left', async () => {
    const parent = temporaryFolder();
    const outcome = await writeProject({ target: join(parent, 'shop'), files, existing: 'refuse' });
    expect(outcome).toMatchObject({ kind: 'written', record: { folders: ['', 'src', 'src/deep', 'src/deep/er'], parents: [] } });
    expect(treeOf(join(parent, 'shop'))).toEqual(tree);
    expect(readdirSync(parent)).toEqual(['shop']);
  });

  test('makes the folders above it', async () => {
    const root = temporaryFolder();
    const outcome = await writeProject({ target: join(root, 'a', 'b', 'shop'), files, existing: 'refuse' });
    expect(outcome).toMatchObject({ kind: 'written', record: { parents: [join(root, 'a'), join(root, 'a', 'b')] } });
    expect(treeOf(join(root, 'a', 'b', 'shop'))).toEqual(tree);
  });
});

describe('into a folder that is there', () => {
  test('refuses one with anything in it, and says with what', async () => {
    const parent = temporaryFolder({ 'shop/notes.txt': 'mine', 'shop/.git/HEAD': 'x' });
    const before = treeOf(parent);
    expect(await writeProject({ target: join(parent, 'shop'), files, existing: 'refuse' })).toEqual({
      kind: 'conflicts',
      paths: ['notes.txt'],
    });
    expect(treeOf(parent)).toEqual(before);
  });

  test('takes an empty one, and one that only has a repository', async () => {
    const parent = temporaryFolder({ 'empty/': '', 'fresh/.git/HEAD': 'x' });
    expect(await writeProject({ target: join(parent, 'empty'), files, existing: 'refuse' })).toMatchObject({ kind: 'written' });
    expect(await writeProject({ target: join(parent, 'fresh'), files, existing: 'refuse' })).toMatchObject({ kind: 'written' });
    expect(treeOf(join(parent, 'fresh'))).toEqual({ ...tree, '.git/HEAD': 'x' });
  });

  test('keeps what is there, and names what it would have to replace', async () => {
    const parent = temporaryFolder({ 'shop/notes.txt': 'mine', 'shop/README.md': 'mine', 'shop/src/main.ts': 'main' });
    const before = treeOf(parent);
    expect(await writeProject({ target: join(parent, 'shop'), files, existing: 'keep' })).toEqual({
      kind: 'conflicts',
      paths: ['README.md'],
    });
    expect(treeOf(parent)).toEqual(before);
  });

  test('replaces with consent, remembers what it replaced and leaves the rest', async () => {
    const parent = temporaryFolder({ 'shop/notes.txt': 'mine', 'shop/README.md': 'mine', 'shop/src/main.ts': 'main' });
    const outcome = await writeProject({ target: join(parent, 'shop'), files, existing: 'replace' });
    expect(outcome.kind === 'written' && outcome.record.files.map(({ path, previous }) => [path, previous])).toEqual([
      ['README.md', 'mine'],
      ['src/deep/er/file.ts', undefined],
    ]);
    expect(treeOf(parent)).toEqual({
      'shop/notes.txt': 'mine',
      ...Object.fromEntries([...files].map(([path, text]) => [`shop/${path}`, text])),
    });
  });

  test('never writes through a link, nor over a folder, even with consent', async () => {
    const parent = temporaryFolder({ 'elsewhere/main.ts': 'theirs', 'shop/README.md/': '' });
    symlinkSync(join(parent, 'elsewhere'), join(parent, 'shop', 'src'));
    const before = treeOf(parent);
    expect(await writeProject({ target: join(parent, 'shop'), files, existing: 'replace' })).toEqual({
      kind: 'conflicts',
      paths: ['README.md', 'src/main.ts', 'src/deep/er/file.ts'],
    });
    expect(treeOf(parent)).toEqual(before);
  });

  test('tells how each file relates to what is there', async () => {
    const target = temporaryFolder({ 'README.md': 'other', 'src/main.ts': 'main', 'src/deep': 'a file' });
    expect([...(await compareWithDisk(target, files))]).toEqual([
      ['README.md', 'conflict'],
      ['src/main.ts', 'same'],
      ['src/deep/er/file.ts', 'blocked'],
    ]);
  });
});

/** Situations to fail in: name, what stands there before. */
const situations: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a new folder', {}],
  ['an existing folder', { 'a/shop/notes.txt': 'mine', 'a/shop/README.md': 'mine' }],
];

describe.each(situations)('a failure on the way into %s', (_, existing) => {
  test.each(['once', 'lasting'] as const)('leaves everything as it was, wherever it comes (%s)', async (how) => {
    const whole = diskThatFails(Number.POSITIVE_INFINITY, how);
    await writeProject({ target: join(temporaryFolder(existing), 'a', 'shop'), files, existing: 'replace' }, whole.disk);
    let failed = 0;
    for (let after = 0; after < whole.changes(); after += 1) {
      const root = temporaryFolder(existing);
      const { disk } = diskThatFails(after, how);
      const outcome = await writeProject({ target: join(root, 'a', 'shop'), files, existing: 'replace' }, disk);
      if (outcome.kind === 'written') continue;
      failed += 1;
      expect(outcome, `after ${after}`).toMatchObject({ kind: 'failed', reason: 'The disk is full.' });
      expect(treeOf(root), `after ${after}`).toEqual(existing);
    }
    expect(failed).toBeGreaterThan(5);
  });

  test('is cleared away by the next run when the program was killed', async () => {
    for (let after = 1; after < 40; after += 1) {
      const root = temporaryFolder(existing);
      const target = join(root, 'a', 'shop');
      const outcome = await writeProject({ target, files, existing: 'replace' }, diskOfKilledProgram(after));
      if (existsSync(join(root, 'a'))) orphanStagings(join(root, 'a'));
      const again = await writeProject({ target, files, existing: 'replace' });
      expect(again, `after ${after}`).toMatchObject({ kind: 'written' });
      expect(treeOf(join(root, 'a')), `after ${after}`).toEqual({
        ...('a/shop/notes.txt' in existing && { 'shop/notes.txt': 'mine' }),
        ...Object.fromEntries([...files].map(([path, text]) => [`shop/${path}`, text])),
      });
      const previous = again.kind === 'written' ? again.record.files.flatMap((it) => it.previous ?? []) : [];
      if (outcome.kind !== 'written' && 'a/shop/README.md' in existing) expect(previous, `after ${after}`).toEqual(['mine']);
    }
  });

  test('is the same when a person cancels', async () => {
    for (const allowed of [0, 1, 2]) {
      const root = temporaryFolder(existing);
      const controller = new AbortController();
      let written = 0;
      const counting = new Map([...files].map(([path, text]) => [path, text]));
      const watched = Object.assign(counting, {
        *[Symbol.iterator]() {
          for (const entry of files) {
            if (written === allowed) controller.abort();
            written += 1;
            yield entry;
          }
        },
      });
      const outcome = await writeProject({
        target: join(root, 'a', 'shop'),
        files: watched,
        existing: 'replace',
        signal: controller.signal,
      });
      expect(outcome).toEqual({ kind: 'cancelled' });
      expect(treeOf(root)).toEqual(existing);
    }
  });
});

test.each([
  ['EACCES', 'may not be written to'],
  ['EROFS', 'read-only'],
  ['ENAMETOOLONG', 'too long'],
  ['EIO', 'could not be written (EIO)'],
])('%s is told in words', async (code, words) => {
  const target = join(temporaryFolder(), 'shop');
  const outcome = await writeProject({ target, files, existing: 'refuse' }, diskThatFails(2, 'once', code).disk);
  expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining(words), advice: expect.stringMatching(/\.$/) });
});

test('a journal that points elsewhere is not followed', async () => {
  const parent = temporaryFolder({
    'precious/a.txt': 'keep me',
    [`here/.tiebeam-staging-${nobody}-x/journal.json`]: JSON.stringify({
      target: '../../precious',
      paths: ['a.txt'],
      folders: [],
    }),
    [`here/.tiebeam-staging-${nobody}-y/journal.json`]: JSON.stringify({
      target: join('here', 'shop'),
      paths: ['../../precious/a.txt'],
      folders: [],
    }),
    [`here/.tiebeam-staging-${process.pid}-z/new/a.txt`]: 'still running',
  });
  await writeProject({ target: join(parent, 'here', 'shop'), files, existing: 'refuse' });
  expect(treeOf(join(parent, 'precious'))).toEqual({ 'a.txt': 'keep me' });
  expect(readdirSync(join(parent, 'here')).toSorted()).toEqual([`.tiebeam-staging-${process.pid}-z`, 'shop']);
});

/** What a killed program leaves bears the id of a process that is gone. */
function orphanStagings(parent: string): void {
  for (const name of readdirSync(parent)) {
    const orphan = name.replace(`staging-${process.pid}-`, `staging-${nobody}-`);
    if (orphan !== name) renameSync(join(parent, name), join(parent, orphan));
  }
}
