import { provesRoutes } from './route-lines.ts';

provesRoutes('fastify', [
  {
    name: 'plugins with a prefix',
    sources: {
      'src/app.ts':
        "import Fastify from 'fastify';\nimport { orders } from './orders';\nconst app = Fastify();\napp.register(orders, { prefix: '/orders' });\napp.register(async (admin) => {\n  admin.register(orders, { prefix: '/orders' });\n}, { prefix: '/admin' });\n",
      'src/orders.ts':
        "import type { FastifyInstance } from 'fastify';\nexport async function orders(fastify: FastifyInstance) {\n  fastify.get('/', { preHandler: [authenticate] }, list);\n  fastify.route({ method: ['PUT', 'PATCH'], url: '/:id', handler: change });\n}\nasync function list() {}\nasync function change() {}\n",
    },
    routes: [
      'GET /orders [authenticate:auth] list',
      'GET /admin/orders [authenticate:auth] list',
      'PUT /orders/:id [] change',
      'PATCH /orders/:id [] change',
      'PUT /admin/orders/:id [] change',
      'PATCH /admin/orders/:id [] change',
    ],
  },
  {
    name: 'a plugin without types, behind a wrapper',
    sources: {
      'app.js': "const fastify = require('fastify')();\nfastify.register(require('./users'), { prefix: '/v1' });\n",
      'users.js':
        "const fp = require('fastify-plugin');\nmodule.exports = fp(async function (fastify, options) {\n  fastify.get('/users', async () => []);\n});\n",
    },
    routes: ['GET /v1/users [] =>'],
  },
]);
