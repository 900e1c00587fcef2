// Front ends and routes in both directions, over languages: small folders, and what the editor says at a place.
import { describe, expect, it } from 'vitest';
import { sayIn } from '#base/translate.ts';
import { lensPlaces, resolveLens } from '#editor/code-lenses.ts';
import type { CodePlace } from '#editor/code-place.ts';
import { hoverAt } from '#editor/hover-at.ts';
import { definitionAt, referencesAt } from '#editor/navigation.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { languageOf } from '../../server/src/lsp/language.ts';
import { projectOf, type Sources } from '../sources.ts';

const PAGE = [
  "import axios from 'axios';",
  "export const list = () => fetch('/api/orders').then((it) => it.json());",
  `export const show = (id: string) => axios.get(\`/api/orders/\${id}\`);`,
  "export const again = () => axios.get('/api/orders');",
  "export const add = (order: object) => axios.post('/api/orders', order);",
].join('\n');

const WEB: Sources = {
  'web/package.json': '{ "name": "web", "dependencies": { "react": "19", "axios": "1" } }',
  'web/src/api.ts': PAGE,
};

const EXPRESS: Sources = {
  ...WEB,
  'server/package.json': '{ "name": "server", "dependencies": { "express": "5" } }',
  'server/src/app.ts': [
    "import express from 'express';",
    "import cors from 'cors';",
    "import { orders } from './orders.routes';",
    'const app = express();',
    'app.use(cors());',
    "app.use('/api/orders', orders);",
    "app.get('/metrics', (_request, response) => response.send('ok'));",
    'app.listen(3000);',
  ].join('\n'),
  'server/src/orders.routes.ts': [
    "import { Router } from 'express';",
    "import { requireAuth } from './auth';",
    "import { add, list, show } from './orders.controller';",
    'export const orders = Router();',
    "orders.get('/', list);",
    "orders.get('/:id', requireAuth, show);",
    "orders.post('/', requireAuth, add);",
  ].join('\n'),
  'server/src/orders.controller.ts': [
    "import { orderService } from './services';",
    'export function list(request, response) { response.json(orderService.list()); }',
    'export function show(request, response) { response.json(orderService.find(request.params.id)); }',
    'export function add(request, response) { response.status(201).json(orderService.add(request.body)); }',
  ].join('\n'),
  'server/src/auth.ts': 'export function requireAuth(request, response, next) { next(); }',
  'server/src/services/index.ts': "export { orderService } from './order.service';",
  'server/src/services/order.service.ts': [
    "import { OrderRepository } from '../order.repository';",
    'export class OrderService {',
    '  constructor(private readonly repository = new OrderRepository()) {}',
    '  list() { return this.repository.all(); }',
    '}',
    'export const orderService = new OrderService();',
  ].join('\n'),
  'server/src/order.repository.ts': 'export class OrderRepository { all() { return []; } }',
};

const FASTAPI: Sources = {
  ...WEB,
  'backend/pyproject.toml': '[project]\nname = "backend"\ndependencies = ["fastapi"]\n',
  'backend/app/main.py': [
    'from fastapi import FastAPI',
    'from app.orders import router',
    'app = FastAPI()',
    'app.include_router(router, prefix="/api/orders")',
  ].join('\n'),
  'backend/app/orders.py': [
    'from fastapi import APIRouter, Depends',
    'from app.auth import current_user',
    'router = APIRouter()',
    '@router.get("/")',
    'async def list_orders():',
    '    return []',
    '@router.get("/{order_id}", dependencies=[Depends(current_user)])',
    'async def show_order(order_id: int):',
    '    return {}',
    '@router.post("/")',
    'async def add_order(order: dict):',
    '    return order',
  ].join('\n'),
  'backend/app/auth.py': 'def current_user():\n    return None\n',
};

const GO: Sources = {
  ...WEB,
  'api/go.mod': 'module example.com/api\n\ngo 1.23\n\nrequire github.com/gin-gonic/gin v1.10.0\n',
  'api/main.go': [
    'package main',
    'import (',
    '\t"github.com/gin-gonic/gin"',
    '\t"example.com/api/orders"',
    ')',
    'func main() {',
    '\tr := gin.Default()',
    '\tr.GET("/api/orders", orders.List)',
    '\tr.GET("/api/orders/:id", orders.Show)',
    '\tr.POST("/api/orders", orders.Add)',
    '\tr.Run()',
    '}',
  ].join('\n'),
  'api/orders/handler.go': [
    'package orders',
    'import "github.com/gin-gonic/gin"',
    'func List(c *gin.Context) { c.JSON(200, nil) }',
    'func Show(c *gin.Context) { c.JSON(200, nil) }',
    'func Add(c *gin.Context) { c.JSON(201, nil) }',
  ].join('\n'),
};

async function open(sources: Sources) {
  const { project } = await projectOf(sources, { rules: [] });
  project.check();
  const { workspace } = project;
  if (!workspace) throw new Error('the check gave no workspace');
  const textOf = (path: string): string => sources[path] ?? '';
  const at = (path: string, text: string): number => {
    const found = textOf(path).indexOf(text);
    if (found < 0) throw new Error(`${path} has no ${text}`);
    return found + 1;
  };
  const line = ({ path, span }: CodePlace): string => `${path}:${textOf(path).slice(0, span.start).split('\n').length}`;
  const words = ({ path, span }: CodePlace): string => textOf(path).slice(span.start, span.end);
  return { workspace, at, line, words };
}

function lensesOf(workspace: Workspace, path: string, line: (place: CodePlace) => string) {
  return lensPlaces(workspace, path).map((it) => {
    const lens = resolveLens(workspace, path, it);
    return `${line({ path, span: it.span }).split(':')[1]}: ${lens?.title} → ${lens?.places.map(line).join(', ')}`;
  });
}

describe.each([
  ['Express', EXPRESS, 'server/src/orders.controller.ts', 'server/src/orders.routes.ts', "'/:id'"],
  ['FastAPI', FASTAPI, 'backend/app/orders.py', 'backend/app/orders.py', '"/{order_id}"'],
  ['Gin', GO, 'api/orders/handler.go', 'api/main.go', '"/api/orders/:id"'],
] as const)('from a front end to %s and back', (_name, sources, handlers, routes, path) => {
  it('leads from the whole address to the function that answers', async () => {
    const { workspace, at, words, line } = await open(sources);
    const found = definitionAt(workspace, 'web/src/api.ts', at('web/src/api.ts', `orders/\${id}`));
    expect(found && words({ path: 'web/src/api.ts', span: found.origin })).toBe(`\`/api/orders/\${id}\``);
    expect(found?.targets.map(words)).toEqual([expect.stringMatching(/^show(_order)?$/i)]);
    expect(found?.targets.map(line)).toEqual([expect.stringContaining(handlers)]);
    expect(definitionAt(workspace, 'web/src/api.ts', at('web/src/api.ts', 'axios.post'))).toBeUndefined();
  });

  it('leads from a route and from its function to the requests that go there', async () => {
    const { workspace, at, line } = await open(sources);
    expect(referencesAt(workspace, routes, at(routes, path)).map(line)).toEqual(['web/src/api.ts:3']);
    const name = _name === 'FastAPI' ? 'list_orders' : _name === 'Gin' ? 'List' : 'list(';
    expect(referencesAt(workspace, handlers, at(handlers, name)).map(line)).toEqual(['web/src/api.ts:2', 'web/src/api.ts:4']);
    expect(referencesAt(workspace, routes, 0)).toEqual([]);
  });
});

describe('lenses', () => {
  it('count the requests of front ends above routes and their functions; other routes have none', async () => {
    const { workspace, line } = await open(EXPRESS);
    expect(lensesOf(workspace, 'server/src/orders.routes.ts', line)).toEqual([
      '5: 2 front-end calls → web/src/api.ts:2, web/src/api.ts:4',
      '6: 1 front-end call → web/src/api.ts:3',
      '7: 1 front-end call → web/src/api.ts:5',
    ]);
    expect(lensesOf(workspace, 'server/src/orders.controller.ts', line)[0]).toBe(
      '2: GET /api/orders · 2 front-end calls → web/src/api.ts:2, web/src/api.ts:4',
    );
    expect(lensesOf(workspace, 'server/src/app.ts', line)).toEqual([]);
    expect(lensesOf(workspace, 'web/src/api.ts', line)).toEqual([]);
  });

  it('say who uses a service and what it uses, through files that only pass it on', async () => {
    const { workspace, line } = await open(EXPRESS);
    expect(lensesOf(workspace, 'server/src/services/order.service.ts', line)).toEqual([
      '2: used by 1 controller · uses 1 repository → server/src/orders.controller.ts:1, server/src/services/order.service.ts:1',
    ]);
  });

  it('tell the files of a Go package apart', async () => {
    const { workspace, line } = await open({
      'go.mod': 'module example.com/shop\n\ngo 1.23\n',
      'service/order_service.go':
        'package service\nimport "example.com/shop/repository"\ntype OrderService struct { repository *repository.OrderRepository }\nfunc (s *OrderService) List() []string { return s.repository.All() }\n',
      'service/price_service.go':
        'package service\ntype PriceService struct {}\nfunc (s *PriceService) Of(id string) int { return 1 }\n',
      'repository/order_repository.go':
        'package repository\ntype OrderRepository struct {}\nfunc (r *OrderRepository) All() []string { return nil }\n',
      'controller/order_controller.go':
        'package controller\nimport (\n"example.com/shop/service"\n"net/http"\n)\ntype OrderController struct { orders *service.OrderService }\nfunc (c *OrderController) List(w http.ResponseWriter, r *http.Request) { c.orders.List() }\n',
    });
    expect(lensesOf(workspace, 'service/order_service.go', line)).toEqual([
      expect.stringMatching(/^3: used by 1 controller · uses 1 repository/),
    ]);
    expect(lensesOf(workspace, 'service/price_service.go', line)).toEqual([]);
  });
});

describe('an editor in Chinese', () => {
  const say = sayIn(languageOf('zh-cn', new URL('../../l10n/', import.meta.url)));

  it('reads lenses and hovers in it, with the names of the code as they are', async () => {
    const { workspace, at, line } = await open(EXPRESS);
    const titles = (path: string) => lensPlaces(workspace, path).map((it) => resolveLens(workspace, path, it, say)?.title);
    const path = 'server/src/orders.routes.ts';
    expect(titles(path)).toContain('1 次前端调用');
    const words = hoverAt(workspace, path, at(path, "'/:id'"), line, say)?.markdown;
    expect(words).toContain('由 `show`, server/src/orders.controller.ts:3 提供');
    expect(words).toContain('`requireAuth` (登录)');
    expect(words).toContain('有 1 处调用：\n- web/src/api.ts:3');
  });
});

describe('hovers', () => {
  it('of a route say who answers, what runs before, and who calls', async () => {
    const { workspace, at, line } = await open(EXPRESS);
    const path = 'server/src/orders.routes.ts';
    const text = hoverAt(workspace, path, at(path, "'/:id'"), line)?.markdown;
    expect(text).toContain('**`GET /api/orders/:id`**');
    expect(text).toContain('Served by `show`, server/src/orders.controller.ts:3');
    expect(text).toContain('`cors` (cors) → `requireAuth` (sign-in)');
    expect(text).toContain('Called from 1 place:\n- web/src/api.ts:3');
    const quiet = hoverAt(workspace, 'server/src/app.ts', at('server/src/app.ts', "'/metrics'"), line)?.markdown;
    expect(quiet).toContain('No front end of this workspace calls it.');
  });

  it('of a request say the same from the other end, over languages', async () => {
    const { workspace, at, line } = await open(FASTAPI);
    const text = hoverAt(workspace, 'web/src/api.ts', at('web/src/api.ts', `orders/\${id}`), line)?.markdown;
    expect(text).toContain('**`GET /api/orders/:id`**');
    expect(text).toContain('Served by `show_order`, backend/app/orders.py:8');
    expect(text).toContain('`current_user` (sign-in)');
  });

  it('of a request that nobody serves say so', async () => {
    const text = `${PAGE}\nexport const lost = () => axios.get('/api/stock');\nexport const odd = () => axios.delete('/api/orders');\n`;
    const { workspace, line } = await open({ ...EXPRESS, 'web/src/api.ts': text });
    const say = (offset: number) => hoverAt(workspace, 'web/src/api.ts', offset, line)?.markdown;
    expect(say(text.indexOf('/api/stock'))).toBe('**`GET /api/stock`**\n\nNo route of this workspace serves it.');
    expect(say(text.lastIndexOf('/api/orders'))).toContain('The server has this path for GET, POST only');
  });

  it('of a variable say where it is declared and which file lacks it', async () => {
    const { workspace, at, line } = await open({
      'package.json': '{ "name": "shop", "dependencies": { "express": "5", "zod": "4" } }',
      'src/config.ts':
        "import { z } from 'zod';\nexport const config = z.object({\n  PORT: z.string(),\n  MAIL_KEY: z.string().optional(),\n}).parse(process.env);\n",
      'src/mail.ts':
        'export const key = process.env.MAIL_KEY;\nexport const port = process.env.PORT;\nexport const mode = process.env.NODE_ENV;\n',
      '.env.example': '# the port\nPORT=3000\n',
    });
    const say = (word: string) => hoverAt(workspace, 'src/mail.ts', at('src/mail.ts', word), line)?.markdown;
    expect(say('process.env.MAIL_KEY')).toBe(
      '**`MAIL_KEY`** · environment variable\n\n- Declared in src/config.ts:4, optional\n- Missing in `.env.example`\n\nRead in 1 place:\n- src/mail.ts:1',
    );
    expect(say('process.env.PORT')).toContain('- Declared in src/config.ts:3, required\n- Written down in .env.example:2');
    expect(say('process.env.NODE_ENV')).toContain('Set by the platform');
    expect(say('key')).toBeUndefined();
  });
});
