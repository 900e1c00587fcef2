// `npm run test:vscode [-- REPORT [SUITES]]`: runs mocha suites inside the extension host of a VS Code, on a copy of the sample repository.
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { installHost } from './host/install.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

const [report = path.join(root, 'artifacts/test-results/vscode.json'), suites = path.join(here, 'suite')] = process.argv.slice(2);
process.exitCode = await run(report, suites);

/** Runs all `*.suite.ts` of a folder; writes the counts to `report`; gives 0 only when the suite itself came to a good end. */
async function run(report: string, suites: string): Promise<number> {
  const temp = mkdtempSync(path.join(tmpdir(), 'tiebeam-vscode-'));
  try {
    const folder = path.join(temp, 'lantern-books');
    cpSync(path.join(root, 'test/sample'), folder, { recursive: true });
    const vscodeExecutablePath = await executable();
    return await runTests({
      ...(vscodeExecutablePath === undefined ? {} : { vscodeExecutablePath }),
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundle(suites),
      extensionTestsEnv: { TIEBEAM_TEST_REPORT: path.resolve(report) },
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** What VSCODE_EXECUTABLE says; on Linux the server of this folder; elsewhere undefined: a desktop VS Code is downloaded. */
async function executable(): Promise<string | undefined> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') return named;
  if (process.platform !== 'linux') return undefined;
  await installHost((line) => console.error(line));
  return path.join(here, 'host/code-web-host.ts');
}

/** CommonJS, which every extension host can load; in the project, so that mocha is found. */
async function bundle(suites: string): Promise<string> {
  const outdir = path.join(root, '.cache/vscode-suites', path.basename(suites));
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [path.join(here, 'suite/index.ts'), ...globSync(path.join(suites, '*.suite.ts'))],
    entryNames: '[name]',
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}
