import { describe, expect, it } from 'vitest';
import { projectOf, type Sources } from '../../sources.ts';
import { tableOf } from './route-lines.ts';

describe('after an edit', () => {
  const start = {
    'src/app.ts':
      "import express from 'express';\nimport { orders } from './orders';\nimport { prefix } from './paths';\nconst app = express();\napp.use(prefix, orders);\n",
    'src/orders.ts': "import { Router } from 'express';\nexport const orders = Router();\norders.get('/', (req, res) => {});\n",
    'src/paths.ts': "export const prefix = '/v1';\n",
  };

  it.each([
    ['a constant', { 'src/paths.ts': "export const prefix = '/v2';\n" }, ['GET /v2 [] =>']],
    [
      'a mount',
      {
        'src/app.ts': start['src/app.ts'].replace('app.use(prefix, orders);', 'app.use(auth);\napp.use(prefix, check, orders);'),
      },
      ['GET /v1 [auth:auth check] =>'],
    ],
    [
      'a router',
      { 'src/orders.ts': start['src/orders.ts'].replace("orders.get('/'", "orders.post('/:id', check") },
      ['POST /v1/:id [check] =>'],
    ],
    ['a router that goes', { 'src/orders.ts': 'export const orders = 1;\n' }, []],
    ['text before it', { 'src/app.ts': `// The app.\nlog('start');\n${start['src/app.ts']}` }, ['GET /v1 [] =>']],
  ])('of %s', async (_, change, expected) => {
    const { project, edit } = await projectOf(start, { rules: [] });
    project.check();
    expect(tableOf(project).routes).toEqual(['GET /v1 [] =>']);
    edit(change as Sources);
    project.check();
    expect(tableOf(project).routes).toEqual(expected);
  });

  it('inside a function, which moves all that stands below', async () => {
    const { project, edit } = await projectOf(
      {
        'src/app.ts':
          "import express from 'express';\nimport { create, list } from './orders';\nconst app = express();\napp.post('/orders', create);\napp.get('/orders', list);\n",
        'src/orders.ts': 'export function create(req, res) {}\nexport function list(req, res) {}\n',
        'app/stock/route.ts': 'export async function POST() {}\nexport async function GET() {}\n',
        'package.json': '{ "name": "shop", "dependencies": { "express": "5", "next": "16" } }',
      },
      { rules: [] },
    );
    project.check();
    const before = tableOf(project).routes;
    expect(before).toEqual(['GET /orders [] list', 'GET /stock [..] GET', 'POST /orders [] create', 'POST /stock [..] POST']);
    edit({
      'src/orders.ts':
        'export function create(req, res) {\n  if (isOpen) {\n    for (const it of all) {\n      it();\n    }\n  }\n}\nexport function list(req, res) {}\n',
      'app/stock/route.ts':
        'export async function POST() {\n  if (open) {\n    try {\n      await sell();\n    } finally {\n      close();\n    }\n  }\n}\nexport async function GET() {}\n',
    });
    expect(project.check()?.work.workspaceChecked).toBe(false);
    expect(tableOf(project).routes).toEqual(before);
  });
});
