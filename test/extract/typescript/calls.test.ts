// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { describe, expect, it } from 'vitest';
import { factsOf, linesOf } from './facts-of.ts';

const calls = (source: string): string[] => linesOf('calls', source, 'src/orders.tsx');

describe('callees', () => {
  it.each<[string, string[]]>([
    ['place();', ['#0 place() discarded @0 «place»']],
    ['orders.repository.find(id);', ['#0 orders.repository.find(id) discarded @0 «find»']],
    ['this.orders?.find!(id);', ['#0 this.orders.find(id) discarded @0 «find»']],
    ["(req as any).app['locals'].find();", ['#0 req.app.locals.find() discarded @0 «find»']],
    [
      'db.select().from(orders).where(eq(id, 1));',
      [
        '#0 db.select() receiver @0 «select»',
        '#1 #0.from(orders) receiver @0 «from»',
        '#2 #1.where(#3) discarded @0 «where»',
        '#3 eq(id, 1) argument @0 «eq»',
      ],
    ],
    ['(await fetch(url)).json();', ['#0 fetch(url) receiver awaited @0 «fetch»', '#1 #0.json() discarded @0 «json»']],
    ['makeAll()();', ['#0 makeAll() receiver @0 «makeAll»', '#1 #0.() discarded @0 «makeAll()»']],
    ['handlers[name]();', ['#0 ?.() discarded @0 «name»']],
    ['orders[0].find();', ['#0 orders.0.find() discarded @0 «find»']],
    ['orders[i].find();', ['#0 ?.find() discarded @0 «find»']],
    ['(a ?? b).find();', ['#0 ?.find() discarded @0 «find»']],
    ['(await f)();', ['#0 ?.() discarded @0 «(await f)»']],
    ['"a,b".split(",");', ['#0 ?.split(",") discarded @0 «split»']],
    ['new Date();', ['#0 new Date() discarded @0 «Date»']],
    ['new Date;', ['#0 new Date() discarded @0 «Date»']],
    ['new this.Model(data).save();', ['#0 new this.Model(data) receiver @0 «Model»', '#1 #0.save() discarded @0 «save»']],
    ['sql`select ${id}`;', ['#0 tagged sql(`select ◌`(id)) discarded @0 «sql»']],
    ['sql<Order>`select 1`;', ['#0 tagged sql<Order>("select 1") discarded @0 «sql»']],
    ['super.place();', ['#0 super.place() discarded @0 «place»']],
    ['import.meta.resolve("x");', ['#0 import.meta.resolve("x") discarded @0 «resolve»']],
    ['query<Order[], Error>(x);', ['#0 query<Array[Order], Error>(x) discarded @0 «query»']],
    ['log(...args, 1);', ['#0 log(1, …) discarded @0 «log»']],
    ['const C = () => <p onClick={save()}>{load()}</p>;', ['#0 save() other @1 «save»', '#1 load() other @1 «load»']],
  ])('%s', (source, expected) => {
    expect(calls(source)).toEqual(expected);
  });

  it('numbers calls in the order of the called names', () => {
    const source = 'a(b(c()), d()).e(f()); g.h(i.j());';
    expect(calls(source).map((it) => /«(.*)»/.exec(it)?.[1])).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'h', 'j']);
  });

  it('knows decorators with their calls', () => {
    const source =
      '@Controller("orders") class A { @Get() @Public find(@Param("id") id: string, @Inject(X) x) {} @Column({ a: 1 }) name: string }';
    expect(calls(source)).toEqual([
      '#0 decorator Controller("orders") other @0 «Controller»',
      '#1 decorator Get() other @1 «Get»',
      '#2 decorator Param("id") other @2 «Param»',
      '#3 decorator Inject(X) other @2 «Inject»',
      '#4 decorator Column({a: 1}) other @1 «Column»',
    ]);
    expect(linesOf('scopes', source)[2]).toBe(
      '2 function in 1 (0 none) method A.find(@Param #2 id: string, @Inject #3 x) @Get #1 @Public',
    );
  });
});

describe('members with a computed name', () => {
  it.each<[string, unknown]>([
    ['this.app[options.method](path);', { of: ['this', 'app'], by: ['options', 'method'] }],
    ['handlers[name]();', { of: ['handlers'], by: ['name'] }],
    ['handlers[`on${name}`]();', undefined],
    ['make()[name]();', undefined],
    ['handlers[name].run();', undefined],
  ])('%s', (source, expected) => {
    expect(factsOf(source).calls.find((it) => it.callee.path.join('.') !== 'make')?.callee.computed).toEqual(expected);
  });
});

describe('what becomes of the result', () => {
  /** Use, targets and await of the call `f`. */
  it.each([
    ['f();', 'discarded'],
    ['await f();', 'discarded awaited'],
    ['void f();', 'discarded'],
    ['const a = f();', 'assigned to a'],
    ['const a = await f() as X;', 'assigned to a awaited'],
    ['const { a, b: [c], ...d } = (await f())!;', 'assigned to a, c, d awaited'],
    ['a = f();', 'assigned to a'],
    ['this.a = await f();', 'assigned to this.a awaited'],
    ['[a, this.b] = f();', 'assigned to a, this.b'],
    ['a[i] = f();', 'assigned to a.[]'],
    ['const a = f() ?? 1;', 'assigned to a'],
    ['const a = ok ? f() : 1;', 'assigned to a'],
    ['const a = { b: f() };', 'assigned'],
    ['const a = f().b;', 'receiver'],
    ['f().g();', 'receiver'],
    ['g(f());', 'argument'],
    ['g(await f());', 'argument awaited'],
    ['await Promise.all([f()]);', 'argument'],
    ['g(...f());', 'argument'],
    ['function h() { return f(); }', 'returned'],
    ['const h = () => f();', 'returned'],
    ['function h() { return ok && f(); }', 'returned'],
    ['throw f();', 'thrown'],
    ['if (f()) {}', 'other'],
    ['const a = !f();', 'other'],
    ['const a = `${f()}`;', 'other'],
    ['for (const a of f()) {}', 'other'],
    ['a && f();', 'discarded'],
    ['f(), 1;', 'discarded'],
    ['class A { a = f(); static b = 1; }', 'assigned to this.a'],
    ['class A { static a = f(); }', 'assigned to A.a'],
    ['export default f();', 'other'],
  ])('%s', (source, expected) => {
    const call = factsOf(source).calls.find((it) => it.callee.path.join('.') === 'f');
    const targets = call && call.targets.length > 0 ? ` to ${call.targets.join(', ')}` : '';
    expect(call && `${call.use}${targets}${call.isAwaited ? ' awaited' : ''}`).toBe(expected);
  });
});

describe('spans and mentions', () => {
  it.each([
    ['const a = await db.find(id) ;', 'db.find(id)', 'find', 'const a = await db.find(id) ;'],
    ['go(); /* x */ stop()\n', 'go()', 'go', 'go();'],
    ['if (ok) { return f(1) }', 'f(1)', 'f', 'return f(1) '],
    ['a\n  .b()\n  .c();', 'a\n  .b()', 'b', 'a\n  .b()\n  .c();'],
  ])('%s', (source, span, name, statement) => {
    const call = factsOf(source).calls[0];
    const text = (of: { start: number; end: number } | undefined): string => (of ? source.slice(of.start, of.end) : '');
    expect([text(call?.span), text(call?.nameSpan), text(call?.statement).trimEnd()]).toEqual([span, name, statement.trimEnd()]);
  });

  it.each<[string, string[]]>([
    ['f(a, b.c, a, d[e]);', ['a', 'b', 'd', 'e']],
    ['f({ a, b: c, [d]: 1, ...e });', ['a', 'c', 'd', 'e']],
    ['f(() => { const x = a; return g(b); });', ['a', 'g', 'b']],
    ['f(`${a}`, this.b, "c", 1, undefined);', ['a', 'this']],
    ['f(<Order id={a} />);', ['Order', 'a']],
    ['f(a as B, c satisfies D);', ['a', 'c']],
    ['f();', []],
    [
      `f(${Array.from({ length: 40 }, (_, index) => `a${index % 20}`).join(', ')});`,
      Array.from({ length: 20 }, (_, index) => `a${index}`),
    ],
  ])('%s', (source, expected) => {
    expect(factsOf(source, 'a.tsx').calls[0]?.mentions).toEqual(expected);
  });

  it('keeps what inner calls mention for the calls around them', () => {
    const names = Array.from({ length: 30 }, (_, index) => `a${index}`);
    const facts = factsOf(`describe(() => { it(() => { f(${names.join(', ')}); }); });`);
    expect(facts.calls.map((it) => it.mentions)).toEqual([['it', 'f', ...names], ['f', ...names], names]);
  });
});
