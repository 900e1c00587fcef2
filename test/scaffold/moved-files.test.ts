import { describe, expect, test } from 'vitest';
import { createMover, moveFiles } from '#scaffold/moved-files.ts';

const moves = [
  { from: 'backend/src/features/auth/{file}', to: 'backend/src/auth/{file}' },
  { from: 'backend/src/features/{feature}/{file}.service.ts', to: 'backend/src/services/{file}.service.ts' },
  { from: 'backend/src/features/{feature}/{file}.schema.ts', to: 'backend/src/schemas/{file}.schema.ts' },
  { from: 'backend/app/features/{feature}/__init__.py' },
  { from: 'backend/app/features/{feature}/service.py', to: 'backend/app/services/{feature}.py' },
  { from: 'backend/app/sign_in/{file}', to: 'backend/app/auth/{file}' },
];

function moved(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const result = moveFiles(new Map(Object.entries(files)), moves);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(result.value);
}

test.each([
  ['backend/src/features/order-lines/order-line.service.ts', 'backend/src/services/order-line.service.ts'],
  ['backend/src/features/auth/auth.service.ts', 'backend/src/auth/auth.service.ts'],
  ['backend/src/features/order-lines/notes/x.service.ts', 'backend/src/features/order-lines/notes/x.service.ts'],
  ['backend/src/features/order-lines/order-line-service-ts', 'backend/src/features/order-lines/order-line-service-ts'],
  ['backend/app/features/products/service.py', 'backend/app/services/products.py'],
  ['backend/app/features/products/__init__.py', undefined],
  ['frontend/src/features/auth/x.ts', 'frontend/src/features/auth/x.ts'],
])('%s goes to %s', (from, to) => {
  expect(createMover(moves)(from)).toBe(to);
});

describe('what names a moved file follows', () => {
  test('imports of TypeScript, which are sorted again', () => {
    const files = moved({
      'backend/src/features/products/product.service.ts': [
        "import { randomUUID } from 'node:crypto';",
        "import { Access } from '../auth/access.ts';",
        "import { NotFoundError } from '../../errors/app-errors.ts';",
        'import {',
        '  Product,',
        '  type ProductList,',
        "} from './product.schema.ts';",
        '',
        "const later = () => import('./product.schema.ts');",
        "vi.mock('../auth/access.ts');",
        '',
      ].join('\n'),
      'backend/src/features/products/product.schema.ts': '',
      'backend/src/features/auth/access.ts': "import './password.ts';\n",
      'backend/src/features/auth/password.ts': '',
      'backend/src/errors/app-errors.ts': "import type { Product } from '../features/products/product.schema.ts';\n",
      'backend/test/sign-in.ts': "import { Access } from '../src/features/auth/access.ts';\n",
    });
    expect(files).toEqual({
      'backend/src/services/product.service.ts': [
        "import { randomUUID } from 'node:crypto';",
        "import { Access } from '../auth/access.ts';",
        "import { NotFoundError } from '../errors/app-errors.ts';",
        'import {',
        '  Product,',
        '  type ProductList,',
        "} from '../schemas/product.schema.ts';",
        '',
        "const later = () => import('../schemas/product.schema.ts');",
        "vi.mock('../auth/access.ts');",
        '',
      ].join('\n'),
      'backend/src/schemas/product.schema.ts': '',
      'backend/src/auth/access.ts': "import './password.ts';\n",
      'backend/src/auth/password.ts': '',
      'backend/src/errors/app-errors.ts': "import type { Product } from '../schemas/product.schema.ts';\n",
      'backend/test/sign-in.ts': "import { Access } from '../src/auth/access.ts';\n",
    });
  });

  test('modules of Python, which are sorted again', () => {
    const files = moved({
      'backend/app/features/products/__init__.py': '',
      'backend/app/features/products/service.py': 'from app.errors import Missing\n',
      'backend/app/sign_in/__init__.py': '',
      'backend/app/sign_in/access.py': [
        'from typing import Any',
        '',
        'from app.features.products.service import (',
        '    ProductService,',
        ')',
        'from app.sign_in import passwords',
        'from app.sign_in.passwords_and_more import other',
        'from app.web import values',
        '',
        'x = app.features.products.service.ProductService',
        '',
      ].join('\n'),
      'backend/app/sign_in/passwords.py': '',
    });
    expect(files).toEqual({
      'backend/app/services/products.py': 'from app.errors import Missing\n',
      'backend/app/auth/__init__.py': '',
      'backend/app/auth/access.py': [
        'from typing import Any',
        '',
        'from app.auth import passwords',
        'from app.auth.passwords_and_more import other',
        'from app.services.products import (',
        '    ProductService,',
        ')',
        'from app.web import values',
        '',
        'x = app.services.products.ProductService',
        '',
      ].join('\n'),
      'backend/app/auth/passwords.py': '',
    });
  });

  test('paths in any text, from the project or from the app', () => {
    const text = '`backend/src/features/auth/grant.ts`, node src/features/auth/grant.ts, not src/features/auth/grant.ts-old';
    const files = moved({ 'README.md': text, 'backend/src/features/auth/grant.ts': '// run src/features/auth/grant.ts\n' });
    expect(files).toEqual({
      'README.md': '`backend/src/auth/grant.ts`, node src/auth/grant.ts, not src/features/auth/grant.ts-old',
      'backend/src/auth/grant.ts': '// run src/auth/grant.ts\n',
    });
  });
});

test('two files at one place are a problem', () => {
  const names = ['a', 'b'].map((it) => [`backend/src/features/${it}/same.service.ts`, ''] as const);
  const result = moveFiles(new Map(names), moves);
  expect(!result.ok && result.problems).toEqual([
    {
      path: ['backend/src/services/same.service.ts'],
      message: 'is where two files are moved to, one of them backend/src/features/b/same.service.ts',
    },
  ]);
});

test('without moves everything stays', () => {
  const files = new Map([['a.ts', "import './b.ts';"]]);
  expect(moveFiles(files, [])).toEqual({ ok: true, value: files });
});
