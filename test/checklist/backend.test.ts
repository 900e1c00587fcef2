import { describe, expect, test } from 'vitest';
import type { ItemState } from '#checklist/verdict.ts';
import type { Sources } from '../sources.ts';
import { chi, express, fastapi, flask, manifest, verdictOf } from './apps.ts';

interface Case {
  readonly item: string;
  readonly what: string;
  readonly state: ItemState;
  readonly sources: Sources;
}

const tsOrder = (folder: string, name: string): Sources => ({
  [`${folder}/${name}.controller.ts`]: `import { Router } from 'express';\nimport { ${name}Service } from './${name}.service';\nexport const ${name}Router = Router();\n${name}Router.get('/${name}', (req, res) => res.json(${name}Service()));`,
  [`${folder}/${name}.service.ts`]: `export function ${name}Service() { return []; }`,
  [`${folder}/${name}.repository.ts`]: `import { Pool } from 'pg';\nexport class ${name}Repository { constructor(private readonly pool: Pool) {} find() { return this.pool.query('SELECT 1'); } }`,
});
const tsLayers: Sources = Object.fromEntries(
  ['orders', 'users', 'items'].flatMap((name) => [
    [
      `src/controllers/${name}.controller.ts`,
      `import { Router } from 'express';\nexport const r = Router();\nr.get('/${name}', (req, res) => res.json([]));`,
    ],
    [`src/services/${name}.service.ts`, `export class ${name}Service { find() { return []; } }`],
  ]),
);
const pyFeature = (name: string): Sources => ({
  [`app/${name}/router.py`]: `from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.get("/${name}")\ndef list_${name}():\n    return []\n`,
  [`app/${name}/service.py`]: `class ${name}Service:\n    def find(self):\n        return []\n`,
  [`app/${name}/repository.py`]: `class ${name}Repository:\n    def find(self):\n        return []\n`,
});
const pyLayers: Sources = Object.fromEntries(
  ['orders', 'users', 'items'].flatMap((name) => [
    [
      `app/routers/${name}.py`,
      `from fastapi import APIRouter\nrouter = APIRouter()\n\n@router.get("/${name}")\ndef list_${name}():\n    return []\n`,
    ],
    [`app/services/${name}.py`, `class ${name}Service:\n    def find(self):\n        return []\n`],
  ]),
);
const goFile = (name: string, layer: string): string =>
  layer === 'handler'
    ? `package ${name}\n\nimport "net/http"\n\nfunc List(w http.ResponseWriter, r *http.Request) {}\n`
    : `package ${name}\n\ntype ${layer} struct{}\n\nfunc (s *${layer}) find() []string { return nil }\n`;
const goFeature = (name: string): Sources =>
  Object.fromEntries(['handler', 'service', 'repository'].map((layer) => [`internal/${name}/${layer}.go`, goFile(name, layer)]));
const goLayers: Sources = Object.fromEntries(
  ['orders', 'users', 'items'].flatMap((name) => [
    [`internal/handlers/${name}_handler.go`, goFile('handlers', 'handler').replace('List', `List_${name}`)],
    [`internal/services/${name}_service.go`, `package services\n\ntype ${name}Service struct{}\n`],
  ]),
);

const post = (check: string): string =>
  `app.post('/orders', (request, response) => { ${check} response.status(201).json({}); });`;

const cases: readonly Case[] = [
  // Feature-first structure
  {
    item: 'feature-first',
    what: 'features in TypeScript',
    state: 'done',
    sources: express({ files: { ...tsOrder('src/orders', 'order'), ...tsOrder('src/users', 'user') } }),
  },
  { item: 'feature-first', what: 'layers in TypeScript', state: 'missing', sources: express({ files: tsLayers }) },
  { item: 'feature-first', what: 'one file in TypeScript', state: 'not-applicable', sources: express() },
  {
    item: 'feature-first',
    what: 'both in TypeScript',
    state: 'partly',
    sources: express({ files: { ...tsOrder('src/shops', 'shop'), ...tsLayers } }),
  },
  {
    item: 'feature-first',
    what: 'features in Python',
    state: 'done',
    sources: fastapi({ files: { ...pyFeature('orders'), ...pyFeature('users') } }),
  },
  { item: 'feature-first', what: 'layers in Python', state: 'missing', sources: fastapi({ files: pyLayers }) },
  {
    item: 'feature-first',
    what: 'features in Go',
    state: 'done',
    sources: chi({ files: { ...goFeature('orders'), ...goFeature('users') } }),
  },
  { item: 'feature-first', what: 'layers in Go', state: 'missing', sources: chi({ files: goLayers }) },

  // Configuration validated at start
  {
    item: 'config-validated',
    what: 'a schema in TypeScript',
    state: 'done',
    sources: express({
      packages: ['zod'],
      files: {
        'src/config.ts':
          "import { z } from 'zod';\nexport const config = z.object({ DATABASE_URL: z.string(), JWT_SECRET: z.string() }).parse(process.env);",
      },
    }),
  },
  {
    item: 'config-validated',
    what: 'reads everywhere in TypeScript',
    state: 'missing',
    sources: express({
      body: 'const a = process.env.DATABASE_URL; const b = process.env.JWT_SECRET; const c = process.env.MAIL_KEY; console.log(a, b, c);',
    }),
  },
  { item: 'config-validated', what: 'nothing read in TypeScript', state: 'not-applicable', sources: express() },
  {
    item: 'config-validated',
    what: 'gathered and unchecked in TypeScript',
    state: 'partly',
    sources: express({
      files: {
        'src/config.ts':
          'export const config = { db: process.env.DATABASE_URL, secret: process.env.JWT_SECRET!, mail: process.env.MAIL_KEY! };',
      },
    }),
  },
  {
    item: 'config-validated',
    what: 'settings in Python',
    state: 'done',
    sources: fastapi({
      packages: ['pydantic-settings'],
      files: {
        'app/config.py':
          'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    database_url: str\n    jwt_secret: str\n\n\nsettings = Settings()\n',
      },
    }),
  },
  {
    item: 'config-validated',
    what: 'reads everywhere in Python',
    state: 'missing',
    sources: fastapi({
      head: 'import os',
      body: 'a = os.getenv("DATABASE_URL")\nb = os.getenv("JWT_SECRET")\nc = os.getenv("MAIL_KEY")',
    }),
  },
  { item: 'config-validated', what: 'nothing read in Go', state: 'not-applicable', sources: chi() },
  {
    item: 'config-validated',
    what: 'a required helper in Go',
    state: 'done',
    sources: chi({
      files: {
        'internal/config/config.go':
          'package config\n\nimport "os"\n\ntype Config struct{ DatabaseURL, Secret string }\n\nfunc mustEnv(name string) string {\n\tvalue, ok := os.LookupEnv(name)\n\tif !ok {\n\t\tpanic(name + " is missing")\n\t}\n\treturn value\n}\n\nfunc Load() Config {\n\treturn Config{DatabaseURL: mustEnv("DATABASE_URL"), Secret: mustEnv("JWT_SECRET")}\n}\n',
      },
    }),
  },

  // Typed error hierarchy
  {
    item: 'typed-errors',
    what: 'classes in TypeScript',
    state: 'done',
    sources: express({
      files: {
        'src/errors.ts':
          'export class AppError extends Error { constructor(readonly status: number, m: string) { super(m); } }\nexport class NotFound extends AppError {}\nexport class Conflict extends AppError {}',
        'src/orders.ts':
          "import { Conflict, NotFound } from './errors';\nexport function find() { throw new NotFound(404, 'x'); }\nexport function add() { throw new Conflict(409, 'x'); }\nexport function put() { throw new NotFound(404, 'y'); }",
      },
    }),
  },
  {
    item: 'typed-errors',
    what: 'plain errors in TypeScript',
    state: 'missing',
    sources: express({
      files: {
        'src/orders.ts':
          "export function a() { throw new Error('a'); }\nexport function b() { throw new Error('b'); }\nexport function c() { throw new Error('c'); }",
      },
    }),
  },
  {
    item: 'typed-errors',
    what: 'one class in TypeScript',
    state: 'partly',
    sources: express({
      files: {
        'src/errors.ts':
          "export class ApiError extends Error {}\nexport function a() { throw new ApiError('a'); }\nexport function b() { throw new ApiError('b'); }\nexport function c() { throw new ApiError('c'); }",
      },
    }),
  },
  { item: 'typed-errors', what: 'hardly any errors', state: 'not-applicable', sources: express() },
  {
    item: 'typed-errors',
    what: 'classes in Python',
    state: 'done',
    sources: fastapi({
      files: {
        'app/errors.py':
          'class AppError(Exception):\n    status = 500\n\n\nclass NotFound(AppError):\n    status = 404\n\n\ndef a():\n    raise NotFound()\n\n\ndef b():\n    raise NotFound()\n\n\ndef c():\n    raise AppError()\n',
      },
    }),
  },
  {
    item: 'typed-errors',
    what: 'plain errors in Python',
    state: 'missing',
    sources: fastapi({
      files: {
        'app/orders.py':
          'def a():\n    raise Exception("a")\n\n\ndef b():\n    raise Exception("b")\n\n\ndef c():\n    raise RuntimeError("c")\n',
      },
    }),
  },
  {
    item: 'typed-errors',
    what: 'the framework’s exception in Python',
    state: 'partly',
    sources: fastapi({
      head: 'from fastapi import HTTPException',
      tail: 'def a():\n    raise HTTPException(status_code=404)\n\n\ndef b():\n    raise HTTPException(status_code=409)\n\n\ndef c():\n    raise HTTPException(status_code=403)\n',
    }),
  },
  {
    item: 'typed-errors',
    what: 'sentinels in Go',
    state: 'done',
    sources: chi({
      files: {
        'internal/orders/errors.go':
          'package orders\n\nimport "errors"\n\nvar ErrNotFound = errors.New("not found")\nvar ErrConflict = errors.New("conflict")\n\nfunc status(err error) int {\n\tif errors.Is(err, ErrNotFound) {\n\t\treturn 404\n\t}\n\treturn 500\n}\n',
      },
    }),
  },
  {
    item: 'typed-errors',
    what: 'plain errors in Go',
    state: 'missing',
    sources: chi({
      files: {
        'internal/orders/service.go':
          'package orders\n\nimport "errors"\n\nfunc a() error { return errors.New("a") }\nfunc b() error { return errors.New("b") }\nfunc c() error { return errors.New("c") }\n',
      },
    }),
  },

  // Global error handler
  {
    item: 'global-error-handler',
    what: 'four parameters in Express',
    state: 'done',
    sources: express({ tail: 'app.use((error, request, response, next) => response.status(500).json({}));' }),
  },
  { item: 'global-error-handler', what: 'none in Express', state: 'missing', sources: express() },
  { item: 'global-error-handler', what: 'FastAPI by itself', state: 'done', sources: fastapi() },
  {
    item: 'global-error-handler',
    what: 'a handler in Flask',
    state: 'done',
    sources: flask({ tail: '@app.errorhandler(Exception)\ndef failed(error):\n    return jsonify({}), 500\n' }),
  },
  { item: 'global-error-handler', what: 'none in Flask', state: 'missing', sources: flask() },
  {
    item: 'global-error-handler',
    what: 'recovery in Go',
    state: 'partly',
    sources: chi({ head: '\t"github.com/go-chi/chi/v5/middleware"', body: '\trouter.Use(middleware.Recoverer)' }),
  },
  { item: 'global-error-handler', what: 'none in Go', state: 'missing', sources: chi() },
  {
    item: 'global-error-handler',
    what: 'a wrapper in Go',
    state: 'done',
    sources: chi({
      files: {
        'web.go':
          'package main\n\nimport "net/http"\n\ntype failing func(w http.ResponseWriter, r *http.Request) error\n\nfunc handle(next failing) http.HandlerFunc {\n\treturn func(w http.ResponseWriter, r *http.Request) {\n\t\tif err := next(w, r); err != nil {\n\t\t\tw.WriteHeader(500)\n\t\t}\n\t}\n}\n',
      },
    }),
  },

  // JSON logs with request id
  {
    item: 'structured-logs',
    what: 'pino and ids',
    state: 'done',
    sources: express({
      packages: ['pino-http'],
      head: "import pino from 'pino-http';\nimport { randomUUID } from 'node:crypto';",
      body: "app.use((request, response, next) => { const requestId = request.headers['x-request-id'] ?? randomUUID(); response.setHeader('X-Request-Id', requestId); next(); });\napp.use(pino());",
    }),
  },
  {
    item: 'structured-logs',
    what: 'pino alone',
    state: 'partly',
    sources: express({
      packages: ['pino'],
      head: "import pino from 'pino';",
      body: "const logger = pino();\nlogger.info('up');",
    }),
  },
  { item: 'structured-logs', what: 'the console', state: 'missing', sources: express({ body: "console.log('up');" }) },
  {
    item: 'structured-logs',
    what: 'logging in Python',
    state: 'missing',
    sources: fastapi({ head: 'import logging', body: 'logging.info("up")' }),
  },
  {
    item: 'structured-logs',
    what: 'structlog with ids',
    state: 'done',
    sources: fastapi({
      packages: ['structlog', 'asgi-correlation-id'],
      head: 'import structlog\nfrom asgi_correlation_id import CorrelationIdMiddleware',
      body: 'structlog.configure(processors=[structlog.processors.JSONRenderer()])\napp.add_middleware(CorrelationIdMiddleware)',
    }),
  },
  {
    item: 'structured-logs',
    what: 'slog JSON with ids',
    state: 'done',
    sources: chi({
      head: '\t"log/slog"\n\t"os"\n\n\t"github.com/go-chi/chi/v5/middleware"',
      body: '\tslog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))\n\trouter.Use(middleware.RequestID)',
    }),
  },
  {
    item: 'structured-logs',
    what: 'log in Go',
    state: 'missing',
    sources: chi({ head: '\t"log"', body: '\tlog.Println("up")' }),
  },

  // Migrations and pooling
  {
    item: 'migrations',
    what: 'Prisma with migrations',
    state: 'done',
    sources: express({
      packages: ['@prisma/client'],
      head: "import { PrismaClient } from '@prisma/client';",
      body: 'const prisma = new PrismaClient();',
      files: { 'prisma/migrations/1_init/migration.sql': 'CREATE TABLE orders (id uuid primary key);' },
    }),
  },
  {
    item: 'migrations',
    what: 'Prisma without',
    state: 'partly',
    sources: express({
      packages: ['@prisma/client'],
      head: "import { PrismaClient } from '@prisma/client';",
      body: 'const prisma = new PrismaClient();',
    }),
  },
  {
    item: 'migrations',
    what: 'a client of pg without either',
    state: 'missing',
    sources: express({ packages: ['pg'], head: "import { Client } from 'pg';", body: 'const client = new Client();' }),
  },
  { item: 'migrations', what: 'no database', state: 'not-applicable', sources: express() },
  {
    item: 'migrations',
    what: 'documents',
    state: 'done',
    sources: express({
      packages: ['mongoose'],
      head: "import mongoose from 'mongoose';",
      body: "mongoose.connect('mongodb://db/shop');",
    }),
  },
  {
    item: 'migrations',
    what: 'Alembic',
    state: 'done',
    sources: fastapi({
      packages: ['sqlalchemy'],
      head: 'from sqlalchemy import create_engine',
      body: 'engine = create_engine("postgresql://db/shop", pool_size=5)',
      files: {
        'migrations/versions/1_init.py':
          'from alembic import op\n\nrevision = "1"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("orders")\n',
      },
    }),
  },
  {
    item: 'migrations',
    what: 'tables from models in Python',
    state: 'partly',
    sources: fastapi({
      packages: ['sqlalchemy'],
      head: 'from sqlalchemy import create_engine\nfrom app.base import Base',
      body: 'engine = create_engine("postgresql://db/shop")\nBase.metadata.create_all(engine)',
    }),
  },
  {
    item: 'migrations',
    what: 'goose in Go with a limit',
    state: 'done',
    sources: chi({
      head: '\t"database/sql"',
      body: '\tdb, _ := sql.Open("pgx", "")\n\tdb.SetMaxOpenConns(10)',
      files: {
        'migrations/001_init.sql': '-- +goose Up\nCREATE TABLE orders (id uuid primary key);\n-- +goose Down\nDROP TABLE orders;',
      },
    }),
  },
  {
    item: 'migrations',
    what: 'migrations in Go without a limit',
    state: 'partly',
    sources: chi({
      head: '\t"database/sql"',
      body: '\tdb, _ := sql.Open("pgx", "")\n\t_ = db',
      files: { 'migrations/001_init.sql': '-- +goose Up\nCREATE TABLE orders (id uuid primary key);' },
    }),
  },
  {
    item: 'migrations',
    what: 'neither in Go',
    state: 'missing',
    sources: chi({ head: '\t"database/sql"', body: '\tdb, _ := sql.Open("pgx", "")\n\t_ = db' }),
  },

  // Validation on every endpoint
  {
    item: 'validation',
    what: 'zod',
    state: 'done',
    sources: express({
      packages: ['zod'],
      head: "import { z } from 'zod';\nconst Order = z.object({ name: z.string() });",
      body: `app.use(express.json());\n${post('const order = Order.parse(request.body);')}`,
    }),
  },
  {
    item: 'validation',
    what: 'nothing in TypeScript',
    state: 'missing',
    sources: express({
      head: "import { save } from './save';",
      body: `app.use(express.json());\n${post('save(request.body);')}`,
      files: {
        'src/save.ts':
          'export async function save(order: object) { await fetch("http://x/y", { body: JSON.stringify(order) }); }',
      },
    }),
  },
  { item: 'validation', what: 'no body', state: 'not-applicable', sources: express() },
  {
    item: 'validation',
    what: 'models in Python',
    state: 'done',
    sources: fastapi({
      head: 'from pydantic import BaseModel\n\n\nclass Order(BaseModel):\n    name: str\n',
      tail: '@app.post("/orders")\ndef add(order: Order):\n    return order\n',
    }),
  },
  {
    item: 'validation',
    what: 'nothing in Flask',
    state: 'missing',
    sources: flask({
      head: 'from app.store import save',
      tail: '@app.route("/orders", methods=["POST"])\ndef add():\n    data = request.get_json()\n    save(data)\n    return jsonify(data), 201\n',
      files: { 'app/store.py': 'def save(data):\n    print(data)\n' },
    }),
  },
  { item: 'validation', what: 'no body in Go', state: 'not-applicable', sources: chi() },

  // Authentication
  {
    item: 'authentication',
    what: 'a guard in Express',
    state: 'done',
    sources: express({
      packages: ['jsonwebtoken'],
      head: "import jwt from 'jsonwebtoken';\nfunction requireAuth(request, response, next) { jwt.verify(request.headers.authorization, 'x'); next(); }",
      body: "app.post('/orders', requireAuth, (request, response) => response.json({}));\napp.delete('/orders/:id', requireAuth, (request, response) => response.json({}));",
    }),
  },
  {
    item: 'authentication',
    what: 'half of the routes in Express',
    state: 'partly',
    sources: express({
      head: 'function requireAuth(request, response, next) { next(); }',
      body: "app.post('/orders', requireAuth, (request, response) => response.json({}));\napp.delete('/orders/:id', (request, response) => response.json({}));",
    }),
  },
  {
    item: 'authentication',
    what: 'nothing in Express',
    state: 'missing',
    sources: express({ body: "app.post('/orders', (request, response) => response.json({}));" }),
  },
  { item: 'authentication', what: 'reads only', state: 'not-applicable', sources: express() },
  {
    item: 'authentication',
    what: 'a package that cannot be followed',
    state: 'unknown',
    sources: express({
      packages: ['passport'],
      head: "import passport from 'passport';",
      body: "app.post('/orders', (request, response) => response.json({}));",
    }),
  },
  {
    item: 'authentication',
    what: 'a dependency in FastAPI',
    state: 'done',
    sources: fastapi({
      head: 'from fastapi import Depends',
      tail: 'def get_current_user():\n    return 1\n\n\n@app.post("/orders")\ndef add(user=Depends(get_current_user)):\n    return {}\n',
    }),
  },
  {
    item: 'authentication',
    what: 'nothing in FastAPI',
    state: 'missing',
    sources: fastapi({ tail: '@app.post("/orders")\ndef add():\n    return {}\n' }),
  },
  {
    item: 'authentication',
    what: 'a group in Go',
    state: 'done',
    sources: chi({
      body: '\trouter.Group(func(r chi.Router) {\n\t\tr.Use(requireAuth)\n\t\tr.Post("/orders", listOrders)\n\t})',
      files: {
        'auth.go': 'package main\n\nimport "net/http"\n\nfunc requireAuth(next http.Handler) http.Handler { return next }\n',
      },
    }),
  },
  {
    item: 'authentication',
    what: 'nothing in Go',
    state: 'missing',
    sources: chi({ body: '\trouter.Post("/orders", listOrders)' }),
  },

  // Health endpoints
  {
    item: 'health',
    what: 'one route without a database',
    state: 'done',
    sources: express({ body: "app.get('/health', (request, response) => response.json({}));" }),
  },
  {
    item: 'health',
    what: 'one route with a database',
    state: 'partly',
    sources: express({
      packages: ['pg'],
      head: "import { Pool } from 'pg';\nconst pool = new Pool();",
      body: "app.get('/health', (request, response) => response.json({}));",
    }),
  },
  {
    item: 'health',
    what: 'both',
    state: 'done',
    sources: express({
      packages: ['pg'],
      head: "import { Pool } from 'pg';\nconst pool = new Pool();",
      body: "app.get('/health', (request, response) => response.json({}));\napp.get('/ready', async (request, response) => { await pool.query('SELECT 1'); response.json({}); });",
    }),
  },
  { item: 'health', what: 'none in TypeScript', state: 'missing', sources: express() },
  {
    item: 'health',
    what: 'one in Python',
    state: 'done',
    sources: fastapi({ tail: '@app.get("/health")\ndef health():\n    return {}\n' }),
  },
  { item: 'health', what: 'none in Python', state: 'missing', sources: fastapi() },
  { item: 'health', what: 'one in Go', state: 'done', sources: chi({ body: '\trouter.Get("/healthz", listOrders)' }) },
  { item: 'health', what: 'none in Go', state: 'missing', sources: chi() },

  // Graceful shutdown
  { item: 'graceful-shutdown', what: 'none in Express', state: 'missing', sources: express() },
  {
    item: 'graceful-shutdown',
    what: 'a handler in Express',
    state: 'done',
    sources: {
      'package.json': manifest(['express']),
      'src/app.ts':
        "import express from 'express';\nconst app = express();\napp.get('/orders', (request, response) => response.json([]));\nconst server = app.listen(3000);\nprocess.on('SIGTERM', () => server.close(() => process.exit(0)));\n",
    },
  },
  {
    item: 'graceful-shutdown',
    what: 'no close in Express',
    state: 'partly',
    sources: express({ body: "process.on('SIGTERM', () => process.exit(0));" }),
  },
  { item: 'graceful-shutdown', what: 'uvicorn', state: 'done', sources: fastapi({ packages: ['uvicorn'] }) },
  { item: 'graceful-shutdown', what: 'no server named in Python', state: 'unknown', sources: fastapi() },
  { item: 'graceful-shutdown', what: 'none in Go', state: 'missing', sources: chi() },
  {
    item: 'graceful-shutdown',
    what: 'a context in Go',
    state: 'done',
    sources: {
      'go.mod': 'module example.com/shop\n\ngo 1.24\n',
      'main.go':
        'package main\n\nimport (\n\t"context"\n\t"net/http"\n\t"os/signal"\n\t"syscall"\n)\n\nfunc main() {\n\tctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\n\tdefer stop()\n\thttp.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {})\n\tserver := &http.Server{Addr: ":8080"}\n\tgo server.ListenAndServe()\n\t<-ctx.Done()\n\tserver.Shutdown(context.Background())\n}\n',
    },
  },

  // CORS
  {
    item: 'cors',
    what: 'a list in Express',
    state: 'done',
    sources: express({
      packages: ['cors'],
      head: "import cors from 'cors';",
      body: "app.use(cors({ origin: ['https://shop.example'] }));",
    }),
  },
  {
    item: 'cors',
    what: 'everybody in Express',
    state: 'missing',
    sources: express({ packages: ['cors'], head: "import cors from 'cors';", body: 'app.use(cors());' }),
  },
  { item: 'cors', what: 'none', state: 'not-applicable', sources: express() },
  {
    item: 'cors',
    what: 'the configuration in Express',
    state: 'done',
    sources: express({
      packages: ['cors'],
      head: "import cors from 'cors';\nimport { config } from './config';",
      body: 'app.use(cors({ origin: config.corsOrigins }));',
      files: { 'src/config.ts': "import { parse } from 'somewhere';\nexport const config = parse();" },
    }),
  },
  {
    item: 'cors',
    what: 'a list in Python',
    state: 'done',
    sources: fastapi({
      head: 'from fastapi.middleware.cors import CORSMiddleware',
      body: 'app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])',
    }),
  },
  {
    item: 'cors',
    what: 'everybody in Python',
    state: 'missing',
    sources: fastapi({
      head: 'from fastapi.middleware.cors import CORSMiddleware',
      body: 'app.add_middleware(CORSMiddleware, allow_origins=["*"])',
    }),
  },
  {
    item: 'cors',
    what: 'a list in Go',
    state: 'done',
    sources: chi({
      packages: ['github.com/go-chi/cors'],
      head: '\t"github.com/go-chi/cors"',
      body: '\trouter.Use(cors.Handler(cors.Options{AllowedOrigins: []string{"https://shop.example"}}))',
    }),
  },
  {
    item: 'cors',
    what: 'everybody in Go',
    state: 'missing',
    sources: chi({
      packages: ['github.com/go-chi/cors'],
      head: '\t"github.com/go-chi/cors"',
      body: '\trouter.Use(cors.Handler(cors.Options{AllowedOrigins: []string{"*"}}))',
    }),
  },

  // Security headers
  {
    item: 'security-headers',
    what: 'helmet',
    state: 'done',
    sources: express({ packages: ['helmet'], head: "import helmet from 'helmet';", body: 'app.use(helmet());' }),
  },
  {
    item: 'security-headers',
    what: 'helmet taken apart',
    state: 'partly',
    sources: express({
      packages: ['helmet'],
      head: "import helmet from 'helmet';",
      body: 'app.use(helmet({ contentSecurityPolicy: false, frameguard: false, hsts: false }));',
    }),
  },
  { item: 'security-headers', what: 'none in Express', state: 'missing', sources: express() },
  {
    item: 'security-headers',
    what: 'one of them in Express',
    state: 'partly',
    sources: express({
      body: "app.use((request, response, next) => { response.setHeader('X-Frame-Options', 'DENY'); next(); });",
    }),
  },
  {
    item: 'security-headers',
    what: 'by name in Python',
    state: 'done',
    sources: fastapi({
      tail: '@app.middleware("http")\nasync def add_headers(request, call_next):\n    response = await call_next(request)\n    response.headers["X-Frame-Options"] = "DENY"\n    response.headers["X-Content-Type-Options"] = "nosniff"\n    return response\n',
    }),
  },
  { item: 'security-headers', what: 'none in Python', state: 'missing', sources: fastapi() },
  {
    item: 'security-headers',
    what: 'by name in Go',
    state: 'done',
    sources: chi({
      files: {
        'headers.go':
          'package main\n\nimport "net/http"\n\nfunc headers(next http.Handler) http.Handler {\n\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {\n\t\tw.Header().Set("X-Frame-Options", "DENY")\n\t\tw.Header().Set("X-Content-Type-Options", "nosniff")\n\t\tnext.ServeHTTP(w, r)\n\t})\n}\n',
      },
    }),
  },
  { item: 'security-headers', what: 'none in Go', state: 'missing', sources: chi() },

  // .env.example
  {
    item: 'env-example',
    what: 'all listed',
    state: 'done',
    sources: express({
      body: 'console.log(process.env.DATABASE_URL);',
      files: { '.env.example': 'DATABASE_URL=postgres://localhost/shop\n' },
    }),
  },
  {
    item: 'env-example',
    what: 'one not listed',
    state: 'partly',
    sources: express({
      body: 'console.log(process.env.DATABASE_URL, process.env.JWT_SECRET);',
      files: { '.env.example': 'DATABASE_URL=postgres://localhost/shop\n' },
    }),
  },
  {
    item: 'env-example',
    what: 'no file',
    state: 'missing',
    sources: express({ body: 'console.log(process.env.DATABASE_URL, process.env.JWT_SECRET, process.env.MAIL_KEY);' }),
  },
  { item: 'env-example', what: 'nothing to list', state: 'not-applicable', sources: express() },
  {
    item: 'env-example',
    what: 'all listed in Python',
    state: 'done',
    sources: fastapi({
      head: 'import os',
      body: 'url = os.environ["DATABASE_URL"]',
      files: { '.env.example': 'DATABASE_URL=x\n' },
    }),
  },
  {
    item: 'env-example',
    what: 'no file in Python',
    state: 'missing',
    sources: fastapi({
      head: 'import os',
      body: 'url = os.environ["DATABASE_URL"]\nkey = os.environ["JWT_SECRET"]\nmail = os.environ["MAIL_KEY"]',
    }),
  },
  {
    item: 'env-example',
    what: 'all listed in Go',
    state: 'done',
    sources: chi({ head: '\t"os"', body: '\t_ = os.Getenv("DATABASE_URL")', files: { '.env.example': 'DATABASE_URL=x\n' } }),
  },
  {
    item: 'env-example',
    what: 'no file in Go',
    state: 'missing',
    sources: chi({ head: '\t"os"', body: '\t_ = os.Getenv("DATABASE_URL") + os.Getenv("JWT_SECRET") + os.Getenv("MAIL_KEY")' }),
  },
];

describe.each([...new Set(cases.map((it) => it.item))])('%s', (item) => {
  test.each(cases.filter((it) => it.item === item).map((it) => [it.what, it.state, it.sources] as const))(
    '%s: %s',
    async (_what, state, sources) => {
      const verdict = await verdictOf(sources, item);
      expect({ state: verdict.state, summary: verdict.summary }).toEqual({ state, summary: expect.any(String) });
      expect(verdict.summary).not.toMatch(/\.$/);
    },
  );
});

test('a secret in an env file of the repository is worse than a list without holes', async () => {
  const sources = express({
    body: 'console.log(process.env.JWT_SECRET);',
    files: { '.env.example': 'JWT_SECRET=change-me\n', '.env': 'JWT_SECRET=Zk9sd8f7Hs83kdL0qPw2mNx5\n' },
  });
  const verdict = await verdictOf(sources, 'env-example', { git: { tracked: ['.env', '.env.example'], ignored: [] } });
  expect(verdict.state).toBe('missing');
  expect(verdict.evidence.map((it) => it.path)).toEqual(['.env']);
});

test('evidence stands where the reason is', async () => {
  const sources = express({ packages: ['cors'], head: "import cors from 'cors';", body: 'app.use(cors());' });
  const { evidence } = await verdictOf(sources, 'cors');
  const [place] = evidence;
  const text = sources['src/app.ts'] ?? '';
  expect(place?.at.kind === 'span' && text.slice(place.at.span.start, place.at.span.end)).toContain('cors()');
});
