// What the workspace makes of files: roles, layers, runtimes, units and environments, as tables over small folders.
import { describe, expect, it } from 'vitest';
import type { Workspace } from '#workspace/workspace.ts';
import { projectOf, type Sources } from '../sources.ts';

async function workspaceOf(sources: Sources, configuration?: string): Promise<Workspace> {
  const { project } = await projectOf(sources, { rules: [], ...(configuration !== undefined && { configuration }) });
  project.check();
  if (!project.workspace) throw new Error('the project has no workspace');
  return project.workspace;
}

describe('roles', () => {
  it.each([
    ['src/orders.ts', undefined],
    ['src/orders.test.ts', 'test'],
    ['pkg/mock/token.go', 'test'],
    ['loadtests/orders.py', 'test'],
    ['locustfile.py', 'test'],
    ['quicktest.py', 'test'],
    ['tests/orders.py', 'test'],
    ['internal/shop/shop_test.go', 'test'],
    ['internal/shop/mock_store.go', 'test'],
    ['internal/shop/store_mock.go', 'test'],
    ['cmd/shop-storybook/main.go', 'docs'],
    ['src/api.gen.ts', 'generated'],
    ['internal/pb/shop.pb.go', 'generated'],
    ['vendor/lib/a.go', 'vendored'],
    ['public/lib.js', 'vendored'],
    ['dist/server.js', 'build-output'],
    ['docs/example.ts', 'docs'],
    ['prisma/seed.ts', 'seed'],
    ['shop/migrations/0001_initial.py', 'migration'],
    ['vite.config.ts', 'tool-configuration'],
    ['scripts/import.ts', 'script'],
    ['manage.py', 'script'],
    ['database/migrate.ts', 'script'],
    ['cmd/shop-scripts/build.go', 'script'],
    ['pkg/e2etests/setup.go', 'test'],
    ['packages/test-helpers/src/mails.ts', 'test'],
    ['packages/benchmarks/src/index.ts', 'script'],
    ['src/proto/shop_pb.ts', 'generated'],
    ['src/generated/prisma/client.ts', 'generated'],
    ['internal/tracing.go', 'instrumentation'],
    ['src/tracing-setup.ts', 'instrumentation'],
  ])('%s: %s', async (path, role) => {
    expect((await workspaceOf({ [path]: '' })).roleOf(path)).toBe(role);
  });

  it('leaves a feature called benchmark to the application', async () => {
    const path = 'apps/api/src/services/benchmark/benchmark.service.ts';
    expect((await workspaceOf({ [path]: '' })).roleOf(path)).toBeUndefined();
  });

  it('knows an Alembic migration by what it declares', async () => {
    const workspace = await workspaceOf({ 'shop/revisions/3b0f.py': 'revision = "3b0f"\ndown_revision = None\n' });
    expect(workspace.roleOf('shop/revisions/3b0f.py')).toBe('migration');
  });

  it('takes code that invents data for a seed', async () => {
    const sources = { 'src/people.ts': "import { faker } from '@faker-js/faker';\nfaker.person.fullName();\n" };
    expect((await workspaceOf(sources)).roleOf('src/people.ts')).toBe('seed');
  });

  it('takes an application that invents some data for an application', async () => {
    const sources = { 'app.py': 'from faker import Faker\nfrom flask import Flask\n\napp = Flask(__name__)\n' };
    expect((await workspaceOf(sources)).roleOf('app.py')).toBeUndefined();
  });

  it('follows the configuration', async () => {
    const configuration = '{ "roles": { "script": ["jobs/**"] } }';
    expect((await workspaceOf({ 'jobs/a.ts': '' }, configuration)).roleOf('jobs/a.ts')).toBe('script');
  });
});

describe('layers', () => {
  const server = { 'src/server.ts': "import express from 'express';\nexport const app = express();\napp.listen(3000);\n" };

  it.each([
    ['src/server.ts', '', 'entrypoint'],
    ['src/orders.ts', "import { Router } from 'express';\nexport const r = Router();\nr.get('/orders', list);\n", 'controller'],
    ['src/a/orders.controller.ts', '', 'controller'],
    ['src/a/orders.service.ts', '', 'service'],
    ['src/a/orders.repository.ts', '', 'repository'],
    ['src/a/orders.entity.ts', '', 'model'],
    ['src/a/orders.dto.ts', '', 'dto'],
    ['src/config.ts', '', 'config'],
    ['src/a.middleware.ts', '', 'middleware'],
    ['src/jobs/mail.ts', '', 'job'],
    ['src/a/things.ts', 'export class OrderRepository {}\n', 'repository'],
    ['src/a/things.ts', '', undefined],
    ['src/a/orders.routes.ts', '', 'controller'],
    [
      'src/env/read.ts',
      "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { URL: str() });\n",
      'config',
    ],
    ['src/a/mails.ts', "import { Processor } from '@nestjs/bullmq';\n@Processor('mails')\nexport class Mails {}\n", 'job'],
    ['src/a/prices.ts', "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Prices {}\n", 'service'],
    ['src/a/jwt.guard.ts', "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Jwt {}\n", 'middleware'],
    [
      'src/services/web.ts',
      "import { Router } from 'express';\nexport const r = Router();\nr.get('/orders', list);\n",
      'controller',
    ],
    ['src/services/orders.repository.ts', '', 'repository'],
    ['src/orders/delivery/http/orders.ts', '', 'controller'],
    ['src/ports/http/orders.ts', '', 'controller'],
    ['src/ports/mail/orders.ts', '', undefined],
    ['src/app/command/place.ts', '', 'service'],
    ['src/app/query/orders.ts', '', 'service'],
    ['src/internal/core/orders.ts', '', 'service'],
    ['src/a/things.ts', 'export class OrderDao {}\n', 'repository'],
    ['src/a/things.ts', 'export class OrderStore {}\n', 'repository'],
    ['src/a/things.ts', 'export interface OrderStore {}\n', undefined],
    ['src/api/orders.ts', 'export const tax = 0.2;\n', undefined],
  ])('%s is %3$s', async (path, text, layer) => {
    const workspace = await workspaceOf({ ...server, ...(text !== '' || !(path in server) ? { [path]: text } : {}) });
    expect(workspace.layerOf(path)?.layer).toBe(layer);
  });

  it.each([
    [
      'a model with its manager is a model',
      'class Orders(models.Manager):\n    pass\n\n\nclass Order(models.Model):\n    pass\n',
      'model',
    ],
    ['a manager alone is a repository', 'class Orders(models.Manager):\n    pass\n', 'repository'],
  ])('%s', async (_, text, layer) => {
    const workspace = await workspaceOf({ 'shop/things.py': `from django.db import models\n\n\n${text}` });
    expect(workspace.layerOf('shop/things.py')?.layer).toBe(layer);
  });

  it('says that a file with functions beside a payload is none', async () => {
    const text = 'from pydantic import BaseModel\n\n\nclass Order(BaseModel):\n    id: int\n';
    const alone = await workspaceOf({ 'shop/things.py': text });
    expect(alone.layerOf('shop/things.py')?.layer).toBe('dto');
    const mixed = await workspaceOf({ 'shop/things.py': `${text}\n\ndef place(order):\n    return order\n` });
    expect(mixed.layerOf('shop/things.py')).toBeUndefined();
  });

  it('follows the configuration before all else', async () => {
    const workspace = await workspaceOf(
      { ...server, 'src/a/orders.service.ts': '' },
      '{ "layers": { "repository": ["src/a/*"] } }',
    );
    expect(workspace.layerOf('src/a/orders.service.ts')).toMatchObject({ layer: 'repository', score: 100 });
  });

  it('does not take what a handler is made from for one', async () => {
    const workspace = await workspaceOf({
      'go.mod': 'module example.com/shop\n\nrequire github.com/go-chi/chi/v5 v5.0.0\n',
      'internal/auth/auth.go':
        'package auth\n\nimport (\n\t"net/http"\n\n\t"example.com/shop/pkg/log"\n)\n\n' +
        'func Login(logger log.Logger) http.HandlerFunc {\n\treturn func(w http.ResponseWriter, r *http.Request) { logger.Info("in") }\n}\n',
      'internal/routes.go':
        'package internal\n\nimport (\n\t"example.com/shop/internal/auth"\n\t"example.com/shop/pkg/log"\n\t"github.com/go-chi/chi/v5"\n)\n\n' +
        'func Register(r chi.Router, logger log.Logger) {\n\tr.Post("/login", auth.Login(logger))\n}\n',
      'pkg/log/logger.go':
        'package log\n\ntype Logger interface{ Info(message string) }\n\ntype logger struct{}\n\nfunc New() Logger { return &logger{} }\n\nfunc (l *logger) Info(message string) {}\n',
    });
    expect(workspace.layerOf('pkg/log/logger.go')).toBeUndefined();
    expect(workspace.layerOf('internal/auth/auth.go')?.layer).toBe('controller');
  });
});

describe('layers of a browser application', () => {
  it.each([
    ['src/services/orders.ts', 'export const list = () => fetch("/api/orders");\n', 'client'],
    ['src/api/orders.ts', 'export const list = () => fetch("/api/orders");\n', 'client'],
    ['src/store/orders.ts', 'export const state = {};\n', undefined],
    ['src/views/Orders.tsx', 'export const Orders = () => <p>orders</p>;\n', 'component'],
  ])('%s is %3$s', async (path, text, layer) => {
    const workspace = await workspaceOf({
      'package.json': '{ "dependencies": { "react-dom": "19" } }',
      'src/main.tsx': 'export const App = () => <p>shop</p>;\n',
      [path]: text,
    });
    expect(workspace.layerOf(path)?.layer).toBe(layer);
  });

  it('tells jobs by their decorators in Python', async () => {
    const text = 'from celery import shared_task\n\n\n@shared_task\ndef send():\n    return 1\n';
    expect((await workspaceOf({ 'shop/mail.py': text })).layerOf('shop/mail.py')).toMatchObject({ layer: 'job', score: 91 });
  });

  it('tells Go functions that wrap handlers', async () => {
    const text = 'package web\n\nimport "net/http"\n\nfunc Logged(next http.Handler) http.Handler { return next }\n';
    expect((await workspaceOf({ 'web/logged.go': text })).layerOf('web/logged.go')?.layer).toBe('middleware');
  });
});

describe('runtimes', () => {
  it.each([
    ['what it imports says so', { 'src/a.ts': "import { useState } from 'react';\nuseState(1);\n" }, 'browser'],
    ['a server package', { 'src/a.ts': "import express from 'express';\nexpress();\n" }, 'server'],
    [
      'only browser code imports it',
      {
        'src/a.ts': 'export const a = 1;\n',
        'src/b.tsx': "import { useState } from 'react';\nimport { a } from './a';\nuseState(a);\n",
      },
      'browser',
    ],
    [
      'components of Next.js that a client component imports',
      {
        'package.json': '{ "dependencies": { "next": "16" } }',
        'src/a.ts': 'export const a = 1;\n',
        'src/b.tsx': "'use client';\nimport { c } from './c';\nexport const B = () => <p>{c}</p>;\n",
        'src/c.ts': "import { a } from './a';\nexport const c = a;\n",
      },
      'browser',
    ],
    [
      'what both sides of Next.js import',
      {
        'package.json': '{ "dependencies": { "next": "16" } }',
        'src/a.ts': 'export const a = 1;\n',
        'src/b.tsx': "'use client';\nimport { a } from './a';\nexport const B = () => <p>{a}</p>;\n",
        'src/app/api/route.ts': "import { a } from '../../a';\nexport const GET = () => a;\n",
      },
      'unknown',
    ],
    [
      'what only a route of Next.js imports',
      {
        'package.json': '{ "dependencies": { "next": "16" } }',
        'src/a.ts': 'export const a = 1;\n',
        'src/app/api/route.ts': "import { a } from '../../a';\nexport const GET = () => a;\n",
      },
      'server',
    ],
    ['nothing says so', { 'src/a.ts': 'export const a = 1;\n' }, 'unknown'],
  ])('%s', async (_, sources, runtime) => {
    expect((await workspaceOf(sources as Sources)).runtimeOf('src/a.ts')).toBe(runtime);
  });
});

describe('units', () => {
  it('cuts at manifests and says what each is', async () => {
    const workspace = await workspaceOf({
      'package.json': '{ "private": true, "workspaces": ["*"] }',
      'api/package.json': '{ "dependencies": { "express": "5" } }',
      'api/src/server.ts': "import express from 'express';\nexpress().listen(3000);\n",
      'web/package.json': '{ "dependencies": { "react-dom": "19" } }',
      'web/src/app.tsx': 'export const App = () => <p>shop</p>;\n',
      'core/package.json': '{ "name": "core", "main": "./index.ts" }',
      'core/index.ts': 'export const a = 1;\n',
      'worker/go.mod': 'module example.com/worker\n',
      'worker/main.go': 'package main\n\nfunc main() {}\n',
    });
    expect(workspace.units.map((it) => `${it.folder}: ${it.kind}`)).toEqual([
      'api: server',
      'core: library',
      'web: frontend',
      'worker: tool',
    ]);
    expect(workspace.unitOf('web/src/app.tsx').folder).toBe('web');
  });
});

describe('unit kinds', () => {
  it.each([
    ['worker', { 'worker.ts': "import { Worker } from 'bullmq';\nnew Worker('mails', send);\n" }],
    ['worker', { 'tasks.py': 'from celery import Celery\n\napp = Celery("mails")\n' }],
    [
      'server',
      { 'a.ts': "import { Worker } from 'bullmq';\nimport express from 'express';\nnew Worker('mails', send);\nexpress();\n" },
    ],
    ['library', { 'go.mod': 'module shop\n', 'money.go': 'package money\n' }],
    ['tool', { 'go.mod': 'module shop\n', 'main.go': 'package main\n\nfunc main() {}\n' }],
    [
      'frontend',
      {
        'package.json': '{ "dependencies": { "vue": "3" } }',
        'App.vue': '<template><p/></template>\n<script setup>\nconst a = 1;\n</script>\n',
      },
    ],
  ])('%s', async (kind, sources) => {
    expect((await workspaceOf(sources as unknown as Sources)).units.map((it) => it.kind)).toEqual([kind]);
  });

  it('follows the configuration', async () => {
    const configuration = '{ "units": { ".": { "kind": "worker" } } }';
    expect((await workspaceOf({ 'a.ts': '' }, configuration)).units[0]?.kind).toBe('worker');
  });
});

describe('environments', () => {
  it('gathers reads, schemas, examples and the place for them', async () => {
    const workspace = await workspaceOf({
      'src/server.ts': "import express from 'express';\nexpress().listen(Number(process.env.PORT));\n",
      'src/config.ts':
        "import { z } from 'zod';\nexport const config = z.object({ DATABASE_URL: z.string(), LEVEL: z.string().optional() }).parse(process.env);\n",
      '.env.example': 'DATABASE_URL=x\n',
    });
    const environment = workspace.environmentOf(workspace.unitOf('src/server.ts'));
    expect(environment.reads.map((it) => it.name)).toEqual(['PORT']);
    expect(environment.declared.map((it) => [it.name, it.isOptional])).toEqual([
      ['DATABASE_URL', false],
      ['LEVEL', true],
    ]);
    expect(environment.examples.map((it) => it.path)).toEqual(['.env.example']);
    expect(environment.configModules).toEqual(['src/config.ts']);
    expect([environment.hasDynamicReads, environment.hasEnvFile]).toEqual([false, false]);
  });

  it("leaves another unit's example alone, and sees computed names", async () => {
    const workspace = await workspaceOf({
      'go.mod': 'module example.com/shop\n',
      'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.Getenv(os.Args[1]) }\n',
      'web/package.json': '{ "dependencies": { "react-dom": "19" } }',
      'web/app.tsx': 'export const App = () => <p>shop</p>;\n',
      'web/.env.example': 'VITE_API=/api\n',
    });
    const environment = workspace.environmentOf(workspace.unitOf('main.go'));
    expect(environment.examples).toEqual([]);
    expect(environment.hasDynamicReads).toBe(true);
  });

  it('takes no file for the configuration because of its folder alone', async () => {
    const workspace = await workspaceOf({
      'src/server.js': "const express = require('express');\nexpress().listen(process.env.PORT);\n",
      'src/middlewares/settings/increase.js': 'exports.increase = (value) => value + 1;\n',
      'src/config/database.js': 'exports.url = process.env.DATABASE_URL;\n',
    });
    const environment = workspace.environmentOf(workspace.unitOf('src/server.js'));
    expect(environment.configModules).toEqual(['src/config/database.js']);
  });

  it('takes a file that gathers eight names for the configuration, and not one with seven', async () => {
    const reads = (count: number) =>
      Array.from({ length: count }, (_, index) => `export const v${index} = process.env.SHOP_${index};\n`).join('');
    const workspace = await workspaceOf({ 'src/many.ts': reads(8), 'src/few.ts': reads(7) });
    expect(workspace.environmentOf(workspace.unitOf('src/many.ts')).configModules).toEqual(['src/many.ts']);
  });
});
