// Where imports lead: each case is a small folder, the import of its first file, and what it resolves to.
import { expect, it } from 'vitest';
import type { Resolution } from '#link/meaning.ts';
import { projectOf, type Sources } from '../sources.ts';

interface Case {
  readonly title: string;
  readonly from: string;
  readonly text: string;
  readonly others?: Sources;
  /** A path, `package NAME`, `folder PATH`, or `missing`. */
  readonly leadsTo: string;
}

const CASES: readonly Case[] = [
  { title: 'a relative path', from: 'src/a.ts', text: "import './b';", others: { 'src/b.ts': '' }, leadsTo: 'src/b.ts' },
  {
    title: 'a relative path that names the output',
    from: 'src/a.ts',
    text: "import './b.js';",
    others: { 'src/b.ts': '' },
    leadsTo: 'src/b.ts',
  },
  {
    title: 'a folder with an index',
    from: 'src/a.ts',
    text: "import './orders';",
    others: { 'src/orders/index.tsx': '' },
    leadsTo: 'src/orders/index.tsx',
  },
  { title: 'nothing there', from: 'src/a.ts', text: "import './gone';", leadsTo: 'missing' },
  { title: 'a package', from: 'src/a.ts', text: "import '@scope/name/deep';", leadsTo: 'package @scope/name' },
  { title: 'a module of Node.js', from: 'src/a.ts', text: "import 'node:fs/promises';", leadsTo: 'package fs' },
  {
    title: '`paths` of a tsconfig',
    from: 'src/a.ts',
    text: "import '@app/orders';",
    others: { 'src/orders.ts': '', 'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }' },
    leadsTo: 'src/orders.ts',
  },
  {
    title: '`paths` of a tsconfig that is extended',
    from: 'api/src/a.ts',
    text: "import '@app/orders';",
    others: {
      'api/src/orders.ts': '',
      'api/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
      'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@app/*": ["./api/src/*"] } } }',
    },
    leadsTo: 'api/src/orders.ts',
  },
  {
    title: '`baseUrl`',
    from: 'src/a.ts',
    text: "import 'shared/orders';",
    others: { 'src/shared/orders.ts': '', 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }' },
    leadsTo: 'src/shared/orders.ts',
  },
  {
    title: 'a subpath import',
    from: 'src/a.ts',
    text: "import '#orders/list.ts';",
    others: { 'src/orders/list.ts': '', 'package.json': '{ "imports": { "#orders/*": "./src/orders/*" } }' },
    leadsTo: 'src/orders/list.ts',
  },
  {
    title: 'a package of the workspace by its entry',
    from: 'apps/api/src/a.ts',
    text: "import '@shop/core';",
    others: {
      'package.json': '{ "workspaces": ["apps/*", "packages/*"] }',
      'packages/core/package.json': '{ "name": "@shop/core", "main": "./src/index.ts" }',
      'packages/core/src/index.ts': '',
    },
    leadsTo: 'packages/core/src/index.ts',
  },
  {
    title: 'the wide-spread `@/`',
    from: 'src/pages/a.ts',
    text: "import '@/orders';",
    others: { 'src/orders.ts': '' },
    leadsTo: 'src/orders.ts',
  },
  {
    title: 'CommonJS',
    from: 'src/a.js',
    text: "const b = require('./b');",
    others: { 'src/b.js': '' },
    leadsTo: 'src/b.js',
  },
  {
    title: 'a Vue component',
    from: 'src/a.ts',
    text: "import Order from './Order.vue';",
    others: { 'src/Order.vue': '<script></script>' },
    leadsTo: 'src/Order.vue',
  },
  {
    title: 'Python: a package',
    from: 'shop/views.py',
    text: 'from shop.orders import service',
    others: { 'shop/__init__.py': '', 'shop/orders/__init__.py': '', 'shop/orders/service.py': '' },
    leadsTo: 'shop/orders/service.py',
  },
  {
    title: 'Python: a name in a package',
    from: 'shop/views.py',
    text: 'from shop.orders import place',
    others: { 'shop/__init__.py': '', 'shop/orders/__init__.py': 'def place(): ...\n' },
    leadsTo: 'shop/orders/__init__.py',
  },
  {
    title: 'Python: two dots',
    from: 'shop/orders/views.py',
    text: 'from ..core import service',
    others: { 'shop/core/service.py': '' },
    leadsTo: 'shop/core/service.py',
  },
  {
    title: 'Python: the src layout',
    from: 'tests/check.py',
    text: 'from shop.orders import place',
    others: { 'src/shop/__init__.py': '', 'src/shop/orders.py': '' },
    leadsTo: 'src/shop/orders.py',
  },
  {
    title: 'Python: the standard library is not the file of that name',
    from: 'shop/views.py',
    text: 'import logging',
    others: { 'logging.py': '' },
    leadsTo: 'package logging',
  },
  {
    title: 'Python: a package of the registry',
    from: 'shop/views.py',
    text: 'import sqlalchemy.orm',
    leadsTo: 'package sqlalchemy',
  },
  {
    title: 'Go: a package of the module',
    from: 'cmd/shop/main.go',
    text: 'package main\n\nimport "example.com/shop/internal/orders"\n',
    others: { 'go.mod': 'module example.com/shop\n', 'internal/orders/orders.go': 'package orders\n' },
    leadsTo: 'folder internal/orders',
  },
  {
    title: 'Go: a module below another folder',
    from: 'api/main.go',
    text: 'package main\n\nimport "example.com/api/orders"\n',
    others: { 'api/go.mod': 'module example.com/api\n', 'api/orders/orders.go': 'package orders\n' },
    leadsTo: 'folder api/orders',
  },
  {
    title: 'Go: a package of another module',
    from: 'main.go',
    text: 'package main\n\nimport "github.com/gin-gonic/gin"\n',
    others: { 'go.mod': 'module example.com/shop\n' },
    leadsTo: 'package github.com/gin-gonic/gin',
  },
  {
    title: 'Go: a folder that is not there',
    from: 'main.go',
    text: 'package main\n\nimport "example.com/shop/gone"\n',
    others: { 'go.mod': 'module example.com/shop\n' },
    leadsTo: 'missing',
  },
];

it.each(CASES)('$title', async ({ from, text, others, leadsTo }) => {
  const { project } = await projectOf({ [from]: text, ...others }, { rules: [] });
  project.check();
  const resolution = project.workspace?.linker.resolution(from, 0);
  expect(resolution && described(resolution)).toBe(leadsTo);
});

function described(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'file':
      return resolution.path;
    case 'folder':
      return `folder ${resolution.path}`;
    case 'package':
      return `package ${resolution.name}`;
    case 'missing':
      return 'missing';
  }
}
