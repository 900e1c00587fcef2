import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Choices } from '#decisions/decisions.ts';
import { openResources, type ReadyPlan, type Resources } from '#host/add-resource.ts';
import type { FileSystem } from '#host/file-system.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { diskOfKilledProgram, diskThatFails, treeOf } from '../scaffold/disks.ts';
import { renderProject, templates } from '../scaffold/project.ts';

const wanted = { name: 'order-line', fields: 'sku:string!,unitPrice:decimal,shippedOn:date?' };
const app = 'backend/src/app.ts';
/** A process id that no process has: above the largest one of Linux, macOS and Windows alike. */
const nobody = 2 ** 30;

interface Place {
  readonly folder: string;
  readonly resources: Resources;
  readonly read: (path: string) => string;
  readonly edit: (path: string, change: (text: string) => string) => void;
  readonly plan: () => Promise<ReadyPlan>;
  readonly tree: () => Readonly<Record<string, string>>;
}

/** A project as `tiebeam new` writes it, without its packages; a formatter would say that they are missing. */
async function openPlace(choices: Choices = { backend: 'express', frontend: 'react' }, disk?: FileSystem): Promise<Place> {
  const folder = temporaryFolder(Object.fromEntries(renderProject({ choices })));
  const undoFolder = temporaryFolder();
  const resources = await openResources({ environment: process.env, undoFolder, templates }, disk);
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return {
    folder,
    resources,
    read,
    edit: (path, change) => {
      const text = change(read(path));
      if (text === read(path)) throw new Error(`${path} was not changed`);
      writeFileSync(join(folder, path), text);
    },
    plan: async () => {
      const plan = await resources.plan({ folder, wanted });
      if (plan.kind !== 'plan') throw new Error(JSON.stringify(plan));
      return plan;
    },
    tree: () => treeOf(folder),
  };
}

describe('a plan', () => {
  test('names what is new and what changes, and writes nothing', async () => {
    const { folder, plan, tree, resources } = await openPlace();
    const before = tree();
    const { created, changed, conflicts, notes, resource } = await plan();
    expect(resource.name).toBe('order-line');
    expect([...created.keys()]).toContain('backend/src/database/migrations/0003_create_order_lines.ts');
    expect([...created.keys()]).toContain('frontend/src/features/order-lines/order-line-form.tsx');
    expect([...changed.keys()]).toEqual(
      expect.arrayContaining([app, 'backend/openapi.json', 'frontend/src/app.tsx', 'tiebeam.json']),
    );
    expect({ conflicts, notes }).toEqual({ conflicts: [], notes: [] });
    expect(tree()).toEqual(before);
    expect(await resources.plan({ folder: join(folder, 'backend/src'), wanted })).toMatchObject({ kind: 'plan', folder });
  });

  test('lets a migration of a person be the one before', async () => {
    const { folder, plan } = await openPlace();
    const migrations = join(folder, 'backend/src/database/migrations');
    writeFileSync(join(migrations, '0005_index.ts'), 'export {}');
    writeFileSync(join(migrations, 'seed.ts'), 'export {}');
    const { created, notes } = await plan();
    expect([...created.keys()]).toContain('backend/src/database/migrations/0006_create_order_lines.ts');
    expect(notes.join()).toContain('seed.ts');
  });
});

describe('adding', () => {
  test('keeps what was edited, says nothing twice, and is taken back in one step', async () => {
    const { folder, resources, read, edit, tree } = await openPlace();
    edit('backend/src/features/products/product.service.ts', (it) => `// mine\n${it}`);
    edit(app, (it) =>
      it
        .replace('import express', '// mine\nimport express')
        .replace(/( *)app\.use\('\/api\/products'.*\n/, "$&$1app.use('/mine', mine);\n"),
    );
    edit('tiebeam.json', (it) => it.replace('"preset"', '// mine\n  "preset"'));
    edit('backend/openapi.json', (it) => it.replace('"paths": {', '"paths": {\n"/mine": {},'));
    const before = tree();
    const outcome = await resources.apply({ folder, wanted, skipConflicts: false });
    if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
    expect(outcome.plan.conflicts).toEqual([]);
    expect(outcome.notes.join()).toMatch(/not installed/);
    expect(read(app)).toMatch(/'\/api\/products'.*\n.*'\/mine', mine.*\n.*'\/api\/order-lines'/);
    expect(JSON.parse(read('backend/openapi.json')).paths).toMatchObject({ '/mine': {}, '/api/order-lines': {} });
    expect(read('tiebeam.json')).toContain('// mine\n  "preset"');
    const after = tree();
    expect(await resources.apply({ folder, wanted, skipConflicts: false })).toMatchObject({ kind: 'present' });
    expect(tree()).toEqual(after);
    expect(await resources.undo(outcome.undo ?? '')).toMatchObject({ kind: 'undone' });
    expect(tree()).toEqual(before);
  });

  test('a second and a third resource goes on where the first has ended', async () => {
    const { folder, resources, read } = await openPlace();
    for (const name of ['sheep', 'order-line']) {
      expect(await resources.apply({ folder, wanted: { name }, skipConflicts: false })).toMatchObject({ kind: 'added' });
    }
    expect(existsSync(join(folder, 'backend/src/database/migrations/0004_create_order_lines.ts'))).toBe(true);
    const rendered = read(app);
    for (const path of ['products', 'sheep', 'order-lines']) expect(rendered.split(`'/api/${path}'`)).toHaveLength(2);
  });

  test('is not taken back when something of it was changed since', async () => {
    const { folder, resources, edit, tree } = await openPlace();
    const outcome = await resources.apply({ folder, wanted, skipConflicts: false });
    edit(app, (it) => `// later\n${it}`);
    const after = tree();
    expect(await resources.undo((outcome.kind === 'added' && outcome.undo) || '')).toEqual({ kind: 'changed', paths: [app] });
    expect(tree()).toEqual(after);
  });

  test('writes nothing when the files are not those that were shown', async () => {
    const { folder, resources, plan, edit, tree } = await openPlace();
    const { digest } = await plan();
    edit(app, (it) => `// later\n${it}`);
    const before = tree();
    expect(await resources.apply({ folder, wanted, digest, skipConflicts: false })).toMatchObject({ kind: 'outdated' });
    expect(tree()).toEqual(before);
  });

  test('keeps line ends of Windows', async () => {
    const { folder, resources, read, edit } = await openPlace();
    edit(app, (it) => it.replaceAll('\n', '\r\n'));
    await resources.apply({ folder, wanted, skipConflicts: false });
    expect(read(app)).toContain("'/api/order-lines'");
    expect(read(app).replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('formats what it wrote and nothing else', async () => {
    const { folder, resources, edit, read } = await openPlace();
    const formatter =
      'for (const file of require("node:fs").globSync("src/**/*.ts")) require("node:fs").appendFileSync(file, "// formatted\\n")';
    mkdirSync(join(folder, 'backend/node_modules'));
    edit('backend/package.json', (it) => JSON.stringify({ ...JSON.parse(it), scripts: { format: `node -e '${formatter}'` } }));
    const service = read('backend/src/features/products/product.service.ts');
    const outcome = await resources.apply({ folder, wanted, skipConflicts: false });
    expect(read(app)).toMatch(/\/\/ formatted\n$/);
    expect(read('backend/src/features/order-lines/order-line.service.ts')).toMatch(/\/\/ formatted\n$/);
    expect(read('backend/src/features/products/product.service.ts')).toBe(service);
    expect(await resources.undo((outcome.kind === 'added' && outcome.undo) || '')).toMatchObject({ kind: 'undone' });
  });
});

describe('a file that cannot be merged', () => {
  const breaking = (it: string): string =>
    it.replace(/ *app\.use\('\/api\/products'.*\n(.*\n)*?.*notFoundHandler.*\n/, '  mountAll(app);\n');

  test('is named with the lines that it needs, and nothing is written', async () => {
    const { folder, resources, edit, tree } = await openPlace();
    edit(app, breaking);
    const before = tree();
    const outcome = await resources.apply({ folder, wanted, skipConflicts: false });
    expect(outcome.kind).toBe('conflicts');
    const conflicts = outcome.kind === 'conflicts' ? outcome.plan.conflicts : [];
    expect(conflicts.map(({ path, reason }) => [path, reason])).toEqual([[app, 'edited']]);
    expect(conflicts[0]?.byHand.flatMap((it) => it.lines).join('\n')).toContain("app.use('/api/order-lines'");
    expect(tree()).toEqual(before);
  });

  test('stays as it is when the person has the rest written', async () => {
    const { folder, resources, edit, read } = await openPlace();
    edit(app, breaking);
    rmSync(join(folder, 'frontend/src/app.tsx'));
    mkdirSync(join(folder, 'backend/src/features/order-lines'));
    writeFileSync(join(folder, 'backend/src/features/order-lines/order-line.service.ts'), 'mine');
    const before = read(app);
    const outcome = await resources.apply({ folder, wanted, skipConflicts: true });
    expect(outcome.kind === 'added' && outcome.plan.conflicts.map(({ path, reason }) => `${reason} ${path}`).toSorted()).toEqual([
      `edited ${app}`,
      'gone frontend/src/app.tsx',
      'taken backend/src/features/order-lines/order-line.service.ts',
    ]);
    expect(read(app)).toBe(before);
    expect(read('backend/src/features/order-lines/order-line.service.ts')).toBe('mine');
    expect(read('tiebeam.json')).toContain('order-line');
  });

  test('may be a link or no text', async () => {
    const { folder, plan } = await openPlace();
    writeFileSync(join(folder, 'README.md'), Uint8Array.of(0xff, 0xfe, 0x41));
    rmSync(join(folder, app));
    symlinkSync(join(folder, 'tiebeam.json'), join(folder, app));
    const { conflicts } = await plan();
    expect(conflicts.map(({ path, reason }) => `${reason} ${path}`)).toEqual(['unreadable README.md', `unreadable ${app}`]);
  });
});

describe('on a disk that fails', () => {
  test('everything stays as it was, wherever it is full', async () => {
    const { disk, changes } = diskThatFails(Number.POSITIVE_INFINITY, 'lasting');
    const whole = await openPlace({ frontend: 'none' }, disk);
    await whole.resources.apply({ folder: whole.folder, wanted, skipConflicts: false });
    const writing = changes() - 2;
    for (let after = 0; after < writing; after += Math.ceil(writing / 7)) {
      const place = await openPlace({ frontend: 'none' }, diskThatFails(after, 'lasting').disk);
      const before = place.tree();
      const outcome = await place.resources.apply({ folder: place.folder, wanted, skipConflicts: false });
      expect(outcome, `after ${after}`).toMatchObject({ kind: 'failed', reason: 'The disk is full.' });
      expect(place.tree(), `after ${after}`).toEqual(before);
    }
  });

  test('a program that was killed leaves nothing half done for the next one', async () => {
    for (const after of [3, 20, 45, 60]) {
      const place = await openPlace({ frontend: 'none' }, diskOfKilledProgram(after));
      const before = place.tree();
      await place.resources.apply({ folder: place.folder, wanted, skipConflicts: false });
      for (const name of readdirSync(place.folder).filter((it) => it.startsWith('.tiebeam-staging-'))) {
        renameSync(join(place.folder, name), join(place.folder, name.replace(`-${process.pid}-`, `-${nobody}-`)));
      }
      const again = await openResources({ environment: process.env, undoFolder: temporaryFolder(), templates });
      const outcome = await again.apply({ folder: place.folder, wanted, skipConflicts: false });
      expect(outcome.kind, `after ${after}`).toBe('added');
      await again.undo((outcome.kind === 'added' && outcome.undo) || '');
      expect(place.tree(), `after ${after}`).toEqual(before);
    }
  });
});

describe('elsewhere', () => {
  test.each([
    ['without a tiebeam.json', {}, /no tiebeam\.json/],
    [
      'with one that was inferred',
      { 'tiebeam.json': '{ "preset": "strict" }' },
      /no "name" and no "decisions" and no "resources"/,
    ],
    ['with one that is broken', { 'tiebeam.json': '{' }, /cannot be read/],
    [
      'with decisions that nothing is built for',
      {
        'tiebeam.json':
          '{"name":"a","decisions":{"database":"mongodb"},"resources":[{"name":"a","plural":"as","fields":[{"name":"b","type":"string","required":true,"unique":false}]}]}',
      },
      /cannot be built/,
    ],
    [
      'with a tiebeam.json that came from elsewhere',
      { 'tiebeam.json': renderProject({}).get('tiebeam.json') ?? '' },
      /None of the files/,
    ],
  ])('%s it says so and what to do by hand', async (_where, files, reason) => {
    const folder = temporaryFolder({ '.git/HEAD': '', ...files });
    const resources = await openResources({ environment: process.env, templates });
    const outcome = await resources.apply({ folder, wanted, skipConflicts: true });
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason),
      advice: expect.stringContaining('by hand'),
    });
    expect(Object.keys(treeOf(folder)).toSorted()).toEqual(['.git/HEAD', ...Object.keys(files)].toSorted());
  });
});
