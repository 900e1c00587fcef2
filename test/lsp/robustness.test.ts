import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import {
  CancellationTokenSource,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { RESCAN } from '#protocol/server.ts';
import { VERIFY } from '#protocol/verification.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { has, hasAny, hasNone, isReady, startClient } from './client.ts';
import { CACHE, CLEAN_CACHE, MISSING_TTL, SHOP } from './shop.ts';

async function shop() {
  const root = temporaryFolder(SHOP);
  const client = await startClient({ folders: [root] });
  await client.status(isReady);
  return { root, ...client };
}

const document = { uri: 'file:///nowhere.ts' };

describe('the server goes on after', () => {
  const requests: readonly (readonly [string, string, object])[] = [
    ['a method that nobody knows', 'textDocument/fancy', {}],
    ['a hover without parameters', 'textDocument/hover', {}],
    ['a hover with a broken position', 'textDocument/hover', { textDocument: document, position: null }],
    ['a code action without a context', 'textDocument/codeAction', { textDocument: document }],
    [
      'a code action with foreign diagnostics',
      'textDocument/codeAction',
      { textDocument: document, context: { diagnostics: [{ source: 'tiebeam', data: 3 }] } },
    ],
    ['a resolve of nonsense', 'codeAction/resolve', { data: { uri: 5 } }],
    ['a completion without a place', 'textDocument/completion', { textDocument: document }],
    ['a page of no rule', 'tiebeam/rulePage', {}],
    ['an explanation of nothing', 'tiebeam/explainFile', {}],
    ['a second initialize', 'initialize', { processId: null, capabilities: {} }],
  ];

  it('requests that make no sense', async () => {
    const { connection, open, change, diagnostics } = await shop();
    await open('src/cache.ts', CACHE);
    for (const [index, [what, method, params]] of requests.entries()) {
      const answer = await connection.sendRequest(method, params).catch((error: unknown) => error);
      expect(answer, what).toBeDefined();
      await change('src/cache.ts', index + 2, [{ text: index % 2 === 0 ? CLEAN_CACHE : CACHE }]);
      await diagnostics('src/cache.ts', index % 2 === 0 ? hasNone : hasAny);
    }
  });

  const notifications: readonly (readonly [string, object])[] = [
    ['textDocument/didChange', { textDocument: { ...document, version: 2 }, contentChanges: [{ text: '' }] }],
    ['textDocument/didClose', { textDocument: document }],
    ['textDocument/didSave', {}],
    ['textDocument/didOpen', { textDocument: { ...document, languageId: 'typescript', version: 1 } }],
    [
      'textDocument/didChange',
      {
        textDocument: { ...document, version: 3 },
        contentChanges: [{ range: { start: { line: 9, character: 9 }, end: { line: 99, character: 0 } }, text: 'x' }],
      },
    ],
    ['workspace/didChangeWatchedFiles', {}],
    ['workspace/didChangeWatchedFiles', { changes: [{ uri: ':::', type: 1 }] }],
    ['workspace/didChangeWorkspaceFolders', {}],
    ['workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'vscode-vfs://github/a/b', name: 'b' }], removed: [] } }],
    ['workspace/didChangeConfiguration', { settings: 'none' }],
    ['$/cancelRequest', { id: 4711 }],
    ['tiebeam/none', {}],
  ];

  it('notifications that make no sense', async () => {
    const { connection, open, change, diagnostics } = await shop();
    await open('src/cache.ts', CACHE);
    for (const [index, [method, params]] of notifications.entries()) {
      await connection.sendNotification(method, params);
      await change('src/cache.ts', index + 2, [{ text: index % 2 === 0 ? CLEAN_CACHE : CACHE }]);
      await diagnostics('src/cache.ts', index % 2 === 0 ? hasNone : hasAny);
    }
  });

  it('a message that is no JSON, and one that is no message', async () => {
    const { process: child, open, diagnostics } = await shop();
    for (const body of ['{ "jsonrpc": ', '[]', '"text"', '{"jsonrpc":"2.0"}'])
      child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    await open('src/cache.ts', CLEAN_CACHE);
    await diagnostics('src/cache.ts', hasNone);
  });

  it('versions that go backwards, and a document that is opened twice', async () => {
    const { open, change, diagnostics } = await shop();
    await open('src/cache.ts', CLEAN_CACHE, 9);
    await change('src/cache.ts', 3, [{ text: CACHE }]);
    await diagnostics('src/cache.ts', has(MISSING_TTL));
    await open('src/cache.ts', CLEAN_CACHE, 1);
    await diagnostics('src/cache.ts', hasNone);
  });

  it('a folder that goes while it is open', async () => {
    const { root, connection, status, statuses, open, settled } = await shop();
    rmSync(root, { recursive: true });
    const before = statuses.length;
    await connection.sendRequest(RESCAN);
    await status((it) => statuses.indexOf(it) >= before && it.state === 'ready' && it.files === 0);
    await open('src/cache.ts', CACHE);
    await settled();
  });
});

describe('the life of a server', () => {
  it('begins without a folder', async () => {
    const { status, open, settled } = await startClient();
    expect((await status(isReady)).files).toBe(0);
    await open('file:///somewhere/cache.ts', CACHE);
    await settled();
  });

  it('takes edits that come before and during the first scan', async () => {
    const root = temporaryFolder({
      ...SHOP,
      ...Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`src/many/cache${at}.ts`, CACHE])),
    });
    const { open, change, status, diagnostics, shown } = await startClient({ folders: [root] });
    await open('src/cache.ts', CACHE);
    await change('src/cache.ts', 2, [{ text: `\n${CACHE}` }]);
    await status((it) => it.state === 'scanning' && (it.progress?.done ?? 0) > 0);
    await change('src/cache.ts', 3, [{ text: `\n\n${CACHE}` }]);
    await diagnostics('src/cache.ts', (it) => it[0]?.range.start.line === 5);
    await status(isReady);
    expect(shown('src/many/cache199.ts')).toHaveLength(1);
  });

  it('stops a scan that is cancelled, and scans again when asked', async () => {
    const { connection, status, statuses, diagnostics, open } = await shop();
    const source = new CancellationTokenSource();
    const scan = connection.sendRequest(RESCAN, {}, source.token).catch(() => undefined);
    source.cancel();
    await scan;
    await connection.sendRequest(RESCAN);
    await status((it) => statuses.at(-1) === it && it.state === 'ready');
    await open('src/cache.ts', CLEAN_CACHE);
    await diagnostics('src/cache.ts', hasNone);
  });

  it.each([
    ['after shutdown', true, 0],
    ['without shutdown', false, 1],
  ])('ends with exit %s', async (_when, asks, code) => {
    const { connection, process: child } = await shop();
    if (asks) await connection.sendRequest('shutdown');
    const ended = once(child, 'exit');
    await connection.sendNotification('exit');
    expect((await ended)[0]).toBe(code);
  });

  it('ends when the client has gone', async () => {
    const { process: child } = await shop();
    const ended = once(child, 'exit');
    child.stdin?.destroy();
    await ended;
  });

  it('writes nothing but messages to standard output', async () => {
    const { log, diagnostics } = await shop();
    await diagnostics('src/cache.ts', hasAny);
    expect(log).toEqual([]);
  });

  it('can be led over a socket', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const connected = once(server, 'connection');
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
    await startClient({ command: [cli, 'lsp', `--socket=${port}`], initialize: false });
    const [socket] = (await connected) as [Socket];
    const connection = createProtocolConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
    connection.listen();
    const answer = await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    expect(answer).toMatchObject({ serverInfo: { name: 'tiebeam' } });
    connection.dispose();
    socket.destroy();
    server.close();
  });
});

it('takes what it has started for a verification with it when a signal ends it', async () => {
  const pidFile = join(temporaryFolder({}), 'pid');
  const script = "require('fs').writeFileSync(process.argv[1], process.pid + '.'); setInterval(() => {}, 1000)";
  const start = [process.execPath, '-e', script, pidFile];
  const root = temporaryFolder({
    'tiebeam.json': JSON.stringify({ run: { backend: { path: '.', start, requiredVariables: [] } } }),
  });
  const { connection, process: server, status } = await startClient({ folders: [root] });
  await status(isReady);
  // The answer never comes.
  void connection.sendRequest(VERIFY, { folder: root, only: ['health'] }).catch(() => undefined);
  const pid = () =>
    existsSync(pidFile) ? Number.parseInt(/^(\d+)\.$/.exec(readFileSync(pidFile, 'utf8'))?.[1] ?? '', 10) : Number.NaN;
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), { timeout: 20_000 });
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  expect((await gone)[0]).toBe(143);
  await vi.waitFor(() => expect(() => process.kill(pid(), 0)).toThrow(/ESRCH/), { timeout: 5_000 });
});
