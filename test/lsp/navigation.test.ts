// What the server says about a place: ways between front ends and routes, lenses, hovers, names.
import { describe, expect, it } from 'vitest';
import type { CodeLens, CompletionItem, Hover, Location, LocationLink } from 'vscode-languageserver-protocol';
import { PEEK_PLACES } from '#protocol/structure.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { CAPABILITIES, type Client, type ClientOptions, isReady, startClient } from './client.ts';

const API = [
  "export const list = () => fetch('/api/orders');",
  `export const show = (id: string) => fetch(\`/api/orders/\${id}\`);`,
  "export const add = () => fetch('/api/orders', { method: 'POST' });\n",
].join('\n');

const MAIN = `from fastapi import FastAPI

app = FastAPI()


@app.get("/api/orders")
async def list_orders():
    return []


@app.get("/api/orders/{order_id}")
async def show_order(order_id: int):
    return {}


@app.post("/api/orders")
async def add_order():
    return {}
`;

const PROJECT = {
  'web/package.json': '{ "name": "web", "dependencies": { "react": "19" } }',
  'web/src/api.ts': API,
  'backend/pyproject.toml': '[project]\nname = "backend"\ndependencies = ["fastapi"]\n',
  'backend/app/main.py': MAIN,
  'backend/app/mail.py': 'import os\n\nkey = os.environ["MAIL_KEY"]\n',
  'backend/.env.example': 'PORT=8000\n',
};

const WITH_LINKS = {
  ...CAPABILITIES,
  workspace: { ...CAPABILITIES.workspace, codeLens: { refreshSupport: true } },
  textDocument: { ...CAPABILITIES.textDocument, definition: { linkSupport: true } },
};

async function shop(options: ClientOptions = {}): Promise<Client> {
  const client = await startClient({ folders: [temporaryFolder(PROJECT)], capabilities: WITH_LINKS, ...options });
  await client.status(isReady);
  return client;
}

/** Asks about the first place of a text in a file. */
function ask<Answer>({ connection, uri }: Client, method: string, path: string, place: string): Promise<Answer> {
  const text = (PROJECT as Readonly<Record<string, string>>)[path] ?? '';
  const before = text.slice(0, text.indexOf(place)).split('\n');
  const position = { line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 1 };
  return connection.sendRequest(method, { textDocument: { uri: uri(path) }, position, context: { includeDeclaration: false } });
}

describe('definitions and references', () => {
  it('lead from an address in React to the function in FastAPI, with the whole address marked', async () => {
    const client = await shop();
    const [link] = await ask<LocationLink[]>(client, 'textDocument/definition', 'web/src/api.ts', `orders/\${`);
    expect(link?.targetUri).toBe(client.uri('backend/app/main.py'));
    expect(link?.targetSelectionRange).toEqual({ start: { line: 11, character: 10 }, end: { line: 11, character: 20 } });
    expect(link?.targetRange.end.line).toBe(12);
    expect(link?.originSelectionRange).toEqual({ start: { line: 1, character: 42 }, end: { line: 1, character: 61 } });
    expect(await ask(client, 'textDocument/definition', 'web/src/api.ts', 'export')).toEqual([]);
  });

  it('are plain places for clients that take no links', async () => {
    const client = await shop({ capabilities: CAPABILITIES });
    const [place] = await ask<Location[]>(client, 'textDocument/definition', 'web/src/api.ts', '/api/orders');
    expect(place).toEqual({
      uri: client.uri('backend/app/main.py'),
      range: { start: { line: 6, character: 10 }, end: { line: 6, character: 21 } },
    });
  });

  it('lead from a route to the requests of the front end', async () => {
    const client = await shop();
    const found = await ask<Location[]>(client, 'textDocument/references', 'backend/app/main.py', '"/api/orders/{');
    expect(found).toEqual([
      { uri: client.uri('web/src/api.ts'), range: { start: { line: 1, character: 42 }, end: { line: 1, character: 61 } } },
    ]);
    expect(await ask(client, 'textDocument/references', 'backend/app/main.py', 'import')).toEqual([]);
  });
});

describe('code lenses', () => {
  const lensesOf = ({ connection, uri }: Client, path: string): Promise<CodeLens[]> =>
    connection.sendRequest('textDocument/codeLens', { textDocument: { uri: uri(path) } });

  it('get their words when they are seen, and a click shows the requests', async () => {
    const client = await shop();
    const found = await lensesOf(client, 'backend/app/main.py');
    expect(found.map((it) => [it.range.start.line, it.command])).toEqual([
      [5, undefined],
      [10, undefined],
      [15, undefined],
    ]);
    const lens = await client.connection.sendRequest<CodeLens>('codeLens/resolve', found[1]);
    expect(lens.command).toEqual({
      title: '1 front-end call',
      command: PEEK_PLACES,
      arguments: [
        client.uri('backend/app/main.py'),
        found[1]?.range.start,
        [{ uri: client.uri('web/src/api.ts'), range: { start: { line: 1, character: 42 }, end: { line: 1, character: 61 } } }],
      ],
    });
    expect(await lensesOf(client, 'web/src/api.ts')).toEqual([]);
  });

  it('are switched off by the setting', async () => {
    const client = await shop({ settings: () => ({ codeLens: false }) });
    expect(await lensesOf(client, 'backend/app/main.py')).toEqual([]);
  });

  it('are asked for again when another file changes what they say', async () => {
    const client = await shop();
    let asked: (() => void) | undefined;
    client.connection.onRequest('workspace/codeLens/refresh', () => {
      asked?.();
      return null;
    });
    await client.open('web/src/api.ts', API);
    const again = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await client.change('web/src/api.ts', 2, [{ text: `${API}export const more = () => fetch('/api/orders/7');\n` }]);
    await again;
    const found = await lensesOf(client, 'backend/app/main.py');
    const lens = await client.connection.sendRequest<CodeLens>('codeLens/resolve', found[1]);
    expect(lens.command?.title).toBe('2 front-end calls');
  });
});

describe('hovers', () => {
  it('link both ends, and say what is missing of a variable', async () => {
    const client = await shop();
    const route = await ask<Hover>(client, 'textDocument/hover', 'backend/app/main.py', '"/api/orders"');
    expect(route.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringContaining(`- [web/src/api.ts:1](${client.uri('web/src/api.ts')}#L1)`),
    });
    const call = await ask<Hover>(client, 'textDocument/hover', 'web/src/api.ts', '/api/orders');
    expect(call.contents).toMatchObject({
      value: expect.stringContaining(
        `Served by \`list_orders\`, [backend/app/main.py:7](${client.uri('backend/app/main.py')}#L7)`,
      ),
    });
    expect(call.range?.start).toEqual({ line: 0, character: 32 });
    const variable = await ask<Hover>(client, 'textDocument/hover', 'backend/app/mail.py', 'os.environ');
    expect(variable.contents).toMatchObject({ value: expect.stringContaining('Missing in `backend/.env.example`') });
  });
});

describe('completion', () => {
  const complete = async (client: Client, path: string, text: string): Promise<readonly CompletionItem[]> => {
    await client.open(path, text);
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    return client.connection.sendRequest('textDocument/completion', { textDocument: { uri: client.uri(path) }, position });
  };

  it('gives rules in a suppression, variables where one is read, and names in tiebeam.json', async () => {
    const client = await shop();
    expect(await complete(client, 'web/src/a.ts', '// tiebeam-ignore-next-line ')).toContainEqual(
      expect.objectContaining({ label: 'cache/missing-ttl', detail: expect.stringMatching(/\w/) }),
    );
    expect((await complete(client, 'backend/app/b.py', 'import os\nport = os.environ["')).map((it) => it.label)).toEqual([
      'PORT',
      'MAIL_KEY',
    ]);
    expect((await complete(client, 'tiebeam.json', '{ "checklist": { "hea')).map((it) => it.label)).toContain('health');
  });
});
