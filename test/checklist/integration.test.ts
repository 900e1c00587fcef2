import { describe, expect, test } from 'vitest';
import type { ItemState } from '#checklist/verdict.ts';
import type { Sources } from '../sources.ts';
import { manifest, verdictOf } from './apps.ts';

/** A front end with React below `web/`, beside a server in one of three languages. */
function shop(web: Sources, server: Sources = SERVERS.express): Sources {
  const own = Object.fromEntries(Object.entries(web).map(([path, text]) => [`web/${path}`, text]));
  return { 'web/package.json': manifest(['react', 'react-dom', 'vite', '@tanstack/react-query', 'axios']), ...own, ...server };
}

const SERVERS = {
  express: {
    'api/package.json': manifest(['express', 'cors']),
    'api/src/app.ts':
      "import express from 'express';\nimport cors from 'cors';\nconst app = express();\nfunction requireAuth(request, response, next) { next(); }\napp.use(cors({ origin: ['http://localhost:5173'] }));\napp.get('/api/orders', requireAuth, (request, response) => response.json([]));\napp.post('/api/auth/login', (request, response) => response.cookie('refresh', 'x', { httpOnly: true }).json({}));\napp.listen(3000);\n",
  },
  fastapi: {
    'api/pyproject.toml': '[project]\nname = "api"\nversion = "1"\ndependencies = ["fastapi"]\n',
    'api/app/main.py':
      'from fastapi import Depends, FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["*"])\n\n\ndef get_current_user():\n    return 1\n\n\n@app.get("/api/orders")\ndef list_orders(user=Depends(get_current_user)):\n    return []\n',
  },
  go: {
    'api/go.mod': 'module example.com/api\n\ngo 1.24\n',
    'api/main.go':
      'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/go-chi/chi/v5"\n)\n\nfunc requireAuth(next http.Handler) http.Handler { return next }\n\nfunc main() {\n\trouter := chi.NewRouter()\n\trouter.Use(requireAuth)\n\trouter.Get("/api/orders", list)\n\thttp.ListenAndServe(":8080", router)\n}\n\nfunc list(w http.ResponseWriter, r *http.Request) {}\n',
  },
} as const satisfies Record<string, Sources>;

const BARE = `import { useEffect, useState } from 'react';
export function Orders() {
  const [orders, setOrders] = useState([]);
  useEffect(() => { fetch('/api/orders').then((it) => it.json()).then(setOrders); }, []);
  return <ul>{orders.map((it) => <li>{it.name}</li>)}</ul>;
}
`;
const page = (name: string, extra = ''): string => `import { useQuery } from '@tanstack/react-query';
import { api } from './api/client';
export function ${name}() {
  const { data${extra} } = useQuery({ queryKey: ['x'], queryFn: () => api.get('/api/orders') });
  return <p>{String(data)}</p>;
}
`;
const CLIENT = "import axios from 'axios';\nexport const api = axios.create({ baseURL: import.meta.env.VITE_API_URL });\n";
const INTERCEPTED = `${CLIENT}api.interceptors.request.use((config) => { config.headers.Authorization = 'Bearer x'; return config; });\n`;
const REFRESHING = `${INTERCEPTED}api.interceptors.response.use(undefined, async (error) => {
  if (error.response.status === 401) { await refreshToken(); return api(error.config); }
  throw error;
});
async function refreshToken() { await api.post('/api/auth/refresh'); }
`;
const ORDERS = { 'src/api/client.ts': CLIENT, 'src/orders.tsx': page('Orders', ', isPending') };

const cases: readonly { readonly item: string; readonly what: string; readonly state: ItemState; readonly sources: Sources }[] = [
  { item: 'api-client', what: 'an instance of axios', state: 'done', sources: shop(ORDERS) },
  {
    item: 'api-client',
    what: 'fetch in three components',
    state: 'missing',
    sources: shop({ 'src/a.tsx': BARE, 'src/b.tsx': BARE, 'src/c.tsx': BARE }),
  },
  { item: 'api-client', what: 'both', state: 'partly', sources: shop({ ...ORDERS, 'src/a.tsx': BARE, 'src/b.tsx': BARE }) },
  { item: 'base-url', what: 'a variable', state: 'done', sources: shop(ORDERS) },
  { item: 'base-url', what: 'the own origin', state: 'done', sources: shop({ 'src/a.tsx': BARE }) },
  {
    item: 'base-url',
    what: 'an address in the code',
    state: 'missing',
    sources: shop({ 'src/a.tsx': BARE.replace("'/api/orders'", "'http://localhost:3000/api/orders'") }),
  },
  {
    item: 'token-attached',
    what: 'an interceptor, beside Express',
    state: 'done',
    sources: shop({ ...ORDERS, 'src/api/client.ts': INTERCEPTED }),
  },
  {
    item: 'token-attached',
    what: 'an interceptor, beside FastAPI',
    state: 'done',
    sources: shop({ ...ORDERS, 'src/api/client.ts': INTERCEPTED }, SERVERS.fastapi),
  },
  {
    item: 'token-attached',
    what: 'three headers by hand, beside Go',
    state: 'missing',
    sources: shop(
      Object.fromEntries(
        ['a', 'b', 'c'].map((it) => [
          `src/${it}.tsx`,
          BARE.replace("fetch('/api/orders')", `fetch('/api/orders', { headers: { Authorization: token } })`),
        ]),
      ),
      SERVERS.go,
    ),
  },
  {
    item: 'errors-mapped',
    what: 'a function',
    state: 'done',
    sources: shop({
      ...ORDERS,
      'src/errors.ts':
        "export function errorMessage(error: unknown) { return error instanceof TypeError ? 'No connection' : 'Something went wrong'; }\n",
    }),
  },
  { item: 'errors-mapped', what: 'nothing is caught', state: 'missing', sources: shop({ 'src/a.tsx': BARE }) },
  { item: 'loading-states', what: 'told', state: 'done', sources: shop(ORDERS) },
  {
    item: 'loading-states',
    what: 'not told',
    state: 'missing',
    sources: shop({ 'src/api/client.ts': CLIENT, 'src/orders.tsx': page('Orders') }),
  },
  {
    item: 'loading-states',
    what: 'told by one of two',
    state: 'partly',
    sources: shop({ ...ORDERS, 'src/others.tsx': page('Others') }),
  },
  {
    item: 'shared-types',
    what: 'a generated client',
    state: 'done',
    sources: shop({ ...ORDERS, 'src/api/schema.generated.ts': '/* eslint-disable */\nexport interface Order { id: string }\n' }),
  },
  { item: 'shared-types', what: 'nothing', state: 'missing', sources: shop(ORDERS, SERVERS.fastapi) },
  { item: 'shared-types', what: 'JavaScript', state: 'not-applicable', sources: shop({ 'src/a.jsx': BARE, 'src/b.jsx': BARE }) },
  { item: 'cors-for-frontend', what: 'the own origin', state: 'not-applicable', sources: shop({ 'src/a.tsx': BARE }) },
  { item: 'cors-for-frontend', what: 'a list of Express', state: 'done', sources: shop(ORDERS) },
  { item: 'cors-for-frontend', what: 'everybody at FastAPI', state: 'missing', sources: shop(ORDERS, SERVERS.fastapi) },
  {
    item: 'token-refresh',
    what: 'a 401 that renews, beside a hidden cookie',
    state: 'done',
    sources: shop({ ...ORDERS, 'src/api/client.ts': REFRESHING }),
  },
  {
    item: 'token-refresh',
    what: 'a 401 that renews, beside Go',
    state: 'partly',
    sources: shop({ ...ORDERS, 'src/api/client.ts': REFRESHING }, SERVERS.go),
  },
  {
    item: 'token-refresh',
    what: 'a token in localStorage',
    state: 'missing',
    sources: shop({
      ...ORDERS,
      'src/login.ts':
        "import { api } from './api/client';\nexport async function login() { const { data } = await api.post('/api/auth/login'); localStorage.setItem('access_token', data.token); }\n",
    }),
  },
];

describe.each([...new Set(cases.map((it) => it.item))])('%s', (item) => {
  test.each(cases.filter((it) => it.item === item).map((it) => [it.what, it.state, it.sources] as const))(
    '%s: %s',
    async (_what, state, sources) => {
      const { state: found, summary } = await verdictOf(sources, item);
      expect({ state: found, summary }).toEqual({ state, summary: expect.any(String) });
    },
  );
});
