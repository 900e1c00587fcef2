import { describe, expect, test } from 'vitest';
import { camelCase, kebabCase, pascalCase, phraseOf, pluralOf, singularOf, snakeCase, titleOf } from '#decisions/names.ts';
import { fieldTypes, formatFieldList, maxFields, parseFieldList, parseResource, Resource } from '#decisions/resource.ts';

describe('names', () => {
  test.each(['OrderLine', 'orderLine', 'order_line', 'order-line', 'order line', 'ORDER_LINE'])('%s is one name', (name) => {
    expect([camelCase, kebabCase, pascalCase, snakeCase, phraseOf, titleOf].map((write) => write(name))).toEqual([
      'orderLine',
      'order-line',
      'OrderLine',
      'order_line',
      'order line',
      'Order line',
    ]);
  });

  test.each([
    ['url', 'URL', 'URL'],
    ['customerId', 'customer ID', 'Customer ID'],
    ['api-keys', 'API keys', 'API keys'],
    ['callbackUrls', 'callback URLs', 'Callback URLs'],
    ['isbn13', 'ISBN13', 'ISBN13'],
    ['idea', 'idea', 'Idea'],
  ])('%s is written with its initialisms: %s', (name, phrase, title) => {
    expect([phraseOf(name), titleOf(name)]).toEqual([phrase, title]);
  });

  test.each([
    ['product', 'products'],
    ['category', 'categories'],
    ['person', 'people'],
    ['order-line', 'order-lines'],
    ['address', 'addresses'],
    ['status', 'statuses'],
    ['sheep', 'sheep'],
  ])('%s has the plural %s', (singular, plural) => {
    expect(pluralOf(singular)).toBe(plural);
    expect(singularOf(plural)).toBe(singular);
    expect(singularOf(singular)).toBe(singular);
  });
});

describe('a resource', () => {
  test.each([
    ['product', 'product', 'products'],
    ['Products', 'product', 'products'],
    ['order_line', 'order-line', 'order-lines'],
    ['OrderLines', 'order-line', 'order-lines'],
    ['people', 'person', 'people'],
    ['customer account', 'customer-account', 'customer-accounts'],
  ])('%s is written %s, %s', (given, name, plural) => {
    expect(parseResource({ name: given, fields: 'name' })).toMatchObject({ ok: true, value: { name, plural } });
  });

  test('reads every type and mark', () => {
    const fields = fieldTypes.map((type, index) => `field_${'abcdefgh'[index]}:${type}?`).join(',');
    const resource = parseResource({ name: 'thing', fields: `${fields}, sku : string !,plain` });
    expect(resource.ok && resource.value.fields).toEqual([
      ...fieldTypes.map((type, index) => ({ name: `field${'ABCDEFGH'[index]}`, type, required: false, unique: false })),
      { name: 'sku', type: 'string', required: true, unique: true },
      { name: 'plain', type: 'string', required: true, unique: false },
    ]);
    expect(resource.ok && Resource.parse(resource.value)).toEqual(resource.ok && resource.value);
  });

  test('is written in the notation that it is read from', () => {
    const text = 'name:string!,note:text?,price:decimal';
    const resource = parseResource({ name: 'product', fields: text });
    expect(resource.ok && formatFieldList(resource.value.fields)).toBe(text);
  });

  test.each<[string, string]>([
    ['', 'is empty'],
    ['../etc', 'contains a path'],
    ['a\\b', 'contains a path'],
    ['pаge', "contains 'а' (U+0430)"],
    ['prod\u200Buct', 'the invisible character U+200B'],
    ['naïve', "contains 'ï' (U+00EF)"],
    ['1st', 'must start with a letter'],
    ['-x', 'must start with a letter'],
    ['a$b', "contains '$'"],
    [' product', 'starts or ends with a space'],
    ['x'.repeat(61), 'has 61 characters, at most 60 fit'],
    ['class', 'reserved word'],
    ['chan', 'reserved word of Go'],
    ['lambda', 'reserved word of Python'],
    ['constructor', 'every JavaScript object has'],
    ['__proto__', 'must start with a letter'],
    ['user', 'authentication'],
    ['Users', 'authentication'],
    ['event', 'event stream'],
    ['date', 'built-in type'],
    ['page', 'every project has'],
    ['api input', 'every project has'],
    ['sqlite_sequence', 'SQLite keeps for itself'],
    ['aB'.repeat(30), 'as the name of a table'],
    ['contenttype', 'application of Django'],
    ['cors', 'every project in Go uses'],
    ['test-data', 'the tools of Go pass over'],
  ])('cannot be called %j', (name, reason) => {
    const result = parseResource({ name, fields: 'title' });
    expect(result).toMatchObject({ ok: false, problems: [{ path: ['name'], message: expect.stringContaining(reason) }] });
  });

  test('is told all its problems at once, each with its place', () => {
    const result = parseResource({ name: 'class', fields: 'id,name:strng,createdAt,a:b:c,naïve,Name,flag:boolean!' });
    expect(!result.ok && result.problems.map((it) => [it.path.join('.'), it.message])).toEqual([
      ['name', "'class' is a reserved word of JavaScript"],
      ['fields.0.name', "'id' is added to every resource"],
      ['fields.1.type', expect.stringContaining("did you mean 'string'?")],
      ['fields.2.name', "'createdAt' is added to every resource"],
      ['fields.3', "'a:b:c' is not of the form name:type"],
      ['fields.4.name', expect.stringContaining("contains 'ï'")],
      ['fields.5.name', "'Name' is the same name as field 2"],
      ['fields.6.unique', "'flag' is boolean: unique allows only two records"],
    ]);
  });

  test.each([
    'created_at',
    'UpdatedAt',
    'ID',
    'password',
    'access_token',
    'toString',
    'hasOwnProperty',
    'for',
    'None',
    'metadata',
    'id_',
    'xmin',
    'aB'.repeat(30),
    'check',
    'self',
    'cls',
    'clean',
  ])('has no field %s', (name) => {
    expect(parseResource({ name: 'thing', fields: [{ name }] })).toMatchObject({
      ok: false,
      problems: [{ path: ['fields', 0, 'name'] }],
    });
  });

  test.each([
    'type',
    'number',
    'order',
    'group',
    'key',
    'value',
    'date',
    'map',
    'user',
    'query',
    'registry',
    'list',
    'model_dump_date',
  ])('may have a field %s', (name) => {
    expect(parseResource({ name: 'thing', fields: [{ name }] }).ok).toBe(true);
  });

  test('has at least one field, and not too many', () => {
    const message = (fields: readonly { readonly name: string }[]) => {
      const result = parseResource({ name: 'thing', fields });
      return result.ok ? [] : result.problems.map((it) => it.message);
    };
    expect(message([])).toEqual(['a resource needs at least one field']);
    expect(message(Array.from({ length: maxFields + 1 }, (_, index) => ({ name: `field${index}` })))).toEqual([
      `41 fields are more than the ${maxFields} of one resource`,
    ]);
  });
});

test.each([
  ['', 'field 1 has no name'],
  ['name,', 'field 2 has no name'],
  ['name:string??', 'repeats a mark'],
  ['name?:string', 'is not of the form name:type'],
])('the notation %j is refused', (text, message) => {
  expect(parseFieldList(text)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(message) }] });
});
