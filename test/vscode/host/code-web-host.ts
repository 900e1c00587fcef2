#!/usr/bin/env node
// Stands in for the desktop `code` executable that @vscode/test-electron's runTests() starts: takes the same arguments (as
// `--flag=value`), runs the suite in a real VS Code workbench (the VS Code server and Chromium) and exits with the suite's result.
//
//   VSCODE_WEB_HOST_ARTIFACTS   folder for a screenshot and the logs of a run that fails
//   VSCODE_WEB_HOST_TIMEOUT_MS  longest run (default 300000)
//   VSCODE_WEB_HOST_TRACE       set: say everything that happens
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { type RunningServer, startServer } from './server.ts';
import { launchBrowser, remoteUri, workbenchUrl } from './workbench.ts';

/** What the workbench itself says; everything else is the suite's output. */
const NOISE = new RegExp(
  [
    '^Resolv(ing|ed) connection token',
    '^Creating a socket',
    '^\\[reconnection-grace-time\\]',
    'additional builtin extensions',
    '^\\[AgentHost',
    '^\\[AccountPolicyGate\\]',
    '^\\[Service Worker\\]',
    '^ChatSessionStore:',
    '^\\[ChatModelSelection\\]',
    '^Overwriting extension',
    '^Creation of workbench contribution',
    '^Timed out waiting for authentication provider',
    '^\\[remote-connection\\]',
    '^An unknown error occurred. Please consult the log',
    // Errors of its own while an extension host ends.
    'browser/workbench/workbench\\.js:\\d',
    // Native modules that were not built.
    'Could not locate the bindings file',
    '/build/Release/watchdog',
  ].join('|'),
);

const flags = new Map<string, string[]>();
const paths: string[] = [];
for (const argument of process.argv.slice(2)) {
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
  const name = match?.[1];
  if (name === undefined) paths.push(argument);
  else flags.set(name, [...(flags.get(name) ?? []), match?.[2] ?? '']);
}
const last = (name: string) => flags.get(name)?.at(-1);

const limitMs = Number(process.env.VSCODE_WEB_HOST_TIMEOUT_MS ?? 300_000);
const began = Date.now();
const isTracing = Boolean(process.env.VSCODE_WEB_HOST_TRACE);
function trace(...what: readonly unknown[]): void {
  if (isTracing) console.error(`[host +${Date.now() - began} ms]`, ...what);
}

const temp = mkdtempSync(path.join(tmpdir(), 'vscode-web-host-'));
const mark = path.join(temp, 'passed');
const suite = last('extensionTestsPath');
const userDataDir = last('user-data-dir') ?? path.join(temp, 'server/data');
let server: RunningServer | undefined;
let browser: Browser | undefined;
let page: Page | undefined;
let isFinishing = false;

// A reader that left (`npm test | head`) must not keep this from cleaning up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => trace('a reader left'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void finish(130));
setTimeout(() => void finish(124, `no result after ${limitMs} ms`), limitMs).unref();

try {
  await runSuite();
} catch (error) {
  await finish(1, error instanceof Error ? error.stack : String(error));
}

async function runSuite(): Promise<void> {
  const running = await startServer({
    dataDir: path.join(temp, 'server'),
    userDataDir,
    extensionsDir: last('extensions-dir'),
    developmentExtensions: true,
    env: suite === undefined ? {} : { VSCODE_WEB_HOST_SUITE: path.resolve(suite), VSCODE_WEB_HOST_MARK: mark },
    onOutput: (line) => {
      trace('server:', line);
      // When the suite ends it, the result follows at once.
      if (suite !== undefined && /Extension Host Process exited/.test(line)) {
        setTimeout(() => void finish(1, `no result from the suite: ${line}`), 5_000).unref();
      }
    },
  });
  server = running;
  running.child.once('exit', (code) => void finish(1, `the server ended with ${code}\n${running.log()}`));
  trace('server up', running.authority);

  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  trace('browser up', browser.version());

  // The workbench calls these two if they are there: what the extension host's console says, and what the suite's run() came to.
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const text = format(...args);
    if (isTracing || !NOISE.test(text)) console[type === 'error' ? 'error' : 'log'](text);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    if (code === 0 && !existsSync(mark)) void finish(1, 'the extension host ended before the suite did');
    else void finish(code);
  });
  page.on('crash', () => void finish(1, 'the page crashed'));
  page.on('pageerror', (error) => console.error(`code-web-host: page error: ${error.message}`));
  page.on('console', (message) => trace('console:', message.type(), message.text().slice(0, 300)));

  const target = paths.find((candidate) => existsSync(candidate));
  const kind = target !== undefined && statSync(target).isDirectory() ? 'folder' : 'workspace';
  await page.goto(workbenchUrl(running.authority, { [kind]: target, payload: payload(running.authority) }));
  trace('page loaded');
}

function payload(authority: string): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (const value of flags.get('extensionDevelopmentPath') ?? []) {
    pairs.push(['extensionDevelopmentPath', remoteUri(authority, value)]);
  }
  const shim = fileURLToPath(new URL('suite-shim.cjs', import.meta.url));
  if (suite !== undefined) pairs.push(['extensionTestsPath', remoteUri(authority, shim)]);
  if (flags.has('enable-proposed-api')) pairs.push(['enableProposedApi', 'true']);
  if (flags.has('disable-extensions')) pairs.push(['disableExtensions', 'true']);
  if (flags.has('skip-welcome')) pairs.push(['skipWelcome', 'true']);
  if (flags.has('skip-release-notes')) pairs.push(['skipReleaseNotes', 'true']);
  return pairs;
}

async function finish(code: number, why?: string): Promise<void> {
  if (isFinishing) return;
  isFinishing = true;
  if (why !== undefined) console.error(`code-web-host: ${why}`);
  trace('finish', code);
  const artifacts = process.env.VSCODE_WEB_HOST_ARTIFACTS;
  if (artifacts !== undefined && code !== 0) {
    mkdirSync(artifacts, { recursive: true });
    const picture = path.join(artifacts, 'workbench.png');
    await page?.screenshot({ path: picture, timeout: 5_000 }).catch((error: unknown) => trace('no picture', error));
    const logs = path.join(userDataDir, 'logs');
    if (existsSync(logs)) cpSync(logs, path.join(artifacts, 'logs'), { recursive: true });
  }
  await browser?.close().catch((error: unknown) => trace('browser', error));
  await server?.stop();
  try {
    rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (error) {
    trace('a straggler still writes in the temporary folder', error);
  }
  process.exit(code);
}
