import { expect, test } from 'vitest';
import { type FieldType, fieldTypes, type Resource } from '#decisions/resource.ts';
import { invalidBodies, isSameValue, smallestBody, validBody } from '#verify/sample-body.ts';

const resource = (type: FieldType, required: boolean): Resource => ({
  name: 'product',
  plural: 'products',
  fields: [
    { name: 'label', type: 'string', required: true, unique: false },
    { name: 'value', type, required, unique: false },
  ],
});

// What a field may hold, said again from its description in the decisions.
const allowed: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: (it) => typeof it === 'string' && it.length >= 1 && it.length <= 200 && !it.includes('\n'),
  text: (it) => typeof it === 'string' && it.length >= 1 && it.length <= 10_000,
  integer: (it) => Number.isSafeInteger(it),
  decimal: (it) => typeof it === 'string' && /^-?\d{1,10}(\.\d\d?)?$/.test(it),
  boolean: (it) => typeof it === 'boolean',
  date: (it) =>
    typeof it === 'string' && /^\d{4}-\d\d-\d\d$/.test(it) && new Date(`${it}T12:00:00Z`).getUTCDate() === Number(it.slice(8)),
  datetime: (it) =>
    typeof it === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(it) && !Number.isNaN(Date.parse(it)),
  uuid: (it) => typeof it === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(it),
};

test.each(fieldTypes)('%s: valid bodies are valid and differ', (type) => {
  const bodies = [1, 2, 40, 4000].map((number) => validBody(resource(type, true), number));
  expect(bodies.every(({ label, value }) => allowed.string(label) && allowed[type](value))).toBe(true);
  expect(bodies[0]?.value).not.toEqual(bodies[1]?.value);
});

test.each(fieldTypes)('%s: each invalid body is wrong in its one field', (type) => {
  for (const required of [true, false]) {
    const bodies = invalidBodies(resource(type, required), 1).filter((it) => it.field === 'value');
    expect(bodies.length).toBeGreaterThan(1);
    for (const { body, what } of bodies) {
      expect(allowed.string(body.label)).toBe(true);
      expect(allowed[type](body.value), what).toBe(false);
    }
  }
});

test('an optional field may be left out or be empty, a required one may not', () => {
  const ways = (required: boolean): readonly string[] =>
    invalidBodies(resource('string', required), 1).flatMap((it) => (it.field === 'value' ? [it.what] : []));
  expect(ways(true)).toEqual(
    expect.arrayContaining(['no "value"', 'the field "value" as null', 'the field "value" as an empty string']),
  );
  expect(ways(false)).not.toEqual(expect.arrayContaining(['no "value"']));
  expect(Object.keys(smallestBody(resource('text', false), 1))).toEqual(['label']);
});

test.each<[FieldType, unknown, unknown, boolean]>([
  ['datetime', '2024-02-29T08:30:00.000Z', '2024-02-29T08:30:00Z', true],
  ['datetime', '2024-02-29T08:30:00.000Z', '2024-02-29T09:30:00Z', false],
  ['decimal', '12.50', '12.5', false],
  ['decimal', '12.50', 12.5, false],
  ['boolean', false, false, true],
])('%s %j and %j are the same: %j', (type, sent, received, expected) => {
  expect(isSameValue(type, sent, received)).toBe(expected);
});
