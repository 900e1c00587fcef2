import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'hono-replies',
  title: 'Replies of Hono',
  languages: ['typescript', 'javascript'],
  modules: ['hono', 'hono/http-exception', '@hono/zod-openapi'],
  packages: ['hono'],
  types: {
    Context: ['{Hono,OpenAPIHono}#{get,post,put,patch,delete,all,use,onError,notFound,openapi}(*:0)', 'Hono#onError(0:1)'],
  },
  handlerTypes: ['Context#'],
  handlerShapes: [{ parameters: [/^_?c$/, /^_?next$/], types: ['Context'] }],
  calls: [
    { on: 'Context#{json,text,html,body}', is: 'response', status: [1, 'before:status'], body: [0] },
    { on: 'Context#notFound', is: 'response', code: 404 },
    { on: 'HTTPException', is: 'response', status: [0], body: ['message'], isRaised: true },
  ],
});
