import { expect, test } from 'vitest';
import { FieldReader } from './field-reader.ts';

test('reads each kind of value', () => {
  const reader = new FieldReader({ name: ' Lamp ', count: '12', starts: '2026-01-31T09:30', note: '', box: true });
  expect([
    reader.text('name'),
    reader.integer('count'),
    reader.datetime('starts'),
    reader.optionalText('note'),
    reader.boolean('box'),
    reader.boolean('other'),
  ]).toEqual(['Lamp', 12, '2026-01-31T09:30:00Z', null, true, false]);
  expect(reader.hasErrors).toBe(false);
});

test('notes what is missing and what is no number', () => {
  const reader = new FieldReader({ name: '  ', count: 'many', starts: '' });
  reader.text('name');
  reader.integer('count');
  reader.datetime('starts');
  expect(reader.errors).toEqual({ name: 'is required', count: 'must be a whole number', starts: 'is required' });
});
