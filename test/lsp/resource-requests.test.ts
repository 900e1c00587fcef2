import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationToken } from 'vscode-jsonrpc';
import { ADD_RESOURCE, AddResourceResult, PLAN_RESOURCE, PlanResourceResult } from '#decisions/resource-protocol.ts';
import { openResources } from '#host/add-resource.ts';
import { resourceHandlers } from '#lsp/resource-requests.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { treeOf } from '../scaffold/disks.ts';
import { renderProject, templates } from '../scaffold/project.ts';

interface Place {
  readonly folder: string;
  readonly ask: (method: string, params: unknown) => Promise<unknown>;
}

function openPlace(isTrusted = true): Place {
  const folder = temporaryFolder(Object.fromEntries(renderProject({ choices: { frontend: 'none', service: 'api' } })));
  const open = () => openResources({ environment: process.env, undoFolder: temporaryFolder(), templates });
  const handlers = resourceHandlers({ session: { isTrusted }, open, log: () => undefined });
  return {
    folder,
    ask: async (method, params) => handlers[method]?.(params, CancellationToken.None),
  };
}

describe('the requests behind adding a resource', () => {
  it('plan with the texts before and after, then write that plan', async () => {
    const { folder, ask } = openPlace();
    const wish = { folder: join(folder, 'backend'), name: 'order', fields: 'title:string' };
    const plan = PlanResourceResult.parse(await ask(PLAN_RESOURCE, wish));
    if (plan.kind !== 'plan') throw new Error(plan.message);
    expect(plan).toMatchObject({ folder, resource: 'order', conflicts: [] });
    const app = plan.files.find((it) => it.path === 'backend/src/app.ts');
    expect(app?.before).not.toContain('/api/orders');
    expect(app?.after).toContain('/api/orders');
    const result = AddResourceResult.parse(await ask(ADD_RESOURCE, { wish, digest: plan.digest, skipConflicts: false }));
    expect(result).toMatchObject({ kind: 'added', undo: expect.any(String) });
    for (const { path, after } of plan.files) expect(treeOf(folder)[path], path).toBe(after);
    expect(await ask(PLAN_RESOURCE, wish)).toMatchObject({ kind: 'present', message: expect.stringContaining('there already') });
  });

  it('write nothing else than what was shown', async () => {
    const { folder, ask } = openPlace();
    const before = treeOf(folder);
    const wish = { folder, name: 'order', fields: 'title:string' };
    expect(await ask(ADD_RESOURCE, { wish, digest: 'another', skipConflicts: false })).toMatchObject({ kind: 'failed' });
    expect(treeOf(folder)).toEqual(before);
  });

  it.each([
    ['user', 'a:string', 'problems', /authentication/],
    ['create-product', 'a:string', 'problems', /CreateProduct/],
    ['order', 'a:strin', 'problems', /did you mean 'string'/],
  ])('tell why %s with %s cannot be', async (name, fields, kind, message) => {
    const { folder, ask } = openPlace();
    expect(await ask(PLAN_RESOURCE, { folder, name, fields })).toEqual({ kind, message: expect.stringMatching(message) });
  });

  it('do nothing in an untrusted workspace, and refuse parameters of another form', async () => {
    const { folder, ask } = openPlace(false);
    const wish = { folder, name: 'order', fields: 'title:string' };
    expect(await ask(PLAN_RESOURCE, wish)).toMatchObject({ kind: 'refused' });
    expect(await ask(ADD_RESOURCE, { wish, digest: '', skipConflicts: true })).toMatchObject({ kind: 'failed' });
    await expect(ask(PLAN_RESOURCE, { folder: 1 })).rejects.toThrow(/expected/);
  });
});
