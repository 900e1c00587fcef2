// What calls mean, followed over files: a comment at the end of a line says what its outermost call stands for.
import { expect, it } from 'vitest';
import { LineIndex } from '#base/span.ts';
import type { Meaning } from '#link/meaning.ts';
import { projectOf, type Sources } from '../sources.ts';

const CASES: readonly { readonly title: string; readonly sources: Sources }[] = [
  {
    title: 'a value of another file, through two re-exports',
    sources: {
      'src/db.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();\n",
      'src/inner.ts': "export { pool as database } from './db';\n",
      'src/index.ts': "export * from './inner';\n",
      'src/a.ts': "import { database } from './index';\ndatabase.query('…'); // = pg Pool.*.query\n",
    },
  },
  {
    title: 'a namespace',
    sources: {
      'src/db.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();\n",
      'src/a.ts': "import * as db from './db';\ndb.pool.query('…'); // = pg Pool.*.query\n",
    },
  },
  {
    title: 'a default export',
    sources: {
      'src/app.ts': "import express from 'express';\nexport default express();\n",
      'src/a.ts': "import app from './app';\napp.get('/', list); // = express default.().get\n",
    },
  },
  {
    title: 'CommonJS, all ways',
    sources: {
      'src/one.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n",
      'src/two.js': "const { Pool } = require('pg');\nexports.pool = new Pool();\n",
      'src/three.js': "const pool = require('./one');\nmodule.exports = { pool };\n",
      'src/a.js': [
        "const one = require('./one');",
        "const { pool } = require('./two');",
        "const three = require('./three');",
        "one.query('…'); // = pg Pool.*.query",
        "pool.query('…'); // = pg Pool.*.query",
        "three.pool.query('…'); // = pg Pool.*.query",
        '',
      ].join('\n'),
    },
  },
  {
    title: 'what a constructor takes',
    sources: {
      'src/orders.ts': [
        "import { PrismaClient } from '@prisma/client';",
        "import { Mailer } from './mailer';",
        'export class Orders {',
        '  constructor(private readonly prisma: PrismaClient, private readonly mailer: Mailer) {}',
        '  all() {',
        '    this.prisma.order.findMany(); // = @prisma/client PrismaClient.*.order.findMany',
        "    this.mailer.send('…'); // = src/mailer.ts#Mailer.*.send",
        '  }',
        '}',
        '',
      ].join('\n'),
      'src/mailer.ts': 'export class Mailer { send(text: string) {} }\n',
    },
  },
  {
    title: 'a class that extends one of a package, and its own methods',
    sources: {
      'src/prisma.ts':
        "import { PrismaClient } from '@prisma/client';\nexport class Prisma extends PrismaClient { close() {} }\n",
      'src/a.ts': [
        "import { Prisma } from './prisma';",
        'export function all(prisma: Prisma) {',
        '  prisma.order.findMany(); // = @prisma/client PrismaClient.*.order.findMany',
        '  prisma.close(); // = src/prisma.ts#Prisma.*.close',
        '}',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'what a function gives',
    sources: {
      'src/db.ts': "import { Pool } from 'pg';\nexport function connect() {\n  return new Pool();\n}\n",
      'src/a.ts': "import { connect } from './db';\nconst pool = connect();\npool.query('…'); // = pg Pool.*.query\n",
    },
  },
  {
    title: 'imports in a circle end',
    sources: {
      'src/a.ts': "import { b } from './b';\nexport const a = b;\na.query('…'); // = src/b.ts#b.query\n",
      'src/b.ts': "import { a } from './a';\nexport const b = a;\n",
    },
  },
  {
    title: 'Python: what FastAPI injects',
    sources: {
      'shop/db.py': 'from sqlalchemy.orm import Session\n\n\ndef session() -> Session:\n    ...\n',
      'shop/views.py': [
        'from typing import Annotated',
        '',
        'from fastapi import Depends',
        'from shop.db import session',
        'from sqlalchemy.orm import Session',
        '',
        'Db = Annotated[Session, Depends(session)]',
        '',
        '',
        'def one(db=Depends(session)):',
        '    db.commit()  # = sqlalchemy orm.Session.*.commit',
        '',
        '',
        'def two(db: Db):',
        '    db.commit()  # = sqlalchemy orm.Session.*.commit',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'Python: a name of the package itself that is called like the package',
    sources: {
      'shop/__init__.py': '',
      'shop/orders/__init__.py': 'from flask import Blueprint\norders = Blueprint("orders", __name__)\nfrom . import views\n',
      'shop/orders/views.py': [
        'from . import orders',
        'orders.before_request(None)  # = flask Blueprint.*.before_request',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'Python: a module, a name in it, and what a constructor keeps',
    sources: {
      'shop/__init__.py': '',
      'shop/cache.py': 'import redis\n\nclient = redis.Redis()\n',
      'shop/views.py': [
        'from shop import cache',
        'from shop.cache import client as other',
        '',
        'cache.client.set("a", 1)  # = redis Redis.*.set',
        'other.set("a", 1)  # = redis Redis.*.set',
        '',
        '',
        'class Orders:',
        '    def __init__(self, kept):',
        '        self.client = other',
        '',
        '    def all(self):',
        '        self.client.get("a")  # = redis Redis.*.get',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'Go: fields of a struct, methods of its type, another file of the package',
    sources: {
      'go.mod': 'module example.com/shop\n',
      'store/store.go': [
        'package store',
        '',
        'import "database/sql"',
        '',
        'type Store struct{ db *sql.DB }',
        '',
        'func New(db *sql.DB) *Store { return &Store{db: db} }',
        '',
      ].join('\n'),
      'store/orders.go': [
        'package store',
        '',
        'func (s *Store) Orders() {',
        '\ts.db.Query("…") // = database/sql DB.*.Query',
        '}',
        '',
      ].join('\n'),
      'main.go': [
        'package main',
        '',
        'import "example.com/shop/store"',
        '',
        'func main() {',
        '\ts := store.New(nil)',
        '\ts.Orders() // = store/orders.go#Store.*.Orders',
        '}',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'Go: variables of a package made by `new` and by a literal',
    sources: {
      'go.mod': 'module example.com/shop\n',
      'store/store.go': [
        'package store',
        '',
        'type Orders struct{}',
        '',
        'func (o Orders) All() {}',
        '',
        'var Shared = Orders{}',
        '',
        'type Group struct{ Orders }',
        '',
        'var All = new(Group)',
        '',
      ].join('\n'),
      'api/api.go': [
        'package api',
        '',
        'import "example.com/shop/store"',
        '',
        'var made = new(store.Orders)',
        'var literal = &store.Orders{}',
        '',
        'func list() {',
        '\tmade.All() // = store/store.go#Orders.*.All',
        '\tliteral.All() // = store/store.go#Orders.*.All',
        '\tstore.Shared.All() // = store/store.go#Orders.*.All',
        '\tstore.All.Orders.All() // = store/store.go#Orders.*.All',
        '\tlocal := new(store.Orders)',
        '\tlocal.All() // = store/store.go#Orders.*.All',
        '}',
        '',
      ].join('\n'),
    },
  },
  {
    title: 'Go: results of a call with several',
    sources: {
      'main.go': [
        'package main',
        '',
        'import "database/sql"',
        '',
        'func open() (*sql.DB, error) { return sql.Open("pgx", "") }',
        '',
        'func main() {',
        '\tdb, err := open()',
        '\tdb.Query("…") // = database/sql DB.*.Query',
        '\t_ = err',
        '}',
        '',
      ].join('\n'),
    },
  },
];

it.each(CASES)('$title', async ({ sources }) => {
  const { project } = await projectOf(sources, { rules: [] });
  project.check();
  const found: string[] = [];
  const wanted: string[] = [];
  for (const [path, text] of Object.entries(sources)) {
    const facts = project.workspace?.files.get(path)?.facts;
    const index = new LineIndex(text);
    for (const [line, content] of text.split('\n').entries()) {
      const expected = /(?:\/\/|#) = (.*)$/.exec(content)?.[1];
      if (expected === undefined || facts?.kind !== 'code') continue;
      const calls = [...facts.calls.entries()].filter(([, it]) => index.positionAt(it.span.start).line === line);
      const [outermost] = calls.sort(([, a], [, b]) => b.span.end - b.span.start - (a.span.end - a.span.start));
      const meaning = outermost && project.workspace?.linker.callee(path, outermost[0]);
      wanted.push(`${path}:${line + 1} ${expected}`);
      found.push(`${path}:${line + 1} ${meaning ? described(meaning) : 'no call'}`);
    }
  }
  expect(found).toEqual(wanted);
  expect(wanted).not.toEqual([]);
});

function described(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'external':
      return `${meaning.module} ${meaning.chain.join('.')}`;
    case 'local':
      return `${meaning.file}#${[meaning.name, ...meaning.chain].join('.')}`;
    case 'global':
      return `global ${meaning.chain.join('.')}`;
    case 'unknown':
      return '?';
  }
}
