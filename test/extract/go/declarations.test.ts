import { describe, expect, test } from 'vitest';
import { code, factsOf, linesOf } from '../facts-of.ts';

function scopesIn(source: string): readonly string[] {
  return linesOf('go', 'scopes', source).slice(1);
}

describe('imports', () => {
  test.each([
    ['a standard package', 'import "net/http"', 'net/http * as http @0'],
    ['another name', 'import db "database/sql"', 'database/sql * as db @0'],
    ['a version', 'import "github.com/jackc/pgx/v5"', 'github.com/jackc/pgx/v5 * as pgx @0'],
    ['a version after a dot', 'import "gopkg.in/yaml.v3"', 'gopkg.in/yaml.v3 * as yaml @0'],
    ['a prefix', 'import "github.com/redis/go-redis/v9"', 'github.com/redis/go-redis/v9 * as redis @0'],
    ['the effect alone', 'import _ "github.com/lib/pq"', 'github.com/lib/pq * as _ @0'],
    ['all names', 'import . "fmt"', 'fmt * as . @0'],
    ['raw quotes', 'import `fmt`', 'fmt * as fmt @0'],
    ['a folder that is called like a first version', 'import "shop/api/v1"', 'shop/api/v1 * as v1 @0'],
    ['a folder that is used as a version', 'import "shop/api/v2"\nvar x = v2.List', 'shop/api/v2 * as v2 @0'],
    [
      'a name that ends in go',
      'import "github.com/segmentio/kafka-go"\nvar x kafka.Writer',
      'github.com/segmentio/kafka-go * as kafka @0',
    ],
    ['a name with a dot', 'import "github.com/nats-io/nats.go"\nvar x = nats.Connect', 'github.com/nats-io/nats.go * as nats @0'],
    [
      'a name that starts with golang',
      'import "github.com/hashicorp/golang-lru/v2"\nvar x = lru.New',
      'github.com/hashicorp/golang-lru/v2 * as lru @0',
    ],
  ])('read %s', (_, line, expected) => {
    expect(linesOf('go', 'imports', `package shop\n${line}\n`)).toEqual([expected]);
  });

  test('of one statement share it', () => {
    const source = 'package shop\nimport (\n\t"fmt"\n\tx "os"\n)\nimport "io"\n';
    const spans = factsOf('go', source).imports.map((it) => [
      source.slice(it.moduleSpan.start, it.moduleSpan.end),
      source.slice(it.statement.start, it.statement.end),
    ]);
    expect(spans).toEqual([
      ['fmt', 'import (\n\t"fmt"\n\tx "os"\n)'],
      ['os', 'import (\n\t"fmt"\n\tx "os"\n)'],
      ['io', 'import "io"'],
    ]);
  });
});

test('reads the package and exports what starts with a capital', () => {
  const source = code`
    package orders
    const Limit, low = 1, 2
    var DB, cache = open(), 1
    type Order struct{}
    type status int
    func Place() { Local := 1 }
    func (o Order) Total() {}
    func find() {}
  `;
  expect(factsOf('go', source).packageName).toBe('orders');
  expect(linesOf('go', 'exports', source)).toEqual(['Limit', 'DB', 'Order', 'Place']);
});

describe('functions', () => {
  test.each([
    ['a plain one', 'func place() {}', '1 function in 0 (0 none) function place()'],
    [
      'parameters that share a type, and several results',
      'func Find(ctx context.Context, a, b int, opts ...Option) (*Order, error) { return nil, nil }',
      '1 function in 0 (1 return) function Find(ctx: context.Context, a: int, b: int, ...opts: Option) -> Order, error exported',
    ],
    [
      'parameters without names',
      'func f(int, *sql.DB) error { return nil }',
      '1 function in 0 (1 return) function f(_: int, _: sql.DB) -> error',
    ],
    [
      'results with names',
      'func f() (a, b int, err error) { return }',
      '1 function in 0 (1 return) function f() -> int, int, error',
    ],
    ['a method', 'func (o *Orders) Find() {}', '1 function in 0 (0 none) method Orders.Find() exported receiver o'],
    [
      'a method of a generic type',
      'func (c Cache[K, V]) get(k K) V { panic(1) }',
      '1 function in 0 (1 throw) method Cache.get(k: K) -> V receiver c',
    ],
    ['a method without a receiver name', 'func (Orders) close() {}', '1 function in 0 (0 none) method Orders.close()'],
    ['a function type', 'func use(next func(int) error) {}', '1 function in 0 (0 none) function use(next: ?func(int) error)'],
    [
      'type parameters',
      'func Map[T any](xs []T, f map[string]*T) {}',
      '1 function in 0 (0 none) function Map(xs: [T], f: [string, T]) exported',
    ],
  ])('reads %s', (_, source, line) => {
    expect(scopesIn(`package shop\n${source}\n`)).toEqual([line]);
  });

  test('reads function literals with the name or the argument that they are', () => {
    const source = code`
      package shop
      var handle = func(w http.ResponseWriter) error { return nil }
      var server = http.Server{Handler: func() {}}
      func routes() {
        r.GET("/x", auth, func(c *gin.Context) {})
        h.onClose = func() {}
        func() {}()
      }
    `;
    expect(scopesIn(source)).toEqual([
      '1 function in 0 (1 return) lambda handle(w: http.ResponseWriter) -> error',
      '2 function in 0 (0 none) lambda Handler()',
      '3 function in 0 (3 other) function routes()',
      '4 function in 3 (0 none) lambda -(c: gin.Context) arg 2 of #0',
      '5 function in 3 (0 none) lambda onClose()',
      '6 function in 3 (0 none) lambda -()',
    ]);
  });

  test('cover the braces, and what stands between them', () => {
    const source = 'package shop\nfunc f() {\n\t// why\n\tg()\n}\n';
    const scope = factsOf('go', source).scopes[1];
    expect(source.slice(scope?.span.start, scope?.span.end)).toBe('func f() {\n\t// why\n\tg()\n}');
    expect(source.slice(scope?.bodySpan.start, scope?.bodySpan.end)).toBe('\n\t// why\n\tg()\n');
    expect(scope?.body).toEqual({ statements: 1, hasComment: true, last: 'other' });
  });
});

test('reads structs with tags and embedded types, interfaces with methods', () => {
  const source = code`
    package shop
    type Order struct {
      gorm.Model
      *Audit
      ID, Number int ${'`json:"id" db:"order_id"`'}
      Items []*Item
      on func(int) error
    }
    type (
      Repo interface {
        io.Closer
        Find(ctx context.Context, id int) (*Order, error)
      }
      box[T any] struct{ value T }
    )
  `;
  expect(linesOf('go', 'classes', source)).toEqual([
    'struct Order exported @1 extends gorm.Model, Audit',
    '  .ID: int tag json:"id" db:"order_id"',
    '  .Number: int tag json:"id" db:"order_id"',
    '  .Items: [Item]',
    '  .on: ?func(int) error',
    'interface Repo exported @2 extends io.Closer',
    '  .Find: ?(ctx context.Context, id int) (*Order, error)',
    'struct box @3',
    '  .value: T',
  ]);
  expect(linesOf('go', 'bindings', source)).toEqual([
    'class Order = class Order @0 exported',
    'class Repo = class Repo @0 exported',
    'class box = class box @0',
  ]);
});

describe('bindings', () => {
  function bindingsIn(statements: string): readonly string[] {
    const source = `package shop\nfunc run(id int) {\n${statements}\n}\n`;
    return linesOf('go', 'bindings', source).slice(1);
  }

  test.each([
    ['a package variable', 'var db *sql.DB', 'variable db: sql.DB = - @0'],
    ['a constant', 'const Limit int = 3', 'constant Limit: int = 3 @0 exported'],
    ['a named type', 'type Status string', 'type Status = type string @0 exported'],
    ['a type alias', 'type IDs = []int', 'type IDs = type [int] @0 exported'],
    ['results of a call', 'var a, _ = load()', 'variable a = part - of #0 @0 mentions load'],
  ])('read %s', (_, source, line) => {
    expect(linesOf('go', 'bindings', `package shop\n${source}\n`)).toEqual([line]);
  });

  test.each([
    ['one value', 'a := load(id)', ['variable a = #0 @1 mentions load id']],
    [
      'several results',
      'a, err := load()',
      ['variable a = part - of #0 @1 mentions load', 'variable err = part 1 of #0 @1 mentions load'],
    ],
    ['several values', 'a, b := 1, id', ['variable a = 1 @1', 'variable b = id @1 mentions id']],
    [
      'an asserted type',
      'user, ok := x.(*User)',
      ['variable user: User = part - of x @1 mentions x', 'variable ok = part 1 of x @1 mentions x'],
    ],
    ['the blank, which is no name', '_, ok := m[id]', ['variable ok = part 1 of ?(m id) @1 mentions m id']],
    [
      'what an if sets up, in both branches',
      'if v, err := load(); err != nil {} else {}',
      [
        'variable v = part - of #0 @2 mentions load',
        'variable err = part 1 of #0 @2 mentions load',
        'variable v = part - of #0 @3 mentions load',
        'variable err = part 1 of #0 @3 mentions load',
      ],
    ],
    ['a counting loop', 'for i := first(); i < 3; i++ {}', ['variable i = #0 @2 mentions first']],
    [
      'a loop over elements',
      'for i, order := range orders {}',
      ['variable i = - @2 mentions orders', 'variable order = element of orders @2 mentions orders'],
    ],
    ['a loop over keys', 'for key := range m {}', ['variable key = - @2 mentions m']],
    [
      'a switch over types',
      'switch v := x.(type) {\ncase *Order:\ncase A, B:\n}',
      ['variable v: Order = x @2 mentions x', 'variable v = x @3 mentions x'],
    ],
    [
      'what a case receives',
      'select {\ncase v, ok := <-done:\n}',
      ['variable v = part - of ?(done) @2 mentions done', 'variable ok = part 1 of ?(done) @2 mentions done'],
    ],
    ['a variable without a value', 'var out []Order', ['variable out: [Order] = - @1']],
  ])('read %s', (_, statements, lines) => {
    expect(bindingsIn(statements)).toEqual(lines);
  });

  test('assign a name that the scope has already', () => {
    const source = code`
      package shop
      func run(id int) (n int, err error) {
        a, err := load()
        b, err := load()
        if id > 0 {
          c, err := load()
        }
        id, _ = a.id, 1
        a.count++
        a.byID[id].name += "x"
        a.byID["k"], *b = 1, 2
      }
    `;
    expect(linesOf('go', 'bindings', source).slice(1)).toEqual([
      'variable n: int = - @1',
      'variable err: error = - @1',
      'variable a = part - of #0 @1 mentions load',
      'variable b = part - of #1 @1 mentions load',
      'variable c = part - of #2 @2 mentions load',
      'variable err = part 1 of #2 @2 mentions load',
    ]);
    expect(linesOf('go', 'assignments', source)).toEqual([
      'err = #0.1 @1',
      'err = #1.1 @1',
      'id = a.id @1',
      'a.count ++ 1 @1',
      'a.byID.[].name += "x" @1',
      'a.byID.k = 1 @1',
      'b = 2 @1',
    ]);
  });
});
