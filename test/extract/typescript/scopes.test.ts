import { describe, expect, it } from 'vitest';
import { factsOf, linesOf } from './facts-of.ts';

/** The scopes below the module. */
const scopes = (source: string, path?: string): string[] => linesOf('scopes', source, path).slice(1);

describe('functions', () => {
  it.each<[string, string[]]>([
    ['function place(id: string) {}', ['1 function in 0 (0 none) function place(id: string)']],
    [
      'export async function place(): Promise<Order> { return x; }',
      ['1 function in 0 (1 return) function place() -> Order async exported'],
    ],
    ['const place = async (id) => id;', ['1 function in 0 (1 return) arrow place(id) async']],
    ['const place = function inner() {};', ['1 function in 0 (0 none) function place()']],
    [
      'const orders = { place: () => {}, find() {}, get all() { return 1 } };',
      [
        '1 function in 0 (0 none) arrow place()',
        '2 function in 0 (0 none) method find()',
        '3 function in 0 (1 return) accessor all()',
      ],
    ],
    ['exports.place = () => {};', ['1 function in 0 (0 none) arrow place() exported']],
    ['Order.prototype.place = function () {};', ['1 function in 0 (0 none) function place()']],
    ['app.get("/", auth, (req, res) => {});', ['1 function in 0 (0 none) arrow -(req, res) arg 2 of #0']],
    ['app.get("/", ...guards, function show(req) {});', ['1 function in 0 (0 none) function show(req) arg 1 of #0']],
    ['run((() => {}) as Job);', ['1 function in 0 (0 none) arrow -() arg 0 of #0']],
    ['(function () { go(); })();', ['1 function in 0 (1 other) function -()']],
    [
      'function f(a = 1, b?: string, ...rest: string[]) {}',
      ['1 function in 0 (0 none) function f(a? = 1, b?: string, ...rest: Array[string])'],
    ],
    ['function f({ body, user: { id } }: Request) {}', ['1 function in 0 (0 none) function f(_: Request)']],
    ['function f(this: Window, a) {}', ['1 function in 0 (0 none) function f(a)']],
    ['function f(): asserts x is string {}', ['1 function in 0 (0 none) function f() -> ?asserts x is string']],
    ['function* f() { yield g(); }', ['1 function in 0 (1 other) function f()']],
    ['function f(a: string): void; function f(a) {}', ['1 function in 0 (0 none) function f(a)']],
    [
      'const F = () => <button onClick={() => save()} />;',
      ['1 function in 0 (1 return) arrow F()', '2 function in 1 (1 return) arrow onClick()'],
    ],
  ])('%s', (source, expected) => {
    expect(scopes(source, 'src/orders.tsx')).toEqual(expected);
  });

  it('takes the parts of a destructured parameter out of the arguments', () => {
    expect(linesOf('bindings', 'function f(ctx, { body, user: { id } }) {}')).toEqual([
      'variable body = part body of arguments.1 @1',
      'variable id = part user.id of arguments.1 @1',
      'function f = fn@1 @0',
    ]);
  });

  it('knows the members of classes by their owner', () => {
    const source =
      'class Orders { constructor(a) {} async place() {} static all = () => {}; set total(x) {} abstract find(): void; }';
    expect(scopes(source)).toEqual([
      '1 class in 0 (5 other)',
      '2 function in 1 (0 none) constructor Orders.constructor(a)',
      '3 function in 1 (0 none) method Orders.place() async',
      '4 function in 1 (0 none) arrow Orders.all()',
      '5 function in 1 (0 none) accessor Orders.total(x)',
    ]);
  });

  it.each([
    ['const place = () => {}', 'place'],
    ['run(async (a, b) => {})', 'async (a, b)'],
    ['run(async function () {})', 'function'],
    ['class A { constructor() {} }', 'constructor'],
    ['class A { @Get() place() {} }', 'place'],
    ['x.y.z = () => {}', 'z'],
    ['const o = { "a-b": () => {} }', '"a-b"'],
  ])('names the function of %s', (source, expected) => {
    const span = factsOf(source).scopes.find((it) => it.fn)?.fn?.nameSpan;
    expect(span && source.slice(span.start, span.end)).toBe(expected);
  });
});

describe('blocks', () => {
  it.each<[string, string[]]>([
    [
      'if (user.isAdmin && !done) { go(); } else stop();',
      [
        '1 branch in 0 (1 other) then of 0 «user.isAdmin && !done» reads user.isAdmin done',
        '2 branch in 0 (1 other) else of 0 «» reads user.isAdmin done',
      ],
    ],
    [
      'if (a) { return; } else if (b) { throw c; } else {}',
      [
        '1 branch in 0 (1 return) then of 0 «a» reads a',
        '2 branch in 0 (1 other) else of 0 «» reads a',
        '3 branch in 2 (1 throw) then of 1 «b» reads b',
        '4 branch in 2 (0 none) else of 1 «» reads b',
      ],
    ],
    [
      "switch (kind) { case 'a': { go(); break; } case 'b': stop(); return; default: }",
      [
        "1 branch in 0 (2 break) case of 0 «'a'» reads kind",
        "2 branch in 0 (2 return) case of 0 «'b'» reads kind",
        '3 branch in 0 (0 none) case of 0 «» reads kind',
      ],
    ],
    ['for (let i = 0; i < n; i++) go(i);', ['1 loop in 0 (1 other) for i']],
    ['for (const [id, order] of orders.all) { continue; }', ['1 loop in 0 (1 continue) for-each id, order over orders.all']],
    ['for (const key in find()) {}', ['1 loop in 0 (0 none) for-each key over #0']],
    ['for await (const row of rows) {}', ['1 loop in 0 (0 none) for-each row over rows']],
    ['while (await next()) { break; }', ['1 loop in 0 (1 break) while']],
    ['do { go(); } while (more);', ['1 loop in 0 (1 other) while']],
    [
      'try { go(); } catch (error) { log(error); } finally { end(); }',
      ['1 try in 0 (1 other)', '2 catch in 0 (1 other) of 1 everything as error used', '3 finally in 0 (1 other)'],
    ],
    ['try {} catch {}', ['1 try in 0 (0 none)', '2 catch in 0 (0 none) of 1 everything']],
    [
      'try {} catch (error) { /* on purpose */ }',
      ['1 try in 0 (0 none)', '2 catch in 0 (0 comment none) of 1 everything as error'],
    ],
    [
      'try {} catch (error) { go(); // later\n }',
      ['1 try in 0 (0 none)', '2 catch in 0 (1 comment other) of 1 everything as error'],
    ],
    ['try {} catch (error) { go("// no"); }', ['1 try in 0 (0 none)', '2 catch in 0 (1 other) of 1 everything as error']],
    ['try {} catch ({ message }) { log(message); }', ['1 try in 0 (0 none)', '2 catch in 0 (1 other) of 1 everything used']],
    [
      'try {} catch (error) { retry(() => error); }',
      [
        '1 try in 0 (0 none)',
        '2 catch in 0 (1 other) of 1 everything as error used',
        '3 function in 2 (1 return) arrow -() arg 0 of #0',
      ],
    ],
    ['const x = ok ? await read() : 1;', ['1 branch in 0 (1 other) then of 0 «ok» reads ok']],
    ['const x = ok ? 1 : 2; if (y) {}', ['1 branch in 0 (0 none) then of 0 «y» reads y']],
    ['isProduction && app.use(helmet());', ['1 branch in 0 (1 other) then of 0 «isProduction» reads isProduction']],
    ['{ const a = 1; }', []],
    ['outer: for (const a of b) {}', ['1 loop in 0 (0 none) for-each a over b']],
  ])('%s', (source, expected) => {
    expect(scopes(source)).toEqual(expected);
  });

  it('evaluates what is iterated before the loop and tests in it', () => {
    expect(
      linesOf('calls', 'for (const a of find()) {} for (; more(); step()) {} while (next()) {}').map((it) => it.split(' ')[3]),
    ).toEqual(['@0', '@2', '@2', '@3']);
  });

  it('keeps the spans of keywords and braces', () => {
    const source = 'try { a(); } catch (e) { b(); } finally { c(); }\nif (x) { d(); } else { f(); }';
    const texts = factsOf(source)
      .scopes.slice(1)
      .map((it) => [source.slice(it.span.start, it.span.end), source.slice(it.bodySpan.start, it.bodySpan.end)]);
    expect(texts).toEqual([
      ['try { a(); }', ' a(); '],
      ['catch (e) { b(); }', ' b(); '],
      ['finally { c(); }', ' c(); '],
      ['{ d(); }', ' d(); '],
      ['else { f(); }', ' f(); '],
    ]);
  });

  it('keeps the place of the condition', () => {
    const source = 'if (order.total > 10) {} else {}';
    const spans = factsOf(source).scopes.flatMap((it) => (it.branch ? [it.branch.conditionSpan] : []));
    expect(spans.map((it) => source.slice(it.start, it.end))).toEqual(['order.total > 10', 'order.total > 10']);
  });
});
