import { provesRoutes } from './route-lines.ts';

provesRoutes('express', [
  {
    name: 'nested mounts with middleware in order',
    sources: {
      'src/server.ts':
        "import express from 'express';\nimport cors from 'cors';\nimport { api } from './api';\nconst app = express();\napp.use(cors());\napp.get('/health', (req, res) => res.json({}));\napp.use(express.json());\napp.use('/api', api);\napp.use(errorHandler);\napp.listen(3000);\n",
      'src/api.ts':
        "import { Router } from 'express';\nimport orders from './orders';\nimport { requireAuth } from './auth';\nexport const api = Router();\napi.use('/orders', requireAuth, orders);\n",
      'src/orders.ts':
        "import { Router } from 'express';\nconst router = Router();\nrouter.get('/', list);\nrouter.delete('/:id', isAdmin, remove);\nfunction list(req, res) {}\nfunction remove(req, res) {}\nfunction isAdmin(req, res, next) {}\nexport default router;\n",
      'src/auth.ts': 'export function requireAuth(req, res, next) { next(); }\n',
    },
    routes: [
      'GET /api/orders [cors:cors express.json:body requireAuth:auth] list',
      'DELETE /api/orders/:id [cors:cors express.json:body requireAuth:auth isAdmin] remove',
      'GET /health [cors:cors] =>',
    ],
  },
  {
    name: 'route() with several methods, arrays of paths and of middleware, wrapped handlers',
    sources: {
      'app.js':
        "const express = require('express');\nconst { protect, admin } = require('./auth');\nconst { list, create } = require('./orders');\nconst app = express();\napp.route('/orders').get(list).post([protect, admin], create);\napp.get(['/a', '/b'], asyncHandler(list));\napp.all('/c', list);\n",
      'auth.js': 'exports.protect = (req, res, next) => next();\nexports.admin = (req, res, next) => next();\n',
      'orders.js':
        "const asyncHandler = require('express-async-handler');\nconst list = asyncHandler(async (req, res) => {});\nconst create = (req, res) => {};\nmodule.exports = { list, create };\n",
    },
    routes: [
      'GET /orders [] =>',
      'POST /orders [protect:auth admin] create',
      'GET /a [asyncHandler] =>',
      'GET /b [asyncHandler] =>',
      'ANY /c [] =>',
    ],
  },
  {
    name: 'factories, re-exports, and what a function gets as its argument',
    sources: {
      'src/app.ts':
        "import express from 'express';\nimport { orders, users } from './routes';\nimport { registerAdmin } from './admin';\nexport function createApp() {\n  const app = express();\n  app.use('/orders', orders());\n  app.use('/users', users);\n  registerAdmin(app);\n  return app;\n}\n",
      'src/routes/index.ts': "export * from './orders';\nexport { default as users } from './users';\n",
      'src/routes/orders.ts':
        "import { Router } from 'express';\nexport const orders = () => {\n  const r = Router();\n  r.post('/', (req, res) => {});\n  return r;\n};\n",
      'src/routes/users.ts':
        "import express from 'express';\nconst users = express.Router();\nusers.put('/:id', (req, res) => {});\nexport default users;\n",
      'src/admin.ts':
        "import type { Express } from 'express';\nexport function registerAdmin(server: Express) {\n  server.get('/admin', (req, res) => {});\n}\n",
    },
    routes: ['GET /admin [] =>', 'POST /orders [] =>', 'PUT /users/:id [] =>'],
  },
  {
    name: 'a loop over a literal list, and a class that keeps its app',
    sources: {
      'src/app.ts':
        "import express, { type Application } from 'express';\nimport { routes } from './routes';\nexport class App {\n  private app: Application;\n  constructor() {\n    this.app = express();\n    this.app.use('/v1', routes);\n  }\n}\n",
      'src/routes.ts':
        "import { Router } from 'express';\nimport { users } from './users';\nexport const routes = Router();\nconst all = [{ path: '/users', router: users }];\nall.forEach((it) => {\n  routes.use(it.path, it.router);\n});\n",
      'src/users.ts':
        "import { Router } from 'express';\nexport const users = Router();\nusers.get('/me', me);\nfunction me(req, res) {}\n",
    },
    routes: ['GET /v1/users/me [] me'],
  },
  {
    name: 'functions that take the app without a type',
    sources: {
      'server.js':
        "const express = require('express');\nconst app = express();\nrequire('./orders.routes')(app);\napp.listen(3000);\n",
      'orders.routes.js':
        "module.exports = (app) => {\n  const router = require('express').Router();\n  router.post('/', (req, res) => {});\n  app.use('/api/orders', router);\n  app.get('/stats', (req, res) => {});\n};\n",
    },
    routes: ['POST /api/orders [] =>', 'GET /stats [] =>'],
  },
  {
    name: 'constants over files, and what is not known',
    sources: {
      'src/app.ts':
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the sample is code
        "import express from 'express';\nimport { PREFIX, paths } from './paths';\nimport { items } from './items';\nimport { extra } from 'shop-extra';\nconst app = express();\napp.use(`${PREFIX}/v1`, items);\napp.get(paths.about, about);\napp.use('/extra', extra);\napp.use(process.env.BASE, items);\n",
      'src/paths.ts': "export const PREFIX = '/api';\nexport const paths = { about: '/about' };\n",
      'src/items.ts':
        "import { Router } from 'express';\nexport const items = Router();\nitems.get('/:id.json', (req, res) => {});\n",
    },
    routes: ['GET /about []', 'GET /api/v1/*.json [] =>'],
  },
  {
    name: 'fallbacks, catch-alls and proxies',
    sources: {
      'app.ts':
        "import express from 'express';\nimport { createProxyMiddleware } from 'http-proxy-middleware';\nconst app = express();\napp.use('/legacy', createProxyMiddleware({ target: 'http://legacy' }));\napp.get('/files/*', (req, res) => {});\napp.all('*', (req, res, next) => next(new Error('nothing here')));\n",
    },
    routes: ['GET /files/** [] =>', 'ANY /** [] =>'],
    openings: ['proxy /legacy', 'catch-all /files'],
  },
]);
