import { describe, expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';
import { printValue } from '../print-facts.ts';

function inFunction(statements: string): string {
  return `package shop\nimport (\n"fmt"\n"os"\n"strconv"\n"strings"\n"cmp"\n"time"\n)\nfunc run() {\n${statements}\n}\n`;
}

describe('calls', () => {
  test.each([
    ['a name', 'place(order)', ['#0 place(order) discarded @1 «place»']],
    ['a member of a package', 'http.Get(url)', ['#0 http.Get(url) discarded @1 «Get»']],
    ['a member chain', 's.repo.Find(ctx, 1)', ['#0 s.repo.Find(ctx, 1) discarded @1 «Find»']],
    [
      'calls on results',
      'db.Where("a", 1).Find(&out)',
      ['#0 db.Where("a", 1) receiver @1 «Where»', '#1 #0.Find(out) discarded @1 «Find»'],
    ],
    ['open arguments', 'f(a, rest...)', ['#0 f(a, …) discarded @1 «f»']],
    ['a pointer', '(*p).Close()', ['#0 p.Close() discarded @1 «Close»']],
    ['one type argument', 'Decode[Order](r)', ['#0 Decode<Order>(r) discarded @1 «Decode»']],
    ['one type argument, two arguments', 'x.Decode[int](r, w)', ['#0 x.Decode<int>(r, w) discarded @1 «Decode»']],
    ['two type arguments', 'x.Map[A, []*b.B](r, w)', ['#0 x.Map<A, [b.B]>(r, w) discarded @1 «Map»']],
    ['an element with a literal', 'handlers["paid"](x, y)', ['#0 handlers.paid(x, y) discarded @1 «"paid"»']],
    ['a computed element', 'handlers[kind](x, y)', ['#0 ?.(x, y) discarded @1 «handlers»']],
    ['a computed element with one argument', 'handlers[kind](x)', ['#0 ?.(x) discarded @1 «handlers»']],
    ['an asserted receiver', 'x.(io.Closer).Close()', ['#0 ?.Close() discarded @1 «Close»']],
    ['types as arguments', 'new(sql.DB)', ['#0 new(sql.DB) discarded @1 «new»']],
  ])('read %s', (_, statement, lines) => {
    expect(linesOf('go', 'calls', `package shop\nfunc run() {\n${statement}\n}\n`)).toEqual(lines);
  });

  test.each([
    ['discarded', 'f()', 'discarded'],
    ['assigned', 'x := f()', 'assigned to x'],
    ['assigned with its error dropped', 'x, _ := f()', 'assigned to x, _'],
    ['dropped', '_ = f()', 'assigned to _'],
    ['assigned to a member', 's.x, err = f()', 'assigned to s.x, err'],
    ['assigned as one of two', 'a, b := 1, f()', 'assigned to b'],
    ['declared', 'var x int = f()', 'assigned to x'],
    ['assigned as a type', 'x := f().(*User)', 'assigned to x'],
    ['assigned in an if', 'if err := f(); err != nil {}', 'assigned to err'],
    ['returned', 'return nil, f()', 'returned'],
    ['an argument', 'g(f()...)', 'argument'],
    ['converted', 'g([]byte(f()))', 'argument'],
    ['a receiver', 'f().x()', 'receiver'],
    ['put off', 'defer f()', 'other'],
    ['started', 'go f()', 'other'],
    ['tested', 'if f() {}', 'other'],
    ['iterated', 'for range f() {}', 'other'],
    ['put into a literal', 'x := T{A: f()}', 'other'],
  ])('tell a result that is %s', (_, statement, use) => {
    const line = linesOf('go', 'calls', `package shop\nfunc run() {\n${statement}\n}\n`).find((it) => it.includes(' f('));
    expect(line).toContain(`f() ${use} @`);
  });

  test('have spans, a statement and what their arguments mention', () => {
    const source =
      'package shop\nfunc run() {\n\tif err := s.Do(ctx, T{Field: v, "k": w}, func(p int) { q(p) }); err != nil { x(); }\n}\n';
    const calls = factsOf('go', source).calls.map((it) => [
      source.slice(it.span.start, it.span.end).slice(0, 10),
      source.slice(it.statement.start, it.statement.end).slice(0, 12),
      it.mentions.join(' '),
    ]);
    expect(calls).toEqual([
      ['s.Do(ctx, ', 'if err := s.', 'ctx v w q p'],
      ['q(p)', 'q(p)', 'p'],
      ['x()', 'x();', ''],
    ]);
  });
});

test.each([
  ['nil', 'null'],
  ['true', 'true'],
  ['0x1F', '31'],
  ['0755', '493'],
  ['-1.5', '-1.5'],
  [String.raw`"a\n\x41é"`, '"a\\nAé"'],
  ['`raw\\n`', '"raw\\\\n"'],
  ['order', 'order'],
  ['&order.Items', 'order.Items'],
  ['*p', 'p'],
  ['items[0].id', 'items.0.id'],
  ['items[i]', '?(items i)'],
  ['g(1).rows', '#1.rows'],
  ['x.(*User)', 'x'],
  ['[]byte("secret")', '"secret"'],
  ['string(body)', '#1'],
  ['!ok', '?(ok)'],
  ['<-done', '?(done)'],
  ['a + b', '?(a b)'],
  ['"SELECT " + cols + " FROM t"', '`SELECT ◌ FROM t`(cols)'],
  ['"one " + "two"', '"one two"'],
  ['fmt.Sprintf("%s has %5.2f%%", user.Name, f(x))', '`◌ has ◌%`(user f x)'],
  ['"WHERE " + fmt.Sprintf("id = %d", id)', '`WHERE id = ◌`(id)'],
  ['other.Sprintf("%s", a)', '#1'],
  ['&http.Server{Addr: ":80", Handler: h}', 'http.Server{Addr: ":80", Handler: h}'],
  ['User{}', 'User{}'],
  ['[]int{1, 2}', '[1, 2]'],
  ['[]User{{ID: 1}, {ID: 2}}', '[{ID: 1}, {ID: 2}]'],
  ['map[string]any{"a": 1, key: 2}', '{a: 1, …}'],
  ['gin.H{"error": err.Error(), key: 1}', 'gin.H{error: #1, …}'],
  ['pkg.Box[int]{Value: 1}', 'pkg.Box{Value: 1}'],
  ['func() {}', 'fn@2'],
])('reads the value %s', (expression, printed) => {
  const [call] = factsOf('go', inFunction(`use(${expression})`)).calls.filter((it) => it.callee.path[0] === 'use');
  const [value] = call?.args ?? [];
  expect(value && printValue(value)).toBe(printed);
});

describe('loops and branches', () => {
  test.each([
    ['three parts', 'for i, j := 0, 1; i < n(); i++ { f() }', ['2 loop in 1 (1 other) for i, j']],
    ['elements', 'for _, order := range orders() { continue }', ['2 loop in 1 (1 continue) for-each order over #0']],
    ['a number of rounds', 'for range 3 { f() }', ['2 loop in 1 (1 other) for-each over 3']],
    ['a condition', 'for rows.Next() { break }', ['2 loop in 1 (1 break) while']],
    ['no end', 'for { panic("x") }', ['2 loop in 1 (1 throw) while']],
    [
      'an if with an else',
      'if err != nil && s.cfg.Debug { return } else { f() }',
      [
        '2 branch in 1 (1 return) then of 0 «err != nil && s.cfg.Debug» reads err s.cfg.Debug',
        '3 branch in 1 (1 other) else of 0 «» reads err s.cfg.Debug',
      ],
    ],
    [
      'an else if, which is an else with an if',
      'if a {} else if b() {} else {}',
      [
        '2 branch in 1 (0 none) then of 0 «a» reads a',
        '3 branch in 1 (1 other) else of 0 «» reads a',
        '4 branch in 3 (0 none) then of 1 «b()» reads b',
        '5 branch in 3 (0 none) else of 1 «» reads b',
      ],
    ],
    [
      'a switch',
      'switch kind {\ncase "a", x.B:\nf()\ndefault:\n// nothing\n}',
      ['2 branch in 1 (1 other) case of 0 «"a", x.B» reads kind x.B', '3 branch in 1 (0 comment none) case of 0 «» reads kind'],
    ],
    [
      'a switch over types',
      'switch v := x.(type) {\ncase *Order:\nreturn\n}',
      ['2 branch in 1 (1 return) case of 0 «*Order» reads x'],
    ],
    [
      'a select',
      'select {\ncase m := <-in:\nf(m)\ncase out <- 1:\n}',
      ['2 branch in 1 (1 other) case of 0 «m := <-in» reads m in', '3 branch in 1 (0 none) case of 0 «out <- 1» reads out'],
    ],
    ['a label', 'outer:\nfor { break outer }', ['2 loop in 1 (1 break) while']],
  ])('read %s', (_, statements, lines) => {
    expect(linesOf('go', 'scopes', `package shop\nfunc run() {\n${statements}\n}\n`).slice(2)).toEqual(lines);
  });

  test('run what is iterated or set up once, the rest in each round', () => {
    const source = inFunction('for i := once(); each(); each() { each() }\nfor range once() { each() }\nif once() { branch() }');
    const { calls, scopes } = factsOf('go', source);
    expect(calls.map((it) => `${it.callee.path[0]} ${scopes[it.scope]?.kind}`)).toEqual([
      'once function',
      'each loop',
      'each loop',
      'each loop',
      'once function',
      'each loop',
      'once function',
      'branch branch',
    ]);
  });
});

test('reads returns and panics', () => {
  const source = code`
    package shop
    func find() (*Order, error) {
      if bad {
        panic(fmt.Errorf("x"))
      }
      run(func() error { return nil })
      return &Order{ID: 1}, err
    }
    func stop() { return }
  `;
  expect(linesOf('go', 'returns', source)).toEqual(['@3 null', '@1 Order{ID: 1}, err', '@4']);
  expect(linesOf('go', 'throws', source)).toEqual(['panic #1 @2']);
});

test.each([
  ['os.Getenv("PORT")', 'PORT os.Getenv plain'],
  ['os.Getenv(name)', '? os.Getenv plain'],
  ['strconv.Atoi(os.Getenv("PORT"))', 'PORT os.Getenv plain cast strconv.Atoi'],
  ['time.ParseDuration(strings.TrimSpace(os.Getenv("TTL")))', 'TTL os.Getenv plain cast time.ParseDuration'],
  ['cmp.Or(os.Getenv("PORT"), "80")', 'PORT os.Getenv default "80"'],
  ['os.Getenv("DEBUG") == "true"', 'DEBUG os.Getenv plain cast boolean'],
  ['os.Getenv("MODE") != "production"', 'MODE os.Getenv plain tested'],
  ['os.Getenv("DSN") + "?x"', 'DSN os.Getenv plain'],
  ['os.Environ()', '? os.Getenv whole'],
])('reads the environment in %s', (expression, line) => {
  const [read, ...more] = linesOf('go', 'env', inFunction(`use(${expression})`));
  expect(more).toEqual([]);
  expect(read?.replace(/ «.*$/, '')).toBe(`${line} @1`);
});

test('reads the environment by the name that the file gives to the package, and by no other', () => {
  const source = 'package shop\nimport env "os"\nvar a, ok = env.LookupEnv("A")\nvar b = os.Getenv("B")\n';
  expect(linesOf('go', 'env', source)).toEqual(['A os.LookupEnv plain @0 «env.LookupEnv("A")»']);
});

test('remembers texts that are SQL or an address, import paths and tags left out', () => {
  const source = code`
    package shop
    import "redis://x/y"
    const q = ${'`\nSELECT id\nFROM orders`'}
    type T struct { A int ${'`select:"SELECT a FROM b"`'} }
    var dsn = "postgres://shop@db/orders"
    var label = "Select an order"
    var sum = "SELECT " + columns + " FROM orders"
    var late = prefix + "DELETE FROM orders"
  `;
  expect(linesOf('go', 'strings', source)).toEqual([
    '"\\nSELECT id\\nFROM orders" @0',
    '"postgres://shop@db/orders" @0',
    '"SELECT \uFFFC FROM orders" @0',
    '"DELETE FROM orders" @0',
  ]);
});

test('reads expressions that newer Go lets new take', () => {
  const source = code`
    package shop
    func run() {
      a := new(time.Now().Add(3))
      b := new("text")
      c := new([]int)
      renew(d)
      e := new([]string{"a"})
    }
  `;
  const facts = factsOf('go', source);
  expect(facts.parseErrors).toEqual([]);
  expect(linesOf('go', 'calls', source)).toEqual([
    '#0 new(#2) assigned to a @1 «new»',
    '#1 time.Now() receiver @1 «Now»',
    '#2 #1.Add(3) argument @1 «Add»',
    '#3 new("text") assigned to b @1 «new»',
    '#4 new(?()) assigned to c @1 «new»',
    '#5 renew(d) discarded @1 «renew»',
    '#6 new(["a"]) assigned to e @1 «new»',
  ]);
});
