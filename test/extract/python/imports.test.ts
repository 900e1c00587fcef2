import { expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';

test.each([
  ['a module', 'import os', ['os * as os @0']],
  ['a module of a package binds the package', 'import app.orders.models', ['app.orders.models * as app @0']],
  ['a module under another name', 'import app.orders as o, sys', ['app.orders * as o @0', 'sys * as sys @0']],
  ['names', 'from app.db import Session, engine as e', ['app.db Session @0', 'app.db engine as e @0']],
  ['names in brackets over lines', 'from a import (\n    b,\n    c as d,\n)', ['a b @0', 'a c as d @0']],
  [
    'relative modules keep their dots',
    'from . import models\nfrom ..core.db import get_db',
    ['. models @0', '..core.db get_db @0'],
  ],
  ['everything', 'from .models import *', ['.models * @0']],
  ['the future', 'from __future__ import annotations', ['__future__ annotations @0']],
  [
    'a fallback belongs to the module',
    'try:\n    import ujson as json\nexcept ImportError:\n    import json',
    ['ujson * as json @0', 'json * as json @0'],
  ],
])('reads %s', (_, source, lines) => {
  expect(linesOf('python', 'imports', source)).toEqual(lines);
});

test('marks imports that wait for a call and those for type checkers', () => {
  const source = code`
    import typing
    from typing import TYPE_CHECKING
    if TYPE_CHECKING:
        from app.orders import Order
    if TYPE_CHECKING is True:
        from app.loans import Loan
    if typing.TYPE_CHECKING:
        import app.users
    else:
        import app.guests
    def late():
        from app.mail import send
    class Admin:
        from app.admin import site
  `;
  expect(linesOf('python', 'imports', source).slice(2)).toEqual([
    'app.orders Order typeOnly deferred @0',
    'app.loans Loan typeOnly deferred @0',
    'app.users * as app typeOnly deferred @0',
    'app.guests * as app @0',
    'app.mail send deferred @5',
    'app.admin site @6',
  ]);
});

test('places the module name and the whole statement', () => {
  const source = 'from __future__ import annotations\nfrom  ..core . db import (a,\n  b)\nimport x.y as z\n';
  const spans = factsOf('python', source).imports.map((it) => [
    source.slice(it.moduleSpan.start, it.moduleSpan.end),
    source.slice(it.statement.start, it.statement.end),
  ]);
  const names = 'from  ..core . db import (a,\n  b)';
  expect(spans).toEqual([
    ['__future__', 'from __future__ import annotations'],
    ['..core . db', names],
    ['..core . db', names],
    ['x.y', 'import x.y as z'],
  ]);
  expect(factsOf('python', source).imports[1]?.module).toBe('..core.db');
});

test('exports every name of the top level, branches included, and nothing from below', () => {
  const source = code`
    from a import b
    RETRIES = 3
    first, (second, *rest) = load()
    if RETRIES:
        chosen = 1
    else:
        chosen = 2
    def place(): local = 1
    class Order: total = 0
    for item in first: pass
    type Price = int
  `;
  expect(linesOf('python', 'exports', source)).toEqual([
    'RETRIES',
    'first',
    'second',
    'rest',
    'chosen',
    'place',
    'Order',
    'Price',
  ]);
});

test('passes on what a package imports', () => {
  const source = 'from .models import Order as O\nfrom .views import *\nimport os\nname = 1\n';
  expect(linesOf('python', 'exports', source, 'shop/__init__.py')).toEqual([
    'name',
    'O from .models Order',
    '* from .views *',
    'os from os *',
  ]);
});
