// Fixes where files are not as one would wish: they work on what is really there, or are refused with a sentence; never half.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { type Client, startClient } from './client.ts';

const RULE = 'config/env-read-outside-config';
const CONFIG = `import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
});

export const config = schema.parse(process.env);
`;
const MAIL = `export function sender(): string {
  return process.env.MAIL_FROM ?? '';
}
`;
const FIXED_CONFIG = CONFIG.replace('min(1),\n', "min(1),\n  MAIL_FROM: z.string().default(''),\n");
const FIXED_MAIL = `import { config } from '../config';

export function sender(): string {
  return config.MAIL_FROM;
}
`;
const EXAMPLE = 'DATABASE_URL=postgres://localhost/shop\n';
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "zod": "4" } }\n',
  'src/server.ts': "import express from 'express';\n\nexpress().listen(3000);\n",
  'src/config.ts': CONFIG,
  'src/mail/mail.service.ts': MAIL,
  '.env.example': EXAMPLE,
};
const MAIL_PATH = 'src/mail/mail.service.ts';
const MARKERS = '<<<<<<< ours\n// a\n=======\n// b\n>>>>>>> theirs\n';

interface Opened extends Client {
  readonly root: string;
  readonly messages: string[];
  /** Texts of open editors. */
  readonly editors: Map<string, string>;
}

async function opened(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Opened> {
  const files = Object.entries({ ...FILES, ...changes }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]));
  const root = temporaryFolder(Object.fromEntries(files));
  const client = await startClient({ folders: [root] });
  const messages: string[] = [];
  client.connection.onNotification(
    'window/showMessage',
    ({ message }: { readonly message: string }) => void messages.push(message),
  );
  await client.status((it) => it.state === 'ready');
  return { ...client, root, messages, editors: new Map() };
}

/** The fix that moves the variable, as the menu has it; undefined where it is not offered. */
async function offered(client: Opened): Promise<CodeAction | undefined> {
  const list = await client.diagnostics(MAIL_PATH, (it) => it.some(({ code }) => code === RULE));
  const found = list.find((it) => it.code === RULE);
  if (!found) throw new Error('There is no finding');
  return (await client.actions(MAIL_PATH, found)).find((it) => it.data !== undefined && it.title.startsWith('Move'));
}

const resolved = (client: Opened, action: CodeAction | undefined): Promise<CodeAction> =>
  client.connection.sendRequest<CodeAction>('codeAction/resolve', action);

/** What the files would be, by path. Throws where an editor would refuse the edit. */
function applied(client: Opened, { edit }: CodeAction): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const change of edit?.documentChanges ?? []) {
    const uri = 'uri' in change ? change.uri : 'textDocument' in change ? change.textDocument.uri : '';
    const path = decodeURIComponent(uri).slice(client.uri('').length).replace(/^\//, '');
    if ('kind' in change) {
      const isThere = existsSync(fileURLToPath(uri));
      if (change.kind !== 'create' || (isThere && !change.options?.ignoreIfExists)) throw new Error(`${path} cannot be created`);
      if (!isThere) texts[path] = '';
      continue;
    }
    const before = texts[path] ?? client.editors.get(path) ?? readFileSync(join(client.root, path), 'utf8');
    const document = TextDocument.create(uri, 'text', 1, before.replace(/^\uFEFF/, ''));
    texts[path] = TextDocument.applyEdits(document, plain(change));
  }
  return texts;
}

const plain = ({ edits }: TextDocumentEdit) => edits.flatMap((it) => ('newText' in it ? [it] : []));

describe('a fix of several files', () => {
  it.each([MAIL_PATH, 'src/config.ts', '.env.example'])('is refused as a whole where %s is read-only', async (path) => {
    const client = await opened();
    chmodSync(join(client.root, path), 0o444);
    expect(await resolved(client, await offered(client))).not.toHaveProperty('edit');
    expect(client.messages).toEqual([`${path} is read-only, so the fix was not applied`]);
  });

  it.each([
    [MAIL_PATH, `// Senders\n${MAIL}`],
    ['src/config.ts', `// Checked at start\n${CONFIG}`],
    ['.env.example', `# Local\n${EXAMPLE}`],
  ])('takes %s as it is on disk, where nobody has said that it changed', async (path, text) => {
    const client = await opened();
    const action = await offered(client);
    writeFileSync(join(client.root, path), text);
    const after = applied(client, await resolved(client, action));
    expect(Object.keys(after).sort()).toEqual(['.env.example', 'src/config.ts', MAIL_PATH]);
    expect(after).toMatchObject({ [path]: expect.stringContaining(text.split('\n')[0] ?? '') });
    expect(after['src/config.ts']).toContain("MAIL_FROM: z.string().default(''),\n});");
    expect(after[MAIL_PATH]).toContain('  return config.MAIL_FROM;\n}');
    expect(after['.env.example']).toMatch(/^MAIL_FROM=/m);
  });

  it('is refused where the code changed on disk so that it does not fit any more', async () => {
    const client = await opened();
    const action = await offered(client);
    writeFileSync(join(client.root, MAIL_PATH), "export const sender = (): string => '';\n");
    expect(await resolved(client, action)).not.toHaveProperty('edit');
    expect(client.messages).toEqual([`${MAIL_PATH} has changed, so the fix does not fit any more`]);
  });

  it('works on unsaved editors, and says which version of them it is for', async () => {
    const client = await opened();
    const mail = `// Unsaved\n${MAIL}`;
    const config = `${CONFIG}export const unsaved = true;\n`;
    for (const [path, text, saved] of [
      [MAIL_PATH, mail, MAIL],
      ['src/config.ts', config, CONFIG],
    ] as const) {
      await client.open(path, saved, 1);
      await client.change(path, 7, [{ text }]);
      client.editors.set(path, text);
    }
    const action = await resolved(client, await offered(client));
    const after = applied(client, action);
    expect(after[MAIL_PATH]).toContain('// Unsaved');
    expect(after[MAIL_PATH]).toContain('  return config.MAIL_FROM;\n}');
    expect(after['src/config.ts']).toBe(`${FIXED_CONFIG}export const unsaved = true;\n`);
    const versions = (action.edit?.documentChanges ?? []).flatMap((it) => ('textDocument' in it ? it.textDocument.version : []));
    expect(versions.toSorted()).toEqual([7, 7, null]);
  });

  it('does not take over a file that has come to be where it would create one', async () => {
    const client = await opened({ '.env.example': undefined });
    const action = await offered(client);
    writeFileSync(join(client.root, '.env.example'), 'OTHER=1\n');
    expect(await resolved(client, action)).not.toHaveProperty('edit');
    expect(client.messages).toEqual(['.env.example is there already, so the fix was not applied']);
    await client.onDisk(['.env.example', 'created']);
    await client.settled();
    const after = applied(client, await resolved(client, await offered(client)));
    expect(after['.env.example']).toBe('OTHER=1\nMAIL_FROM=\n');
  });

  it('is not offered where its name is taken by something else', async () => {
    const client = await opened({
      [MAIL_PATH]: `const config = { retries: 3 };\n\n${MAIL.replace("?? ''", '?? String(config.retries)')}`,
    });
    expect(await offered(client)).toBeUndefined();
  });

  it.each([MAIL_PATH, 'src/config.ts', '.env.example'])('is not applied while %s is in the middle of a merge', async (path) => {
    const client = await opened();
    const action = await offered(client);
    writeFileSync(join(client.root, path), `${FILES[path]}${MARKERS}`);
    expect(await resolved(client, action)).not.toHaveProperty('edit');
    expect(client.messages).toEqual([`${path} is in the middle of a merge, so the fix was not applied`]);
    await client.onDisk([path, 'changed']);
    await client.settled();
    const [found] = client.shown(MAIL_PATH).filter((it) => it.code === RULE);
    const actions = found ? await client.actions(MAIL_PATH, found) : [];
    expect(actions.filter((it) => it.title.startsWith('Move'))).toEqual([]);
  });

  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  const tabs = (text: string): string => text.replaceAll(/^ {2}/gm, '\t');
  const bare = (text: string): string => text.replace(/\n$/, '');
  const exampleAfter = `${EXAMPLE}MAIL_FROM=\n`;

  it.each([
    ['CRLF', crlf],
    ['tabs', tabs],
    ['no final line end', bare],
  ])('keeps %s', async (_, written) => {
    const client = await opened({
      [MAIL_PATH]: written(MAIL),
      'src/config.ts': written(CONFIG),
      '.env.example': written(EXAMPLE),
    });
    const after = applied(client, await resolved(client, await offered(client)));
    expect(after).toEqual({
      [MAIL_PATH]: written(FIXED_MAIL),
      'src/config.ts': written(FIXED_CONFIG),
      '.env.example': written(exampleAfter),
    });
  });

  it('keeps a byte order mark', async () => {
    const client = await opened({ [MAIL_PATH]: `\uFEFF${MAIL}` });
    const after = applied(client, await resolved(client, await offered(client)));
    expect(after[MAIL_PATH]).toBe(FIXED_MAIL);
  });
});
