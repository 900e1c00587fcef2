import { expect, test } from 'vitest';
import { goImportLines, goName, goPackage } from '#scaffold/go-names.ts';

test.each([
  ['name', 'Name'],
  ['unitPrice', 'UnitPrice'],
  ['customerId', 'CustomerID'],
  ['apiUrlOfShop', 'APIURLOfShop'],
  ['rateLimitWindowMs', 'RateLimitWindowMS'],
  ['line2Text', 'Line2Text'],
  ['order-line', 'OrderLine'],
])('%s is exported as %s', (name, exported) => {
  expect(goName(name)).toBe(exported);
});

test('the package of a feature has no hyphens', () => {
  expect(goPackage('order-lines')).toBe('orderlines');
});

test('imports are grouped and sorted, each once, and folders of the back end get its path', () => {
  const from = (path: string) => ({ from: path, names: [], types: [] });
  expect(goImportLines('shop', ['time', 'internal/auth', 'github.com/rs/cors', '.', 'net/http', 'time'].map(from))).toBe(`import (
\t"net/http"
\t"time"

\t"github.com/rs/cors"

\t"example.com/shop/backend"
\t"example.com/shop/backend/internal/auth"
)`);
});
