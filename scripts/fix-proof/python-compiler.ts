import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { Compiler, Errors } from './compiler.ts';
import { nearestFolder, newErrors, whileWritten } from './compiler.ts';

/** A package may hold one of these too: its modules are imported from above. */
const MARKERS = ['pyproject.toml', 'requirements.txt', 'manage.py', 'Pipfile', 'setup.py'];
const ERROR = 1;
const FileChange = { created: 1, deleted: 3 };

/** Most files that import a changed one and are looked at with it. */
const MOST_IMPORTERS = 12;

/**
 * Pyright's server over the project of a file, kept for the whole run. `pyright` is its `langserver.index.js`, `python` the interpreter whose packages
 * count. Looks at the texts and at files that import them; what Pyright only warns of is left out.
 */
export function pythonCompiler(root: string, pyright: string, python: string): Compiler {
  const servers = new Map<string, Promise<Server>>();
  return {
    name: 'Pyright',
    looksAt: (path) => path.endsWith('.py'),
    async tryTexts(texts) {
      const first = [...texts.keys()].find((it) => it.endsWith('.py')) ?? '';
      const folder = nearestFolder(root, first, MARKERS, '__init__.py') ?? root;
      const server = servers.get(folder) ?? startServer(folder, pyright, python);
      servers.set(folder, server);
      const changed = [...texts.keys()].filter((it) => it.endsWith('.py'));
      const files = [...new Set([...changed.map((it) => join(root, it)), ...importersOf(folder, changed)])];
      const before = await (await server).errors(files.filter((it) => existsSync(it)));
      const after = await whileWritten(root, texts, async () => (await server).errors(files));
      return { wasClean: before.length === 0, added: newErrors(before, after) };
    },
    end() {
      for (const it of servers.values()) void it.then((server) => server.end());
    },
  };
}

interface Server {
  /** The errors of these files as they are on disk now. */
  readonly errors: (files: readonly string[]) => Promise<Errors>;
  readonly end: () => void;
}

async function startServer(folder: string, pyright: string, python: string): Promise<Server> {
  const child = spawn(process.execPath, [pyright, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = connectionOf(child);
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly { readonly section?: string }[] }) =>
    items.map((it) => (it.section === 'python' ? { pythonPath: python } : { diagnosticMode: 'openFilesOnly' })),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const uri = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: uri,
    capabilities: {
      workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true },
      textDocument: { diagnostic: {} },
    },
    workspaceFolders: [{ uri, name: basename(folder) }],
  });
  void connection.sendNotification('initialized', {});
  // Newer versions ask for the settings only when they hear of some.
  void connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  let version = 0;
  let seen: readonly string[] = [];
  return {
    async errors(files) {
      version += 1;
      const wanted = files.map((it) => pathToFileURL(it).href);
      const gone = seen.filter((it) => !existsSync(it)).map((it) => ({ uri: pathToFileURL(it).href, type: FileChange.deleted }));
      const there = wanted.map((it) => ({ uri: it, type: FileChange.created }));
      void connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [...gone, ...there] });
      seen = files;
      for (const [index, file] of files.entries()) {
        const text = readFileSync(file, 'utf8');
        void connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri: wanted[index], languageId: 'python', version, text },
        });
      }
      const errors: string[] = [];
      for (const it of wanted) {
        const { items } = await connection.sendRequest<Report>('textDocument/diagnostic', { textDocument: { uri: it } });
        const grave = items.filter((item) => item.severity === ERROR);
        errors.push(...grave.map((item) => `${basename(it)}: ${item.message} (${item.code ?? 'syntax'})`));
      }
      for (const it of wanted) void connection.sendNotification('textDocument/didClose', { textDocument: { uri: it } });
      return errors;
    },
    end() {
      connection.dispose();
      // It takes two minutes to leave by itself.
      child.kill('SIGKILL');
    },
  };
}

interface Report {
  readonly items: readonly { readonly severity?: number; readonly message: string; readonly code?: string | number }[];
}

function connectionOf({ stdin, stdout }: ChildProcess): MessageConnection {
  if (!stdin || !stdout) throw new Error('the server has no channels');
  return createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
}

/** Files of the project with an import that names one of these modules. */
function importersOf(folder: string, changed: readonly string[]): string[] {
  const names = changed.map((it) => basename(it, '.py')).filter((it) => it !== '__init__');
  if (names.length === 0) return [];
  const mention = new RegExp(`^\\s*(?:from|import)\\b.*\\b(?:${names.join('|')})\\b`, 'm');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.py') && !/(?:^|\/)(?:node_modules|\.?venv|migrations)\//.test(it))
    .map((it) => join(folder, it))
    .filter((it) => mention.test(readFileSync(it, 'utf8')))
    .slice(0, MOST_IMPORTERS);
}
