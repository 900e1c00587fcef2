// Fixes as an editor gets them: tried when they are chosen, refused with a sentence, or all at once.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction, Diagnostic, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { FIX_FINDINGS, FIX_PROGRESS, FIXABLE, type FixableResult, type FixFindingsResult } from '#protocol/fixes.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { type Client, startClient } from './client.ts';
import { CACHE, SHOP } from './shop.ts';

const MAIN = "import express from 'express';\n\nexpress().listen(3000);\n";
const MAIL = 'export const sender = process.env.MAIL_FROM;\n';
const ENVIRONMENT = 'config/env-read-outside-config';
const TTL = 'cache/missing-ttl';

interface Opened extends Client {
  readonly root: string;
  readonly messages: string[];
}

async function opened(files: Readonly<Record<string, string>>): Promise<Opened> {
  const root = temporaryFolder(files);
  const client = await startClient({ folders: [root] });
  const messages: string[] = [];
  client.connection.onNotification(
    'window/showMessage',
    ({ message }: { readonly message: string }) => void messages.push(message),
  );
  await client.status((it) => it.state === 'ready');
  return { ...client, root, messages };
}

async function chosen(client: Opened, path: string, rule: string): Promise<CodeAction> {
  const found = (await client.diagnostics(path, (list) => list.some((it) => it.code === rule))).find((it) => it.code === rule);
  const action = (await client.actions(path, found as Diagnostic)).find((it) => it.data !== undefined);
  return client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
}

const paths = (client: Opened, edit: WorkspaceEdit | null | undefined): string[] =>
  [
    ...new Set(
      (edit?.documentChanges ?? []).map((it) => ('uri' in it ? it.uri : 'textDocument' in it ? it.textDocument.uri : '')),
    ),
  ]
    .map((it) => it.slice(client.uri('').length).replace(/^\//, ''))
    .sort();

describe('a chosen fix', () => {
  it('creates its files where there are none, and asks for the preview by a file that is there, so that all of them start ticked', async () => {
    const client = await opened({ ...SHOP, 'src/main.ts': MAIN, 'src/mail.ts': MAIL });
    const { edit } = await chosen(client, 'src/mail.ts', ENVIRONMENT);
    expect(paths(client, edit)).toEqual(['.env.example', 'src/config.ts', 'src/mail.ts']);
    expect(edit?.documentChanges?.[0]).toEqual({
      kind: 'create',
      uri: client.uri('src/mail.ts'),
      options: { ignoreIfExists: true },
      annotationId: 'preview',
    });
    const { preview, ...shown } = edit?.changeAnnotations ?? {};
    expect(preview?.needsConfirmation).toBe(true);
    expect(Object.values(shown).map((it) => it.needsConfirmation)).toEqual([false, false, false]);
  });

  it('is computed from the text on disk, also where nobody has said that it changed', async () => {
    const client = await opened(SHOP);
    const found = (await client.diagnostics('src/cache.ts', (list) => list.length > 0))[0];
    const [action] = await client.actions('src/cache.ts', found as Diagnostic);
    writeFileSync(join(client.root, 'src/cache.ts'), `// Prices\n${CACHE}`);
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(JSON.stringify(edit)).toContain('"line":4');
  });

  it('is refused with a sentence where a file is read-only, or there already', async () => {
    const client = await opened({ ...SHOP, 'src/main.ts': MAIN, 'src/mail.ts': MAIL });
    chmodSync(join(client.root, 'src/cache.ts'), 0o444);
    expect(await chosen(client, 'src/cache.ts', TTL)).not.toHaveProperty('edit');
    expect(client.messages).toEqual(['src/cache.ts is read-only, so the fix was not applied']);
  });
});

describe('fix all', () => {
  it('counts what can be fixed and fixes what was picked in one edit', async () => {
    const client = await opened({ ...SHOP, 'src/more.ts': CACHE, 'src/main.ts': MAIN, 'src/mail.ts': MAIL });
    const progress: number[] = [];
    client.connection.onNotification(FIX_PROGRESS, ({ fixed }: { readonly fixed: number }) => void progress.push(fixed));
    const { rules } = await client.connection.sendRequest<FixableResult>(FIXABLE);
    expect(rules.find((it) => it.rule === TTL)?.counts).toEqual({ safe: 0, suggest: 2, multi: 0, scaffold: 0 });
    const picks = [
      { rule: TTL, kind: 'suggest' },
      { rule: ENVIRONMENT, kind: 'multi' },
    ];
    const result = await client.connection.sendRequest<FixFindingsResult>(FIX_FINDINGS, { picks });
    expect(result).toMatchObject({ files: 5, fixed: 3, left: 0, notes: [] });
    expect(paths(client, result.edit as WorkspaceEdit)).toEqual([
      '.env.example',
      'src/cache.ts',
      'src/config.ts',
      'src/mail.ts',
      'src/more.ts',
    ]);
    expect(progress.at(-1)).toBe(3);
    const [pick] = picks;
    const narrowed = await client.connection.sendRequest<FixableResult>(FIXABLE, { picks: [pick] });
    expect(narrowed.rules.map((it) => [it.rule, it.counts.suggest])).toEqual([[TTL, 2]]);
  });

  it('waits for the folder to be read', async () => {
    const root = temporaryFolder(SHOP);
    const client = await startClient({ folders: [root] });
    const { rules } = await client.connection.sendRequest<FixableResult>(FIXABLE);
    expect(rules.map((it) => it.rule)).toContain(TTL);
  });

  it('leaves a folder alone in which a file cannot be written, and says which', async () => {
    const client = await opened({ ...SHOP, 'src/more.ts': CACHE });
    chmodSync(join(client.root, 'src/more.ts'), 0o444);
    const result = await client.connection.sendRequest<FixFindingsResult>(FIX_FINDINGS, {
      picks: [{ rule: TTL, kind: 'suggest' }],
    });
    expect(result).toMatchObject({ edit: null, fixed: 0, notes: [expect.stringContaining('src/more.ts cannot be written')] });
  });

  it('takes the safe fixes of a saved file, and of no other', async () => {
    const client = await opened({
      'package.json': SHOP['package.json'] ?? '',
      'src/quiet.ts': '// tiebeam-ignore-next-line cache/missing-ttl -- it was needed once\nexport const quiet = 1;\n',
      'src/more.ts': '// tiebeam-ignore-next-line cache/missing-ttl -- it was needed once\nexport const more = 1;\n',
    });
    const [found] = await client.diagnostics('src/quiet.ts', (list) => list.length > 0);
    const [action] = await client.actions('src/quiet.ts', found as Diagnostic, ['source.fixAll.tiebeam']);
    expect(paths(client, action?.edit)).toEqual(['src/quiet.ts']);
    expect(action?.edit?.documentChanges).toMatchObject([{ edits: [{ newText: '' }] }]);
  });
});
