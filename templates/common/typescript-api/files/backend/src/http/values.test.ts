import { expect, test } from 'vitest';
import { date, datetime, decimal, integer, line, uuid } from './values.ts';

test.each([
  [line, '  Lamp ', 'Lamp'],
  [decimal, '12.5', '12.50'],
  [decimal, '007', '7.00'],
  [decimal, '-0', '0.00'],
  [decimal, '-3.1', '-3.10'],
  [datetime, '2026-01-31T10:30:00+01:00', '2026-01-31T09:30:00.000Z'],
  [uuid, '2F1E8D3C-7B7A-4F43-9D1C-1F6F1F0C9A11', '2f1e8d3c-7b7a-4f43-9d1c-1f6f1f0c9a11'],
])('accepts and writes %#', (schema, given, written) => {
  expect(schema.parse(given)).toBe(written);
});

test.each([
  [line, ' '],
  [line, 'x'.repeat(201)],
  [line, 'a\0b'],
  [integer, 1.5],
  [integer, 2 ** 53],
  [decimal, 12.5],
  [decimal, '1.234'],
  [decimal, '12345678901'],
  [decimal, '1e3'],
  [date, '2026-02-30'],
  [date, '0000-01-01'],
  [date, '31.01.2026'],
  [datetime, '2026-01-31'],
  [datetime, '0001-01-01T00:00:00+01:00'],
  [datetime, '9999-12-31T23:59:59-01:00'],
  [datetime, 'yesterday'],
  [uuid, 'not-a-uuid'],
])('refuses %#', (schema, given) => {
  expect(schema.safeParse(given).success).toBe(false);
});
