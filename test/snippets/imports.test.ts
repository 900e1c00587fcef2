import { describe, expect, test } from 'vitest';
import { addGoImports } from '#snippets/go-imports.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import { addPythonImports } from '#snippets/python-imports.ts';
import { addScriptImports } from '#snippets/script-imports.ts';
import { applyTextChanges } from '#snippets/text-change.ts';

const z: NeededImport = { module: 'zod', names: ['z'] };
const request: NeededImport = { module: 'express', names: [{ name: 'Request', type: true }] };

describe('TypeScript', () => {
  const add = (text: string, ...needed: NeededImport[]): string =>
    applyTextChanges(text, addScriptImports(text, { start: 0, end: text.length }, needed).changes);

  test.each<[string, string, NeededImport[], string]>([
    ['the first import', 'const a = 1;\n', [z], "import { z } from 'zod';\n\nconst a = 1;\n"],
    ['below a directive', "'use client';\n\nconst a = 1;\n", [z], "'use client';\n\nimport { z } from 'zod';\n\nconst a = 1;\n"],
    ['below a directive without a gap', "'use client';\nlet a;\n", [z], "'use client';\n\nimport { z } from 'zod';\n\nlet a;\n"],
    [
      'below a shebang and a licence',
      '#!/usr/bin/env node\n/* MIT */\n\nlet a;\n',
      [z],
      "#!/usr/bin/env node\n/* MIT */\n\nimport { z } from 'zod';\n\nlet a;\n",
    ],
    [
      'above a comment that belongs to the code',
      '/** The answer. */\nlet a;\n',
      [z],
      "import { z } from 'zod';\n\n/** The answer. */\nlet a;\n",
    ],
    [
      'in the file’s quotes, without semicolons',
      'import a from "a"\nlet b\n',
      [z],
      'import a from "a"\nimport { z } from "zod"\nlet b\n',
    ],
    ['into its module', "import { y } from 'zod';\n", [z], "import { y, z } from 'zod';\n"],
    ['into its module, sorted', "import { ZodError } from 'zod';\n", [z], "import { ZodError, z } from 'zod';\n"],
    ['into its module, unsorted as it is', "import { b, a } from 'zod';\n", [z], "import { b, a, z } from 'zod';\n"],
    ['one a line', "import {\n  a,\n  b,\n} from 'zod';\n", [z], "import {\n  a,\n  b,\n  z,\n} from 'zod';\n"],
    [
      'one a line without a last comma',
      "import {\n    a,\n    b\n} from 'zod';\n",
      [z],
      "import {\n    a,\n    b,\n    z\n} from 'zod';\n",
    ],
    [
      'behind a comment in the list',
      "import {\n  a, // first\n} from 'zod';\n",
      [z],
      "import {\n  a, // first\n  z,\n} from 'zod';\n",
    ],
    [
      'beside a list that ends in a comment',
      "import {\n  a // first\n} from 'zod';\n",
      [z],
      "import {\n  a // first\n} from 'zod';\nimport { z } from 'zod';\n",
    ],
    ['behind a default', "import express from 'express';\n", [request], "import express, { type Request } from 'express';\n"],
    [
      'a type into a type import',
      "import type { Response } from 'express';\n",
      [request],
      "import type { Request, Response } from 'express';\n",
    ],
    [
      'a type into a value import',
      "import { Router } from 'express';\n",
      [request],
      "import { type Request, Router } from 'express';\n",
    ],
    ['types alone', '', [request], "import type { Request } from 'express';\n\n"],
    [
      'a default beside names',
      "import { Router } from 'express';\n",
      [{ module: 'express', default: 'express' }],
      "import express, { Router } from 'express';\n",
    ],
    ['beside a namespace', "import * as zod from 'zod';\n", [z], "import * as zod from 'zod';\nimport { z } from 'zod';\n"],
    [
      'an import for its effect, once',
      "import 'reflect-metadata';\n",
      [{ module: 'reflect-metadata' }],
      "import 'reflect-metadata';\n",
    ],
    ['nothing twice', "import { z } from 'zod';\n", [z], "import { z } from 'zod';\n"],
    ['nothing that came under another form', "import z from 'zod';\n", [z], "import z from 'zod';\n"],
    [
      'node: and bare names as one',
      "import { createHash } from 'crypto';\n",
      [{ module: 'node:crypto', names: ['randomUUID'] }],
      "import { createHash, randomUUID } from 'crypto';\n",
    ],
    [
      'among its like',
      "import { join } from 'node:path';\nimport a from 'a';\nimport { b } from './b.js';\n",
      [{ module: 'node:crypto', names: ['randomUUID'] }, z, { module: '../errors.js', names: ['AppError'], isOwn: true }],
      "import { join } from 'node:path';\nimport { randomUUID } from 'node:crypto';\nimport a from 'a';\nimport { z } from 'zod';\nimport { AppError } from '../errors.js';\nimport { b } from './b.js';\n",
    ],
    [
      'in order where its like are sorted',
      "import a from 'a';\nimport b from 'express';\nimport c from 'zzz';\n",
      [z],
      "import a from 'a';\nimport b from 'express';\nimport { z } from 'zod';\nimport c from 'zzz';\n",
    ],
    [
      'an own name from another own module will do',
      "import { logger } from '@/log';\n",
      [{ module: './logger', names: ['logger'], isOwn: true }],
      "import { logger } from '@/log';\n",
    ],
    [
      'an own name that the file declares',
      'export const logger = 1;\n',
      [{ module: './logger', names: ['logger'], isOwn: true }],
      'export const logger = 1;\n',
    ],
    ['CRLF', "import a from 'a';\r\nlet b;\r\n", [z], "import a from 'a';\r\nimport { z } from 'zod';\r\nlet b;\r\n"],
    ['a byte order mark stays first', '\uFEFFlet b;\n', [z], "\uFEFFimport { z } from 'zod';\n\nlet b;\n"],
    ['import() and import.meta are no imports', 'await import("a");\n', [z], 'import { z } from "zod";\n\nawait import("a");\n'],
    [
      'attributes are stepped over',
      "import a from './a.json' with { type: 'json' };\nlet b;\n",
      [z],
      "import { z } from 'zod';\nimport a from './a.json' with { type: 'json' };\nlet b;\n",
    ],
    [
      'a long list is broken',
      '',
      [
        {
          module: '@nestjs/common',
          names: ['ArgumentsHost', 'CallHandler', 'Controller', 'ExceptionFilter', 'Injectable', 'NestInterceptor'],
        },
      ],
      "import {\n  ArgumentsHost,\n  CallHandler,\n  Controller,\n  ExceptionFilter,\n  Injectable,\n  NestInterceptor,\n} from '@nestjs/common';\n\n",
    ],
  ])('%s', (_, before, needed, after) => {
    expect(add(before, ...needed)).toBe(after);
  });

  test('joins requests for one module', () => {
    expect(
      add('', { module: 'express', names: [{ name: 'Router', type: true }] }, { module: 'express', names: ['Router'] }),
    ).toBe("import { Router } from 'express';\n\n");
  });

  test.each([
    ["import { z } from './z';\n", z, ['z']],
    ['const z = 1;\n', z, ['z']],
    ["import { z } from 'zod';\n", z, []],
  ])('tells of a name in conflict: %s', (text, needed, conflicts) => {
    expect(addScriptImports(text, { start: 0, end: text.length }, [needed]).conflicts).toEqual(conflicts);
  });

  test('twice is once', () => {
    const once = add("import a from 'a';\n", z, request);
    expect(add(once, z, request)).toBe(once);
  });
});

describe('Python', () => {
  const add = (text: string, ...needed: NeededImport[]): string =>
    applyTextChanges(text, addPythonImports(text, needed, ['app']).changes);
  const fastapi: NeededImport = { module: 'fastapi', names: ['FastAPI'] };
  const json: NeededImport = { module: 'json', namespace: 'json' };
  const errors: NeededImport = { module: 'app.errors', names: ['AppError'], isOwn: true };

  test.each<[string, string, NeededImport[], string]>([
    [
      'one into the first line and one above it',
      'from flask import Flask\n\napp = Flask()\n',
      [
        { module: 'flask', names: ['g'] },
        { module: 'uuid', names: ['uuid4'] },
      ],
      'from uuid import uuid4\n\nfrom flask import Flask, g\n\napp = Flask()\n',
    ],
    ['the first import, above code', 'x = 1\n', [json], 'import json\n\nx = 1\n'],
    ['the first import, above a function', 'def f():\n    pass\n', [json], 'import json\n\n\ndef f():\n    pass\n'],
    ['below a docstring', '"""Orders."""\n\nx = 1\n', [json], '"""Orders."""\n\nimport json\n\nx = 1\n'],
    [
      'below a long docstring',
      '"""Orders.\n\nimport this\n"""\nx = 1\n',
      [json],
      '"""Orders.\n\nimport this\n"""\n\nimport json\n\nx = 1\n',
    ],
    [
      'below __future__',
      'from __future__ import annotations\n\nx = 1\n',
      [json],
      'from __future__ import annotations\n\nimport json\n\nx = 1\n',
    ],
    [
      'in sections',
      '',
      [errors, fastapi, json],
      'import json\n\nfrom fastapi import FastAPI\n\nfrom app.errors import AppError\n\n',
    ],
    [
      'a section between others',
      'import os\n\nfrom app.config import settings\n\nx = 1\n',
      [fastapi],
      'import os\n\nfrom fastapi import FastAPI\n\nfrom app.config import settings\n\nx = 1\n',
    ],
    [
      'a section before all others',
      'from app.config import settings\n',
      [json],
      'import json\n\nfrom app.config import settings\n',
    ],
    [
      'two of a section that was not there',
      'import os\n',
      [fastapi, { module: 'structlog', namespace: 'structlog' }],
      'import os\n\nimport structlog\nfrom fastapi import FastAPI\n',
    ],
    [
      'in order within a section',
      'import os\nfrom typing import Any\n',
      [json],
      'import json\nimport os\nfrom typing import Any\n',
    ],
    [
      'plain before from',
      'import os\nfrom typing import Any\n',
      [{ module: 'time', namespace: 'time' }],
      'import os\nimport time\nfrom typing import Any\n',
    ],
    ['into its module', 'from fastapi import APIRouter, status\n', [fastapi], 'from fastapi import APIRouter, FastAPI, status\n'],
    [
      'into a broken list',
      'from fastapi import (\n    APIRouter,\n)\n',
      [fastapi],
      'from fastapi import (\n    APIRouter,\n    FastAPI,\n)\n',
    ],
    [
      'breaks a long list',
      `from fastapi import ${['Aaaaaaaaaaaaaaaaaaaa', 'Bbbbbbbbbbbbbbbbbbb', 'Ccccccccccccccccccc'].join(', ')}\n`,
      [fastapi],
      'from fastapi import (\n    Aaaaaaaaaaaaaaaaaaaa,\n    Bbbbbbbbbbbbbbbbbbb,\n    Ccccccccccccccccccc,\n    FastAPI,\n)\n',
    ],
    [
      'constants, classes, functions',
      'from app.x import run\n',
      [{ module: 'app.x', names: ['Order', 'LIMIT'] }],
      'from app.x import LIMIT, Order, run\n',
    ],
    [
      'an alias on its own',
      'from pydantic import BaseModel\n',
      [{ module: 'pydantic', names: [{ name: 'ValidationError', as: 'Invalid' }] }],
      'from pydantic import BaseModel\nfrom pydantic import ValidationError as Invalid\n',
    ],
    ['a module under a name', '', [{ module: 'redis.asyncio', namespace: 'redis' }], 'import redis.asyncio\n\n'],
    [
      'a module under another name',
      '',
      [{ module: 'redis.asyncio', namespace: 'aioredis' }],
      'import redis.asyncio as aioredis\n\n',
    ],
    [
      'nothing twice',
      'import json\nfrom fastapi import FastAPI\n',
      [json, fastapi],
      'import json\nfrom fastapi import FastAPI\n',
    ],
    ['an own name from another own module will do', 'from .errors import AppError\n', [errors], 'from .errors import AppError\n'],
    ['relative imports come last', 'from .a import b\n', [fastapi], 'from fastapi import FastAPI\n\nfrom .a import b\n'],
    ['CRLF', 'import os\r\nx = 1\r\n', [json], 'import json\r\nimport os\r\nx = 1\r\n'],
  ])('%s', (_, before, needed, after) => {
    expect(add(before, ...needed)).toBe(after);
  });

  test('tells of a name in conflict', () => {
    expect(
      addPythonImports(
        'from pydantic import ValidationError\n',
        [{ module: 'app.errors', names: ['ValidationError'], isOwn: true }],
        ['app'],
      ).conflicts,
    ).toEqual(['ValidationError']);
  });

  test('twice is once', () => {
    const once = add('"""Orders."""\n\nimport os\n', errors, fastapi, json);
    expect(add(once, errors, fastapi, json)).toBe(once);
  });
});

describe('Go', () => {
  const add = (text: string, ...modules: string[]): string =>
    applyTextChanges(
      text,
      addGoImports(
        text,
        modules.map((module) => ({ module })),
        'example.com/shop',
      ).changes,
    );

  test.each<[string, string, string[], string]>([
    ['the first import', 'package orders\n', ['time'], 'package orders\n\nimport "time"\n'],
    [
      'the first imports',
      'package orders\n\nfunc f() {}\n',
      ['time', 'github.com/a/b', 'example.com/shop/internal/apperr'],
      'package orders\n\nimport (\n\t"time"\n\n\t"github.com/a/b"\n\n\t"example.com/shop/internal/apperr"\n)\n\nfunc f() {}\n',
    ],
    [
      'below a package comment',
      '// Package orders sells.\npackage orders\n',
      ['time'],
      '// Package orders sells.\npackage orders\n\nimport "time"\n',
    ],
    [
      'into a block, in order',
      'package a\n\nimport (\n\t"context"\n\t"time"\n)\n',
      ['errors'],
      'package a\n\nimport (\n\t"context"\n\t"errors"\n\t"time"\n)\n',
    ],
    [
      'at the end of a group',
      'package a\n\nimport (\n\t"context"\n\n\t"github.com/z/z"\n)\n',
      ['time'],
      'package a\n\nimport (\n\t"context"\n\t"time"\n\n\t"github.com/z/z"\n)\n',
    ],
    [
      'a group below',
      'package a\n\nimport (\n\t"context"\n)\n',
      ['github.com/a/b', 'github.com/c/d'],
      'package a\n\nimport (\n\t"context"\n\n\t"github.com/a/b"\n\t"github.com/c/d"\n)\n',
    ],
    [
      'a group above',
      'package a\n\nimport (\n\t"github.com/a/b"\n)\n',
      ['time', 'errors'],
      'package a\n\nimport (\n\t"errors"\n\t"time"\n\n\t"github.com/a/b"\n)\n',
    ],
    [
      'own packages with the others where they stand together',
      'package a\n\nimport (\n\t"time"\n\n\t"github.com/a/b"\n)\n',
      ['example.com/shop/x'],
      'package a\n\nimport (\n\t"time"\n\n\t"example.com/shop/x"\n\t"github.com/a/b"\n)\n',
    ],
    [
      'a lone import becomes a block',
      'package a\n\nimport "time"\n',
      ['errors'],
      'package a\n\nimport (\n\t"errors"\n\t"time"\n)\n',
    ],
    ['an alias stays', 'package a\n\nimport t "time"\n', ['errors'], 'package a\n\nimport (\n\t"errors"\n\tt "time"\n)\n'],
    ['an empty block', 'package a\n\nimport (\n)\n', ['time'], 'package a\n\nimport (\n\t"time"\n)\n'],
    ['cgo is left alone', 'package a\n\nimport "C"\n', ['time'], 'package a\n\nimport "time"\n\nimport "C"\n'],
    ['nothing twice', 'package a\n\nimport (\n\t"time"\n)\n', ['time'], 'package a\n\nimport (\n\t"time"\n)\n'],
    [
      'CRLF',
      'package a\r\n\r\nimport (\r\n\t"time"\r\n)\r\n',
      ['errors'],
      'package a\r\n\r\nimport (\r\n\t"errors"\r\n\t"time"\r\n)\r\n',
    ],
  ])('%s', (_, before, modules, after) => {
    expect(add(before, ...modules)).toBe(after);
  });

  test.each([
    ['package a\n\nimport "math/rand"\n', 'crypto/rand', ['rand']],
    ['package a\n\nimport r "math/rand"\n', 'math/rand', ['rand']],
    ['package a\n\nimport "github.com/redis/go-redis/v9"\n', 'github.com/redis/go-redis/v9', []],
  ])('tells of a name in conflict: %s', (text, module, conflicts) => {
    expect(addGoImports(text, [{ module }], undefined).conflicts).toEqual(conflicts);
  });
});
