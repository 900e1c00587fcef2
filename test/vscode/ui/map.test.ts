import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openFile, openSession, picture, runCommand, type Session, settleFonts, webview } from './session.ts';

const LAYERS = ['controller', 'service', 'repository'] as const;

/** A server of two thousand files: each feature has files of three layers, which import downwards. */
function largeProject(): ReadonlyMap<string, string> {
  const files = new Map([
    ['package.json', '{ "name": "harbour", "dependencies": { "express": "5", "pg": "8" } }\n'],
    ['src/main.ts', "import express from 'express';\nexpress().listen(3000);\n"],
    ['tiebeam.json', '{ "name": "harbour" }\n'],
  ]);
  for (let feature = 0; feature < 56; feature += 1) {
    const name = NAMES[feature % NAMES.length] ?? 'berths';
    const folder = feature < NAMES.length ? name : `${name}-${Math.floor(feature / NAMES.length) + 1}`;
    for (const [depth, layer] of LAYERS.entries()) {
      for (let at = 0; at < 12; at += 1) {
        const below = LAYERS[depth + 1];
        const head = below === undefined ? '' : `import { part${at} } from './${folder}-${at}.${below}';\n`;
        const body = Array.from({ length: 3 + ((feature * 7 + at * 13) % 60) }, (_it, line) => `  total += ${line};\n`).join('');
        files.set(
          `src/${folder}/${folder}-${at}.${layer}.ts`,
          `${head}export function ${depth === 0 ? 'start' : 'part'}${at}(${depth === 0 ? '' : 'total: number'}) {\n${depth === 0 ? '  let total = 0;\n' : ''}${body}  return ${below === undefined ? 'total' : `part${at}(total)`};\n}\n`,
        );
      }
    }
  }
  files.set(
    'src/berths/berths-0.repository.ts',
    "import { part0 as up } from './berths-0.service';\nexport const part0 = (total: number): number => up(total);\n",
  );
  return files;
}

const NAMES = [
  'berths',
  'cranes',
  'customs',
  'docks',
  'ferries',
  'gates',
  'invoices',
  'pilots',
  'ships',
  'tides',
  'tugs',
  'yards',
  'crews',
  'cargo',
];

async function colourTheme(session: Session, name: 'Default Light Modern' | 'Default Dark Modern'): Promise<void> {
  await runCommand(session, 'Preferences: Color Theme');
  const input = session.page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill(name.replace('Default ', ''));
  await session.page.keyboard.press('Enter');
  await session.page.locator(`.monaco-workbench.${name.includes('Light') ? 'vs' : 'vs-dark'}`).waitFor();
}

const item = (session: Session, name: string | RegExp) =>
  webview(session)
    .getByRole('group', { name: /^Map of/ })
    .getByRole('button', { name });

describe('the structure and the map of the sample', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test('a file is revealed in the structure, and a forbidden import opens its line', async () => {
    await openFile(session, 'orders.repository.ts');
    await runCommand(session, 'Tiebeam: Reveal in Structure View');
    const tree = session.page.getByRole('tree', { name: /Structure/ });
    const wrong = tree.getByRole('treeitem', { name: /Against the rules, line 3: The repository/ });
    await wrong.waitFor();
    // The picture of the readme has all three views.
    for (const name of [/Checklist/, /Findings/])
      await session.page.getByRole('tree', { name }).getByRole('treeitem').nth(5).waitFor();
    await picture(session, 'structure-dark');
    await wrong.click();
    await session.page.getByText(/Ln 3, Col 1/).waitFor();
    // The rows above may be out of sight in a low window.
    await tree.hover();
    await session.page.mouse.wheel(0, -2_000);
    await tree
      .getByRole('treeitem', { name: /^Routes/ })
      .first()
      .click();
    await tree
      .getByRole('treeitem', { name: /GET \/orders/ })
      .first()
      .click();
    await session.page.locator('.tabs-container .tab.active', { hasText: 'orders.controller.ts' }).waitFor();
  }, 120_000);

  test('the map shows every file, opens one by keyboard, and looks right in dark and light', async () => {
    await runCommand(session, 'View: Close Primary Side Bar');
    await runCommand(session, 'Tiebeam: Show Architecture Map');
    await item(session, /orders\.repository\.ts/).waitFor();
    await settleFonts(session);
    await picture(session, 'map-small-dark');
    await item(session, /orders\.repository\.ts/).focus();
    await webview(session)
      .getByText(/imports 3, imported by 1/)
      .waitFor();
    await picture(session, 'map-small-dark-file');
    await colourTheme(session, 'Default Light Modern');
    await picture(session, 'map-small-light');
    await item(session, /orders\.repository\.ts/).focus();
    await session.page.keyboard.press('Enter');
    await session.page.locator('.tabs-container .tab.active', { hasText: 'orders.repository.ts' }).waitFor();
  });

  test('the map follows an edit, and is written as SVG where the person says', async () => {
    await openFile(session, 'orders.repository.ts');
    await session.page.keyboard.press('Control+G');
    await session.page.keyboard.type('3');
    await session.page.keyboard.press('Enter');
    await session.page.keyboard.press('Control+/');
    await runCommand(session, 'Tiebeam: Show Architecture Map');
    const wrong = webview(session).getByText(/^The repository 'orders\.repository\.ts' imports/);
    await item(session, /orders\.repository\.ts/).waitFor();
    await item(session, /orders\.repository\.ts/).focus();
    await vi.waitFor(async () => expect(await wrong.count()).toBe(0), { timeout: 20_000 });
    await webview(session).getByRole('button', { name: 'Export SVG…' }).click();
    const dialog = session.page.locator('.quick-input-widget input[type="text"]').first();
    const target = path.join(session.folder, 'architecture.svg');
    await expect.poll(() => dialog.inputValue()).toBe(target);
    await session.page.keyboard.press('Enter');
    await vi.waitFor(() => expect(readFileSync(target, 'utf8')).toContain('<title id="map-title">'), { timeout: 20_000 });
    // The cycle through the edited file is gone, the one between two features stays.
    expect(readFileSync(target, 'utf8')).toContain('1 import against the rules');
  });
});

describe('the map of two thousand files', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ files: largeProject() });
    await session.page.getByRole('treeitem', { name: 'package.json' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test('shows clusters that unfold, in light and dark', async () => {
    await runCommand(session, 'Tiebeam: Show Architecture Map');
    const cluster = item(session, /^Repositories of berths: 12 files/);
    await cluster.waitFor({ timeout: 60_000 });
    await settleFonts(session);
    await picture(session, 'map-large-dark');
    await cluster.click();
    await item(session, /berths-0\.repository\.ts/).waitFor();
    await picture(session, 'map-large-dark-unfolded');
    await webview(session).getByRole('button', { name: 'Show all (0)' }).click();
    await colourTheme(session, 'Default Light Modern');
    await picture(session, 'map-large-light');
    await webview(session).getByRole('button', { name: 'Show as a list' }).click();
    await webview(session).getByRole('heading', { name: 'Imports against the rules' }).waitFor();
    await picture(session, 'map-large-list');
  });
});
