import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { findChromium } from '#verify/browser.ts';
import { withAddress } from '#verify/served-front-end.ts';
import { frontEndMutants, renderedMutants } from './mutants.ts';
import { referenceProject, verifyReference } from './reference-project.ts';
import { failureLines, kindsOf } from './report-lines.ts';

describe.concurrent('the front-end probe', { timeout: 90_000 }, () => {
  test('passes a page that keeps the contract, keeps pictures, and puts back the build it replaced', async ({ expect }) => {
    const project = await referenceProject();
    const report = await verifyReference(project, { only: ['front-end'], artefacts: join(project.root, 'pictures') });
    expect(kindsOf(report), failureLines(report)).toEqual({ 'front-end': 'passed' });
    expect(report.artefacts.map((it) => existsSync(it))).toEqual([true, true]);
    // The build for the probe named the port of a back end that is gone.
    expect(await readFile(join(project.root, 'frontend/dist/settings.js'), 'utf8')).toContain('http://127.0.0.1:3000');
    await project.remove();
  });

  test('passes a page that the back end renders', async ({ expect }) => {
    const project = await referenceProject();
    const report = await verifyReference(project, {
      decisions: { frontend: 'htmx', auth: 'session' },
      only: ['front-end'],
      artefacts: join(project.root, 'pictures'),
    });
    expect(kindsOf(report), failureLines(report)).toEqual({ 'front-end': 'passed' });
    await project.remove();
  });

  test.for([...frontEndMutants, ...renderedMutants])(
    'sees $breaks $decisions',
    async ({ breaks, says, decisions }, { expect }) => {
      const project = await referenceProject();
      const report = await verifyReference(project, {
        breaks,
        decisions,
        only: ['front-end'],
        artefacts: join(project.root, 'pictures'),
        limits: { noticeMs: 4000 },
      });
      await project.remove();
      expect(kindsOf(report)).toEqual({ 'front-end': 'failed' });
      expect(failureLines(report)).toMatch(says);
    },
  );
});

test('without a browser the probe is red and says what to install', async () => {
  expect(findChromium({ PATH: '/nowhere', CHROMIUM: '/nowhere/chromium' })).toBeUndefined();
  const project = await referenceProject();
  vi.stubEnv('CHROMIUM', '/nowhere/chromium');
  const report = await verifyReference(project, { only: ['front-end'] });
  vi.unstubAllEnvs();
  await project.remove();
  expect(kindsOf(report)).toEqual({ 'front-end': 'failed' });
  expect(failureLines(report)).toMatch(/no Chromium was found; install it .* or set CHROMIUM to its path/);
});

test.each([
  [
    ['npm', 'run', 'preview', '--'],
    ['npm', 'run', 'preview', '--', '--host', '127.0.0.1', '--port', '4173'],
  ],
  [
    ['next', 'start', '-H', '{host}', '-p', '{port}'],
    ['next', 'start', '-H', '127.0.0.1', '-p', '4173'],
  ],
])('the address is put into %j', (words, expected) => {
  expect(withAddress(words, 4173)).toEqual(expected);
});
