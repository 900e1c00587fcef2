import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSession, picture, runCommand, type Session } from './session.ts';

// A server that keeps some promises of the contract and breaks others.
const SERVER = `import { createServer } from 'node:http';

if (!process.env.DATABASE_URL) {
  console.error('DATABASE_URL is missing');
  process.exit(1);
}
const server = createServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  const isHealth = request.url === '/health' || request.url === '/ready';
  response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isHealth ? { status: 'ok' } : { title: 'Not found' }));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
process.on('SIGTERM', () => server.close());
`;

const CONFIGURATION = {
  decisions: { backend: 'express', frontend: 'none', database: 'sqlite', auth: 'none', realtime: 'none' },
  run: {
    backend: {
      path: '.',
      build: [process.execPath, '--check', 'server.mjs'],
      start: [process.execPath, 'server.mjs'],
      requiredVariables: ['DATABASE_URL'],
    },
  },
};

const FILES = new Map([
  ['server.mjs', SERVER],
  ['package.json', '{ "name": "lantern", "type": "module", "private": true }\n'],
  ['tiebeam.json', `${JSON.stringify(CONFIGURATION, undefined, 2)}\n`],
]);

const MODES = [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
] as const;

type State = 'Not yet run' | 'Passed' | 'Failed' | 'Skipped';

/** A row of the Test Explorer by its text, and by its state, which is told to screen readers only. */
function row({ page }: Session, text: RegExp, state?: State) {
  const rows = page.getByRole('tree', { name: 'Test Explorer' });
  const said = state === undefined ? '' : `[aria-label*="${state}"]`;
  return rows.locator(`.monaco-list-row${said}`, { hasText: text }).first();
}

/** Opens a group, and gives the row of a probe in it. */
async function probe(session: Session, group: RegExp, name: RegExp, state?: State) {
  if (!(await row(session, name).isVisible())) {
    await row(session, group).click();
    await session.page.keyboard.press('ArrowRight');
  }
  const wanted = row(session, name, state);
  await wanted.waitFor();
  return wanted;
}

describe.each(MODES)('a person who wants to know whether the project keeps its promises (%s)', (mode, theme) => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ files: FILES, settings: { 'workbench.colorTheme': theme } });
    await session.page.getByRole('treeitem', { name: 'tiebeam.json' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-verify-${mode}-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test('finds the probes in the Test Explorer before anything has run', async () => {
    await runCommand(session, 'View: Show Testing');
    await row(session, /^Source/).waitFor();
    await probe(session, /^Security/, /^cors/);
    await picture(session, `verify-tests-${mode}`);
  });

  test('runs them all with one command, and sees what holds and what does not', async () => {
    await runCommand(session, 'Tiebeam: Verify Project');
    await session.page
      .getByRole('treeitem', { name: /\(Running\)/ })
      .first()
      .waitFor();
    await picture(session, `verify-running-${mode}`);
    await session.page
      .getByText(/Verification of lantern-books: \d+ probes passed, \d+ did not/)
      .first()
      .waitFor({ timeout: 120_000 });
    await probe(session, /^Source/, /^build/, 'Passed');
    await probe(session, /^Security/, /^cors/, 'Failed');
    await row(session, /^auth\s*does not apply: the project was decided to have no sign-in/, 'Skipped').waitFor();
    await picture(session, `verify-done-${mode}`);
  });

  test('opens the line that a failed probe points to, with what was expected and what came', async () => {
    await (await probe(session, /^Security/, /^cors/)).click();
    await runCommand(session, 'Test: Peek Output');
    await session.page
      .getByText(/Expected: /)
      .first()
      .waitFor();
    await picture(session, `verify-failure-${mode}`);
    await session.page.keyboard.press('Escape');
  });

  test('runs what failed again, alone', async () => {
    await runCommand(session, 'Test: Rerun Failed Tests');
    await row(session, /^Security/, 'Failed').waitFor({ timeout: 120_000 });
    await row(session, /^auth\s*does not apply/).waitFor();
  });

  test('reads in the hand-off when the project was verified', async () => {
    await runCommand(session, 'Tiebeam: Write Hand-off Summary');
    const today = new Date().toISOString().slice(0, 10);
    await expect
      .poll(() => readFileSync(path.join(session.folder, 'HANDOFF.md'), 'utf8'), { timeout: 30_000 })
      .toContain(`ran on ${today}: `);
  });
});

describe.each(MODES)('a person with a project that Tiebeam did not make (%s)', (mode, theme) => {
  let session: Session;
  beforeAll(async () => {
    const files = new Map([
      ['web.mjs', SERVER],
      ['package.json', '{ "name": "lantern", "type": "module", "private": true }\n'],
      ['tiebeam.json', '{\n  // Nothing to fetch.\n  "verify": { "install": [] }\n}\n'],
    ]);
    session = await openSession({ files, settings: { 'workbench.colorTheme': theme } });
    await session.page.getByRole('treeitem', { name: 'tiebeam.json' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-verify-asks-${mode}`);
  });

  test('is asked once how it is started, and the answer is kept', async () => {
    await runCommand(session, 'Tiebeam: Verify Project');
    const input = session.page.locator('.quick-input-widget input[type="text"]').first();
    await session.page.getByText(/Which command starts the server\?/).waitFor();
    await input.fill('node web.mjs && true');
    await session.page.getByText(/&& is for a shell/).waitFor();
    await picture(session, `verify-asks-${mode}`);
    await input.fill('node web.mjs');
    await session.page.getByText(/&& is for a shell/).waitFor({ state: 'hidden' });
    await session.page.keyboard.press('Enter');
    await session.page.getByText(/Which value is DATABASE_URL to have\?/).waitFor();
    await input.fill('file:books.db');
    await session.page.keyboard.press('Enter');
    await session.page
      .getByText(/Verification of lantern-books: \d+ probes passed, \d+ did not/)
      .first()
      .waitFor({ timeout: 120_000 });
    const kept = readFileSync(path.join(session.folder, 'tiebeam.json'), 'utf8');
    expect(kept).toContain('// Nothing to fetch.');
    expect(kept).toContain('"DATABASE_URL": "file:books.db"');
    await probe(session, /^Security/, /^cors/, 'Failed');
    await row(session, /^Start and stop/).click();
    await session.page.keyboard.press('ArrowRight');
    await row(session, /^health\s*It starts and answers/, 'Passed').waitFor();
    await picture(session, `verify-unknown-${mode}`);
  });
});
