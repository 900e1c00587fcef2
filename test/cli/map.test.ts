import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StructureMap } from '#map/structure-map.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const SHOP = {
  'api/package.json': '{ "name": "api", "dependencies": { "express": "5" } }\n',
  'api/src/orders/order.controller.ts': `import { Router } from 'express';
import { OrderService } from './order.service';
export const orders = Router();
orders.get('/orders', (request, response) => response.json(new OrderService()));
`,
  'api/src/orders/order.service.ts': 'export class OrderService {}\n',
  'api/src/orders/order.repository.ts':
    "import { OrderService } from './order.service';\nexport class OrderRepository { service?: OrderService; }\n",
  'web/package.json': '{ "name": "web", "dependencies": { "react-dom": "19" } }\n',
  'web/src/orders/page.tsx': 'export const Page = () => <main />;\n',
  'tiebeam.json': '{ "name": "corner-shop" }\n',
};

describe('tiebeam map', () => {
  test('prints services, features, layers, routes and imports against the rules', async () => {
    const { code, stdout } = await tiebeam(temporaryFolder(SHOP), 'map');
    expect(code).toBe(0);
    expect(stdout).toContain('api · server\n  orders (3 files)\n    Controllers\n');
    expect(stdout).toContain('GET …/orders  api/src/orders/order.controller.ts:4');
    expect(stdout).toMatch(/order\.repository\.ts:1 {2}warning .*structure\/layer-import-violation/);
  });

  test('writes data, a diagram and a picture of the same, into a file where one is named', async () => {
    const root = temporaryFolder(SHOP);
    const json = StructureMap.parse(JSON.parse((await tiebeam(root, 'map', '--format', 'json')).stdout));
    expect(json).toMatchObject({ name: 'corner-shop', forbidden: [{ line: 1 }] });
    const mermaid = await tiebeam(root, 'map', '--format', 'mermaid');
    expect(mermaid.stdout).toMatch(/^flowchart TB\n {2}accTitle: Architecture of corner-shop\n/);
    const svg = await tiebeam(root, 'map', '--format', 'svg', '--output', 'map.svg');
    expect(svg).toMatchObject({ code: 0, stdout: 'map.svg written\n' });
    expect(readFileSync(join(root, 'map.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  test('shows one service alone, and says which there are', async () => {
    const root = temporaryFolder(SHOP);
    const { stdout } = await tiebeam(root, 'map', '--unit', 'web');
    expect(stdout).toContain('web · front end');
    expect(stdout).not.toContain('api');
    expect(await tiebeam(root, 'map', '--unit', 'webb')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no service "webb"; did you mean web?; there are api, web'),
    });
  });

  test('says where there is no code, and where the file cannot be written', async () => {
    const root = temporaryFolder({ 'README.md': '# Nothing\n' });
    expect((await tiebeam(root, 'map')).stdout).toContain('No application code was found');
    const { code, stderr } = await tiebeam(root, 'map', '--output', 'no/such/folder/map.txt');
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
  });
});
