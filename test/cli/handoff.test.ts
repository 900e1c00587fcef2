import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const SHOP = {
  'package.json': '{ "name": "shop", "scripts": { "dev": "node src/app.ts" }, "dependencies": { "express": "5" } }\n',
  'src/app.ts': `import express from 'express';
const app = express();
app.get('/orders', (request, response) => response.json([]));
app.listen(process.env.PORT);
`,
  'docs/adr/0001-express.md': '# Express\n',
  'tiebeam.json': '{ "name": "corner-shop", "decisions": { "backend": "express" } }\n',
};

describe('tiebeam handoff', () => {
  test('writes the file, and the second time changes nothing but what it wrote itself', async () => {
    const root = temporaryFolder(SHOP);
    const file = join(root, 'HANDOFF.md');
    expect(await tiebeam(root, 'handoff')).toMatchObject({ code: 0, stdout: 'HANDOFF.md written\n' });
    const first = readFileSync(file, 'utf8');
    expect(first).toContain('# corner-shop: hand-off');
    expect(first).toContain('npm run dev');
    expect(first).toContain('| GET | `/orders` |');
    expect(first).toContain('[docs/adr/0001-express.md](docs/adr/0001-express.md)');
    expect(first).toMatch(/### Back end \(shop\): \d+ of \d+/);
    expect(first).toMatch(/- \*\*Graceful shutdown\*\* \(missing\): .+; see \[src\/app\.ts/);

    writeFileSync(file, `Ask Ada about invoices.\n\n${first}`);
    await tiebeam(root, 'handoff');
    expect(readFileSync(file, 'utf8')).toBe(`Ask Ada about invoices.\n\n${first}`);
  });

  test('prints without writing', async () => {
    const root = temporaryFolder(SHOP);
    const dry = await tiebeam(root, 'handoff', '--dry-run');
    const json = await tiebeam(root, 'handoff', '--format', 'json');
    expect(dry.stdout).toContain('## Features and endpoints');
    expect(JSON.parse(json.stdout)).toMatchObject({ name: 'corner-shop', endpoints: [{ path: '/orders', signedIn: 'no' }] });
    expect(existsSync(join(root, 'HANDOFF.md'))).toBe(false);
  });

  test('tells the result of a verification, and refuses what is none', async () => {
    const root = temporaryFolder({
      ...SHOP,
      'verified.json': JSON.stringify({
        probes: [
          { id: 'build', outcome: 'passed' },
          { id: 'cors', outcome: 'failed' },
        ],
      }),
    });
    const { stdout } = await tiebeam(root, 'handoff', '--dry-run', '--verified', 'verified.json');
    expect(stdout).toContain('1 probe passed, and these failed: cors.');
    expect(await tiebeam(root, 'handoff', '--verified', 'package.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no report of tiebeam verify'),
    });
    expect((await tiebeam(root, 'handoff', '--verified', 'nowhere.json')).code).toBe(2);
  });

  test('leaves a file with broken marks alone and says where', async () => {
    const text = '# Notes\n\n<!-- tiebeam:begin run -->\n';
    const root = temporaryFolder({ ...SHOP, 'HANDOFF.md': text });
    const { code, stderr } = await tiebeam(root, 'handoff');
    expect([code, stderr]).toEqual([2, expect.stringContaining('HANDOFF.md:3: the section "run" begins here and does not end')]);
    expect(readFileSync(join(root, 'HANDOFF.md'), 'utf8')).toBe(text);
  });
});
