// Requests and routes put together: small folders, and what becomes of each request, as `outcome METHOD /path`.
import { expect, it } from 'vitest';
import { segmentText } from '#workspace/client-path.ts';
import type { ContractLink } from '#workspace/contract.ts';
import { projectOf, type Sources } from '../sources.ts';

interface Case {
  readonly title: string;
  readonly sources: Sources;
  readonly configuration?: string;
  /** `served GET /api/orders = GET orders`: the path as the server sees it, and the best route. */
  readonly links: readonly string[];
}

const ORDERS = [
  "import express from 'express';",
  'const app = express();',
  "app.get('/api/orders', list);",
  "app.post('/api/orders', add);",
  "app.get('/api/orders/:id', show);",
  "app.delete('/api/orders/:id', remove);",
  'app.listen(3000);',
].join('\n');

const CASES: readonly Case[] = [
  {
    title: 'the same paths on both sides',
    sources: {
      'server/app.ts': ORDERS,
      'web/a.ts': `fetch('/api/orders');\nfetch(\`/api/orders/\${id}\`, { method: 'DELETE' });\nfetch('/API/Orders/');\n`,
    },
    links: [
      'served GET /api/orders = GET api/orders',
      'served DELETE /api/orders/:id = DELETE api/orders/:id',
      'served GET /API/Orders = GET api/orders',
    ],
  },
  {
    title: 'another method, another path, another host',
    sources: {
      'server/app.ts': ORDERS,
      'web/a.ts': [
        "fetch('/api/orders');",
        "fetch('/api/orders', { method: 'PUT' });",
        "fetch('/api/stock');",
        "fetch('https://example.com/api/orders');",
      ].join('\n'),
    },
    links: [
      'served GET /api/orders = GET api/orders',
      'other-method PUT /api/orders = GET api/orders',
      'unserved GET /api/stock',
    ],
  },
  {
    title: 'a written segment is no other method of a route that takes any',
    sources: {
      'server/app.ts': ORDERS,
      'web/a.ts': "fetch('/api/orders/search', { method: 'POST' });\nfetch('/api/orders/latest');\n",
    },
    links: ['unserved POST /api/orders/search', 'served GET /api/orders/latest = GET api/orders/:id'],
  },
  {
    title: 'a prefix that three calls agree on',
    sources: {
      'server/app.ts': ORDERS,
      'web/a.ts': [
        'const SERVER = import.meta.env.VITE_SERVER;',
        `fetch(\`\${SERVER}/orders\`);`,
        `fetch(\`\${SERVER}/orders\`, { method: 'POST' });`,
        `fetch(\`\${SERVER}/orders/\${id}\`);`,
        `fetch(\`\${SERVER}/stock\`);`,
      ].join('\n'),
    },
    links: [
      'served GET /api/orders = GET api/orders',
      'served POST /api/orders = POST api/orders',
      'served GET /api/orders/:id = GET api/orders/:id',
      'unserved GET /api/stock',
    ],
  },
  {
    title: 'a segment that an interceptor puts behind the base',
    sources: {
      'api/main.py': [
        'from fastapi import APIRouter, FastAPI',
        'router = APIRouter(prefix="/api/v1/{organization}")',
        '@router.get("/cases")',
        'def cases(): ...',
        '@router.get("/cases/{case_id}")',
        'def case(): ...',
        '@router.get("/tags")',
        'def tags(): ...',
        'app = FastAPI()',
        'app.include_router(router)',
      ].join('\n'),
      'web/a.ts': [
        "import axios from 'axios';",
        "const http = axios.create({ baseURL: '/api/v1' });",
        `http.interceptors.request.use((config) => ({ ...config, url: \`\${organization()}\${config.url}\` }));`,
        "http.get('/cases');",
        `http.get(\`/cases/\${id}\`);`,
        "http.get('/tags');",
        "http.get('/rooms');",
      ].join('\n'),
    },
    links: [
      'served GET /api/v1/:value/cases = GET api/v1/:organization/cases',
      'served GET /api/v1/:value/cases/:id = GET api/v1/:organization/cases/:case_id',
      'served GET /api/v1/:value/tags = GET api/v1/:organization/tags',
      'unserved GET /api/v1/:value/rooms',
    ],
  },
  {
    title: 'a prefix that only two calls would need is not learned',
    sources: {
      'server/app.ts': ORDERS,
      'web/a.ts': `fetch(\`\${SERVER}/orders\`);\nfetch(\`\${SERVER}/orders/\${id}\`);\n`,
    },
    links: ['unserved GET /orders', 'unserved GET /orders/:id'],
  },
  {
    title: 'a prefix that is written in the settings',
    sources: { 'server/app.ts': ORDERS, 'web/a.ts': "fetch('/backend/orders');\n" },
    configuration: '{ "contract": { "prefixes": { "/backend": "/api" } } }',
    links: ['served GET /api/orders = GET api/orders'],
  },
  {
    title: 'a rewrite of the development server, and one of Next.js',
    sources: {
      'server/app.ts': ORDERS,
      'web/vite.config.ts':
        "export default { server: { proxy: { '/shop': { target: 'http://localhost:3000', rewrite: (path) => path.replace(/^\\/shop/, '/api') } } } };\n",
      'web/next.config.js':
        "module.exports = { rewrites: async () => [{ source: '/proxy/:path*', destination: 'http://localhost:3000/api/:path*' }] };\n",
      'web/a.ts': "fetch('/shop/orders');\nfetch('/proxy/orders');\n",
    },
    links: ['served GET /api/orders = GET api/orders', 'served GET /api/orders = GET api/orders'],
  },
  {
    title: 'a catch-all route may serve it',
    sources: {
      'server/app.py': [
        'from flask import Flask',
        'app = Flask(__name__)',
        '@app.route("/api/orders")',
        'def orders(): ...',
        '@app.route("/api/stock")',
        'def stock(): ...',
        '@app.route("/api/rooms")',
        'def rooms(): ...',
        '@app.route("/api/files/<path:name>")',
        'def files(name): ...',
      ].join('\n'),
      'web/a.ts': "fetch('/api/orders');\nfetch('/api/stock');\nfetch('/api/rooms');\nfetch('/api/files/a/b');\n",
    },
    links: [
      'served GET /api/orders = GET api/orders',
      'served GET /api/stock = GET api/stock',
      'served GET /api/rooms = GET api/rooms',
      'served GET /api/files/a/b = GET api/files/*',
    ],
  },
];

it.each(CASES.map((it) => [it.title, it] as const))('%s', async (_, { sources, configuration, links }) => {
  const { project, crashes } = await projectOf(sources, { rules: [], ...(configuration !== undefined && { configuration }) });
  project.check();
  expect(crashes).toEqual([]);
  expect(project.workspace?.contract().links.map(textOf)).toEqual(links);
});

it('is asked in both directions', async () => {
  const { project } = await projectOf(
    {
      'server/app.ts': ORDERS,
      'web/a.ts': "fetch('/api/orders');\nfetch('/api/orders');\n",
      'web/b.ts': "fetch('/api/orders/7');\n",
    },
    { rules: [] },
  );
  project.check();
  const workspace = project.workspace;
  const routes = workspace?.units.flatMap((unit) => workspace.routesOf(unit).routes) ?? [];
  const callers = routes.map(
    (route) =>
      `${route.method} ${workspace
        ?.contract()
        .callersOf(route)
        .map((call) => call.path)
        .join(' ')}`,
  );
  expect(callers).toEqual(['GET web/a.ts web/a.ts', 'POST ', 'GET web/b.ts', 'DELETE ']);
  const concept = workspace?.files.get('web/b.ts')?.visible.findIndex((it) => it.kind === 'address-use') ?? -1;
  expect(workspace?.contract().linksAt('web/b.ts', concept).map(textOf)).toEqual([
    'served GET /api/orders/7 = GET api/orders/:id',
  ]);
});

it('says the same after edits of a body as from the beginning', async () => {
  const web = (path: string): string =>
    `export function load(id: string) {\n  const url = \`/api/orders/\${id}\`;\n  fetch(url);\n  fetch('/api/orders');\n  fetch('/api/orders', { method: 'POST' });\n  return fetch('${path}');\n}\n`;
  const sources: Sources = { 'server/app.ts': ORDERS, 'web/a.ts': web('/api/orders') };
  const { project, edit } = await projectOf(sources);
  const findings = (it: typeof project): string[] =>
    [...(it.check()?.findings.values() ?? [])]
      .flat()
      .filter((found) => found.rule.startsWith('contract/'))
      .map((found) => `${found.path}:${found.span.start} ${found.message}`);
  expect(findings(project)).toEqual([]);
  for (const path of ['/api/order', '/api/orders/7', '/stock', '/api/orders']) {
    edit({ 'web/a.ts': web(path) });
    const fresh = await projectOf({ ...sources, 'web/a.ts': web(path) });
    expect(findings(project)).toEqual(findings(fresh.project));
  }
  edit({ 'web/a.ts': web('/api/order') });
  expect(findings(project)).toHaveLength(1);
  edit({ 'web/a.ts': `\n\n${web('/api/order')}` });
  expect(findings(project)).toEqual(findings((await projectOf({ ...sources, 'web/a.ts': `\n\n${web('/api/order')}` })).project));
  edit({ 'server/app.ts': `${ORDERS}\napp.get('/api/order', one);\n` });
  expect(findings(project)).toEqual([]);
});

function textOf({ outcome, call, asked, routes }: ContractLink): string {
  const [best] = routes;
  const route =
    best &&
    `${best.method} ${(best.segments ?? []).map((it) => (it.kind === 'literal' ? it.text : it.kind === 'parameter' ? `:${it.name}` : it.kind === 'mixed' ? it.pattern : '*')).join('/')}`;
  return [outcome, call.method ?? '?', `/${asked.map(segmentText).join('/')}`, ...(route === undefined ? [] : ['=', route])].join(
    ' ',
  );
}
