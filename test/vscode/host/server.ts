// Starts the VS Code server and installs packed extensions for it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { hostHome } from './install.ts';

/** Settings that keep the workbench quiet and offline. */
const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  // The ports that tests and servers listen on are nobody's business.
  'remote.autoForwardPorts': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'chat.disableAIFeatures': true,
};

/** The folders of one server: two servers that name the same ones share extensions and settings. */
export interface ServerFolders {
  readonly dataDir: string;
  /** Default: `data` in `dataDir`. */
  readonly userDataDir?: string | undefined;
  /** Default: `extensions` in `dataDir`. */
  readonly extensionsDir?: string | undefined;
}

export interface ServerOptions extends ServerFolders {
  readonly env?: Readonly<Record<string, string>>;
  /** User settings beside the quiet ones; written only where there are none yet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** On: folders are untrusted until the user trusts them. Off: every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** On: an extension can be run from its sources. The workbench then shows urgent messages only. */
  readonly developmentExtensions?: boolean;
  readonly timeoutMs?: number;
  readonly onOutput?: (line: string) => void;
}

export interface RunningServer {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  readonly child: ChildProcess;
  /** The last 20,000 characters that the server printed. */
  readonly log: () => string;
  /** Ends the server and its extension hosts; resolves when they are gone. */
  readonly stop: () => Promise<void>;
}

/** Starts a server on a free loopback port. Throws with its output when it is not up within `timeoutMs` (60,000). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  writeSettings(options);
  const [node, main] = program();
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig', // the server ends when this process does, even when this one is killed
      'TERM',
      node,
      main,
      ...['--host', '127.0.0.1', '--port', '0'],
      ...['--without-connection-token', '--accept-server-license-terms'],
      ...['--disable-telemetry', '--disable-getting-started-override'],
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      // A built workbench takes a development extension from its address only with this (not in --help).
      ...(options.developmentExtensions ? ['--enable-smoke-test-driver'] : []),
      ...folderArguments(options),
    ],
    { env: environment(options.env), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let log = '';
  const stop = () => stopGroup(child, gone);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const timeoutMs = options.timeoutMs ?? 60_000;
      const timer = setTimeout(() => reject(new Error(`the server is not up after ${timeoutMs} ms:\n${log}`)), timeoutMs);
      const listen = (chunk: Buffer) => {
        log = (log + chunk).slice(-20_000);
        for (const line of String(chunk).split('\n')) if (line.trim() !== '') options.onOutput?.(line);
        const match = /listening on (\d+)/.exec(log);
        if (!match || !log.includes('Extension host agent started')) return;
        clearTimeout(timer);
        resolve(Number(match[1]));
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('error', reject);
      void gone.then((code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
    });
    return { authority: `127.0.0.1:${port}`, child, stop, log: () => log };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a packed extension for the servers that use the same folders; gives what the installer said. */
export async function installExtension(vsix: string, folders: ServerFolders): Promise<string> {
  const [node, main] = program();
  const args = [
    main,
    '--accept-server-license-terms',
    ...folderArguments(folders),
    '--install-extension',
    path.resolve(vsix),
    '--force',
  ];
  const { stdout, stderr } = await promisify(execFile)(node, args, { env: environment() });
  return (stdout + stderr).trim();
}

/** Adds an extension that is a folder with sources, as it stands, to those that were installed before. */
export function addExtension(folder: string, folders: ServerFolders): void {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const extensions = folders.extensionsDir ?? path.join(folders.dataDir, 'extensions');
  const relativeLocation = `${publisher}.${name}-${version}`;
  const target = path.join(extensions, relativeLocation);
  cpSync(folder, target, { recursive: true });
  const list = path.join(extensions, 'extensions.json');
  const installed: readonly unknown[] = JSON.parse(readFileSync(list, 'utf8'));
  const added = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, path: target, scheme: 'file' },
    relativeLocation,
    metadata: {},
  };
  writeFileSync(list, JSON.stringify([...installed, added]));
}

async function stopGroup(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const group = -child.pid; // the extension hosts too
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(group, name);
    } catch {
      // It is gone already.
    }
  };
  signal('SIGTERM');
  const timer = setTimeout(() => signal('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

function writeSettings(options: ServerOptions): void {
  const file = path.join(options.userDataDir ?? path.join(options.dataDir, 'data'), 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, undefined, 2));
}

function program(): readonly [node: string, main: string] {
  const home = hostHome();
  return [path.join(home, 'node'), path.join(home, 'node_modules/code-server/lib/vscode/out/server-main.js')];
}

// Without a gallery the workbench asks no marketplace for anything.
function environment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...process.env, ...extra };
}

function folderArguments(folders: ServerFolders): readonly string[] {
  return [
    ...['--server-data-dir', folders.dataDir],
    ...['--user-data-dir', folders.userDataDir ?? path.join(folders.dataDir, 'data')],
    ...['--extensions-dir', folders.extensionsDir ?? path.join(folders.dataDir, 'extensions')],
  ];
}
