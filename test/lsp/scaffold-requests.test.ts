import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancellationToken } from 'vscode-jsonrpc';
import { CREATE, DETECT, FILE, PREVIEW, PreviewResult, type ProgressParams, UNDO } from '#decisions/sheet-protocol.ts';
import { openScaffold } from '#host/scaffold-project.ts';
import { type ScaffoldHandler, scaffoldHandlers } from '#lsp/scaffold-requests.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tiebeam-requests-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the requests of the decision sheet', () => {
  it('refuse parameters of another form and say what is wrong', async () => {
    const handlers = open();
    for (const method of [DETECT, PREVIEW, FILE, CREATE, UNDO]) {
      await expect(ask(handlers, method, { folders: 1 }), method).rejects.toThrow(/✖|Invalid|expected/);
    }
  });

  it('write and remove nothing in an untrusted workspace', async () => {
    const handlers = open({ isTrusted: false });
    expect(await ask(handlers, CREATE, creation())).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('not trusted'),
    });
    expect(await ask(handlers, UNDO, { undo: 'anything' })).toMatchObject({ kind: 'refused' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tell every problem of the answers, each with its place', async () => {
    const project = { ...creation().project, name: 'My Shop', resource: { name: 'class', fields: [] } };
    const result = PreviewResult.parse(await ask(open(), PREVIEW, project));
    expect(result.kind === 'problems' && result.problems.map((it) => it.path)).toEqual([
      ['name'],
      ['resource', 'name'],
      ['resource', 'fields'],
    ]);
  });

  it('tell the steps of a creation as it goes, under the name that the client gave it', async () => {
    const told: ProgressParams[] = [];
    const handlers = open({ notify: (params) => told.push(params) });
    const outcome = await ask(handlers, CREATE, creation());
    expect(outcome).toMatchObject({ kind: 'created', folder: path.join(folder, 'my-shop'), notes: [] });
    expect(new Set(told.map((it) => it.run))).toEqual(new Set(['one']));
    expect(told.at(-1)?.steps.every((it) => it.state === 'done' && it.ms !== undefined)).toBe(true);
  });

  it('say that nothing is left to undo when a token is not known', async () => {
    expect(await ask(open(), UNDO, { undo: '../../etc/passwd' })).toEqual({
      kind: 'refused',
      reason: 'There is nothing left to undo.',
    });
  });

  it('give a rendered file, and say when there is none', async () => {
    const { project } = creation();
    expect(await ask(open(), FILE, { project, path: 'tiebeam.json' })).toMatchObject({ kind: 'file' });
    expect(await ask(open(), FILE, { project, path: '../secrets' })).toEqual({ kind: 'missing' });
  });
});

interface Surroundings {
  readonly isTrusted?: boolean;
  readonly notify?: (params: ProgressParams) => void;
}

function open({ isTrusted = true, notify = () => undefined }: Surroundings = {}) {
  return scaffoldHandlers({
    session: { isTrusted },
    open: () => openScaffold({ environment: process.env, undoFolder: path.join(folder, '.undo') }),
    notify,
    log: () => undefined,
  });
}

function ask(handlers: Readonly<Record<string, ScaffoldHandler>>, method: string, params: unknown): Promise<unknown> {
  const handle = handlers[method];
  if (handle === undefined) throw new Error(`there is no method ${method}`);
  return handle(params, CancellationToken.None);
}

function creation() {
  const resource = { name: 'product', fields: [{ name: 'name', type: 'string', required: true, unique: false }] };
  return {
    run: 'one',
    project: { name: 'my-shop', parent: folder, choices: {}, resource },
    git: false,
    install: false,
    overwrite: false,
  };
}
