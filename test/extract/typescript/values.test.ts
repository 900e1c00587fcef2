// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { describe, expect, it } from 'vitest';
import { factsOf, linesOf } from './facts-of.ts';

/** The shape of an expression, as the argument of a call. */
function shapeOf(expression: string): string {
  const source = `f(${expression});`;
  const [line = ''] = linesOf('calls', source, 'src/orders.tsx');
  const value = factsOf(source, 'src/orders.tsx').calls[0]?.args[0];
  if (value) expect(source.slice(value.span.start, value.span.end)).toBe(expression);
  return line.replace(/^#0 f\((.*)\) discarded @0 «f»$/s, '$1');
}

describe('values', () => {
  it.each([
    ["'text'", '"text"'],
    ['`text`', '"text"'],
    ['12.5', '12.5'],
    ['0x10', '16'],
    ['1_000', '1000'],
    ['10n', '10'],
    ['-1', '-1'],
    ['15 * 60 * 1000', '900000'],
    ['(1 + 2) / 3', '1'],
    ['1 / 0', '?()'],
    ['true', 'true'],
    ['null', 'null'],
    ['undefined', 'null'],
    ['void 0', 'null'],
    ['order', 'order'],
    ['this', 'this'],
    ['this.repository', 'this.repository'],
    ['config.database?.url!', 'config.database.url'],
    ["rows[0]['name']", 'rows.0.name'],
    ['rows[i]', '?(rows i)'],
    ['rows[i].name', '?(rows i)'],
    ['(order as Order)', 'order'],
    ['await order', 'order'],
    ['load()', '#1'],
    ['await load()', '#1'],
    ['(await load()).data.id', '#1.data.id'],
    ['new Date()', '#1'],
    ['a + b', '?(a b)'],
    ["'/orders/' + id", '`/orders/◌`(id)'],
    ["a + '/' + b.c + 1", '`◌/◌1`(a b)'],
    ["'a' + 'b' + 1", '"ab1"'],
    ["'a' + `b${c}` + d()", '`ab◌◌`(c d)'],
    ['`/orders/${order.id}/${f(x)}`', '`/orders/◌/◌`(order f x)'],
    ['{ a: 1, b, "c-d": [e], f() {}, ...g }', '{a: 1, b: b, c-d: [e], f: fn@1, …}'],
    ['{ [key]: 1, ["plain"]: 2 }', '{plain: 2, …}'],
    ['{ get a() { return 1 } }', '{a: fn@1}'],
    ['[1, ...rest, two]', '[1, two, …]'],
    ['() => 1', 'fn@1'],
    ['function () {}', 'fn@1'],
    ['a ? b : c', '?(a b c)'],
    ['a ?? b', '?(a b)'],
    ['a && b()', '?(a b)'],
    ['!a', '?(a)'],
    ['/x/', '?()'],
    ['class {}', '?()'],
    ['<Order id={a} />', '?(Order a)'],
    ['(a, b)', 'b'],
    ['(x = 5)', '5'],
  ])('%s', (expression, expected) => {
    expect(shapeOf(expression)).toBe(expected);
  });

  it('lists so many entries and so many levels and no more', () => {
    const many = `f([${'1, '.repeat(300)}], { ${Array.from({ length: 300 }, (_, index) => `a${index}: 1`).join(', ')} });`;
    const [array, object] = factsOf(many).calls[0]?.args ?? [];
    expect(array?.kind === 'array' && [array.items.length, array.isOpen]).toEqual([200, true]);
    expect(object?.kind === 'object' && [object.entries.length, object.isOpen]).toEqual([200, true]);
    expect(shapeOf('[[[[[[[[[deep]]]]]]]]]')).toBe('[[[[[[[[?(deep)]]]]]]]]');
    expect(shapeOf('[[[[[[[[g([[a]])]]]]]]]]')).toBe('[[[[[[[[#1]]]]]]]]');
  });

  it('cuts long strings', () => {
    const value = factsOf(`f('${'x'.repeat(4_500)}');`).calls[0]?.args[0];
    expect(value?.kind === 'literal' && String(value.value).length).toBe(4_000);
  });
});

describe('bindings', () => {
  const bindings = (source: string): string[] => linesOf('bindings', source);

  it.each<[string, string[]]>([
    ['const a = b.c;', ['constant a = b.c @0 mentions b']],
    ['let a: Order | null = null;', ['variable a: Order = null @0']],
    ['let a;', ['variable a = - @0']],
    ['declare const a: Order;', ['constant a: Order = - @0']],
    ['using a = open();', ['constant a = #0 @0 mentions open']],
    [
      'const { a, b: c, d: { e } } = f();',
      [
        'constant a = part a of #0 @0 mentions f',
        'constant c = part b of #0 @0 mentions f',
        'constant e = part d.e of #0 @0 mentions f',
      ],
    ],
    ['const [a, , b] = c;', ['constant a = part 0 of c @0 mentions c', 'constant b = part 2 of c @0 mentions c']],
    ['const { a = b(), [c]: d } = e;', ['constant a = part a of e @0 mentions e', 'constant d = ?() @0 mentions e']],
    ['for (const a of b()) {}', ['constant a = element of #0 @1']],
    ['for (const { id } of rows) {}', ['constant id = element of rows @1 mentions rows']],
    ['for (let i = 0; ; ) {}', ['variable i = 0 @1']],
    ['try {} catch (error) {}', ['variable error = - @2']],
    ['if (a) { var b = 1; let c = 2; }', ['variable b = 1 @0', 'variable c = 2 @1']],
    ['const a = () => b;', ['constant a = fn@1 @0']],
    ['const A = class B {};', ['constant A = class B @0']],
    ['function a() {}', ['function a = fn@1 @0']],
    ['class A {}', ['class A = class A @0']],
    ['interface A {}', ['type A = class A @0']],
    ['type A = Promise<Order[]>;', ['type A = type Array[Order] @0']],
    ["enum A { B = 'b', C }", ['constant A = {B: "b", C: ?()} @0']],
    ['import a = b.c.d;', ['constant a = b.c.d @0']],
    ['namespace A { const b = 1; }', ['constant b = 1 @0']],
    ['const a = f(b, () => c);', ['constant a = #0 @0 mentions f b']],
  ])('%s', (source, expected) => {
    expect(bindings(source)).toEqual(expected);
  });
});

describe('assignments, returns and throws', () => {
  it.each<[string, string[]]>([
    ['app.locals.db = pool;', ['app.locals.db = pool @0']],
    ['total += 1;', ['total += 1 @0']],
    ['a ??= b;', ['a ??= b @0']],
    ['count++; --this.left;', ['count ++ 1 @0', 'this.left -- 1 @0']],
    ['for (let i = 0; i < 3; i++) {}', []],
    ["cache[key] = value; cache['a'] = 1;", ['cache.[] = value @0', 'cache.a = 1 @0']],
    ['[a, b.c] = f();', ['a = #0 @0', 'b.c = #0 @0']],
    ['({ a, b: c } = d);', ['a = d @0', 'c = d @0']],
    ['a = b = 1;', ['b = 1 @0', 'a = 1 @0']],
    ['f().a = 1;', [' = 1 @0']],
    ['process.env.NODE_ENV = "test";', ['process.env.NODE_ENV = "test" @0']],
  ])('%s', (source, expected) => {
    expect(linesOf('assignments', source)).toEqual(expected);
  });

  it('gives what functions return and throw, with the innermost scope', () => {
    const source = 'function f() { if (a) return; if (b) { return { c }; } throw new Error("no"); } const g = () => ({ d });';
    expect(linesOf('returns', source)).toEqual(['@2', '@3 {c: c}', '@4 {d: d}']);
    expect(linesOf('throws', source)).toEqual(['throw #0 @1']);
  });
});

describe('strings worth remembering', () => {
  it.each<[string, string[]]>([
    ["const a = 'SELECT * FROM orders';", ['"SELECT * FROM orders" @0']],
    ["const a = 'SELECT * FROM ' + table + ' WHERE 1';", ['"SELECT * FROM ￼ WHERE 1" @0']],
    ['const a = `https://${host}/x`;', ['"https://￼/x" @0']],
    ['const a = { b: ["redis://localhost"] };', ['"redis://localhost" @0']],
    ['const a = <a href="https://example.com" />;', ['"https://example.com" @0']],
    ['enum A { B = "https://example.com" }', ['"https://example.com" @0']],
    ["import a from 'https://example.com/a.ts';", []],
    ["const a = 'orders';", []],
  ])('%s', (source, expected) => {
    expect(linesOf('strings', source, 'src/orders.tsx')).toEqual(expected);
  });
});
