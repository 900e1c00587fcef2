import { describe, expect, it } from 'vitest';
import { MAP_LAYERS, mapOfUnits, type StructureMap } from '#map/structure-map.ts';
import { readStructure } from '#structure/read-structure.ts';
import { LAYERS } from '#workspace/layers.ts';
import { projectOf, type Sources } from '../sources.ts';

async function mapOf(sources: Sources, configuration?: string): Promise<StructureMap> {
  const { project, crashes } = await projectOf(sources, configuration === undefined ? {} : { configuration });
  const check = project.check();
  expect(crashes).toEqual([]);
  const { workspace } = project;
  if (!workspace || !check) throw new Error('there is no workspace');
  return readStructure({ workspace, name: 'shop', findings: check.findings, features: { root: [], shared: [] } });
}

/** Each feature as `unit/feature: layer file, …`. */
function outline(map: StructureMap): string[] {
  return map.features.map((feature, index) => {
    const files = map.files.filter((it) => it.feature === index);
    const unit = map.units[feature.unit]?.folder;
    return `${unit}/${feature.name}: ${files.map((it) => `${it.layer} ${it.path.split('/').at(-1)}`).join(', ')}`;
  });
}

const REPOSITORY = `import { OrderService } from './order.service';
export class OrderRepository { service?: OrderService; }
`;
const EXPRESS: Sources = {
  'api/package.json': '{ "name": "api", "dependencies": { "express": "5" } }',
  'api/src/main.ts':
    "import express from 'express';\nimport { orders } from './orders/order.controller';\nconst app = express();\napp.use('/orders', orders);\napp.listen(3000);\n",
  'api/src/orders/order.controller.ts':
    "import { Router } from 'express';\nimport { OrderService } from './order.service';\nexport const orders = Router();\norders.get('/:id', read);\nfunction read(req, res) { res.json(new OrderService()); }\n",
  'api/src/orders/order.service.ts': 'export class OrderService {}\n',
  'api/src/orders/order.repository.ts': REPOSITORY,
  'api/src/orders/order.service.test.ts': "import { OrderService } from './order.service';\n",
};

describe('the map of a workspace', () => {
  it('puts files into features and layers, and leaves tests out', async () => {
    const map = await mapOf(EXPRESS);
    expect(map.units).toEqual([{ folder: 'api', name: 'api', kind: 'server' }]);
    expect(outline(map)).toEqual([
      'api/orders: controller order.controller.ts, repository order.repository.ts, service order.service.ts',
      'api/shared: entrypoint main.ts',
    ]);
    expect(map.files[0]).toMatchObject({ path: 'api/src/orders/order.controller.ts', lines: 6 });
  });

  it('knows the routes of a feature with their places', async () => {
    const { routes } = await mapOf(EXPRESS);
    expect(routes).toEqual([
      { feature: 0, method: 'GET', path: '/orders/:id', handler: 'read', file: 'api/src/orders/order.controller.ts', line: 5 },
    ]);
  });

  it('has a forbidden import exactly where a rule has a finding, and none where the rule is off or the finding suppressed', async () => {
    const map = await mapOf(EXPRESS);
    const paths = map.files.map((it) => it.path);
    expect(map.forbidden).toEqual([
      {
        from: paths.indexOf('api/src/orders/order.repository.ts'),
        to: paths.indexOf('api/src/orders/order.service.ts'),
        rule: 'structure/layer-import-violation',
        severity: 'warning',
        message: expect.stringContaining('order.repository.ts'),
        line: 1,
      },
    ]);
    const off = '{ "rules": { "structure/layer-import-violation": "off" } }';
    expect((await mapOf(EXPRESS, off)).forbidden).toEqual([]);
    const ignored = `// tiebeam-ignore-next-line structure/layer-import-violation -- it goes with the next release\n${REPOSITORY}`;
    expect((await mapOf({ ...EXPRESS, 'api/src/orders/order.repository.ts': ignored })).forbidden).toEqual([]);
  });

  it('has one edge for all imports between two files', async () => {
    const twice = `import { OrderService } from './order.service';\nimport type { OrderService as Same } from './order.service';\nexport const both: [OrderService?, Same?] = [];\n`;
    const map = await mapOf({ ...EXPRESS, 'api/src/orders/both.ts': twice });
    const at = map.files.findIndex((it) => it.path.endsWith('both.ts'));
    expect(map.edges.filter((it) => it.from === at)).toHaveLength(1);
  });

  it('puts files about one thing together where the folders are layers', async () => {
    const map = await mapOf({
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["fastapi"]\n',
      'shop/main.py':
        'from fastapi import FastAPI\nfrom shop.routers import items\napp = FastAPI()\napp.include_router(items.router)\n',
      'shop/routers/items.py':
        'from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.get("/items")\ndef read():\n    return []\n',
      'shop/models/item.py': 'class Item:\n    pass\n',
      'shop/services/item_service.py': 'class ItemService:\n    pass\n',
    });
    expect(outline(map)[0]).toMatch(/^\/item: .*items\.py/);
    expect(outline(map)[0]).toContain('item_service.py');
    expect(map.routes).toMatchObject([{ feature: 0, method: 'GET', path: '/items' }]);
  });

  it('keeps services of several languages apart, and shows one alone on request', async () => {
    const map = await mapOf({
      ...EXPRESS,
      'stock/go.mod': 'module stock\n\ngo 1.24\n',
      'stock/internal/level/handler.go':
        'package level\n\nimport "net/http"\n\nfunc Read(w http.ResponseWriter, r *http.Request) {}\n',
    });
    expect(map.units.map((it) => it.folder)).toEqual(['api', 'stock']);
    const stock = mapOfUnits(map, (it) => it.folder === 'stock');
    expect(outline(stock)).toEqual(['stock/level: controller handler.go']);
    expect([stock.edges, stock.forbidden, stock.routes]).toEqual([[], [], []]);
    const api = mapOfUnits(map, (it) => it.folder === 'api');
    expect(api.forbidden.map((it) => api.files[it.from]?.path)).toEqual(['api/src/orders/order.repository.ts']);
  });

  it('is empty where there is no code', async () => {
    expect(await mapOf({ 'README.md': '# Shop\n' })).toEqual({
      name: 'shop',
      units: [],
      features: [],
      files: [],
      edges: [],
      forbidden: [],
      routes: [],
    });
  });

  it('has a row for every layer that there is', () => {
    expect(LAYERS.filter((it) => !MAP_LAYERS.some((row) => row === it))).toEqual([]);
  });
});
