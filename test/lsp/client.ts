// A language client over stdio that knows nothing of the server's insides.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { STATUS, type StatusParams } from '#protocol/server.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

export interface ClientOptions {
  /** Absolute paths; none stands for an editor without a folder. */
  readonly folders?: readonly string[];
  readonly trusted?: boolean;
  /** Settings below `tiebeam`; a function is asked for each scope. */
  readonly settings?: (scope: string | undefined) => object;
  /** Changes what the client says that it can do. */
  readonly capabilities?: object;
  readonly command?: readonly string[];
  /** False where the test itself initializes. */
  readonly initialize?: boolean;
}

/** What the tests do with a server. Everything that waits, waits for a message. */
export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** Every publication in its order. */
  readonly published: PublishDiagnosticsParams[];
  readonly statuses: StatusParams[];
  readonly log: string[];
  readonly uri: (path: string) => string;
  /** Resolves with the first status that fits, past ones included. */
  readonly status: (fits: (status: StatusParams) => boolean) => Promise<StatusParams>;
  /** Resolves once the last publication for a document fits; without a publication it has no diagnostics. */
  readonly diagnostics: (path: string, fits: (diagnostics: readonly Diagnostic[]) => boolean) => Promise<readonly Diagnostic[]>;
  readonly shown: (path: string) => readonly Diagnostic[];
  readonly open: (path: string, text: string, version?: number) => Promise<void>;
  readonly change: (path: string, version: number, changes: TextDocumentContentChangeEvent[]) => Promise<void>;
  readonly save: (path: string) => Promise<void>;
  readonly close: (path: string) => Promise<void>;
  readonly onDisk: (...changes: readonly (readonly [path: string, type: 'created' | 'changed' | 'deleted'])[]) => Promise<void>;
  readonly actions: (path: string, diagnostic: Diagnostic, only?: readonly string[]) => Promise<CodeAction[]>;
  /** Asks something harmless, so that everything sent before has been handled. */
  readonly settled: () => Promise<void>;
}

export const CAPABILITIES = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} },
  },
  textDocument: {
    codeAction: { resolveSupport: { properties: ['edit'] } },
    completion: { completionItem: { snippetSupport: true } },
  },
};

export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const { folders = [], trusted = true, settings = () => ({}), capabilities = CAPABILITIES } = options;
  const command = options.command ?? [join(DIST, 'cli.js'), 'lsp', '--stdio'];
  if (!existsSync(join(DIST, 'cli.js'))) throw new Error('dist/cli.js is not there: run `npm run build`');
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(async () => {
    connection.dispose();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published: PublishDiagnosticsParams[] = [];
  const statuses: StatusParams[] = [];
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const attempt = (): void => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(attempt);
        resolve(found);
      };
      waiting.add(attempt);
      attempt();
    });
  const heard = <T>(list: T[]) => {
    return (it: T): void => {
      list.push(it);
      for (const attempt of [...waiting]) attempt();
    };
  };
  child.stderr.on('data', (chunk: Buffer) => heard(log)(chunk.toString()));
  connection.onNotification('textDocument/publishDiagnostics', heard(published));
  connection.onNotification(STATUS, heard(statuses));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => heard(log)(message));
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
    items.map((it) => settings(it.scopeUri)),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();

  const root = folders[0] ?? '/';
  const uri = (path: string): string => (path.includes(':') ? path : pathToFileURL(join(root, path)).href);
  const shown = (path: string): readonly Diagnostic[] =>
    published.findLast((it) => decodeURIComponent(it.uri) === decodeURIComponent(uri(path)))?.diagnostics ?? [];
  const send = (method: string, params: object): Promise<void> => connection.sendNotification(method, params);
  const types = { created: 1, changed: 2, deleted: 3 };
  if (options.initialize !== false) {
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      workspaceFolders: folders.map((it) => ({ uri: pathToFileURL(it).href, name: it })),
      initializationOptions: { trusted },
    });
    await send('initialized', {});
  }
  return {
    connection,
    process: child,
    published,
    statuses,
    log,
    uri,
    shown,
    status: (fits) => until(() => statuses.find(fits)),
    diagnostics: (path, fits) =>
      until(() => {
        const current = shown(path);
        return fits(current) ? current : undefined;
      }),
    open: (path, text, version = 1) =>
      send('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: languageOf(path), version, text } }),
    change: (path, version, contentChanges) =>
      send('textDocument/didChange', { textDocument: { uri: uri(path), version }, contentChanges }),
    save: (path) => send('textDocument/didSave', { textDocument: { uri: uri(path) } }),
    close: (path) => send('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    onDisk: (...changes) =>
      send('workspace/didChangeWatchedFiles', {
        changes: changes.map(([path, type]) => ({ uri: uri(path), type: types[type] })),
      }),
    actions: (path, diagnostic, only) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: uri(path) },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic], ...(only && { only: [...only] }) },
      }),
    settled: async () => {
      await connection.sendRequest('tiebeam/rules');
    },
  };
}

export const isReady = ({ state }: StatusParams): boolean => state === 'ready';
export const hasAny = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length > 0;
export const hasNone = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0;
export const codesOf = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.map((it) => it.code);
export const has =
  (code: string) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    codesOf(diagnostics).includes(code);

function languageOf(path: string): string {
  if (path.endsWith('.py')) return 'python';
  if (path.endsWith('.go')) return 'go';
  return path.endsWith('.json') ? 'jsonc' : 'typescript';
}
