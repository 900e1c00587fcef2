import { describe, expect, it } from 'vitest';
import type { Sources } from '../../sources.ts';
import { tables } from './route-lines.ts';

describe('what stands around controllers and apps', () => {
  const app = (setup: string) =>
    `import { RequestMethod, VersioningType } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\n${setup}`;
  const controllers = {
    'src/orders.controller.ts':
      "import { Controller, Get, Post } from '@nestjs/common';\n@Controller('orders')\nexport class OrdersController {\n  @Get() list() {}\n  @Post() create() {}\n}\n",
    'src/health.controller.ts':
      "import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class HealthController {\n  @Get('health') live() {}\n  @Get('health/db') db() {}\n}\n",
    'src/app.module.ts': "import { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n",
  };
  const ROUTER_MODULE =
    "import { Module } from '@nestjs/common';\nimport { RouterModule } from '@nestjs/core';\nimport { OrdersController } from './orders.controller';\nimport { HealthModule } from './health.module';\n@Module({ controllers: [OrdersController] })\nexport class OrdersModule {}\n@Module({\n  imports: [RouterModule.register([{ path: 'shop', module: OrdersModule, children: [{ path: '/state', module: HealthModule }] }])],\n})\nexport class AppModule {}\n";
  it.each<[string, Sources, readonly string[]]>([
    [
      'NestJS: routes that are excepted from the prefix',
      {
        ...controllers,
        'src/main.ts': app(
          "app.setGlobalPrefix('api', { exclude: ['health/(.*)', 'health', { path: 'orders', method: RequestMethod.POST }] });\n",
        ),
      },
      ['GET /api/orders [] list', 'GET /health [] live', 'GET /health/db [] db', 'POST /orders [] create'],
    ],
    [
      'NestJS: a method that is not excepted',
      {
        ...controllers,
        'src/main.ts': app("app.setGlobalPrefix('api', { exclude: [{ path: 'health', method: RequestMethod.POST }] });\n"),
      },
      ['GET /api/health [] live', 'GET /api/health/db [] db', 'GET /api/orders [] list', 'POST /api/orders [] create'],
    ],
    [
      'NestJS: modules with paths, below the prefix and the version',
      {
        ...controllers,
        'src/health.module.ts':
          "import { Module } from '@nestjs/common';\nimport { HealthController } from './health.controller';\n@Module({ controllers: [HealthController] })\nexport class HealthModule {}\n",
        'src/app.module.ts': ROUTER_MODULE,
        'src/main.ts': app(
          "app.setGlobalPrefix('api');\napp.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });\n",
        ),
      },
      [
        'GET /api/v1/shop/orders [] list',
        'GET /api/v1/shop/state/health [] live',
        'GET /api/v1/shop/state/health/db [] db',
        'POST /api/v1/shop/orders [] create',
      ],
    ],
    [
      'Fastify: plugins that are loaded from a folder',
      {
        'src/app.ts':
          "import { join } from 'node:path';\nimport autoLoad from '@fastify/autoload';\nimport Fastify from 'fastify';\nconst app = Fastify();\napp.register(autoLoad, { dir: join(__dirname, 'routes'), options: { prefix: '/api' }, routeParams: true });\n",
        'src/routes/root.ts': "export default async function (fastify, opts) {\n  fastify.get('/', async () => ({}));\n}\n",
        'src/routes/orders/index.ts':
          "import type { FastifyInstance } from 'fastify';\nconst orders = async (app: FastifyInstance) => {\n  app.get('/:id', byId);\n};\nexport default orders;\nfunction byId() {}\n",
        'src/routes/orders/_order/lines.js':
          "import fp from 'fastify-plugin';\nexport const autoPrefix = '/all';\nexport default fp(async (fastify) => {\n  fastify.post('/lines', add);\n});\nfunction add() {}\n",
      },
      ['GET /api [] =>', 'GET /api/orders/:id [] byId', 'POST /api/orders/:order/all/lines [] add'],
    ],
    [
      'Koa: apps and routers that koa-mount hangs in',
      {
        'app.js':
          "const Koa = require('koa');\nconst mount = require('koa-mount');\nconst Router = require('@koa/router');\nconst admin = require('./admin');\nconst app = new Koa();\nconst router = new Router();\nrouter.get('/orders', list);\napp.use(mount('/admin', admin));\napp.use(mount('/static', require('koa-static')('public')));\napp.use(mount('/api', router.routes()));\n",
        'admin.js':
          "const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\nconst router = new Router();\nrouter.get('/users', users);\napp.use(check);\napp.use(router.routes());\nmodule.exports = app;\n",
      },
      ['GET /admin/users [check]', 'GET /api/orders []'],
    ],
  ])('%s', async (_, sources, expected) => {
    expect((await tables(sources)).routes).toEqual(expected);
  });
});
