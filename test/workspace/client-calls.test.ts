// The requests that front ends make: small folders, and the calls that are found in them, as `METHOD /path` with what stands before.
import { expect, it } from 'vitest';
import type { ClientCall } from '#workspace/client-calls.ts';
import { segmentText } from '#workspace/client-path.ts';
import { projectOf, type Sources } from '../sources.ts';

interface Case {
  readonly title: string;
  readonly sources: Sources;
  readonly configuration?: string;
  /** `METHOD /path`, `?` for a method that is not known; `named`, `own-host` or `foreign` behind it where the address is not below the page's origin. */
  readonly calls: readonly string[];
}

const AXIOS = "import axios from 'axios';\n";

const CASES: readonly Case[] = [
  {
    title: 'literals, templates and sums',
    sources: {
      'web/a.ts': [
        "fetch('/orders');",
        `fetch(\`/orders/\${id}\`);`,
        "fetch('/orders/' + order.id + '/lines');",
        `fetch(\`/orders?page=\${page}#top\`, { method: 'post' });`,
        `fetch(\`/files/\${name}.json\`);`,
      ].join('\n'),
    },
    calls: ['GET /orders', 'GET /orders/:id', 'GET /orders/:id/lines', 'POST /orders', 'GET /files/*.json'],
  },
  {
    title: 'variables of a function, also those that are set in branches',
    sources: {
      'web/a.ts': [
        'export function load(id: string, all: boolean) {',
        `  const base = \`/orders/\${id}\`;`,
        '  fetch(base);',
        '  let url;',
        "  if (all) url = '/orders';",
        `  else url = \`\${base}/lines\`;`,
        '  return fetch(url);',
        '}',
      ].join('\n'),
    },
    calls: ['GET /orders/:id', 'GET /orders', 'GET /orders/:id/lines'],
  },
  {
    title: 'constants and objects of paths in other files',
    sources: {
      'web/paths.ts': `export const API = '/api/v1';\nexport const PATHS = { orders: \`\${API}/orders\`, order: (id: string) => \`\${API}/orders/\${id}\` };\n`,
      'web/a.ts': `${AXIOS}import { PATHS } from './paths';\naxios.get(PATHS.orders);\naxios.delete(PATHS.order('7'));\n`,
    },
    calls: ['GET /api/v1/orders', 'DELETE /api/v1/orders/7'],
  },
  {
    title: 'an instance of another file with a base',
    sources: {
      'web/http.ts': `${AXIOS}export default axios.create({ baseURL: '/api' });\n`,
      'web/a.ts':
        "import http from './http';\nhttp.get('/orders');\nhttp.post('orders', {});\nhttp.get('https://maps.example.com/tiles');\n",
    },
    calls: ['GET /api/orders', 'POST /api/orders', 'GET /tiles foreign'],
  },
  {
    title: 'the defaults of the library, and a factory of instances',
    sources: {
      'web/http.ts': `${AXIOS}axios.defaults.baseURL = '/v2';\nexport const create = () => axios.create({ baseURL: '/v3' });\n`,
      'web/a.ts': `${AXIOS}import { create } from './http';\nconst http = create();\naxios.get('/orders');\nhttp.get('/orders');\n`,
    },
    calls: ['GET /v2/orders', 'GET /v3/orders'],
  },
  {
    title: 'an address that the environment names, and this machine',
    sources: {
      'web/a.ts': `const SERVER = import.meta.env.VITE_SERVER;\nfetch(\`\${SERVER}/orders\`);\nfetch(import.meta.env.VITE_SERVER + '/orders');\nfetch('http://localhost:3000/orders');\n`,
    },
    calls: ['GET /orders named', 'GET /orders named', 'GET /orders own-host'],
  },
  {
    title: 'a function that makes the request',
    sources: {
      'web/request.ts': `export async function request(path: string, options?: RequestInit) {\n  return fetch(\`/api\${path}\`, options);\n}\n`,
      'web/a.ts':
        "import { request } from './request';\nrequest('/orders');\nrequest('/orders', { method: 'POST' });\nrequest('/orders', options);\n",
    },
    calls: ['GET /api/orders', 'POST /api/orders', '? /api/orders'],
  },
  {
    title: 'functions through functions, three deep',
    sources: {
      'web/request.ts': [
        'const send = (method: string, url: string) => fetch(url, { method });',
        `export const get = (path: string) => send('GET', \`/api\${path}\`);`,
        `export const getOrders = (path: string) => get(\`/orders\${path}\`);`,
      ].join('\n'),
      'web/a.ts': "import { get, getOrders } from './request';\nget('/stock');\ngetOrders('/open');\n",
    },
    calls: ['GET /api/stock', 'GET /api/orders/open'],
  },
  {
    title: 'arguments that are handed on as they are',
    sources: {
      'web/api.ts': `${AXIOS}const call = (method, url) => axios({ method, url });\nexport default { get: (...args) => call('get', ...args) };\n`,
      'web/a.ts': "import api from './api';\napi.get('/orders');\n",
    },
    calls: ['GET /orders'],
  },
  {
    title: 'a base class of services',
    sources: {
      'web/service.ts': `${AXIOS}export abstract class Service {\n  client = axios.create({ baseURL: '/api' });\n  get(url: string) {\n    return this.client.get(url);\n  }\n}\n`,
      'web/orders.ts': `import { Service } from './service';\nexport class Orders extends Service {\n  show(id: string) {\n    return this.get(\`/orders/\${id}\`);\n  }\n}\n`,
    },
    calls: ['GET /api/orders/:id'],
  },
  {
    title: 'what a hook gives',
    sources: {
      'web/useApi.ts': `export function useApi() {\n  return { get: useCallback(async (url: string) => fetch(\`/api\${url}\`), []) };\n}\n`,
      'web/a.ts':
        "import { useApi } from './useApi';\nexport function Orders() {\n  const { get } = useApi();\n  get('/orders');\n}\n",
    },
    calls: ['GET /api/orders'],
  },
  {
    title: 'an interface with the methods of HTTP',
    sources: {
      'web/client.ts': 'export interface Requests {\n  get(url: string): Promise<unknown>;\n}\n',
      'web/orders.ts':
        "import type { Requests } from './client';\nexport class Orders {\n  constructor(private readonly requests: Requests) {}\n  list() {\n    return this.requests.get('/orders');\n  }\n}\n",
    },
    calls: ['GET /orders'],
  },
  {
    title: 'a client that is hung into every component',
    sources: {
      'web/Orders.vue': "<script>\nexport default {\n  methods: { load() { this.$http.get('orders'); } },\n};\n</script>\n",
    },
    calls: ['GET /orders'],
  },
  {
    title: 'a generated client',
    sources: {
      'web/services.gen.ts':
        "import { request as __request } from './core';\nexport const readItem = (data) => __request(OpenAPI, { method: 'GET', url: '/items/{id}', path: { id: data.id } });\nexport const drop = (options) => (options.client ?? client).delete({ url: '/items/{id}', ...options });\n",
      'web/core.ts': 'export const request = (config, options) => config.send(options);\n',
    },
    calls: ['GET /items/:id', 'DELETE /items/:id'],
  },
  {
    title: 'a function that makes addresses',
    sources: {
      'web/url.ts': `export const apiUrl = (path: string) => \`\${import.meta.env.BASE_URL}api/\${path}\`;\n`,
      'web/a.ts': "import { apiUrl } from './url';\nfetch(apiUrl('orders'));\nfetch(unseen('/stock'));\n",
    },
    calls: ['GET /api/orders named', 'GET /stock named'],
  },
  {
    title: 'a wrapper that the user names',
    sources: { 'web/a.ts': "import { ask } from 'our-client';\nexport const orders = (api) => api.ask('/orders', 'all');\n" },
    configuration: '{ "wrappers": { "httpClient": [{ "callee": "api.ask", "method": "post", "urlArg": 0, "prefix": "/v1" }] } }',
    calls: ['POST /v1/orders'],
  },
  {
    title: 'what is no request: routes, imports, tests, other strings',
    sources: {
      'web/a.ts': `router.push('/orders');\nconst path = '/orders';\nnavigate(\`/orders/\${id}\`);\n`,
      'web/a.test.ts': "fetch('/orders');\n",
      'server/app.ts':
        "import express from 'express';\nconst app = express();\napp.get('/orders', list);\nfetch('/internal');\napp.listen(3000);\n",
    },
    calls: [],
  },
];

it.each(CASES.map((it) => [it.title, it] as const))('%s', async (_, { sources, configuration, calls }) => {
  const { project, crashes } = await projectOf(sources, { rules: [], ...(configuration !== undefined && { configuration }) });
  project.check();
  const found = (project.workspace?.units ?? []).flatMap((unit) => project.workspace?.clientCallsOf(unit).calls ?? []);
  expect(crashes).toEqual([]);
  expect(found.map(textOf).sort()).toEqual([...calls].sort());
});

function textOf({ method, segments, origin }: ClientCall): string {
  const path = `${method ?? '?'} /${segments.map(segmentText).join('/')}`;
  return origin === 'same' ? path : `${path} ${origin}`;
}
