// Everything that `npm test` and `npm run test:slow` run, in one order, with one result.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../test/vscode/host/install.ts';
import { BUILT_FOLDERS, check } from './check.ts';
import { provideChromium } from './chromium.ts';
import { providePostgres } from './machine-tools.ts';
import { packExtension, VSIX } from './package.ts';
import { endPrograms } from './run-program.ts';
import { leaveOut, root, runMocha, runStacks, runStep, runTask, type SuiteResult, summarise } from './suites.ts';
import { runVitest, runVitestTwice } from './vitest-suites.ts';

/** Tests that need a browser, a VS Code or a database run one file at a time. */
const MACHINE = '--config=test/machine.vitest.config.ts';

const { values } = parseArgs({ options: { slow: { type: 'boolean', default: false } } });
process.once('SIGTERM', () => {
  endPrograms();
  process.exit(143);
});
process.exitCode = summarise(await (values.slow ? runSlow() : runQuick()));

async function runQuick(): Promise<readonly SuiteResult[]> {
  const build = await runStep('build', 'scripts/build.ts', []);
  const checked = await check();
  // Without a build of this very source there is nothing left to test.
  if (build.failed > 0) return [build, ...checked];
  const noPostgres = await providePostgres();
  if (noPostgres !== undefined) console.error(noPostgres);
  const product = await runVitest('language server, command line, verification', [...BUILT_FOLDERS.filter(isThere)]);
  return [build, ...checked, product, ...(await runInBrowser())];
}

async function runInBrowser(): Promise<readonly SuiteResult[]> {
  const noBrowser = await provideChromium();
  const sheet = 'decision sheet in a browser';
  const hasBrowser = noBrowser === undefined;
  const sheetResult = hasBrowser ? await runVitest(sheet, [MACHINE, 'test/webview']) : leaveOut(sheet, noBrowser);
  return [sheetResult, ...(await runInVscode(noBrowser))];
}

/** The packed extension as a person uses it, the extension host from inside, and the proof that a broken run is noticed. */
async function runInVscode(noBrowser: string | undefined): Promise<readonly SuiteResult[]> {
  const suite = 'VS Code: extension host';
  const ui = 'VS Code: keyboard and mouse';
  const guard = 'VS Code: a broken run fails';
  const missing = process.platform === 'linux' ? noBrowser : 'The VS Code server of these tests runs on Linux only.';
  if (missing !== undefined) {
    // Elsewhere a desktop VS Code is downloaded, or the one of VSCODE_EXECUTABLE is used.
    const canRunSuite = process.platform !== 'linux' || Boolean(process.env.VSCODE_EXECUTABLE);
    const suiteResult = canRunSuite ? await runMocha(suite, 'test/vscode/run.ts') : leaveOut(suite, missing);
    return [suiteResult, leaveOut(ui, missing), leaveOut(guard, missing)];
  }
  const host = await runTask('VS Code: installation', () => installHost((line) => console.error(line)));
  if (host.failed > 0) return [host];
  const packed = await runTask('VS Code: packed extension', packExtension);
  process.env.TIEBEAM_VSIX = VSIX;
  return [
    host,
    packed,
    await runMocha(suite, 'test/vscode/run.ts'),
    ...(packed.failed > 0 ? [] : [await runVitestTwice(ui, [MACHINE], 'test/vscode/ui')]),
    await runVitest(guard, [MACHINE, 'test/vscode/guard.test.ts']),
  ];
}

async function runSlow(): Promise<readonly SuiteResult[]> {
  const build = await runStep('build', 'scripts/build.ts', []);
  if (build.failed > 0) return [build];
  const snippets = await runVitest('snippets that compile', ['--config=vitest.snippets.config.ts']);
  return [build, snippets, await runStacks('stacks that run', ['--built', '--default-stacks'])];
}

function isThere(folder: string): boolean {
  if (existsSync(path.join(root, folder))) return true;
  console.error(`${folder} is not there, left out`);
  return false;
}
