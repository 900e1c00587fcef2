import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Analysis } from '#host/analysis.ts';
import { discoverFiles } from '#host/discover-files.ts';
import { type FolderSnapshot, takeSnapshot } from '#host/folder-snapshot.ts';
import { placesOf, type ReadingAhead, readAhead } from '#host/read-ahead.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FILES = { 'a.ts': 'export const a = "é";\n', 'empty.ts': '', 'folder/b.py': 'b = 1\n', 'notes.txt': 'not read' };

/** What is known of each file; `change` happens after the files were found and before they are read. */
async function readingOf(root: string, change: () => void = () => undefined): Promise<Record<string, string | undefined>> {
  let reading: ReadingAhead | undefined;
  await readAhead(root, (it) => {
    reading = it;
    change();
  });
  if (!reading) throw new Error('it told nothing');
  const { discovery, bytes, isRead } = reading;
  return Object.fromEntries(
    [...placesOf(discovery.files)].map(([path, { index, start, end }]) => [
      path,
      isRead[index] === 1 ? Buffer.from(bytes.buffer, start, end - 1 - start).toString() : undefined,
    ]),
  );
}

describe('reading ahead', () => {
  it('finds the files that a scan finds, and has their bytes', async () => {
    expect(await readingOf(temporaryFolder(FILES))).toEqual({
      'a.ts': FILES['a.ts'],
      'empty.ts': '',
      'folder/b.py': 'b = 1\n',
    });
  });

  it('leaves out what has changed its length, or is gone, since it was found', async () => {
    const root = temporaryFolder({ ...FILES, 'longer.ts': 'a', 'shorter.ts': 'abc', 'gone.ts': 'a', 'z.ts': 'z' });
    const reading = await readingOf(root, () => {
      appendFileSync(join(root, 'longer.ts'), 'b');
      truncateSync(join(root, 'shorter.ts'), 1);
      rmSync(join(root, 'gone.ts'));
    });
    expect(reading).toMatchObject({ 'longer.ts': undefined, 'shorter.ts': undefined, 'gone.ts': undefined, 'z.ts': 'z' });
  });

  it('reads a folder no further than it has room for', async () => {
    const large = 'x'.repeat(900_000);
    const root = temporaryFolder(Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`f${at + 10}.ts`, large])));
    const read = Object.values(await readingOf(root)).filter((it) => it !== undefined);
    expect(read).toHaveLength(74);
    expect(read.every((it) => it === large)).toBe(true);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await readingOf(join(temporaryFolder(), 'missing'))).toEqual({});
  });
});

/** A snapshot by a thread that runs a program; by default the one that ships. */
function snapshotOf(root: string, program?: string): FolderSnapshot {
  const file = program === undefined ? new URL('../../server/src/start/reader.ts', import.meta.url) : script(program);
  const reader = new Worker(file, { execArgv: [] });
  reader.on('error', () => undefined);
  onTestFinished(async () => {
    await reader.terminate();
  });
  return takeSnapshot(reader, root);
}

function script(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tiebeam-reader-')), 'reader.cjs');
  writeFileSync(file, text);
  return file;
}

describe('a snapshot', () => {
  it('has the files and, in time, their texts', async () => {
    const root = temporaryFolder({ ...FILES, 'binary.ts': 'a\0b' });
    const snapshot = snapshotOf(root);
    expect(snapshot.sourceOf('a.ts')).toBeUndefined();
    expect(await snapshot.discovery).toEqual(await discoverFiles(root));
    await expect.poll(() => snapshot.sourceOf('folder/b.py')).toEqual({ kind: 'text', text: 'b = 1\n' });
    expect(snapshot.sourceOf('a.ts')).toEqual({ kind: 'text', text: FILES['a.ts'] });
    expect(snapshot.sourceOf('empty.ts')).toEqual({ kind: 'text', text: '' });
    // Whether it is one is for those to say who look at bytes.
    expect(snapshot.sourceOf('binary.ts')).toBeUndefined();
    expect(snapshot.sourceOf('notes.txt')).toBeUndefined();
  });

  it('is done without where the thread is over before it is asked', async () => {
    const reader = new Worker(script(''));
    await once(reader, 'exit');
    expect(await takeSnapshot(reader, temporaryFolder(FILES)).discovery).toBeUndefined();
  });

  it.each([
    ['cannot be started', 'this is no program'],
    ['ends at once', ''],
    ['fails at its work', "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no'); });"],
  ])('is done without where the thread %s', async (_how, program) => {
    const root = temporaryFolder(FILES);
    const snapshot = snapshotOf(root, program);
    expect(await snapshot.discovery).toBeUndefined();
    const analysis = new Analysis(root, { isTrusted: () => false, onCrash: () => undefined, snapshot });
    await analysis.scan();
    expect([...(analysis.project.check()?.findings.keys() ?? [])]).toEqual([]);
    expect([...(analysis.project.workspace?.files.keys() ?? [])]).toEqual(['a.ts', 'empty.ts', 'folder/b.py']);
  });
});
