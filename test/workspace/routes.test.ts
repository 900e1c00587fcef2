// The composed route table: sources in, a line for each route out, as `METHOD /path [what runs before] handler`.
import { describe, expect, it } from 'vitest';
import { scopeOfFunction } from '#concepts/function-place.ts';
import type { Project } from '#engine/project.ts';
import { segmentsOf } from '#workspace/route-path.ts';
import type { RouteSegment } from '#workspace/route-table.ts';
import { projectOf, type Sources } from '../sources.ts';

interface Case {
  readonly name: string;
  readonly sources: Sources;
  readonly routes: readonly string[];
  readonly openings?: readonly string[];
}

describe.each<{ framework: string; cases: readonly Case[] }>([
  {
    framework: 'express',
    cases: [
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
    ],
  },
  {
    framework: 'fastify',
    cases: [
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
    ],
  },
  {
    framework: 'nestjs',
    cases: [
      {
        name: 'controllers with guards below the global prefix',
        sources: {
          'src/main.ts':
            "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.setGlobalPrefix('api');\nawait app.listen(3000);\n",
          'src/orders.controller.ts':
            "import { Controller, Delete, Get, UseGuards } from '@nestjs/common';\nimport { JwtGuard } from './jwt.guard';\n@UseGuards(JwtGuard)\n@Controller('orders')\nexport class OrdersController {\n  @Get()\n  list() {}\n\n  @UseGuards(AdminGuard)\n  @Delete(':id')\n  remove() {}\n}\n",
          'src/jwt.guard.ts': 'export class JwtGuard {}\n',
        },
        routes: ['GET /api/orders [JwtGuard:auth] list', 'DELETE /api/orders/:id [JwtGuard:auth AdminGuard] remove'],
      },
      {
        name: 'versions in the path',
        sources: {
          'src/main.ts':
            "import { VersioningType } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableVersioning({ type: VersioningType.URI });\n",
          'src/a.controller.ts':
            "import { Controller, Get, Post, Version } from '@nestjs/common';\n@Controller({ path: 'orders', version: '1' })\nexport class A {\n  @Get(['a', 'b'])\n  list() {}\n\n  @Version('2')\n  @Post()\n  add() {}\n}\n",
        },
        routes: ['GET /v1/orders/a [] list', 'GET /v1/orders/b [] list', 'POST /v2/orders [] add'],
      },
    ],
  },
  {
    framework: 'koa',
    cases: [
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
    ],
  },
  {
    framework: 'hono',
    cases: [
      {
        name: 'applications below applications',
        sources: {
          'src/index.ts':
            "import { Hono } from 'hono';\nimport { jwt } from 'hono/jwt';\nimport orders from './orders';\nconst app = new Hono().basePath('/api');\napp.use('/orders/*', jwt({ secret }));\napp.route('/orders', orders);\napp.get('/health', (c) => c.text('well'));\nexport default app;\n",
          'src/orders.ts':
            "import { Hono } from 'hono';\nconst app = new Hono()\n  .get('/', (c) => c.json([]))\n  .post('/:id', validate, (c) => c.json({}));\nexport default app;\n",
        },
        routes: [
          'GET /api/orders [jwt:auth] =>',
          'POST /api/orders/:id [jwt:auth validate:validation] =>',
          'GET /api/health [] =>',
        ],
      },
      {
        name: 'several methods at once',
        sources: {
          'index.ts':
            "import { Hono } from 'hono';\nconst app = new Hono();\napp.on(['PUT', 'PATCH'], '/a', (c) => c.body(null));\n",
        },
        routes: ['PUT /a [] =>', 'PATCH /a [] =>'],
      },
    ],
  },
  {
    framework: 'trpc',
    cases: [
      {
        name: 'procedures without a path',
        sources: {
          'src/trpc.ts':
            "import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\nexport const router = t.router;\nexport const publicProcedure = t.procedure;\n",
          'src/orders.ts':
            "import { publicProcedure, router } from './trpc';\nexport const orders = router({\n  list: publicProcedure.query(() => []),\n  place: publicProcedure.input(order).mutation(() => ({})),\n});\n",
        },
        routes: ['GET ??/ [..] =>', 'POST ??/ [..] =>'],
      },
    ],
  },
  {
    framework: 'gorilla/mux',
    cases: [
      {
        name: 'subrouters',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/gorilla/mux"\n)\n\nfunc main() {\n\tr := mux.NewRouter()\n\tapi := r.PathPrefix("/api").Subrouter()\n\tapi.Use(requireLogin)\n\tapi.HandleFunc("/orders/{id}", show).Methods("GET", "HEAD")\n\tapi.Methods(http.MethodPost).Path("/orders").HandlerFunc(show)\n}\n\nfunc show(w http.ResponseWriter, r *http.Request) {}\n',
        },
        routes: [
          'GET /api/orders/:id [requireLogin:auth] show',
          'HEAD /api/orders/:id [requireLogin:auth] show',
          'POST /api/orders [requireLogin:auth] show',
        ],
      },
    ],
  },
  {
    framework: 'nextjs',
    cases: [
      {
        name: 'route files of the app folder',
        sources: {
          'package.json': '{ "dependencies": { "next": "16" } }',
          'next.config.mjs':
            "const config = { basePath: '/shop', async rewrites() { return [{ source: '/old/:path*', destination: 'https://old.example/:path*' }]; } };\nexport default config;\n",
          'src/app/api/(admin)/orders/[id]/route.ts':
            'export async function GET() {}\nexport const DELETE = withAuth(async () => {});\n',
          'src/app/files/[...path]/route.ts': 'export function GET() {}\n',
        },
        routes: [
          'GET /shop/api/orders/:id [..] GET',
          'DELETE /shop/api/orders/:id [withAuth:auth ..] =>',
          'GET /shop/files/** [..] GET',
        ],
        openings: ['proxy /old', 'catch-all /shop/files'],
      },
      {
        name: 'pages/api',
        sources: {
          'package.json': '{ "dependencies": { "next": "14" } }',
          'pages/api/orders/index.ts': 'export default function handler(req, res) {}\n',
          'pages/api/orders/[id].ts': 'export default async (req, res) => {};\n',
          'pages/orders.tsx': 'export default function Page() { return <p />; }\n',
        },
        routes: ['ANY /api/orders/:id [..] =>', 'ANY /api/orders [..] handler'],
      },
    ],
  },
  {
    framework: 'fastapi',
    cases: [
      {
        name: 'routers with prefixes and dependencies over packages',
        sources: {
          'app/main.py':
            'from fastapi import FastAPI\nfrom app.api import api_router\nfrom app.config import settings\n\napp = FastAPI()\napp.include_router(api_router, prefix=settings.API_V1_STR)\n',
          'app/config.py':
            'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    API_V1_STR: str = "/api/v1"\n\n\nsettings = Settings()\n',
          'app/__init__.py': '',
          'app/api/__init__.py':
            'from fastapi import APIRouter, Depends\nfrom . import orders\n\napi_router = APIRouter()\napi_router.include_router(orders.router, dependencies=[Depends(throttle)])\n',
          'app/api/orders.py':
            'from typing import Annotated\nfrom fastapi import APIRouter, Depends\n\nrouter = APIRouter(prefix="/orders", tags=["orders"])\nCurrentUser = Annotated[User, Depends(get_current_user)]\n\n\n@router.get("")\ndef read(user: CurrentUser):\n    return []\n\n\n@router.post("/{id:int}", dependencies=[Depends(require_admin)])\nasync def create(id: int):\n    return {}\n\n\n@router.api_route("/files/{path:path}", methods=["GET", "HEAD"])\ndef files(path: str):\n    return path\n',
        },
        routes: [
          'GET /api/v1/orders [throttle:rate-limit get_current_user:auth] read',
          'POST /api/v1/orders/:id [throttle:rate-limit require_admin:auth] create',
          'GET /api/v1/orders/files/** [throttle:rate-limit] files',
          'HEAD /api/v1/orders/files/** [throttle:rate-limit] files',
        ],
        openings: ['catch-all /api/v1/orders/files'],
      },
      {
        name: 'a factory, a loop over routers, and a mounted app',
        sources: {
          'main.py':
            'from fastapi import FastAPI\nfrom items import router as items\nimport users\n\nadmin = FastAPI()\n\n\n@admin.get("/stats")\ndef stats():\n    return {}\n\n\ndef create_app() -> FastAPI:\n    app = FastAPI()\n    for router in (items, users.router):\n        app.include_router(router, prefix="/api")\n    app.mount("/admin", admin)\n    return app\n',
          'items.py':
            'from fastapi import APIRouter\n\nrouter = APIRouter()\nrouter.add_api_route("/items", lambda: [], methods=["GET"])\n',
          'users.py':
            'from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.delete("/users/{user_id}")\ndef remove(user_id: str):\n    return None\n',
        },
        routes: ['GET /api/items [] =>', 'GET /admin/stats [] stats', 'DELETE /api/users/:user_id [] remove'],
      },
    ],
  },
  {
    framework: 'django',
    cases: [
      {
        name: 'lists that include lists, classes and function views',
        sources: {
          'manage.py': '',
          'shop/__init__.py': '',
          'shop/urls.py':
            'from django.contrib import admin\nfrom django.urls import include, path, re_path\nfrom shop import views\n\nurlpatterns = [\n    path("admin/", admin.site.urls),\n    path("orders/", include("orders.urls")),\n    path("health/", views.health),\n    re_path(r"^old/(?P<pk>\\d+)/$", views.Old.as_view()),\n]\n',
          'shop/views.py':
            'from django.views import View\nfrom django.views.decorators.http import require_POST\nfrom django.contrib.auth.mixins import LoginRequiredMixin\n\n\n@require_POST\ndef health(request):\n    return None\n\n\nclass Base(View):\n    def delete(self, request, pk):\n        return None\n\n\nclass Old(LoginRequiredMixin, Base):\n    def get(self, request, pk):\n        return None\n',
          'orders/__init__.py': '',
          'orders/urls.py':
            'from django.urls import path\nfrom .views import order\n\nurlpatterns = [path("<int:pk>/", order)]\n',
          'orders/views.py':
            'from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef order(request, pk):\n    return None\n',
        },
        routes: [
          'ANY /orders/:pk [login_required:auth] order',
          'POST /health [require_POST] health',
          'GET /old/:pk [LoginRequiredMixin:auth] get',
          'DELETE /old/:pk [LoginRequiredMixin:auth] delete',
        ],
        openings: ['unknown-mount /admin'],
      },
      {
        name: 'lists that are added to each other',
        sources: {
          'shop/__init__.py': '',
          'shop/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("api/", include("shop.app"))]\n',
          'shop/app/__init__.py': 'from .orders import urlpatterns as order_urls\n\nurlpatterns = [\n    *order_urls,\n]\n',
          'shop/app/orders.py':
            'from django.urls import path, re_path\n\n\ndef orders(request):\n    return None\n\n\nurlpatterns = [path("orders/", orders), re_path(r"^files/(?P<path>.*)$", orders)]\n',
        },
        routes: ['ANY /api/orders [] orders', 'ANY /api/files/** [] orders'],
        openings: ['catch-all /api/files'],
      },
      {
        name: 'routers of the REST framework',
        sources: {
          'api/__init__.py': '',
          'api/urls.py':
            'from django.urls import include, path\nfrom rest_framework.routers import DefaultRouter\nfrom .views import LogViewSet, OrderViewSet, summary\n\nrouter = DefaultRouter()\nrouter.register("orders", OrderViewSet)\nrouter.register(r"logs", LogViewSet, basename="log")\n\nurlpatterns = [\n    path("v1/", include(router.urls)),\n    path("v1/summary/", summary),\n    path("v1/orders/<int:pk>/lines/", OrderViewSet.as_view({"get": "lines"})),\n]\n',
          'api/views.py':
            'from rest_framework import viewsets\nfrom rest_framework.decorators import action, api_view\nfrom rest_framework.permissions import IsAuthenticated\n\n\nclass OrderViewSet(viewsets.ModelViewSet):\n    permission_classes = [IsAuthenticated]\n    http_method_names = ["get", "post", "patch"]\n\n    @action(detail=True, methods=["post"])\n    def pay(self, request, pk=None):\n        return None\n\n    def lines(self, request, pk=None):\n        return None\n\n\nclass LogViewSet(viewsets.ReadOnlyModelViewSet):\n    pass\n\n\n@api_view(["GET", "PUT"])\ndef summary(request):\n    return None\n',
        },
        routes: [
          'POST /v1/orders/:pk/pay [IsAuthenticated:auth] pay',
          'GET /v1/orders [IsAuthenticated:auth]',
          'POST /v1/orders [IsAuthenticated:auth]',
          'GET /v1/orders/:pk [IsAuthenticated:auth]',
          'PATCH /v1/orders/:pk [IsAuthenticated:auth]',
          'GET /v1/logs []',
          'GET /v1/logs/:pk []',
          'GET /v1/summary [api_view] summary',
          'PUT /v1/summary [api_view] summary',
          'GET /v1/orders/:pk/lines [IsAuthenticated:auth] lines',
        ],
      },
    ],
  },
  {
    framework: 'flask',
    cases: [
      {
        name: 'blueprints in a factory',
        sources: {
          'shop/__init__.py':
            'from flask import Flask\nfrom .orders import bp\nfrom .users import users\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(bp, url_prefix="/api/orders")\n    register(app)\n    return app\n\n\ndef register(app):\n    app.register_blueprint(users)\n',
          'shop/orders.py':
            'from flask import Blueprint\n\nbp = Blueprint("orders", __name__, url_prefix="/replaced")\n\n\n@bp.route("/", methods=["GET", "POST"])\n@login_required\ndef index():\n    return []\n\n\n@bp.delete("/<uuid:id>")\ndef remove(id):\n    return ""\n',
          'shop/users.py':
            'from flask import Blueprint\nfrom flask.views import MethodView\n\nusers = Blueprint("users", __name__, url_prefix="/users")\n\n\nclass Users(MethodView):\n    def get(self):\n        return []\n\n    def post(self):\n        return {}\n\n\nusers.add_url_rule("/", view_func=Users.as_view("users"))\n',
        },
        routes: [
          'GET /api/orders [login_required:auth] index',
          'POST /api/orders [login_required:auth] index',
          'DELETE /api/orders/:id [] remove',
          'GET /users [] get',
          'POST /users [] post',
        ],
      },
      {
        name: 'resources of Flask-RESTful and Flask-RESTX',
        sources: {
          'app.py':
            'from flask import Flask\nfrom flask_restful import Api, Resource\n\napp = Flask(__name__)\napi = Api(app, prefix="/api")\n\n\nclass Order(Resource):\n    def get(self, id):\n        return {}\n\n\napi.add_resource(Order, "/orders/<int:id>", "/o/<int:id>")\n',
          'other.py':
            'from flask import Flask\nfrom flask_restx import Api, Namespace, Resource\n\nns = Namespace("users")\n\n\n@ns.route("/<id>")\nclass User(Resource):\n    def put(self, id):\n        return {}\n\n\napp = Flask(__name__)\napi = Api(app)\napi.add_namespace(ns)\n',
        },
        routes: ['GET /api/orders/:id [] get', 'GET /api/o/:id [] get', 'PUT /users/:id [] put'],
      },
    ],
  },
  {
    framework: 'net/http',
    cases: [
      {
        name: 'patterns with methods, and a router below a prefix',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"net/http"\n\t"shop/orders"\n)\n\nfunc main() {\n\tmux := http.NewServeMux()\n\tmux.HandleFunc("GET /health", health)\n\tmux.Handle("/api/", http.StripPrefix("/api", logged(orders.New())))\n\thttp.ListenAndServe(":80", mux)\n}\n\nfunc health(w http.ResponseWriter, r *http.Request) {}\n',
          'orders/orders.go':
            'package orders\n\nimport "net/http"\n\ntype server struct{}\n\nfunc New() http.Handler {\n\tserver := &server{}\n\tmux := http.NewServeMux()\n\tmux.HandleFunc("POST /orders/{id}", server.create)\n\tmux.Handle("DELETE /orders/{id}", requireAuth(http.HandlerFunc(server.remove)))\n\treturn mux\n}\n\nfunc (s *server) create(w http.ResponseWriter, r *http.Request) {}\n\nfunc (s *server) remove(w http.ResponseWriter, r *http.Request) {}\n',
        },
        routes: [
          'GET /health [] health',
          'POST /api/orders/:id [logged] create',
          'DELETE /api/orders/:id [logged requireAuth:auth] remove',
        ],
      },
      {
        name: 'a router in a field, and the methods of gorilla',
        sources: {
          'go.mod': 'module shop\n',
          'server.go':
            'package main\n\nimport "net/http"\n\ntype Server struct {\n\tmux *http.ServeMux\n}\n\nfunc NewServer() *Server {\n\ts := &Server{mux: http.NewServeMux()}\n\ts.routes()\n\treturn s\n}\n\nfunc (s *Server) routes() {\n\ts.mux.HandleFunc("/items/{id...}", s.items)\n}\n\nfunc (s *Server) items(w http.ResponseWriter, r *http.Request) {}\n',
        },
        routes: ['ANY /items/** [] items'],
        openings: ['catch-all /items'],
      },
    ],
  },
  {
    framework: 'chi',
    cases: [
      {
        name: 'Route, Group, With and Mount',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"github.com/go-chi/chi/v5"\n\t"github.com/go-chi/chi/v5/middleware"\n)\n\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Use(middleware.Logger)\n\tr.Route("/orders", func(r chi.Router) {\n\t\tr.With(paginate).Get("/", list)\n\t\tr.Route("/{id}", func(r chi.Router) {\n\t\t\tr.Delete("/", remove)\n\t\t})\n\t})\n\tr.Group(func(r chi.Router) {\n\t\tr.Use(requireLogin)\n\t\tr.Post("/login/renew", list)\n\t})\n\tr.Mount("/admin", admin())\n}\n\nfunc admin() chi.Router {\n\tr := chi.NewRouter()\n\tr.Get("/stats", list)\n\treturn r\n}\n\nfunc list()   {}\nfunc remove() {}\n',
        },
        routes: [
          'GET /orders [middleware.Logger:log paginate] list',
          'DELETE /orders/:id [middleware.Logger:log] remove',
          'POST /login/renew [middleware.Logger:log requireLogin:auth] list',
          'GET /admin/stats [middleware.Logger:log] list',
        ],
      },
      {
        name: 'functions that register on what they get',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"github.com/go-chi/chi/v5"\n\t"shop/orders"\n)\n\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Route("/v1", func(v1 chi.Router) {\n\t\torders.Register(v1)\n\t})\n}\n',
          'orders/http.go':
            'package orders\n\nimport "github.com/go-chi/chi/v5"\n\nfunc Register(r chi.Router) {\n\tr.Method("PUT", "/orders/{id:[0-9]+}", handler)\n}\n',
        },
        routes: ['PUT /v1/orders/:id []'],
      },
    ],
  },
  {
    framework: 'gin',
    cases: [
      {
        name: 'groups with middleware, handed on to packages',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"github.com/gin-gonic/gin"\n\t"shop/users"\n)\n\nfunc main() {\n\tr := gin.Default()\n\tv1 := r.Group("/api", limit())\n\tusers.Register(v1.Group("/users"))\n\tv1.Use(AuthMiddleware())\n\tusers.Profile(v1.Group("/me"))\n\tr.Any("/hook/*rest", hook)\n\tr.Run()\n}\n\nfunc hook(c *gin.Context) {}\n',
          'users/routers.go':
            'package users\n\nimport "github.com/gin-gonic/gin"\n\nfunc Register(router *gin.RouterGroup) {\n\trouter.POST("/", create)\n}\n\nfunc Profile(router *gin.RouterGroup) {\n\trouter.GET("", check, profile)\n}\n\nfunc create(c *gin.Context)  {}\nfunc profile(c *gin.Context) {}\n',
        },
        routes: [
          'ANY /hook/** [] hook',
          'POST /api/users [limit] create',
          'GET /api/me [limit AuthMiddleware:auth check] profile',
        ],
        openings: ['catch-all /hook'],
      },
      {
        name: 'a group that takes its middleware in the same line',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport "github.com/gin-gonic/gin"\n\nfunc main() {\n\tr := gin.Default()\n\tauth := r.Group("/").Use(authMiddleware())\n\tauth.POST("/orders", create)\n}\n\nfunc create(c *gin.Context) {}\n',
        },
        routes: ['POST /orders [authMiddleware:auth] create'],
      },
      {
        name: 'a variable of the package and a field that hold the engine',
        sources: {
          'go.mod': 'module shop\n',
          'router.go':
            'package main\n\nimport "github.com/gin-gonic/gin"\n\nvar router *gin.Engine\n\ntype Server struct{ engine *gin.Engine }\n\nfunc main() {\n\trouter = gin.New()\n\trouter.GET("/a", a)\n\ts := &Server{engine: router}\n\ts.routes()\n}\n\nfunc (s *Server) routes() {\n\ts.engine.Handle("PATCH", "/b", a)\n}\n\nfunc a(c *gin.Context) {}\n',
        },
        routes: ['GET /a [] a', 'PATCH /b [] a'],
      },
    ],
  },
  {
    framework: 'echo',
    cases: [
      {
        name: 'groups, and middleware behind the handler',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"github.com/labstack/echo/v4"\n\t"github.com/labstack/echo/v4/middleware"\n)\n\nfunc main() {\n\te := echo.New()\n\te.Use(middleware.Recover())\n\tapi := e.Group("/api", middleware.JWT(key))\n\tapi.GET("/orders/:id", show, cached)\n\te.Start(":80")\n}\n\nfunc show(c echo.Context) error { return nil }\n',
        },
        routes: ['GET /api/orders/:id [middleware.Recover:recover middleware.JWT:auth cached] show'],
      },
      {
        name: 'handlers that are methods of what a package makes',
        sources: {
          'go.mod': 'module shop\n',
          'main.go':
            'package main\n\nimport (\n\t"github.com/labstack/echo/v4"\n\t"shop/handler"\n)\n\nfunc main() {\n\te := echo.New()\n\th := handler.New()\n\th.Register(e.Group("/v2"))\n\te.Match([]string{"GET", "HEAD"}, "/ping", h.Ping)\n}\n',
          'handler/handler.go':
            'package handler\n\nimport "github.com/labstack/echo/v4"\n\ntype Handler struct{}\n\nfunc New() *Handler { return &Handler{} }\n\nfunc (h *Handler) Register(v2 *echo.Group) {\n\tv2.PUT("/users", h.Update)\n}\n\nfunc (h *Handler) Update(c echo.Context) error { return nil }\n\nfunc (h *Handler) Ping(c echo.Context) error { return nil }\n',
        },
        routes: ['PUT /v2/users [] Update', 'GET /ping [] Ping', 'HEAD /ping [] Ping'],
      },
    ],
  },
])('$framework', ({ cases }) => {
  it.each(cases)('$name', async ({ sources, routes, openings = [] }) => {
    const found = await tables(sources);
    expect(found.routes).toEqual([...routes].sort());
    expect(found.openings).toEqual([...openings].sort());
  });
});

describe('what cannot be followed', () => {
  it('keeps the end of a path whose beginning is not known', async () => {
    const { routes } = await tables({
      'src/app.ts':
        "import express from 'express';\nimport { items } from './items';\nconst app = express();\napp.use(config.base + computed(), items);\n",
      'src/items.ts':
        "import { Router } from 'express';\nexport const items = Router();\nitems.get('/items/:id', (req, res) => {});\n",
    });
    expect(routes).toEqual(['GET ??/items/:id [] =>']);
  });

  it('takes the only mount that cannot be followed for the place of routers that nothing holds', async () => {
    const { routes, openings } = await tables({
      'src/app.js':
        "const express = require('express');\nconst app = express();\nfiles.forEach((file) => app.use('/api', require(file)));\n",
      'src/routes/items.js':
        "const router = require('express').Router();\nrouter.get('/items', (req, res) => {});\nmodule.exports = router;\n",
    });
    expect(routes).toEqual(['GET /api/items [..] =>']);
    expect(openings).toEqual(['unknown-mount /api']);
  });

  it('ends where routers hold each other', async () => {
    const { routes } = await tables({
      'app.ts':
        "import express from 'express';\nconst app = express();\nconst a = express.Router();\nconst b = express.Router();\napp.use('/x', a);\na.use('/a', b);\nb.use('/b', a);\na.get('/end', (req, res) => {});\n",
    });
    expect(routes).toEqual(['GET /x/end [] =>']);
  });

  it('gives a route to the unit of the app that serves it', async () => {
    const sources = {
      'package.json': '{ "private": true }',
      'api/package.json': '{ "name": "api", "dependencies": { "express": "5" } }',
      'api/app.ts': "import express from 'express';\nimport { auth } from '@shop/auth';\nexpress().use('/auth', auth);\n",
      'auth/package.json': '{ "name": "@shop/auth", "main": "index.ts" }',
      'auth/index.ts':
        "import { Router } from 'express';\nexport const auth = Router();\nauth.post('/login', (req, res) => {});\n",
    };
    const { project } = await projectOf(sources, { rules: [] });
    project.check();
    const { workspace } = project;
    expect(workspace?.units.map((unit) => [unit.folder, workspace.routesOf(unit).routes.length])).toEqual([
      ['api', 1],
      ['auth', 0],
    ]);
  });
});

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

describe('functions of the project that register routes', () => {
  it.each<[string, Sources, readonly string[]]>([
    [
      'Express: methods of a base class, with a member that the caller names',
      {
        'src/controller.ts':
          "import { type IRouter, Router } from 'express';\nexport class Controller {\n  app: IRouter;\n  constructor() {\n    this.app = Router();\n  }\n  route(options: Options) {\n    this.app[options.method](options.path, seen, may(options.permission), this.wrap(options.handler.bind(this)));\n  }\n  get(path: string, handler: Handler) {\n    this.route({ method: 'get', path, handler });\n  }\n  use(path: string, router: IRouter) {\n    this.app.use(path, router);\n  }\n  get router() {\n    return this.app;\n  }\n  wrap(handler: Handler) { return handler; }\n}\n",
        'src/orders.ts':
          "import { Controller } from './controller';\nexport class OrderController extends Controller {\n  constructor() {\n    super();\n    this.get('/orders', this.list);\n    this.route({ method: 'post', path: '/orders/:id', handler: this.place, permission: ALL });\n  }\n  list(req, res) {}\n  place(req, res) {}\n}\n",
        'src/server.ts':
          "import express from 'express';\nimport { AllController } from './all';\nconst app = express();\napp.use('/api', new AllController().router);\n",
        'src/all.ts':
          "import { Controller } from './controller';\nimport { OrderController } from './orders';\nexport class AllController extends Controller {\n  constructor() {\n    super();\n    this.use('/shop', new OrderController().router);\n  }\n}\n",
      },
      ['GET /api/shop/orders [seen may] list', 'POST /api/shop/orders/:id [seen may] place'],
    ],
    [
      'Express: a function that takes the app, the rest of a path and a handler',
      {
        'src/server.ts':
          "import express from 'express';\nimport { add } from './add';\nconst app = express();\nadd(app, 'orders', list);\nadd(app, 'users', (req, res) => {});\nfunction list(req, res) {}\n",
        'src/add.ts':
          "import type { Express } from 'express';\nexport function add(app: Express, name: string, handler: Handler) {\n  app.get(`/v1/${name}`, handler);\n  app.get('/about', about);\n}\nfunction about(req, res) {}\n",
      },
      ['GET /about [] about', 'GET /v1/orders [] list', 'GET /v1/users [] =>'],
    ],
    [
      'Flask-RESTful: a class of its own that passes on what it is given',
      {
        'shop/api.py':
          'from flask_restful import Api, Resource\n\n\nclass ShopApi(Api):\n    def add_shop_resource(self, resource, *urls, **kwargs):\n        return self.add_resource(resource, *urls, **kwargs)\n\n\nclass Orders(Resource):\n    def get(self):\n        pass\n\n    def post(self):\n        pass\n\n\napi = ShopApi()\napi.add_shop_resource(Orders, "/api/orders", "/api/all-orders", endpoint="orders")\n',
        'shop/app.py': 'from flask import Flask\nfrom shop.api import api\n\napp = Flask(__name__)\napi.init_app(app)\n',
      },
      ['GET /api/all-orders [] get', 'GET /api/orders [] get', 'POST /api/all-orders [] post', 'POST /api/orders [] post'],
    ],
    [
      'Go: a method of the server',
      {
        'go.mod': 'module shop\n\ngo 1.24\n',
        'main.go':
          'package main\n\nimport "net/http"\n\ntype server struct{ mux *http.ServeMux }\n\nfunc (s *server) handle(pattern string, h http.HandlerFunc) {\n\ts.mux.HandleFunc(pattern, logged(h))\n}\n\nfunc logged(h http.HandlerFunc) http.HandlerFunc { return h }\n\nfunc main() {\n\ts := &server{mux: http.NewServeMux()}\n\ts.handle("GET /orders", list)\n\thttp.ListenAndServe(":80", s.mux)\n}\n\nfunc list(w http.ResponseWriter, r *http.Request) {}\n',
      },
      ['GET /orders [] list'],
    ],
  ])('%s', async (_, sources, expected) => {
    const { routes } = await tables(sources);
    expect(routes.filter((it) => !it.includes('??'))).toEqual(expected);
  });
});

describe('after an edit', () => {
  const start = {
    'src/app.ts':
      "import express from 'express';\nimport { orders } from './orders';\nimport { prefix } from './paths';\nconst app = express();\napp.use(prefix, orders);\n",
    'src/orders.ts': "import { Router } from 'express';\nexport const orders = Router();\norders.get('/', (req, res) => {});\n",
    'src/paths.ts': "export const prefix = '/v1';\n",
  };

  it.each([
    ['a constant', { 'src/paths.ts': "export const prefix = '/v2';\n" }, ['GET /v2 [] =>']],
    [
      'a mount',
      {
        'src/app.ts': start['src/app.ts'].replace('app.use(prefix, orders);', 'app.use(auth);\napp.use(prefix, check, orders);'),
      },
      ['GET /v1 [auth:auth check] =>'],
    ],
    [
      'a router',
      { 'src/orders.ts': start['src/orders.ts'].replace("orders.get('/'", "orders.post('/:id', check") },
      ['POST /v1/:id [check] =>'],
    ],
    ['a router that goes', { 'src/orders.ts': 'export const orders = 1;\n' }, []],
    ['text before it', { 'src/app.ts': `// The app.\nlog('start');\n${start['src/app.ts']}` }, ['GET /v1 [] =>']],
  ])('of %s', async (_, change, expected) => {
    const { project, edit } = await projectOf(start, { rules: [] });
    project.check();
    expect(tableOf(project).routes).toEqual(['GET /v1 [] =>']);
    edit(change as Sources);
    project.check();
    expect(tableOf(project).routes).toEqual(expected);
  });

  it('inside a function, which moves all that stands below', async () => {
    const { project, edit } = await projectOf(
      {
        'src/app.ts':
          "import express from 'express';\nimport { create, list } from './orders';\nconst app = express();\napp.post('/orders', create);\napp.get('/orders', list);\n",
        'src/orders.ts': 'export function create(req, res) {}\nexport function list(req, res) {}\n',
        'app/stock/route.ts': 'export async function POST() {}\nexport async function GET() {}\n',
        'package.json': '{ "name": "shop", "dependencies": { "express": "5", "next": "16" } }',
      },
      { rules: [] },
    );
    project.check();
    const before = tableOf(project).routes;
    expect(before).toEqual(['GET /orders [] list', 'GET /stock [..] GET', 'POST /orders [] create', 'POST /stock [..] POST']);
    edit({
      'src/orders.ts':
        'export function create(req, res) {\n  if (isOpen) {\n    for (const it of all) {\n      it();\n    }\n  }\n}\nexport function list(req, res) {}\n',
      'app/stock/route.ts':
        'export async function POST() {\n  if (open) {\n    try {\n      await sell();\n    } finally {\n      close();\n    }\n  }\n}\nexport async function GET() {}\n',
    });
    expect(project.check()?.work.workspaceChecked).toBe(false);
    expect(tableOf(project).routes).toEqual(before);
  });
});

describe('segments', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['/orders/:id', 'orders/:id'],
    ['/orders/:id(\\d+)/', 'orders/:id<number>'],
    ['/a/:rest*', 'a/**'],
    ['/a/*', 'a/**'],
    ['/a/*path', 'a/**'],
    ['/a/{id}', 'a/:id'],
    ['/a/{id:[0-9]+}', 'a/:id<number>'],
    ['/a/{path...}', 'a/**'],
    ['/a/{$}', 'a'],
    ['/a/{path:path}', 'a/**'],
    ['/a/<int:id>', 'a/:id<number>'],
    ['/a/<uuid:id>', 'a/:id<uuid>'],
    ['/a/<path:rest>', 'a/**'],
    ['/a/[id]/[...slug]', 'a/:id/**'],
    ['/a/{id}.json', 'a/*.json'],
    ['/a/:from-:to', 'a/*-*'],
  ])('%s', (path, expected) => {
    expect(segmentsOf(path).map(segmentText).join('/')).toBe(expected);
  });
});

async function tables(sources: Sources): Promise<Listed> {
  const { project, crashes } = await projectOf(sources, { rules: [] });
  project.check();
  expect(crashes).toEqual([]);
  return tableOf(project);
}

interface Listed {
  readonly routes: readonly string[];
  readonly openings: readonly string[];
}

function tableOf({ workspace }: Project): Listed {
  if (!workspace) throw new Error('the project has no workspace');
  const found = workspace.units.map((unit) => workspace.routesOf(unit));
  const routes = found
    .flatMap((table) => table.routes)
    .map(({ method, segments, tail = [], chain, isChainOpen, handler }) => {
      const facts = handler ? workspace.files.get(handler.path)?.facts : undefined;
      const fn = handler && facts?.kind === 'code' ? facts.scopes[scopeOfFunction(facts, handler.fn) ?? -1]?.fn : undefined;
      const links = [
        ...chain.map(({ role, name }) => (role === 'other' ? name : `${name}:${role}`)),
        ...(isChainOpen ? ['..'] : []),
      ];
      const path = segments ? `/${segments.map(plain).join('/')}` : `??/${tail.map(plain).join('/')}`;
      return [method, path, `[${links.join(' ')}]`, ...(handler ? [fn?.name ?? '=>'] : [])].join(' ');
    });
  const openings = found.flatMap((table) => table.openings).map((it) => `${it.kind} /${it.under.join('/')}`);
  return { routes: routes.sort(), openings: openings.sort() };
}

function plain(segment: RouteSegment): string {
  return segmentText(segment).replace(/<\w+>$/, '');
}

function segmentText(segment: RouteSegment): string {
  switch (segment.kind) {
    case 'literal':
      return segment.text;
    case 'parameter':
      return `:${segment.name}${segment.type === undefined ? '' : `<${segment.type}>`}`;
    case 'mixed':
      return segment.pattern;
    case 'rest':
      return '**';
  }
}
