// Opens the development build in a VS Code: the desktop one where there is one, else VS Code's own server and a browser.
import { spawn } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installHost } from '../test/vscode/host/install.ts';
import { installExtension, startServer } from '../test/vscode/host/server.ts';
import { workbenchUrl } from '../test/vscode/host/workbench.ts';
import { buildAndPack, VSIX } from './package.ts';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'no-open': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

if (values.help) {
  console.log(`npm start [-- PATH] [-- --no-open]

Opens Tiebeam on PATH, or on a small sample repository. A desktop VS Code is used where
there is one (VSCODE_EXECUTABLE, or code on the PATH); else VS Code's own server, whose
address is printed. --no-open leaves the browser to you.`);
} else {
  process.exitCode = await open(positionals[0]);
}

async function open(given: string | undefined): Promise<number> {
  // npm changes the folder; INIT_CWD is where the user stood.
  const folder = given === undefined ? copySample() : path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    console.error(`${folder} is not a folder. Give the path of a repository: npm start -- PATH`);
    return 2;
  }
  console.error('Building and packing the extension …');
  try {
    await buildAndPack();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const desktop = findDesktop();
  if (desktop !== undefined) return openDesktop(desktop, folder);
  if (process.platform !== 'linux') {
    console.error('There is no VS Code here. Install it, or set VSCODE_EXECUTABLE to its program, and run this again.');
    return 1;
  }
  return openServer(folder);
}

/** The sample is copied, so that fixes tried on it do not change the repository; each start begins with a fresh one. */
function copySample(): string {
  const folder = path.join(root, '.cache/sample/lantern-books');
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(root, 'test/sample'), folder, { recursive: true });
  return folder;
}

function findDesktop(): string | undefined {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') return named;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const places = (process.env.PATH ?? '').split(path.delimiter).flatMap((place) => names.map((name) => path.join(place, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function openDesktop(executable: string, folder: string): Promise<number> {
  console.error(`Opening ${folder} in ${executable}`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', folder];
  const { code, output } = await runProgram(executable, args, { cwd: root, shell: process.platform === 'win32' });
  if (code !== 0) console.error(`${output}\n${executable} ended with ${code}.`);
  return code;
}

async function openServer(folder: string): Promise<number> {
  await installHost((line) => console.error(line));
  const dataDir = path.join(root, '.cache/vscode-start');
  mkdirSync(dataDir, { recursive: true });
  await installExtension(VSIX, { dataDir });
  const server = await startServer({ dataDir });
  const workbench = workbenchUrl(server.authority, { folder });
  // The workbench's own address fills three lines of a terminal; this one can be clicked.
  const door = createServer((_request, response) => response.writeHead(302, { location: workbench }).end());
  const port = await new Promise<number>((resolve) => {
    door.listen(0, '127.0.0.1', () => {
      const address = door.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const url = `http://127.0.0.1:${port}/`;
  console.log(`VS Code with Tiebeam on ${folder}\n\n    ${url}\n\nCtrl+C ends it.`);
  if (!values['no-open'] && hasDisplay()) openBrowser(url);

  const stopped = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(0));
    server.child.once('exit', (code) => {
      console.error(`VS Code's server ended with ${code}:\n${server.log()}`);
      resolve(1);
    });
  });
  const code = await stopped;
  server.child.removeAllListeners('exit');
  door.close();
  await server.stop();
  return code;
}

function hasDisplay(): boolean {
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

function openBrowser(url: string): void {
  const browser = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  browser.once('error', () => console.error('No browser could be opened; use the address above.'));
  browser.unref();
}
