import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CancellationToken } from 'vscode-jsonrpc';
import { CREATE_PROGRESS } from '#decisions/sheet-protocol.ts';
import { openScaffold } from '#host/scaffold-project.ts';
import { scaffoldHandlers } from '#lsp/scaffold-requests.ts';
import type { ScaffoldServer } from '../../client/src/decide/session.ts';

/** The requests of the sheet, answered by the code of the server itself in this process, on a folder of its own. */
export interface RealServer extends ScaffoldServer {
  /** An empty folder for projects. */
  readonly folder: string;
  /** How often each method was asked. */
  readonly counts: ReadonlyMap<string, number>;
  readonly dispose: () => void;
}

/** `npm` stands for the package manager, since tests have no network: it works at once, fails, or goes on until it is stopped. */
export async function realServer({ npm = 'works' }: { readonly npm?: keyof typeof scripts } = {}): Promise<RealServer> {
  const temp = realpathSync(mkdtempSync(path.join(tmpdir(), 'tiebeam-sheet-')));
  const [bin, folder] = [path.join(temp, 'bin'), path.join(temp, 'code')];
  mkdirSync(bin);
  mkdirSync(folder);
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\n${scripts[npm]}\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const listeners = new Map<string, Set<(params: never) => void>>();
  const counts = new Map<string, number>();
  const handlers = scaffoldHandlers({
    session: { isTrusted: true },
    open: () => openScaffold({ environment, undoFolder: path.join(temp, 'undo') }),
    notify: (params) => {
      for (const listener of listeners.get(CREATE_PROGRESS) ?? []) listener(params as never);
    },
    log: () => undefined,
  });
  return {
    folder,
    counts,
    request: async <Result>(method: string, params: unknown, token: CancellationToken = CancellationToken.None) => {
      counts.set(method, (counts.get(method) ?? 0) + 1);
      const handle = handlers[method];
      if (handle === undefined) throw new Error(`there is no method ${method}`);
      // As over the wire: only what JSON can carry arrives.
      const answer = await handle(JSON.parse(JSON.stringify(params)), token);
      return JSON.parse(JSON.stringify(answer)) as Result;
    },
    onNotification: (method, handler) => {
      const handlersOfMethod = listeners.get(method) ?? new Set();
      listeners.set(method, handlersOfMethod.add(handler));
      return { dispose: () => handlersOfMethod.delete(handler) };
    },
    dispose: () => rmSync(temp, { recursive: true, force: true }),
  };
}

const scripts = {
  works: 'exit 0',
  fails: 'echo "npm error code ENOTFOUND" >&2; exit 1',
  hangs: 'exec sleep 600',
} as const;
