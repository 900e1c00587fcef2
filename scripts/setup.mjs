// What a fresh clone needs before anything else can run. Only what Node 20 brings: there are no dependencies yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Installs the dependencies where they are not those of the lockfile, then runs a TypeScript program of this folder with the Node that
 * came with them. Gives its exit code; says what to do when something is missing.
 *
 * @param {string} program file name in `scripts/`
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function runWithDependencies(program, args) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) return fail(`Node ${process.versions.node} is too old. Install Node 20 or newer and run this again.`);
  if (!areDependenciesInstalled()) {
    console.error('Installing the dependencies (npm ci) …');
    const code = await npm(['ci', '--no-audit', '--no-fund']);
    if (code !== 0)
      return fail('npm ci failed; its message is above. Check that the npm registry can be reached, then run this again.');
  }
  const node = nodeOfTheProject();
  if (node === undefined) return fail('The npm package "node" brought no program. Remove node_modules/ and run this again.');
  return run(node, [path.join(root, 'scripts', program), ...args]);
}

function areDependenciesInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  const wanted = packagesOf('package-lock.json');
  if (installed === undefined || wanted === undefined || nodeOfTheProject() === undefined) return false;
  return Object.entries(wanted).every(([folder, { version, optional }]) => {
    if (folder === '') return true;
    const found = installed[folder];
    return found === undefined ? optional === true : found.version === version;
  });
}

/** @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function packagesOf(lockfile) {
  const file = path.join(root, lockfile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function nodeOfTheProject() {
  const file = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : undefined;
}

/** npm of the run that started this; by itself `npm` is a script that Windows cannot start without a shell. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args]) : run('npm', args, { shell: process.platform === 'win32' });
}

/** @returns {Promise<number>} */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // What the program starts in turn finds the same Node.
    const env = { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}` };
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env, ...options });
    // Ctrl+C reaches the child by itself; this one waits for it to clean up.
    const ignore = () => undefined;
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore).on('SIGTERM', pass);
    child.once('error', (error) => resolve(fail(error.message)));
    child.once('exit', (code, signal) => {
      process.off('SIGINT', ignore).off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

function fail(message) {
  console.error(message);
  return 1;
}
