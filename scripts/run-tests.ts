// Everything that `npm test` and `npm run test:slow` run, in one order, with one result.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../test/vscode/host/install.ts';
import { BUILT_FOLDERS, check } from './check.ts';
import { provideChromium } from './chromium.ts';
import { packExtension, VSIX } from './package.ts';
import { leaveOut, root, runMocha, runStep, runVitest, type SuiteResult, summarise } from './suites.ts';

/** Tests that need a browser, a VS Code or a database run one file at a time. */
const MACHINE = '--config=test/machine.vitest.config.ts';

const { values } = parseArgs({ options: { slow: { type: 'boolean', default: false } } });
process.exitCode = summarise(await (values.slow ? runSlow() : runQuick()));

async function runQuick(): Promise<readonly SuiteResult[]> {
  const build = await runStep('build', 'scripts/build.ts', []);
  const checked = await check();
  // Without a build of this very source there is nothing left to test.
  if (build.failed > 0) return [build, ...checked];
  const product = await runVitest('language server, command line, verification', [...BUILT_FOLDERS.filter(isThere)]);
  return [build, ...checked, product, ...(await runInBrowser())];
}

async function runInBrowser(): Promise<readonly SuiteResult[]> {
  const noBrowser = await provideChromium();
  const names = ['decision sheet in a browser', 'VS Code: keyboard and mouse', 'VS Code: a broken run fails'] as const;
  const [sheet, ui, guard] = names;
  const results: SuiteResult[] = [];
  const hasWeb = noBrowser === undefined;
  results.push(hasWeb ? await runVitest(sheet, [MACHINE, 'test/webview']) : leaveOut(sheet, noBrowser));

  const noHost = process.platform === 'linux' ? noBrowser : 'The VS Code server of these tests runs on Linux only.';
  if (noHost === undefined) await installHost((line) => console.error(line));
  const hostSuite = 'VS Code: extension host';
  // Elsewhere a desktop VS Code is downloaded, or the one of VSCODE_EXECUTABLE is used.
  const canRunHost = noHost === undefined || process.platform !== 'linux' || Boolean(process.env.VSCODE_EXECUTABLE);
  results.push(canRunHost ? await runMocha(hostSuite, 'test/vscode/run.ts') : leaveOut(hostSuite, noHost));
  results.push(noHost === undefined ? await runPacked(ui) : leaveOut(ui, noHost));
  results.push(noHost === undefined ? await runVitest(guard, [MACHINE, 'test/vscode/guard.test.ts']) : leaveOut(guard, noHost));
  return results;
}

/** The keyboard-and-mouse tests use the extension as it would be published. */
async function runPacked(name: string): Promise<SuiteResult> {
  await packExtension();
  process.env.TIEBEAM_VSIX = VSIX;
  return runVitest(name, [MACHINE, 'test/vscode/ui']);
}

async function runSlow(): Promise<readonly SuiteResult[]> {
  const build = await runStep('build', 'scripts/build.ts', []);
  if (build.failed > 0) return [build];
  const snippets = await runVitest('snippets that compile', ['--config=vitest.snippets.config.ts']);
  if (!isThere('test/stacks')) return [build, snippets];
  const noBrowser = await provideChromium();
  const name = 'stacks that run';
  const stacks = noBrowser === undefined ? await runVitest(name, [MACHINE, 'test/stacks']) : leaveOut(name, noBrowser);
  return [build, snippets, stacks];
}

function isThere(folder: string): boolean {
  if (existsSync(path.join(root, folder))) return true;
  console.error(`${folder} is not there, left out`);
  return false;
}
