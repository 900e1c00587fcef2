import { expect, test } from 'vitest';
import { booleanColumn, decimalColumn, orNull } from './columns.ts';

test.each(['0.00', '0.01', '12.50', '-12.55', '1.10', '9999999999.99'])('%s comes back as it was', (value) => {
  expect(decimalColumn.fromColumn(decimalColumn.toColumn(value))).toBe(value);
});

test.each([true, false])('%s comes back as it was', (value) => {
  expect(booleanColumn.fromColumn(booleanColumn.toColumn(value))).toBe(value);
});

test('nothing stays nothing', () => {
  expect([null, undefined, '1.50'].map((value) => orNull(value, decimalColumn.toColumn))).toEqual([null, null, 150]);
});
