import { expect, test } from 'vitest';
import { factsOf } from '../facts-of.ts';
import { printValue } from '../print-facts.ts';

function argumentOf(expression: string): string {
  const [call] = factsOf('python', `f(${expression})`).calls.filter((it) => it.callee.path[0] === 'f');
  const [value] = call?.args ?? [];
  return value ? printValue(value) : '';
}

test.each([
  ['None', 'null'],
  ['True', 'true'],
  ['1_000', '1000'],
  ['0x1F', '31'],
  ['-1.5', '-1.5'],
  ['3j', '?()'],
  ['"text"', '"text"'],
  [String.raw`'a\n\x41é\\'`, '"a\\nAé\\\\"'],
  [String.raw`r'\d+'`, '"\\\\d+"'],
  ['b"bytes"', '"bytes"'],
  ['"""a\nb"""', '"a\\nb"'],
  ['"one " "two"', '"one two"'],
  ['"one " + "two"', '"one two"'],
  ['f"plain {{x}}"', '"plain {x}"'],
  ['f"id={order.id!r:>10} {name}"', '`id=◌ ◌`(order name)'],
  ['"a" f"{b}" "c"', '`a◌c`(b)'],
  ['"select " + columns + " from t"', '`select ◌ from t`(columns)'],
  ['prefix + f"{a}" + "z"', '`◌◌z`(prefix a)'],
  ['"id = %s and 5%%" % (id,)', '`id = ◌ and 5%`(id)'],
  ['"%(id)d" % {"id": order.id}', '`◌`(order)'],
  ['"{} {{}} {name!r}".format(a, name=b)', '`◌ {} ◌`(a b)'],
  ['order', 'order'],
  ['order.items[0]["sku"].code', 'order.items.0.sku.code'],
  ['order.items[i]', '?(order i)'],
  ['(order)', 'order'],
  ['await g()', '#1'],
  ['g(1).rows[0]', '#1.rows.0'],
  ['[1, *rest]', '[1, …]'],
  ['(1, "a")', '[1, "a"]'],
  ['{1, 2}', '[1, 2]'],
  ['{"a": 1, "b": {"c": x}}', '{a: 1, b: {c: x}}'],
  ['{"a": 1, **rest}', '{a: 1, …}'],
  ['{key: 1}', '{…}'],
  ['lambda x: x', 'fn@1'],
  ['a or b.c', '?(a b)'],
  ['x if y else z', '?(x y z)'],
  ['[x for x in xs]', '?(x xs)'],
  ['(n := g())', '#1'],
  ['a + b', '?(a b)'],
])('reads %s', (expression, printed) => {
  expect(argumentOf(expression)).toBe(printed);
});

test('places a value without its brackets', () => {
  const source = 'f( ( order.id ) )';
  const [value] = factsOf('python', source).calls[0]?.args ?? [];
  expect(source.slice(value?.span.start, value?.span.end)).toBe('order.id');
});

test('lists two hundred items and says that there are more', () => {
  const items = Array.from({ length: 300 }, (_, index) => String(index)).join(', ');
  const [value] = factsOf('python', `f([${items}])`).calls[0]?.args ?? [];
  expect(value).toMatchObject({ kind: 'array', isOpen: true });
  expect(value?.kind === 'array' && value.items.length).toBe(200);
});

test('remembers texts that are SQL or an address, docstrings left out', () => {
  const source = [
    'def q(table):',
    '    """SELECT is what this does: SELECT a FROM b."""',
    '    run("SELECT * FROM orders")',
    '    run(f"DELETE FROM {table} WHERE id = 1")',
    '    dsn = "postgres://shop@db/orders"',
    '    run("UPDATE orders "',
    '        "SET total = 1")',
    '    label = "Select an order"',
    '    run("SELECT " + columns + " FROM orders")',
    '    run(prefix + "DELETE FROM orders")',
  ].join('\n');
  expect(factsOf('python', source).strings.map((it) => `${it.value} @${it.scope}`)).toEqual([
    'SELECT * FROM orders @1',
    'DELETE FROM \uFFFC WHERE id = 1 @1',
    'postgres://shop@db/orders @1',
    'UPDATE orders SET total = 1 @1',
    'SELECT \uFFFC FROM orders @1',
    'DELETE FROM orders @1',
  ]);
});
