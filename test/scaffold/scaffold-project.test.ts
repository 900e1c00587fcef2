import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CreateRequest, openScaffold, type Scaffold } from '#host/scaffold-project.ts';
import type { ProgressStep } from '#host/step-list.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { treeOf } from './disks.ts';
import { templates } from './project.ts';

const input = { name: 'shop', choices: {}, resource: { name: 'product', fields: 'name:string,price:decimal' } };

interface Place {
  readonly parent: string;
  readonly scaffold: Scaffold;
  readonly create: (request?: Partial<CreateRequest>) => ReturnType<Scaffold['create']>;
}

async function openPlace(files: Readonly<Record<string, string>> = {}, environment = process.env): Promise<Place> {
  const parent = temporaryFolder(files);
  const scaffold = await openScaffold({ environment, undoFolder: temporaryFolder(), templates });
  return {
    parent,
    scaffold,
    create: (request = {}) => scaffold.create({ input, parent, existing: 'refuse', git: false, install: false, ...request }),
  };
}

describe('a preview', () => {
  test('writes nothing and tells what would be written, replaced and kept', async () => {
    const { parent, scaffold } = await openPlace({ 'shop/README.md': 'mine' });
    const readme = scaffold.render(input);
    writeFileSync(join(parent, 'shop', '.gitignore'), (readme.ok && readme.value.files.get('.gitignore')) || '');
    const before = treeOf(parent);
    const preview = await scaffold.preview(input, parent);
    expect(
      preview.ok && [
        preview.value.states.get('README.md'),
        preview.value.states.get('.gitignore'),
        preview.value.states.get('AGENTS.md'),
      ],
    ).toEqual(['conflict', 'same', 'new']);
    expect(preview.ok && preview.value.checklist).toHaveLength(21);
    expect(treeOf(parent)).toEqual(before);
  });

  test('tells all problems instead', async () => {
    const { parent, scaffold } = await openPlace();
    const preview = await scaffold.preview({ ...input, name: 'No', choices: { database: 'mysql' } }, parent);
    expect(!preview.ok && preview.problems.map((it) => it.path.join('.'))).toEqual(['name', 'choices.database']);
  });
});

describe('creating', () => {
  test('writes the rendered files and tells each step', async () => {
    const { parent, scaffold, create } = await openPlace();
    const told: (readonly ProgressStep[])[] = [];
    const outcome = await create({ git: true, onProgress: (steps) => told.push(steps) });
    const rendered = scaffold.render(input);
    expect(outcome).toMatchObject({
      kind: 'created',
      folder: join(parent, 'shop'),
      files: rendered.ok && rendered.value.files.size,
      notes: [],
    });
    expect(existsSync(join(parent, 'shop', '.git', 'HEAD'))).toBe(true);
    rmSync(join(parent, 'shop', '.git'), { recursive: true });
    expect(treeOf(join(parent, 'shop'))).toEqual(rendered.ok && Object.fromEntries(rendered.value.files));
    expect(told.at(-1)?.map(({ id, state }) => `${id} ${state}`)).toEqual(['render done', 'write done', 'git done']);
    expect(told.some((steps) => steps.map((it) => it.state).join() === 'done,running,waiting')).toBe(true);
  });

  test('makes no repository inside another one', async () => {
    const { parent, create } = await openPlace();
    await create({ git: true });
    const told: (readonly ProgressStep[])[] = [];
    await create({
      input: { ...input, name: 'inner' },
      parent: join(parent, 'shop'),
      git: true,
      onProgress: (steps) => told.push(steps),
    });
    expect(told.at(-1)?.at(-1)).toMatchObject({ id: 'git', state: 'skipped' });
    expect(existsSync(join(parent, 'shop', 'inner', '.git'))).toBe(false);
  });

  test('is not undone by an installer that fails: it says what to do', async () => {
    const { create } = await openPlace();
    const scaffold = await openScaffold({ environment: { PATH: '' }, undoFolder: temporaryFolder(), templates });
    const outcome = await scaffold.create({ input, parent: temporaryFolder(), existing: 'refuse', git: false, install: true });
    expect(outcome.kind === 'created' && outcome.notes).toEqual([
      expect.stringMatching(/^The back-end packages could not be installed: .*npm.* Run `npm install` in backend\/\.$/),
      expect.stringMatching(/^The front-end packages could not be installed: .*npm.* Run `npm install` in frontend\/\.$/),
    ]);
    expect(await create()).toMatchObject({ kind: 'created' });
  });

  test('tells a registry that cannot be reached from an installer that fails', async () => {
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm error code ECONNREFUSED" >&2\nexit 1\n', { mode: 0o755 });
    const scaffold = await openScaffold({ environment: { PATH: bin }, undoFolder: temporaryFolder(), templates });
    const outcome = await scaffold.create({ input, parent: temporaryFolder(), existing: 'refuse', git: false, install: true });
    expect(outcome.kind === 'created' && outcome.notes[0]).toBe(
      'The back-end packages could not be installed: their registry could not be reached. Run `npm install` in backend/ when it can be.',
    );
  });

  test('writes nothing for wrong input or where something stands in the way', async () => {
    const { parent, create } = await openPlace({ 'shop/notes.txt': 'mine' });
    expect(await create()).toEqual({ kind: 'conflicts', folder: join(parent, 'shop'), paths: ['notes.txt'] });
    expect(await create({ input: { ...input, name: '../x' } })).toMatchObject({
      kind: 'problems',
      problems: [{ path: ['name'] }],
    });
    expect(treeOf(parent)).toEqual({ 'shop/notes.txt': 'mine' });
  });

  test('leaves nothing behind when it is cancelled, before or after writing', async () => {
    for (const moment of ['write running', 'git running']) {
      const { parent, create } = await openPlace();
      const controller = new AbortController();
      const outcome = await create({
        git: true,
        signal: controller.signal,
        onProgress: (steps) => {
          if (steps.some(({ id, state }) => `${id} ${state}` === moment)) controller.abort();
        },
      });
      expect(outcome).toEqual({ kind: 'cancelled' });
      expect(readdirSync(parent)).toEqual([]);
    }
  });

  test('leaves nothing behind when Git is cut short', async () => {
    const slowGit = '#!/bin/sh\n[ "$1" = init ] || exit 1\nmkdir .git\necho part > .git/HEAD\nsleep 60\n';
    const tools = temporaryFolder({ git: slowGit });
    chmodSync(join(tools, 'git'), 0o755);
    const { parent, create } = await openPlace({}, { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` });
    const controller = new AbortController();
    const created = create({ git: true, signal: controller.signal });
    await expect.poll(() => existsSync(join(parent, 'shop', '.git', 'HEAD')), { timeout: 20_000 }).toBe(true);
    controller.abort();
    expect(await created).toEqual({ kind: 'cancelled' });
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('undoing', () => {
  test('takes back everything, once', async () => {
    const { parent, scaffold, create } = await openPlace();
    const outcome = await create({ git: true });
    if (outcome.kind !== 'created') throw new Error(outcome.kind);
    expect(await scaffold.undo(outcome.undo)).toEqual({ kind: 'undone', files: outcome.files });
    expect(readdirSync(parent)).toEqual([]);
    expect(await scaffold.undo(outcome.undo)).toEqual({ kind: 'unknown' });
  });

  test('puts back what was replaced and leaves what is not ours', async () => {
    const before = { 'shop/README.md': 'mine', 'shop/notes/a.txt': 'mine too' };
    const { parent, scaffold, create } = await openPlace(before);
    const outcome = await create({ existing: 'replace' });
    if (outcome.kind !== 'created') throw new Error(outcome.kind);
    expect(readFileSync(join(parent, 'shop', 'README.md'), 'utf8')).not.toBe('mine');
    expect(await scaffold.undo(outcome.undo)).toMatchObject({ kind: 'undone' });
    expect(treeOf(parent)).toEqual(before);
  });

  test('keeps its hands off when something was changed since, and names it', async () => {
    const { parent, scaffold, create } = await openPlace();
    const outcome = await create();
    if (outcome.kind !== 'created') throw new Error(outcome.kind);
    writeFileSync(join(parent, 'shop', 'README.md'), 'my own words');
    rmSync(join(parent, 'shop', 'AGENTS.md'));
    const before = treeOf(parent);
    expect(await scaffold.undo(outcome.undo)).toEqual({ kind: 'changed', paths: ['README.md'] });
    expect(treeOf(parent)).toEqual(before);
  });

  test.each(['../../etc/passwd', '', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'])('knows no %j', async (token) => {
    const { scaffold } = await openPlace();
    expect(await scaffold.undo(token)).toEqual({ kind: 'unknown' });
  });
});
