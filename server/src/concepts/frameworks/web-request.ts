import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'web-request',
  title: 'Requests of Next.js and Hono',
  languages: ['typescript', 'javascript'],
  modules: ['next', 'next/server', 'hono'],
  packages: ['next', 'hono'],
  inputs: { 'NextApiRequest#body': 'body', 'NextApiRequest#query': 'query' },
  calls: [
    { on: ['NextRequest#{json,formData}', 'Context#req.{json,parseBody,formData}'], is: 'input-read', source: 'body' },
    { on: 'Context#req.query', is: 'input-read', source: 'query', key: 0 },
    { on: 'Context#req.param', is: 'input-read', source: 'params', key: 0 },
  ],
});
