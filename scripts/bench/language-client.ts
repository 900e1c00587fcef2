// A language client that measures: it opens one document, edits it and waits for its diagnostics.
import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

export interface Server {
  readonly name: string;
  readonly command: readonly string[];
  readonly settings: unknown;
  /** True where diagnostics are asked for (LSP 3.17) instead of sent. */
  readonly pulls?: boolean;
  /** Answers to requests that this server asks beyond LSP. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

export interface Client {
  /** Opens the document; resolves with the first diagnostics for it. Milliseconds. */
  readonly open: (path: string, text: string) => Promise<number>;
  /** Replaces the whole text of one line; resolves with the next diagnostics. Milliseconds. */
  readonly edit: (path: string, line: number, before: number, text: string) => Promise<number>;
  readonly memoryMb: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function startClient(server: Server, root: string): Promise<Client> {
  const [program = '', ...args] = server.command;
  const child = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const waiting = new Map<string, () => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string }) => {
    waiting.get(decodeURIComponent(params.uri))?.();
  });
  connection.onRequest('workspace/configuration', (params: { items: readonly unknown[] }) =>
    params.items.map(() => server.settings),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  for (const [method, answer] of Object.entries(server.answers ?? {})) connection.onRequest(method, () => answer);
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    initializationOptions: { trusted: false },
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
      textDocument: {
        diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
        publishDiagnostics: { relatedInformation: true, dataSupport: true, codeDescriptionSupport: true },
      },
    },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: server.settings });
  let version = 0;
  const next = (uri: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${server.name}: no diagnostics within 60 s`)), 60_000);
      waiting.set(decodeURIComponent(uri), () => {
        clearTimeout(timer);
        waiting.delete(decodeURIComponent(uri));
        resolve();
      });
    });
  const timed = async (uri: string, send: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    if (server.pulls) {
      await send();
      await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    } else {
      const answer = next(uri);
      await send();
      await answer;
    }
    return performance.now() - start;
  };
  return {
    open: (path, text) => {
      const uri = pathToFileURL(path).href;
      version += 1;
      return timed(uri, () =>
        connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version, text } }),
      );
    },
    edit: (path, line, before, text) => {
      const uri = pathToFileURL(path).href;
      version += 1;
      const range = { start: { line, character: 0 }, end: { line, character: before } };
      return timed(uri, () =>
        connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [{ range, text }],
        }),
      );
    },
    memoryMb: () => residentMb(child),
    stop: () => stop(connection, child),
  };
}

async function residentMb(child: ChildProcess): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function stop(connection: MessageConnection, child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await connection.sendRequest('shutdown').catch(() => undefined);
  await connection.sendNotification('exit').catch(() => undefined);
  await gone;
  clearTimeout(timer);
  connection.dispose();
}
