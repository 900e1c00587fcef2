import { existsSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventually } from '#verify/eventually.ts';
import { isGreen } from '#verify/report.ts';
import { type VerifyOptions, verify } from '#verify/verify.ts';
import { type ReferenceProject, referenceConfiguration, referenceProject, verifyReference } from './reference-project.ts';
import { failureLines, kindsOf } from './report-lines.ts';

let project: ReferenceProject;
beforeAll(async () => {
  project = await referenceProject();
  await writeFile(join(project.root, 'backend/app.js'), 'first();\nsecond();\n');
});
afterAll(() => project.remove());

const node = process.execPath;
const green = referenceConfiguration();

function changed(backend: Readonly<Record<string, unknown>>): VerifyOptions['configuration'] {
  return { ...green, run: { ...green.run, backend: { ...green.run?.backend, path: 'backend', ...backend } } };
}

test.each<[string, Partial<VerifyOptions>, RegExp]>([
  ['an untrusted workspace', { isTrusted: false }, /not trusted/],
  ['an unknown probe', { only: ['crude'] }, /no probe 'crude', did you mean 'crud'/],
  ['a configuration that says nothing', { configuration: {} }, /does not say how to run/],
])('nothing is run for %s', async (_, options, reason) => {
  const marker = join(project.root, 'backend/ran');
  const configuration = changed({ build: [node, '-e', `require('fs').writeFileSync(${JSON.stringify(marker)}, '')`] });
  const result = await verify({ root: project.root, configuration, isTrusted: true, ...options });
  expect(result.ok ? '' : result.problems.map((it) => it.message).join()).toMatch(reason);
  expect(await readdir(join(project.root, 'backend'))).not.toContain('ran');
});

test('a red build names the line, blocks what builds on it, and leaves the own rules to run', async () => {
  const lint = [node, '-e', 'console.log("app.js:2:1 lint/suspicious second is odd"); process.exit(3)'];
  const report = await verifyReference(project, {
    configuration: changed({ check: [lint] }),
    only: ['build', 'own-rules', 'health'],
  });
  expect(kindsOf(report)).toEqual({ build: 'failed', 'own-rules': 'passed', health: 'blocked' });
  expect(report.probes[0]?.outcome).toMatchObject({
    failures: [
      {
        actual: 'it exited with code 3',
        place: { path: 'backend/app.js', line: 2 },
        log: 'app.js:2:1 lint/suspicious second is odd',
      },
    ],
  });
  expect(isGreen(report)).toBe(false);
});

test('probes that are asked for alone still install and build first, without checks and tests', async () => {
  const fails = [node, '-e', 'process.exit(1)'];
  const withoutChecks = await verifyReference(project, {
    configuration: changed({ check: [fails], test: fails }),
    only: ['health'],
  });
  expect(kindsOf(withoutChecks), failureLines(withoutChecks)).toEqual({ health: 'passed' });
  const withoutBuild = await verifyReference(project, { configuration: changed({ build: fails }), only: ['health', 'cors'] });
  expect(kindsOf(withoutBuild)).toEqual({ health: 'failed', cors: 'blocked' });
  expect(failureLines(withoutBuild)).toMatch(/process\.exit\(1\)` succeeds in backend but it exited with code 1/);
});

test.each<[string, VerifyOptions['configuration'], string, RegExp]>([
  [
    'a missing toolchain',
    changed({ install: ['go-that-is-not-there'] }),
    'build',
    /go-that-is-not-there was not found; install it/,
  ],
  [
    'a start that ends',
    changed({ start: [node, '-e', 'console.error("no such module")'] }),
    'cors',
    /exited with code 0 no such module/,
  ],
  ['no start', changed({ start: undefined }), 'cors', /run\.backend\.start in tiebeam\.json/],
  ['no role command', changed({ grantRole: undefined }), 'crud', /run\.backend\.grantRole in tiebeam\.json/],
  ['no engine for the own rules', green, 'own-rules', /the rules can be asked/],
  [
    'what cannot be verified yet',
    { ...green, decisions: { ...green.decisions, database: 'mysql', auth: 'oauth' } },
    'crud',
    /a database of the kind mysql, and also sign-in by oauth yet/,
  ],
])('%s is told', async (_, configuration, probe, says) => {
  const report = await verifyReference(project, { configuration, only: [probe], check: undefined });
  expect(kindsOf(report)).toEqual({ [probe]: 'failed' });
  expect(failureLines(report)).toMatch(says);
});

test('findings of the own rules are failures with their places', async () => {
  const finding = { path: 'backend/server.mjs', line: 7, rule: 'cache/missing-ttl', message: 'No expiry is given here' };
  const report = await verifyReference(project, { only: ['own-rules'], check: async () => [finding] });
  const [outcome] = report.probes.map((it) => it.outcome);
  expect(outcome?.kind === 'failed' ? outcome.failures.at(-1) : outcome).toEqual({
    expected: 'nothing is found by cache/missing-ttl',
    actual: 'No expiry is given here',
    place: { path: 'backend/server.mjs', line: 7 },
  });
});

test('what was not decided is not applicable, with the reason', async () => {
  const configuration = { ...green, decisions: { ...green.decisions, realtime: 'none', frontend: 'none' } } as const;
  const report = await verifyReference(project, { configuration, only: ['realtime', 'front-end'] });
  expect(report.probes.map((it) => it.outcome)).toEqual([
    { kind: 'not-applicable', reason: 'the project was decided to have no real-time channel' },
    { kind: 'not-applicable', reason: 'the project was decided to have no front end' },
  ]);
  expect(isGreen(report)).toBe(true);
});

test('a broken probe costs itself only', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('the engine fell over');
  };
  const report = await verifyReference(project, { only: ['own-rules', 'cors'], check: broken });
  expect(kindsOf(report)).toEqual({ 'own-rules': 'failed', cors: 'passed' });
  expect(failureLines(report)).toMatch(/a fault of Tiebeam.*the engine fell over/);
});

test('secrets are blotted out of reports, and a failure names the likely line', async () => {
  const report = await verifyReference(project, { breaks: 'logs-password', only: ['logs'] });
  expect(failureLines(report)).toMatch(/"password":"•••"/);
  const [outcome] = (await verifyReference(project, { breaks: 'no-echo', only: ['request-id'] })).probes.map((it) => it.outcome);
  expect(outcome?.kind === 'failed' ? outcome.failures[0]?.place?.path : undefined).toBe('backend/server.mjs');
});

test('progress is told before and after each probe', async () => {
  const told: string[] = [];
  await verifyReference(project, {
    only: ['cors', 'own-rules'],
    onProgress: (it) =>
      told.push(it.kind === 'started' ? `${it.index + 1}/${it.total} ${it.id}` : `${it.report.id} ${it.report.outcome.kind}`),
  });
  expect(told).toEqual(['1/2 own-rules', 'own-rules passed', '2/2 cors', 'cors passed']);
});

test('a cancelled run says so and leaves no process and no file behind', async () => {
  const temporary = join(project.root, 'temporary');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  const pidFile = join(project.root, 'pids');
  const cancel = new AbortController();
  const running = verifyReference(project, {
    configuration: changed({ start: [node, '-e', startsAChild, pidFile] }),
    only: ['health', 'cors'],
    signal: cancel.signal,
    limits: { startMs: 30_000 },
  });
  const pids = await eventually(() => numbersIn(pidFile), 10_000);
  expect(await readdir(temporary)).toEqual([expect.stringMatching(/^tiebeam-verify-/)]);
  cancel.abort();
  const report = await running;
  vi.unstubAllEnvs();
  const cancelled = { kind: 'cancelled', reason: 'the verification was cancelled' };
  expect(report.probes.map((it) => it.outcome)).toEqual([cancelled, cancelled]);
  expect(pids?.map(isAlive)).toEqual([false, false]);
  expect(await readdir(temporary)).toEqual([]);
});

test('a run whose time is up says so', async () => {
  const report = await verifyReference(project, {
    configuration: changed({ build: [node, '-e', 'setInterval(() => {}, 1000)'] }),
    only: ['build'],
    timeoutMs: 300,
  });
  expect(report.probes.map((it) => it.outcome)).toEqual([{ kind: 'cancelled', reason: 'the time for the verification was up' }]);
});

/** A server that never answers and has started a child of its own; it writes both their numbers to the file it is given. */
const startsAChild = `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
process.on('SIGTERM', () => {});
require('fs').writeFileSync(process.argv[1], process.pid + ' ' + child.pid + '.');
setInterval(() => {}, 1000);`;

async function numbersIn(file: string): Promise<readonly number[] | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.endsWith('.') ? text.split(' ').map((it) => Number.parseInt(it, 10)) : undefined;
}

/** A process that has ended but that nobody has asked after keeps its number; it has no program any more. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self') || readlinkSync(`/proc/${pid}/exe`) !== '';
  } catch {
    return false;
  }
}
