import { expect, test } from 'vitest';
import { pythonImportLines, pythonName, sortedPythonImports } from '#scaffold/python-imports.ts';

test('groups by origin, merges by module and sorts constants, classes and functions apart', () => {
  const lines = pythonImportLines([
    of('app.features.products.router', ['products_router']),
    of('fastapi', ['FastAPI']),
    of('app.config', ['read_settings']),
    of('app.config', ['Settings', 'MAX']),
    of('structlog', []),
    of('collections.abc', ['AsyncIterator']),
  ]);
  expect(lines).toBe(
    [
      'from collections.abc import AsyncIterator',
      '',
      'import structlog',
      'from fastapi import FastAPI',
      '',
      'from app.config import MAX, Settings, read_settings',
      'from app.features.products.router import products_router',
    ].join('\n'),
  );
});

test('breaks a line that is too long, one name a line', () => {
  const lines = pythonImportLines([
    of('app.module', ['First', 'Second', 'a_function_with_a_name_that_is_long', 'another_long_name']),
  ]);
  expect(lines).toHaveLength(
    'from app.module import First, Second, a_function_with_a_name_that_is_long, another_long_name'.length,
  );
  const longer = pythonImportLines([of('app.module', ['First', 'x'.repeat(90)])]);
  expect(longer).toBe(`from app.module import (\n    First,\n    ${'x'.repeat(90)},\n)`);
});

test('sorts statements of a template', () => {
  expect(sortedPythonImports('from app.b import C, A\n\nfrom app.a import x\nimport re\n')).toBe(
    'import re\n\nfrom app.a import x\nfrom app.b import A, C\n',
  );
  expect(() => sortedPythonImports('x = 1')).toThrow("'x = 1' is no import");
});

test.each([
  ['schema', 'schema_'],
  ['self', 'self_'],
  ['unit_price', 'unit_price'],
])('names the attribute of %s', (name, expected) => {
  expect(pythonName(name)).toBe(expected);
});

function of(from: string, names: readonly string[]) {
  return { from, names, types: [] };
}
