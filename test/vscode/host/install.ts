// Fills `.cache/vscode-host/` with a VS Code server (npm: code-server) and the Node that it runs on. Only the npm registry is asked.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** code-server 4.139.1 ships VS Code 1.139.1 and names Node 24 in its `engines`. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const STAMP = `code-server ${CODE_SERVER}, node ${NODE}, layout 1`;

/** The version of VS Code that the host brings. */
export const VSCODE_VERSION = CODE_SERVER.replace(/^4/, '1');

/** Where the host lives. `VSCODE_WEB_HOST_HOME` moves it, for machines that share one between checkouts. */
export function hostHome(): string {
  return process.env.VSCODE_WEB_HOST_HOME ?? fileURLToPath(new URL('../../../.cache/vscode-host', import.meta.url));
}

/** True when the host of exactly this version is complete. */
export function isHostInstalled(): boolean {
  const stamp = path.join(hostHome(), 'stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === STAMP;
}

/**
 * Installs the host unless it is there. About 800 MB and one minute; the stamp is written last, so that a broken-off
 * installation starts anew. Throws with npm's own words when npm fails.
 */
export async function installHost(say: (line: string) => void): Promise<void> {
  if (isHostInstalled()) return;
  const home = hostHome();
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{"private":true}\n');
  const nodePackage = `node-linux-${process.arch}`;
  const npm = (cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd, env);

  say(`Installing VS Code ${VSCODE_VERSION} (server) with Node ${NODE} …`);
  await npm(home, ['install', '--ignore-scripts', `code-server@${CODE_SERVER}`, `${nodePackage}@${NODE}`]);
  const nodeFolder = path.join(home, 'node_modules', nodePackage);
  symlinkSync(path.join('node_modules', nodePackage, 'bin/node'), path.join(home, 'node'));

  // The package's own install script would build every native module, for which it needs libkrb5-dev and minutes.
  // `npm ci` fails here: the shrinkwrap is out of step with the manifest.
  const vscode = path.join(home, 'node_modules/code-server/lib/vscode');
  say('Installing the parts of VS Code …');
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts']);
  await npm(path.join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);

  // The server runs without these two; with them there are log files, so an output channel shows its text.
  if (await hasCompiler()) {
    say('Building the log writer …');
    await npm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
      PATH: `${path.join(nodeFolder, 'bin')}${path.delimiter}${process.env.PATH ?? ''}`,
      npm_config_nodedir: nodeFolder,
    });
  }
  writeFileSync(path.join(home, 'stamp'), STAMP);
}

async function hasCompiler(): Promise<boolean> {
  const found = await Promise.allSettled(['g++', 'make', 'python3'].map((tool) => run(tool, ['--version'], process.cwd(), {})));
  return found.every((result) => result.status === 'fulfilled');
}

async function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  // npm hands its own settings down as variables; the ones of the outer project must not reach the inner installation.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/.test(name)),
  );
  try {
    await promisify(execFile)(command, args, { cwd, env: { ...inherited, ...env }, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`\`${[command, ...args].join(' ')}\` failed in ${cwd}${said === '' ? '' : `:\n${said}`}`, { cause: error });
  }
}

if (import.meta.main) await installHost((line) => console.error(line));
