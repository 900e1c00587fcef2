import { provesRoutes } from './route-lines.ts';

provesRoutes('koa', [
  {
    name: 'routers below each other',
    sources: {
      'src/app.ts':
        "import Koa from 'koa';\nimport bodyParser from 'koa-bodyparser';\nimport { api } from './routes';\nconst app = new Koa();\napp.use(bodyParser());\napp.use(api.routes()).use(api.allowedMethods());\n",
      'src/routes.ts':
        "import Router from '@koa/router';\nimport orders from './orders';\nexport const api = new Router({ prefix: '/api' });\napi.use('/orders', authenticate, orders.routes());\n",
      'src/orders.ts':
        "import Router from '@koa/router';\nconst router = new Router();\nrouter.get('/:id', show).del('/:id', remove);\nasync function show(ctx) {}\nasync function remove(ctx) {}\nexport default router;\n",
    },
    routes: [
      'GET /api/orders/:id [bodyParser:body authenticate:auth] show',
      'DELETE /api/orders/:id [bodyParser:body authenticate:auth] remove',
    ],
  },
  {
    name: 'a prefix that is set later, in CommonJS',
    sources: {
      'app.js':
        "const Koa = require('koa');\nconst router = require('./router');\nconst app = new Koa();\napp.use(router.routes());\n",
      'router.js':
        "const Router = require('koa-router');\nconst router = new Router();\nrouter.prefix('/v1');\nrouter.post('/orders', async (ctx) => {});\nmodule.exports = router;\n",
    },
    routes: ['POST /v1/orders [] =>'],
  },
]);
