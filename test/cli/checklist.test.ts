import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const SHOP = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "helmet": "8" } }\n',
  'src/app.ts': `import express from 'express';
import helmet from 'helmet';
const app = express();
app.use(helmet());
app.get('/orders', (request, response) => response.json([]));
app.listen(3000);
`,
  '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: npm test\n',
};

describe('tiebeam checklist', () => {
  test('tells in text what is there and what is not, and fails where something is missing', async () => {
    const { code, stdout } = await tiebeam(temporaryFolder(SHOP), 'checklist', '--list', 'backend');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Back end: shop {2}\d+ of \d+$/m);
    expect(stdout).toMatch(/^ {2}done {5}Security headers$/m);
    expect(stdout).toMatch(/^ {2}missing {2}Health endpoints$/m);
    expect(stdout).toContain('src/app.ts:3');
    expect(stdout).not.toContain('API design');
  });

  test('gives all of it as JSON', async () => {
    const { stdout } = await tiebeam(temporaryFolder(SHOP), 'checklist', '--format', 'json', '--fail-level', 'never');
    const { version, lists } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(lists.map((it: { list: string }) => it.list)).toEqual(['backend', 'api', 'schema', 'tests', 'release']);
    const headers = lists[0].items.find((it: { id: string }) => it.id === 'security-headers');
    expect(headers).toMatchObject({ state: 'done', evidence: [{ path: 'src/app.ts' }, {}] });
    expect(lists[4].score.items).toBe(12);
  });

  test('writes check boxes as Markdown', async () => {
    const { code, stdout } = await tiebeam(temporaryFolder(SHOP), 'checklist', '--format', 'markdown', '--fail-level', 'never');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^- \[x\] \*\*Security headers\*\* \(done\)/m);
    expect(stdout).toMatch(/^### 1\. Functional$/m);
  });

  test('names lists and units that do not exist', async () => {
    const root = temporaryFolder(SHOP);
    const list = await tiebeam(root, 'checklist', '--list', 'backends');
    expect([list.code, list.stderr]).toEqual([2, expect.stringContaining('did you mean backend?')]);
    const unit = await tiebeam(root, 'checklist', '--unit', 'shopp');
    expect([unit.code, unit.stderr]).toEqual([2, expect.stringContaining('did you mean shop?')]);
  });

  test('refuses pins of items that do not exist', async () => {
    const root = temporaryFolder({
      ...SHOP,
      'tiebeam.json': '{ "checklist": { "heath": { "state": "done", "reason": "because" } } }',
    });
    const { code, stderr } = await tiebeam(root, 'checklist');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/line 1/)]);
  });
});
