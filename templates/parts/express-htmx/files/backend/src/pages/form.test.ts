import { expect, test } from 'vitest';
import { filledForm, refusedForm, TypedForm } from './form.ts';

test('reads each kind of value, and leaves what is wrong to the schema', () => {
  const typed = new TypedForm({
    name: 'Lamp',
    count: '-12',
    many: 'many',
    at: '2026-01-31T09:30',
    box: 'on',
    note: '',
    list: ['a'],
  });
  expect([
    typed.text('name'),
    typed.integer('count'),
    typed.integer('many'),
    typed.datetime('at'),
    typed.boolean('box'),
    typed.boolean('other'),
    typed.text('note'),
    typed.text('list'),
  ]).toEqual(['Lamp', -12, 'many', '2026-01-31T09:30:00Z', true, false, undefined, undefined]);
});

test('a refused form keeps what was typed and has the first message of each field', () => {
  const errors = [
    { field: 'name', message: 'is required' },
    { field: 'name', message: 'is odd' },
  ];
  expect(refusedForm(new TypedForm({ name: ' ' }), errors, 'Some fields are not valid')).toEqual({
    values: { name: ' ' },
    errors: { name: 'is required' },
  });
});

test('a record fills a form', () => {
  expect(filledForm({ name: 'Lamp', note: null, box: false, count: 3 }).values).toEqual({
    name: 'Lamp',
    note: '',
    box: '',
    count: '3',
  });
});
