import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { treeOf } from '../scaffold/disks.ts';
import { renderProject } from '../scaffold/project.ts';
import { tiebeam } from './run.ts';

const add = ['add', 'resource', 'order', '--fields', 'title:string,total:decimal'];

// What can be taken back is kept apart from the records of the person who runs the tests.
beforeEach(() => void vi.stubEnv('XDG_STATE_HOME', temporaryFolder()));

/** An API in Express as `tiebeam new` writes it. */
function project(): string {
  return temporaryFolder(Object.fromEntries(renderProject({ choices: { frontend: 'none', service: 'api' } })));
}

describe('tiebeam add resource', () => {
  it('shows what it would do, and does nothing', async () => {
    const folder = project();
    const before = treeOf(folder);
    const { code, stdout, stderr } = await tiebeam(folder, ...add, '--dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(folder, '<folder>')).toMatchInlineSnapshot(`
      "order (title:string,total:decimal) in <folder>

      New: 11 files
        backend/
          src/
            database/
              migrations/
                0003_create_orders.ts
            features/
              orders/
                order.api.test.ts
                order.controller.ts
                order.openapi.ts
                order.repository.ts
                order.routes.ts
                order.schema.ts
                order.service.test.ts
                order.service.ts
                order.table.ts
          test/
            order.factory.ts

      Changed: 6 files
        README.md  +3 lines
        backend/openapi.json  +271 lines
        backend/src/app.ts  +2 lines
        backend/src/database/tables.ts  +2 lines
        backend/src/openapi/document.ts  +7 lines
        tiebeam.json  +8 lines

      Nothing was written
      "
    `);
    expect(treeOf(folder)).toEqual(before);
  });

  it('writes once, and takes it back', async () => {
    const folder = project();
    const before = treeOf(folder);
    const first = await tiebeam(folder, ...add, '--yes', '--format', 'json');
    const { undo, ...told } = JSON.parse(first.stdout);
    expect(told).toMatchObject({ kind: 'added', folder, resource: { name: 'order', plural: 'orders' }, conflicts: [] });
    for (const path of told.created) expect(existsSync(join(folder, path)), path).toBe(true);
    const after = treeOf(folder);
    expect(await tiebeam(folder, ...add, '--yes')).toMatchObject({
      code: 0,
      stdout: 'order (title:string,total:decimal) is there already; nothing was changed\n',
    });
    expect(treeOf(folder)).toEqual(after);
    expect(await tiebeam(folder, 'undo', undo)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Taken back: \d+ files\n$/),
    });
    expect(treeOf(folder)).toEqual(before);
    expect(await tiebeam(folder, 'undo', undo)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing to take back'),
    });
  });

  it('leaves a file that it cannot merge to the person, and says what it needs', async () => {
    const folder = project();
    rmSync(join(folder, 'backend/src/database/tables.ts'));
    const before = treeOf(folder);
    const refused = await tiebeam(folder, ...add, '--yes');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--skip-conflicts') });
    expect(refused.stdout).toMatch(
      /backend\/src\/database\/tables\.ts: the file is not here any more[\s\S]*\+ {3}orders: OrderTable;/,
    );
    expect(treeOf(folder)).toEqual(before);
    expect(await tiebeam(folder, ...add, '--yes', '--skip-conflicts')).toMatchObject({ code: 1, stderr: '' });
    expect(readFileSync(join(folder, 'backend/src/app.ts'), 'utf8')).toContain("'/api/orders'");
    expect(existsSync(join(folder, 'backend/src/database/tables.ts'))).toBe(false);
  });

  it.each([
    [['create-product', '--yes'], /cannot stand beside 'product'/],
    [['user', '--yes'], /'user' is built by the authentication/],
    [
      ['order', '--fields', 'id:string,a,a,constructor:text', '--yes'],
      /'id' is added[\s\S]*same name as field 2[\s\S]*'constructor'/,
    ],
    [['order'], /no terminal.*--yes/],
    [['product', '--fields', 'other:string', '--yes'], /there already with the fields/],
  ])('refuses %j and says why', async (args, told) => {
    const folder = project();
    const before = treeOf(folder);
    expect(await tiebeam(folder, 'add', 'resource', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(told) });
    expect(treeOf(folder)).toEqual(before);
  });

  it('says what it cannot do where Tiebeam did not make the project', async () => {
    const folder = temporaryFolder({ '.git/HEAD': '' });
    const nowhere = await tiebeam(folder, ...add, '--yes');
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringMatching(/no tiebeam\.json[\s\S]*by hand/) });
    writeFileSync(join(folder, 'tiebeam.json'), '{}');
    expect(await tiebeam(folder, ...add, '--yes')).toMatchObject({ code: 2, stderr: expect.stringContaining('no "decisions"') });
  });
});
